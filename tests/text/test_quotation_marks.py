import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Span
from cordiale.text.quotation_marks import find_quoted


def quoted_in(text: str) -> list[str]:
    return [s.of(text) for s in find_quoted(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("He said “we agree,” and left.", ["we agree,"]),
        ('He said "we agree," and "we go."', ["we agree,", "we go."]),
        ("Il dit « oui » et part.", ["oui"]),
        ("首相は「協力する」と述べた。", ["協力する"]),
        ("``We agree,'' he said.", ["We agree,"]),
        ("He said 'we agree' to it.", ["we agree"]),
    ],
)
def test_every_kind_of_mark_is_read(text: str, contents: list[str]):
    assert quoted_in(text) == contents


def test_a_quotation_inside_another_comes_after_it():
    text = "“It is ‘an even graver threat to Lund’s safety’ now,” she said."
    assert quoted_in(text) == [
        "It is ‘an even graver threat to Lund’s safety’ now,",
        "an even graver threat to Lund’s safety",
    ]


def test_apostrophes_open_and_close_nothing():
    assert quoted_in("Lund’s allies’ aims in the ’90s and the '80s aren't O'Neill's.") == []
    assert quoted_in("They want ‘the allies’ full support’ now.") == ["the allies’ full support"]


def test_an_unclosed_quotation_ends_with_its_paragraph_and_may_be_opened_again():
    text = "“We agree. It is good\n“And we go on,” he said.\nNothing here."
    assert quoted_in(text) == ["We agree. It is good", "And we go on,"]


def test_a_quotation_that_was_not_closed_before_the_next_one_opens_ends_there():
    assert quoted_in("“We agree, he said. “And we go.”") == ["We agree, he said.", "And we go."]


@given(st.text(alphabet=st.sampled_from("ab s“”\"'‘’«»「」„`\n."), min_size=1) | st.text(min_size=1))
def test_contents_stand_inside_the_text_by_start_apart_or_one_inside_the_other(text: str):
    spans = find_quoted(text, Span(0, len(text)))
    assert spans == sorted(spans, key=lambda s: (s.start, -s.end))
    assert all(s.end <= len(text) for s in spans)
    for one in spans:
        for other in spans:
            assert not one.overlaps(other) or one.contains(other) or other.contains(one)
