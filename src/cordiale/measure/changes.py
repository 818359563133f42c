"""Turning points: where the level of a relation changes by more than it usually swings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import ruptures
from ruptures.base import BaseCost
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


@dataclass(frozen=True, slots=True)
class _Split:
    """Three neighbouring borders of segments: where the first begins, where the second does, where the second ends."""

    begin: int
    at: int
    end: int


class _Shares(BaseCost):  # type: ignore[misc]
    """The cost of a segment: minus the log likelihood of its counts under one share for all of it."""

    model = "shares"
    min_size = _SHORTEST

    def fit(self, signal: Floats) -> _Shares:
        """Take the counts: columns of cooperative acts and of all, less what swings take off."""
        self.signal = signal
        self.sums = np.vstack([[0.0, 0.0], np.cumsum(signal, axis=0)])
        return self

    def error(self, start: int, end: int) -> float:
        """The cost of the periods from `start` to before `end`; a weak prior keeps shares off 0 and 1."""
        good, total = self.sums[end] - self.sums[start]
        p = (good + 0.5) / (total + 1)
        return float(-good * np.log(p) - (total - good) * np.log1p(-p))


def find_changes(
    index: RelationIndex,
    dyad: Dyad,
    domain: Domain = Domain.ALL,
    direction: Direction = Direction.BOTH,
    penalty: float = PENALTY,
) -> tuple[Change, ...]:
    """The turning points of a relation, in order.

    Borders of segments are found by PELT (Killick, Fearnhead and Eckley, Journal of the American Statistical Association
    107, 2012), with the binomial likelihood of the counts, each period counting for less the more its swing may hide.
    """
    own, series = index.estimates[domain, direction], index.series(dyad, domain, direction)
    if len(series.points) < 2 * _SHORTEST:
        return ()
    place = own.place(index.dyads.index(dyad))
    assert place is not None  # else the series has no points
    signal = without_swings(own.block.counts.good[place], own.block.counts.total[place], index.model)
    cost = _Shares().fit(signal)
    threshold = penalty * np.log(len(signal))
    search: Any = ruptures.Pelt(custom_cost=cost, min_size=_SHORTEST, jump=1)
    borders = [0, *search.fit(signal).predict(pen=threshold)]
    splits = [_Split(*three) for three in zip(borders, borders[1:], borders[2:], strict=False)]
    return tuple(c for split in splits for c in _change(series, cost, split, float(threshold)))


def without_swings(good: Floats, total: Floats, model: StateModel) -> Floats:
    """Counts that tell of the level alone: columns of cooperative acts and of all.

    Acts of one period share its swing, so that n acts tell no more of the level than n / (1 + n p (1 - p) v) would, v the
    variance of the swing (Williams, Applied Statistics 31, 1982, model III).
    """
    p = (good.sum() + 1) / (total.sum() + 2)
    shrink = 1 / (1 + total * p * (1 - p) * model.swing.spread**2)
    return np.column_stack([good * shrink, total * shrink])


def _change(series: Series, cost: _Shares, split: _Split, threshold: float) -> Iterator[Change]:
    places = range(split.begin + _SHORTEST, split.end - _SHORTEST + 1)
    costs = np.array([cost.error(split.begin, t) + cost.error(t, split.end) for t in places])
    gain = cost.error(split.begin, split.end) - float(costs.min())
    odds = np.exp(costs.min() - costs)
    low, high = _likely(odds / odds.sum())
    border = places[int(costs.argmin())]
    at, earliest, latest = (series.points[t].period for t in (border, places[low], places[high]))
    before, after = _share(cost, split.begin, border), _share(cost, border, split.end)
    size = float(logit(after) - logit(before))
    certainty = float(1 / (1 + np.exp(np.clip(threshold - gain, -50, 50))))
    if events := tuple(_events(series, earliest, latest, size > 0)):
        key = (series.dyad, series.domain, series.direction)
        yield Change(*key, at, earliest, latest, size, before, after, certainty, events)


def _share(cost: _Shares, begin: int, end: int) -> float:
    good, total = cost.sums[end] - cost.sums[begin]
    return float((good + 0.5) / (total + 1))


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
