"""Where clauses begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from cordiale.extract.clauses import clause_end, clause_start, trimmed, without_modifiers


def test_a_clause_begins_after_a_conjunction_or_a_strong_stop():
    text = "Chile waits; Peru said that Fiji acts"
    assert text[clause_start(text, 0, text.index("said")) :].startswith("Peru")
    assert text[clause_start(text, 0, text.index("acts")) :].startswith("Fiji")


def test_a_point_inside_a_sentence_ends_no_clause():
    text = "send ships to the U.S. coast, which is long"
    assert text[: clause_end(text, 0, len(text))] == "send ships to the U.S. coast"


def test_the_closing_point_goes_and_that_of_an_abbreviation_stays():
    for text, kept in ((" ties with the U.S.", "ties with the U.S."), ("ties with Peru.", "ties with Peru")):
        span = trimmed(text, 0, len(text))
        assert span is not None
        assert span.of(text) == kept


def test_auxiliaries_and_adverbs_are_no_part_of_a_subject():
    text = "The minister has also repeatedly warned"
    assert text[: without_modifiers(text, 0, text.index("warned"))] == "The minister"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_trimmed_lies_inside(text: str, one: int, other: int):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = trimmed(text, start, end)
    assert span is None or start <= span.start < span.end <= end
