"""Fading counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.forecast.ranking.tally import NEVER, Keys, Tally

IDS = np.array([0])


def test_a_count_is_halved_after_a_half_life() -> None:
    tally = Tally(1, (3.0, 6.0))
    tally.add(IDS, 10)
    assert tally.at(IDS, 16)[0] == pytest.approx([0.25, 0.5])


@given(st.lists(st.integers(0, 200), min_size=1, max_size=30).map(sorted), st.integers(0, 50))
def test_a_fading_count_is_the_sum_of_what_each_sighting_has_left(days: list[int], later: int) -> None:
    tally = Tally(1, (7.0,))
    for day in days:
        tally.add(IDS, day)
    now = days[-1] + later
    assert tally.at(IDS, now)[0, 0] == pytest.approx(sum(2 ** (-(now - day) / 7) for day in days), rel=1e-4)


def test_two_sightings_on_one_day_count_twice() -> None:
    tally = Tally(2, (7.0,))
    tally.add(np.array([1, 1, 0]), 4)
    assert tally.count.tolist() == [1, 2, 0]


def test_what_was_never_seen_has_no_count_and_no_gap() -> None:
    tally = Tally(1, (7.0,))
    nowhere = np.array([1])
    assert (tally.at(nowhere, 5)[0, 0], tally.age(nowhere, 5)[0], tally.gap(nowhere, 5)[0]) == (0, NEVER, -1)


def test_the_gap_is_the_mean_time_between_sightings() -> None:
    tally = Tally(1, (7.0,))
    for day in (2, 4, 12):
        tally.add(IDS, day)
    assert (tally.gap(IDS, 20)[0], tally.age(IDS, 20)[0], tally.before_last[0]) == (5, 8, 4)


def test_a_key_that_is_not_there_is_found_at_the_end() -> None:
    keys = Keys(np.array([2, 5, 9]))
    assert keys.find(np.array([5, 1, 10, 9])).tolist() == [1, 3, 3, 2]


def test_keys_between_two_values_stand_together() -> None:
    first, count = Keys(np.array([2, 5, 9])).range_of(np.array([3, 10]), np.array([10, 20]))
    assert (first.tolist(), count.tolist()) == ([1, 3], [2, 0])
