from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Span
from cordiale.reader.language.quoting import find_quote

TEXT = "He said: “We must\n leave,” and the US – not Russia’s guests – left. Must we?"
WHOLE = Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("must leave", "must\n leave"),
        ('"We must leave,"', "“We must\n leave,”"),
        ("Russia's guests", "Russia’s guests"),
        ("US - not", "US – not"),
        ("  left ", "left"),
    ],
)
def test_words_are_found_however_their_marks_and_spaces_are_written(quote: str, stands: str) -> None:
    found = find_quote(TEXT, WHOLE, quote)
    assert found is not None
    assert found.of(TEXT) == stands


@pytest.mark.parametrize(
    "quote", [None, "", "  ", "we will leave", "leave and the US", "mus", "eave", "us", ".*", "x" * 500]
)
def test_words_that_do_not_stand_there_are_not_found(quote: str | None) -> None:
    assert find_quote(TEXT, WHOLE, quote) is None


def test_words_outside_the_stretch_are_not_found() -> None:
    assert find_quote(TEXT, Span(0, 20), "left") is None
    assert find_quote(TEXT, Span(0, TEXT.index("left") + 2), "left") is None


def test_of_several_places_the_nearest_is_taken() -> None:
    text = "They met, and they parted, and they met."
    last = Span(len(text) - 1, len(text))
    assert find_quote(text, Span(0, len(text)), "met") == Span(5, 8)
    assert find_quote(text, Span(0, len(text)), "met", last) == Span(36, 39)


def test_scripts_without_spaces_are_quoted_by_the_character() -> None:
    text = "日本と中国の外相が会談した"
    found = find_quote(text, Span(0, len(text)), "中国")
    assert found == Span(3, 5)


@given(st.text(max_size=80), st.text(max_size=20))
def test_what_is_found_has_the_letters_of_the_quote(text: str, quote: str) -> None:
    found = find_quote(text, Span(0, len(text)), quote) if text else None
    if found:
        letters = [[c for c in x if c.isalnum()] for x in (found.of(text), quote)]
        assert letters[0] == letters[1]
