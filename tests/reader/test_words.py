from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.reader.words import SHAPES, shape_of, words_of


def cut(text: str) -> list[str]:
    return [w.of(text) for w in words_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-Japan ties", ["U.S.", "-", "Japan", "ties"]),
        ("Japan’s “quiet” plan", ["Japan", "’s", "“", "quiet", "”", "plan"]),
        ("It didn't, Mr. Rask said.", ["It", "did", "n't", ",", "Mr.", "Rask", "said", "."]),
        ("$2,000.50 by 2027", ["$", "2,000.50", "by", "2027"]),
        ("co-produce at 10 a.m.", ["co", "-", "produce", "at", "10", "a.m."]),
    ],
)
def test_hyphens_quotes_and_possessives_are_cut_and_abbreviations_are_not(text: str, words: list[str]) -> None:
    assert cut(text) == words


@given(st.text())
def test_words_stand_in_order_without_overlap_and_hold_every_visible_character(text: str) -> None:
    words = words_of(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert "".join("".join(w.of(text) for w in words).split()) == "".join(text.split())


@given(st.text(min_size=1))
def test_every_word_has_a_shape(text: str) -> None:
    assert all(0 < shape_of(w.of(text)) < SHAPES for w in words_of(text))
