"""Turning points: where the level of a relation changes by more than it usually swings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from cordiale.measure.index import RelationIndex
from cordiale.measure.state import Floats, StateModel
from cordiale.model.actor import Dyad
from cordiale.model.series import Change, Direction, Domain, Mover, Period, Point, Series

# What a further change must add to the log likelihood, in logarithms of the number of periods. A relation whose level never
# changes then shows .52 in eleven years, as against 2.15 with .5 and .23 with 1 (`python -m evals.index_simulation`); of thirty
# crises and thaws, most of them over in months, 10 show as lasting changes, as against 12 and 5 (`evals.index_validity`).
PENALTY = 0.75
_SHORTEST = 2
_MOST_EVENTS = 10
_LIKELY = 0.9
_Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Split:
    """Three neighbouring borders of segments: where the first begins, where the second does, where the second ends."""

    begin: int
    at: int
    end: int


class Shares:
    """The cost of a segment: minus the log likelihood of its counts under one share for all of it."""

    def __init__(self, signal: Floats) -> None:
        """Take the counts: columns of cooperative acts and of all, less what swings take off."""
        sums = np.vstack([[0.0, 0.0], np.cumsum(signal, axis=0)])
        self.good, self.total = sums[:, 0].copy(), sums[:, 1].copy()

    def error(self, start: _Places | int, end: _Places | int) -> Floats:
        """The cost of the periods from `start` to before `end`, of each such pair; a weak prior keeps shares off 0 and 1."""
        good, total = self.good[end] - self.good[start], self.total[end] - self.total[start]
        p = (good + 0.5) / (total + 1)
        cost: Floats = -good * np.log(p) - (total - good) * np.log1p(-p)
        return cost

    def share(self, start: int, end: int) -> float:
        """The share of cooperative acts from one period to before another."""
        return float((self.good[end] - self.good[start] + 0.5) / (self.total[end] - self.total[start] + 1))


def find_changes(
    index: RelationIndex,
    dyad: Dyad,
    domain: Domain = Domain.ALL,
    direction: Direction = Direction.BOTH,
    penalty: float = PENALTY,
) -> tuple[Change, ...]:
    """The turning points of a relation, in order.

    Borders of segments are found as by PELT (Killick, Fearnhead and Eckley, Journal of the American Statistical Association
    107, 2012), with the binomial likelihood of the counts, each period counting for less the more its swing may hide.
    """
    own, place = index.estimates[domain, direction], index.place(dyad, domain, direction)
    if place is None or place.stop - place.start < 2 * _SHORTEST:
        return ()
    signal = without_swings(own.block.counts.good[place], own.block.counts.total[place], index.model)
    cost, threshold = Shares(signal), float(penalty * np.log(len(signal)))
    borders = cheapest_borders(cost, len(signal), threshold)
    splits = [_Split(*three) for three in zip(borders, borders[1:], borders[2:], strict=False)]
    series = index.series(dyad, domain, direction) if splits else Series(dyad, domain, direction, index.choice.grain)
    return tuple(c for split in splits for c in _change(series, cost, split, threshold))


def cheapest_borders(cost: Shares, number: int, penalty: float) -> list[int]:
    """Where the segments of so many periods begin and end that together cost least, each of them the penalty more.

    To each end the best beginning of the last segment is sought among all that are left: one that costs more by the penalty
    than the best way to an end can never be the best for what lies a segment behind it.
    """
    least, former = np.full(number + 1, np.inf), np.zeros(number + 1, np.int64)
    least[0] = -penalty
    starts, is_left = np.array([0]), np.array([True])
    for end in range(_SHORTEST, number + 1):
        whole = least[starts] + cost.error(starts, end) + penalty
        best = int(whole.argmin())
        least[end], former[end] = whole[best], starts[best]
        starts, is_left = starts[is_left], (whole <= least[end] + penalty)[is_left]
        later = end + 1 - _SHORTEST
        if least[later] < np.inf:
            starts, is_left = np.append(starts, later), np.append(is_left, True)
    borders = [number]
    while borders[-1]:
        borders.append(int(former[borders[-1]]))
    return borders[::-1]


def without_swings(good: Floats, total: Floats, model: StateModel) -> Floats:
    """Counts that tell of the level alone: columns of cooperative acts and of all.

    Acts of one period share its swing, so that n acts tell no more of the level than n / (1 + n p (1 - p) v) would, v the
    variance of the swing (Williams, Applied Statistics 31, 1982, model III).
    """
    p = (good.sum() + 1) / (total.sum() + 2)
    shrink = 1 / (1 + total * p * (1 - p) * model.swing.spread**2)
    return np.column_stack([good * shrink, total * shrink])


def _change(series: Series, cost: Shares, split: _Split, threshold: float) -> Iterator[Change]:
    places = np.arange(split.begin + _SHORTEST, split.end - _SHORTEST + 1)
    costs = cost.error(split.begin, places) + cost.error(places, split.end)
    gain = float(cost.error(split.begin, split.end) - costs.min())
    odds = np.exp(costs.min() - costs)
    low, high = _likely(odds / odds.sum())
    border = int(places[costs.argmin()])
    at, earliest, latest = (series.points[t].period for t in (border, int(places[low]), int(places[high])))
    before, after = cost.share(split.begin, border), cost.share(border, split.end)
    size = float(logit(after) - logit(before))
    certainty = float(1 / (1 + np.exp(np.clip(threshold - gain, -50, 50))))
    if events := tuple(_events(series, earliest, latest, size > 0)):
        key = (series.dyad, series.domain, series.direction)
        yield Change(*key, at, earliest, latest, size, before, after, certainty, events)


def _likely(odds: Floats) -> tuple[int, int]:
    """The narrowest run around the likeliest place that holds nine tenths."""
    low = high = int(odds.argmax())
    held = float(odds[low])
    while held < _LIKELY and (low > 0 or high < len(odds) - 1):
        left = odds[low - 1] if low > 0 else -1.0
        right = odds[high + 1] if high < len(odds) - 1 else -1.0
        low, high = (low - 1, high) if left >= right else (low, high + 1)
        held += float(max(left, right))
    return low, high


def _events(series: Series, earliest: Period, latest: Period, is_better: bool) -> Sequence[Mover]:
    """The events from a period before to a period after that pull the way of the change; where none do, all of them."""
    near: list[Point] = [
        p
        for i in range(earliest.number - 1, latest.number + 2)
        if (p := series.at(earliest.later(i - earliest.number)))
    ]
    movers = [m for p in near for m in p.movers]
    pulling = [m for m in movers if (m.by > 0) == is_better] or movers
    return sorted(pulling, key=lambda m: (-abs(m.by), m.event))[:_MOST_EVENTS]
