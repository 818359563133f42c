"""Texts that are nearly the same."""

import time

from hypothesis import given
from hypothesis import strategies as st

from cordiale.corroborate.similarity import containment, near_pairs, shingles


@given(st.text(max_size=200), st.text(max_size=200))
def test_containment_is_the_same_both_ways_round_and_whole_for_a_text_and_itself(one: str, other: str) -> None:
    a, b = shingles(one, 5), shingles(other, 5)
    assert containment(a, b) == containment(b, a)
    assert containment(a, a) == (1.0 if a.size else 0.0)


@given(st.integers(0, 10**6))
def test_a_text_and_the_first_third_of_it_are_found(seed: int) -> None:
    words = [f"word{(seed + i * 7919) % 1000003}" for i in range(240)]
    whole, cut = shingles(" ".join(words), 5), shingles(" ".join(words[:80]), 5)
    assert list(near_pairs([whole, cut], 0.3)) == [(0, 1, 1.0)]


def test_case_and_punctuation_make_no_difference() -> None:
    assert (shingles("Ministers met, in Tokyo.", 3) == shingles("ministers MET in tokyo", 3)).all()


def test_a_thousand_copies_take_no_time_that_grows_with_all_pairs() -> None:
    text = shingles(" ".join(f"word{i}" for i in range(200)), 5)
    start = time.perf_counter()
    found = list(near_pairs([text] * 1000, 0.3))
    assert len(found) < 1000 * 20
    assert time.perf_counter() - start < 10
