from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Span
from cordiale.text.tokens import tokenize


def words_of(text: str) -> list[str]:
    return [s.of(text) for s in tokenize(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S.-Japan alliance", ["the", "U.S.", "Japan", "alliance"]),
        ("Japan-U.S. ties", ["Japan", "U.S.", "ties"]),
        ("Trump–Abe talks", ["Trump", "Abe", "talks"]),
        ("US-led, long-term", ["US", "led", "long-term"]),
        ("an F-35 of 2024", ["an", "F-35", "of", "2024"]),
        ("Lund’s and Lund's, don’t", ["Lund", "’s", "and", "Lund", "'s", "don’t"]),
        ("1,200 men at 3.5%", ["1,200", "men", "at", "3.5"]),
    ],
)
def test_words_are_divided_where_two_names_are_joined(text: str, words: list[str]):
    assert words_of(text) == words


def test_words_are_sought_only_inside_the_given_span():
    assert [s.of("one two three") for s in tokenize("one two three", Span(4, 7))] == ["two"]


@given(st.text(min_size=1))
def test_words_stand_inside_the_text_in_order_without_overlap(text: str):
    spans = tokenize(text, Span(0, len(text)))
    assert all(s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
