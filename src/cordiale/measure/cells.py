"""Acts counted: for each pair, domain and direction the acts of every period from the first seen to the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cordiale.measure.state import Counts, Whole
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType
from cordiale.model.series import Act, Direction, Domain, Grain, Period, Remark

N = TypeVar("N", bound=np.generic)
Counted = Act | Remark
Key = tuple[Domain, Direction]
_COLUMNS = ("dyad", "period", "cluster", "is_forward", "is_good", "weight", "domains", "place")
_BITS = {domain: 1 << i for i, domain in enumerate(Domain)}


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Acts as columns, ordered by pair, period and cluster; `place` says which act of those given a row is."""

    dyads: tuple[Dyad, ...]
    dyad: NDArray[np.int32]
    period: NDArray[np.int32]
    cluster: NDArray[np.int32]
    is_forward: NDArray[np.bool_]
    is_good: NDArray[np.bool_]
    weight: NDArray[np.float32]
    domains: NDArray[np.uint8]
    place: NDArray[np.int32]

    def between(self, begin: int, end: int) -> Rows:
        """The rows from `begin` to `end`, the last not among them."""
        return Rows(self.dyads, *(getattr(self, name)[begin:end] for name in _COLUMNS))

    def chosen(self, domain: Domain, direction: Direction) -> Whole:
        """Which rows count for a domain and a direction."""
        keep = np.ones(len(self.dyad), bool) if domain is Domain.ALL else (self.domains & _BITS[domain]) > 0
        if direction is not Direction.BOTH:
            keep = keep & (self.is_forward == (direction is Direction.FORWARD))
        return np.flatnonzero(keep)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The series of one domain and direction: whose they are, with which period each begins, and their counts."""

    dyad: Whole
    first: Whole
    counts: Counts
    seen: NDArray[np.int32]


def lay_out(acts: Sequence[Counted], grain: Grain, weights: Mapping[EventType, float] | None = None) -> Rows:
    """Acts, or remarks, as columns; `weights` gives the weight of an act by its type (1 where it has none), made to be 1 on average.

    The clusters of a month are its weeks, those of a week its days.
    """
    sides = _column(acts, "actor", "recipient")
    dyad_of = {pair: Dyad.of(*pair) for pair in set(sides)}
    dyads = tuple(sorted(set(dyad_of.values())))
    places = {dyad: i for i, dyad in enumerate(dyads)}
    dyad = _coded(sides, {pair: places[d] for pair, d in dyad_of.items()}, np.int32)
    days = _column(acts, "day")
    period = _coded(days, {day: Period.of(day, grain).number for day in set(days)}, np.int32)
    week_of = {day: Period.of(day, Grain.WEEK).number if grain is Grain.MONTH else day.toordinal() for day in set(days)}
    cluster = _coded(days, week_of, np.int32)
    kinds = _column(acts, "type" if acts and isinstance(acts[0], Act) else "tone")
    good_of = {kind: act.is_cooperative for kind, act in dict(zip(kinds, acts, strict=True)).items()}
    fields = _column(acts, "domains")
    order = np.lexsort((cluster, period, dyad)).astype(np.int32)
    return Rows(
        dyads,
        dyad[order],
        period[order],
        cluster[order],
        _coded(sides, {pair: pair[0] == d.first for pair, d in dyad_of.items()}, np.bool_)[order],
        _coded(kinds, good_of, np.bool_)[order],
        _weights(kinds, weights)[order],
        _coded(fields, {own: sum(_BITS[d] for d in own) for own in set(fields)}, np.uint8)[order],
        order,
    )


def _column(acts: Sequence[Counted], *names: str) -> list[Any]:
    return list(map(attrgetter(*names), acts))


def _coded(values: Sequence[Any], codes: Mapping[Any, Any], kind: type[N]) -> NDArray[N]:
    return np.fromiter(map(codes.__getitem__, values), kind, len(values))


def _weights(kinds: Sequence[Any], weights: Mapping[EventType, float] | None) -> NDArray[np.float32]:
    if weights is None or not kinds:
        return np.ones(len(kinds), np.float32)
    found = _coded(kinds, {kind: weights.get(kind, 1.0) for kind in set(kinds)}, np.float32)
    return np.asarray(found / found.mean(), np.float32)


def count(rows: Rows, domain: Domain, direction: Direction, clustering: float = 0.0) -> Block:
    """The counts of one domain and direction, a series for every pair that has an act there.

    m acts of one cluster count for m / (1 + (m - 1) clustering), the number of independent acts that would tell as much
    (Kish, Survey Sampling, 1965, ch. 5).
    """
    chosen = rows.chosen(domain, direction)
    dyad, period = rows.dyad[chosen].astype(np.int64), rows.period[chosen].astype(np.int64)
    begins = np.flatnonzero(np.diff(dyad, prepend=-1))
    ends = np.append(begins, len(dyad))[1:] - 1
    first, last = period[begins], period[ends]
    starts = np.concatenate([[0], np.cumsum(last - first + 1)]).astype(np.int64)
    size = int(starts[-1])
    rank = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(dyad))))
    cell = starts[rank] + period - first[rank]
    group = _runs(cell, rows.cluster[chosen])
    weight = rows.weight[chosen] / (1 + (np.bincount(group)[group] - 1) * clustering)
    good = np.bincount(cell, weight * rows.is_good[chosen], size).astype(np.float64)
    counts = Counts(starts, good, np.bincount(cell, weight, size).astype(np.float64))
    return Block(dyad[begins], first, counts, np.bincount(cell, minlength=size).astype(np.int32))


def estimate_clustering(rows: Rows) -> float:
    """By how much two acts of one cluster are more alike than two of one period in different clusters, 0 to .5.

    Alike is a correlation: the mean product of how far each is from its pair's share, over what it would be were they equal.
    """
    if len(rows.dyad) == 0:
        return 0.0
    volume = np.bincount(rows.dyad)
    share = np.bincount(rows.dyad, rows.is_good) / np.maximum(volume, 1)
    p = share[rows.dyad]
    off, scale = rows.is_good - p, np.sqrt(p * (1 - p))
    cell = _runs(rows.dyad, rows.period)
    group = _runs(cell, rows.cluster)
    single = (off**2).sum(), (scale**2).sum()
    near = (np.bincount(group, off) ** 2).sum() - single[0], (np.bincount(group, scale) ** 2).sum() - single[1]
    both = (np.bincount(cell, off) ** 2).sum() - single[0], (np.bincount(cell, scale) ** 2).sum() - single[1]
    far = both[0] - near[0], both[1] - near[1]
    if near[1] <= 0 or far[1] <= 0:
        return 0.0
    alike, apart = near[0] / near[1], far[0] / far[1]
    return float(np.clip((alike - apart) / max(1 - apart, 0.1), 0, 0.5))


def _runs(outer: NDArray[np.integer], inner: NDArray[np.integer]) -> Whole:
    """A number for each run of equal pairs; the rows must be in order."""
    new = (np.diff(outer, prepend=-1) != 0) | (np.diff(inner, prepend=-1) != 0)
    return np.asarray(np.cumsum(new) - 1, np.int64)


def together(blocks: Sequence[Counts]) -> Counts:
    """Several sets of series as one."""
    offsets = np.cumsum([0, *(len(b.total) for b in blocks)])
    starts = np.concatenate([*(b.starts[:-1] + o for b, o in zip(blocks, offsets, strict=False)), offsets[-1:]])
    return Counts(
        starts.astype(np.int64), np.concatenate([b.good for b in blocks]), np.concatenate([b.total for b in blocks])
    )
