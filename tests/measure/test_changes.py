"""Turning points of a relation."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from cordiale.measure import Choice, Motion, StateModel, find_changes, measure_index
from cordiale.measure.changes import Shares, cheapest_borders
from cordiale.measure.pooling import USUAL
from cordiale.model.actor import Dyad
from cordiale.model.series import Act, Period
from tests.measure.acting import month

PAIR = Dyad("AAA", "BBB")


def changes_of(acts: list[Act], model: StateModel = USUAL) -> list[tuple[str, bool]]:
    found = find_changes(measure_index(acts, Choice(model=model)), PAIR)
    return [(str(c.at), c.is_improvement) for c in found]


def test_a_lasting_fall_and_rise_are_found_where_they_are() -> None:
    acts = [a for i in range(72) for a in month(i, *((4, 16) if 24 <= i < 48 else (18, 2)))]
    assert changes_of(acts) == [("2022-01", False), ("2024-01", True)]


def test_a_change_says_how_far_how_surely_and_by_which_events() -> None:
    acts = [a for i in range(48) for a in month(i, *((18, 2) if i < 24 else (4, 16)))]
    (change,) = find_changes(measure_index(acts, Choice(model=USUAL)), PAIR)
    assert change.before > 0.85 > 0.3 > change.after
    assert change.certainty > 0.9
    assert change.earliest <= change.at <= change.latest
    hostile = {a.event for a in acts if not a.is_cooperative}
    assert {m.event for m in change.events} <= hostile
    near = {Period.of(a.day) for a in acts if a.event in {m.event for m in change.events}}
    assert all(change.earliest.later(-1) <= p <= change.latest.later(1) for p in near)


def test_a_relation_that_stays_as_it_is_has_none() -> None:
    assert changes_of([a for i in range(72) for a in month(i, 14, 6)]) == []


def test_what_swings_may_hide_is_no_change() -> None:
    acts = [a for i in range(72) for a in month(i, *((14, 6) if i < 36 else (16, 4)))]
    wild = StateModel(USUAL.mean, USUAL.level, Motion(3.0, 0.4), 0.0)
    assert changes_of(acts, wild) == []


def test_a_pair_with_three_events_has_none() -> None:
    assert changes_of([*month(0, 1, 0), *month(5, 0, 1), *month(30, 1, 0)]) == []
    assert changes_of([]) == []


@pytest.mark.parametrize("seed", range(8))
def test_no_way_to_cut_a_series_costs_less_than_the_one_found(seed: int) -> None:
    dice, number, penalty = np.random.default_rng(seed), 13, 1.0
    total = dice.integers(0, 9, number)
    cost = Shares(np.column_stack([dice.binomial(total, dice.choice([0.1, 0.5, 0.9], number)), total]).astype(float))

    def whole(borders: list[int]) -> float:
        return sum(float(cost.error(a, b)) + penalty for a, b in pairwise(borders))

    cuts = product((False, True), repeat=number - 1)
    ways = ([0, *(i for i, is_cut in enumerate(cut, 1) if is_cut), number] for cut in cuts)
    every = [borders for borders in ways if all(b - a > 1 for a, b in pairwise(borders))]
    assert len(every) > 100
    assert whole(cheapest_borders(cost, number, penalty)) == pytest.approx(min(map(whole, every)))
