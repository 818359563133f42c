"""Who says 'we' and 'I'."""

import pytest

from tests.extract.pages import actors_of, states_named


@pytest.mark.parametrize(
    "text",
    [
        "“We will sign,” said Finnish Foreign Minister Elina Valtonen.",
        "Finnish Foreign Minister Elina Valtonen said: “We will sign.”",
        "Finnish Foreign Minister Elina Valtonen said “it is true.” She added: “We will sign.”",
        "FINNISH FOREIGN MINISTER VALTONEN: We will sign.",
    ],
)
def test_we_is_the_state_of_whoever_speaks(text: str):
    assert states_named(text, "We") == {"FIN"}


def test_we_whom_nobody_is_said_to_speak_is_nobody():
    assert states_named("Finland and Chad met. “We will sign,” somebody said.", "We") == set()


def test_a_question_ends_a_labelled_speech():
    text = "FINNISH FOREIGN MINISTER VALTONEN: It is so. Q: What can we do about Chad?"
    assert states_named(text, "we") == set()


def test_mentions_stand_in_reading_order():
    _, _, actors = actors_of("“We met Chad,” said Finnish Foreign Minister Elina Valtonen. “I thank Niger.”")
    assert [a.span for a in actors] == sorted(a.span for a in actors)
