"""What the auxiliaries beside a trigger say for certain."""

import pytest

from cordiale.extract.verb_groups import agent_of_passive, status_beside, words_of_act
from cordiale.model.document import Span
from cordiale.model.ontology import Status
from tests.extract.pages import actors_of


def span_of(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Ghana did not condemn Togo.", "condemn", Status.DENIED),
        ("Ghana hasn’t yet condemned Togo.", "condemned", Status.DENIED),
        ("Ghana may condemn Togo.", "condemn", Status.POSSIBLE),
        ("Ghana could soon condemn Togo.", "condemn", Status.POSSIBLE),
        ("Ghana will condemn Togo.", "condemn", Status.PLANNED),
        ("Ghana is expected to condemn Togo.", "condemn", Status.PLANNED),
        ("Ghana would condemn Togo.", "condemn", Status.PLANNED),
        ("Ghana condemned Togo.", "condemned", Status.HAPPENED),
        ("Ghana will condemn Togo.", "will condemn", Status.PLANNED),
        ("Ghana will not condemn Togo.", "will not condemn", Status.DENIED),
        ("Prime Minister May called Togo.", "called", Status.HAPPENED),
    ],
)
def test_the_auxiliary_right_before_the_verb_settles_the_status(text: str, trigger: str, status: Status):
    assert status_beside(text, span_of(text, trigger), Status.HAPPENED) is status


@pytest.mark.parametrize(
    ("text", "trigger", "told", "status"),
    [
        ("Ghana refused to recognise Togo.", "recognise", Status.PLANNED, Status.DENIED),
        ("Ghana urged the government of Togo to release them.", "release", Status.PLANNED, Status.POSSIBLE),
        ("Ghana called for an immediate ceasefire with Togo.", "ceasefire", Status.HAPPENED, Status.POSSIBLE),
        ("Nobody knows whether Ghana would sanction Togo.", "sanction", Status.HAPPENED, Status.POSSIBLE),
        ("It will end if Ghana attacks Togo.", "attacks", Status.HAPPENED, Status.POSSIBLE),
        ("It will end if Ghana attacks Togo.", "attacks", Status.PLANNED, Status.PLANNED),
        ("Ghana has been arming Togo.", "arming", Status.HAPPENED, Status.ONGOING),
        ("Ghana has been armed by Togo.", "armed", Status.HAPPENED, Status.HAPPENED),
        ("It follows the recent visit of Togo.", "visit", Status.PLANNED, Status.HAPPENED),
        ("The ministers of Ghana and Togo met in Accra to discuss trade.", "discuss", Status.PLANNED, Status.HAPPENED),
        ("The ministers met to prepare a pact and to thank Togo.", "thank", Status.PLANNED, Status.HAPPENED),
        ("The ministers of Ghana and Togo met to build a road.", "build", Status.PLANNED, Status.PLANNED),
    ],
)
def test_the_verb_that_governs_an_act_settles_its_status(text: str, trigger: str, told: Status, status: Status):
    assert status_beside(text, span_of(text, trigger), told) is status


def test_what_the_reader_takes_for_denied_is_not_planned_for_a_will():
    text = "Ghana will send none."
    assert status_beside(text, span_of(text, "send none"), Status.DENIED) is Status.DENIED


def test_an_auxiliary_of_another_verb_settles_nothing():
    text = "Ghana will not wait and condemned Togo."
    assert status_beside(text, span_of(text, "condemned"), Status.ONGOING) is Status.ONGOING


def test_the_party_after_by_does_what_a_passive_says():
    text = "Togo was sharply condemned by Ghana over the reef."
    _, _, named = actors_of(text)
    agent = agent_of_passive(text, span_of(text, "condemned"), named)
    assert agent is not None
    assert agent.countries == {"GHA"}


def test_by_after_an_active_verb_names_no_agent():
    text = "Ghana condemned Togo by letter, as asked by Mali."
    _, _, named = actors_of(text)
    assert agent_of_passive(text, span_of(text, "condemned"), named) is None


def test_names_drawn_into_a_trigger_are_cut_off():
    text = "Ghana imposed sanctions on Togo."
    names = [span_of(text, "Ghana"), span_of(text, "Togo")]
    assert (
        words_of_act(text, span_of(text, "Ghana imposed sanctions on Togo"), names).of(text) == "imposed sanctions on"
    )


def test_a_trigger_that_is_a_name_stays_as_it_is():
    text = "Ghana condemned Togo."
    whole = span_of(text, "Ghana")
    assert words_of_act(text, whole, [whole]) == whole


def test_by_drawn_into_a_passive_is_left_to_its_agent():
    text = "Togo was condemned by Ghana."
    names = [span_of(text, "Togo"), span_of(text, "Ghana")]
    assert words_of_act(text, span_of(text, "Togo was condemned by Ghana"), names).of(text) == "was condemned"
