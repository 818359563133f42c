"""The relation index: for each pair, domain and direction where it stands in each period, with its band and what moved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cordiale.measure.cells import Block, Counted, Key, Rows, count, lay_out, together
from cordiale.measure.influence import Cell
from cordiale.measure.pooling import fit_model
from cordiale.measure.state import Counts, StateModel, filtered, smooth
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType
from cordiale.model.series import Direction, Domain, Grain, Mover, Period, Point, Series

# Of a normal distribution 90 % lie within so many standard deviations.
BAND = 1.6449
# Weeks are for pairs of which at least this many acts are seen in a week between the first and the last.
DENSE = 5.0
# So many cells are smoothed at once; more would not be faster, and take more memory.
_AT_ONCE = 1_000_000
_Small = NDArray[np.float32]
_Seen = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Choice:
    """What an index is made of: its periods, its domains and directions, and weights of acts by type (None: all alike).

    Without `model` one is estimated from the acts where they are enough, and the usual one taken where not.
    """

    grain: Grain = Grain.MONTH
    domains: tuple[Domain, ...] = tuple(Domain)
    directions: tuple[Direction, ...] = tuple(Direction)
    weights: Mapping[EventType, float] | None = None
    model: StateModel | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """The series of one domain and direction, end to end: counts, estimates and standard deviations of every cell."""

    block: Block
    mean: _Small
    sd: _Small
    filtered: _Small
    filtered_sd: _Small

    def place(self, dyad: int) -> slice | None:
        """Where the cells of a pair are; None where it has none."""
        i = int(np.searchsorted(self.block.dyad, dyad))
        if i == len(self.block.dyad) or self.block.dyad[i] != dyad:
            return None
        return slice(int(self.block.counts.starts[i]), int(self.block.counts.starts[i + 1]))


@dataclass(frozen=True, eq=False)
class RelationIndex:
    """The index of all pairs; build it with `measure_index`. Points are made when they are asked for.

    `event_of` gives the event of the act at a place where that is quicker than to open the act.
    """

    acts: Sequence[Counted]
    rows: Rows
    model: StateModel
    choice: Choice
    estimates: Mapping[Key, Estimates]
    event_of: Callable[[int], str] | None = None

    @property
    def dyads(self) -> tuple[Dyad, ...]:
        """All pairs with an act, in order."""
        return self.rows.dyads

    def series(self, dyad: Dyad, domain: Domain = Domain.ALL, direction: Direction = Direction.BOTH) -> Series:
        """The points of a pair, from the first period seen to the last; none where nothing was seen.

        Raises KeyError for a domain or direction that the index was not made for.
        """
        own, place = self.estimates[domain, direction], self.place(dyad, domain, direction)
        if place is None:
            return Series(dyad, domain, direction, self.choice.grain)
        number = self._numbers[dyad]
        first = int(own.block.first[np.searchsorted(own.block.dyad, number)])
        events = self._events(number, domain, direction)
        points = (
            self._point(
                (dyad, domain, direction), Period(self.choice.grain, first + i), cell, events.get(first + i, ())
            )
            for i, cell in enumerate(range(place.start, place.stop))
        )
        return Series(dyad, domain, direction, self.choice.grain, tuple(points))

    def place(self, dyad: Dyad, domain: Domain = Domain.ALL, direction: Direction = Direction.BOTH) -> slice | None:
        """Where the cells of a pair are in the estimates of a domain and direction; None where nothing was seen."""
        number = self._numbers.get(dyad)
        return None if number is None else self.estimates[domain, direction].place(number)

    def snapshot(
        self, period: Period, domain: Domain = Domain.ALL, is_filtered: bool = False
    ) -> Iterator[tuple[Dyad, float, float]]:
        """Each pair that has a point in a period, both directions together: estimate and half the width of its band."""
        own = self.estimates[domain, Direction.BOTH]
        at = period.number - own.block.first
        for i in np.flatnonzero((at >= 0) & (at < own.block.counts.spans)):
            cell = int(own.block.counts.starts[i] + at[i])
            mean, sd = (own.filtered, own.filtered_sd) if is_filtered else (own.mean, own.sd)
            yield self.rows.dyads[int(own.block.dyad[i])], float(mean[cell]), BAND * float(sd[cell])

    def runs(self, domain: Domain, direction: Direction) -> Iterator[tuple[Dyad, Period, _Small, _Small, _Seen]]:
        """Each pair that was seen, in order: its first period, and for every period from it to its last the estimate (log-odds),
        half the width of the band, and the number of acts seen.
        """
        own = self.estimates[domain, direction]
        for i, dyad in enumerate(own.block.dyad):
            at = slice(int(own.block.counts.starts[i]), int(own.block.counts.starts[i + 1]))
            first = Period(self.choice.grain, int(own.block.first[i]))
            yield self.rows.dyads[int(dyad)], first, own.mean[at], BAND * own.sd[at], own.block.seen[at]

    def event(self, row: int) -> str:
        """The event that a row counts."""
        place = int(self.rows.place[row])
        return self.event_of(place) if self.event_of else self.acts[place].event

    @cached_property
    def _numbers(self) -> Mapping[Dyad, int]:
        return {dyad: i for i, dyad in enumerate(self.rows.dyads)}

    def _events(self, dyad: int, domain: Domain, direction: Direction) -> dict[int, list[int]]:
        """The rows of a pair by period."""
        begin, end = np.searchsorted(self.rows.dyad, [dyad, dyad + 1])
        found: dict[int, list[int]] = {}
        for row in self.rows.between(int(begin), int(end)).chosen(domain, direction) + begin:
            found.setdefault(int(self.rows.period[row]), []).append(int(row))
        return found

    def _point(self, key: tuple[Dyad, Domain, Direction], period: Period, cell: int, rows: Sequence[int]) -> Point:
        own = self.estimates[key[1], key[2]]
        mean, half = float(own.mean[cell]), BAND * float(own.sd[cell])
        past, past_half = float(own.filtered[cell]), BAND * float(own.filtered_sd[cell])
        return Point(
            *key,
            period,
            mean,
            mean - half,
            mean + half,
            past,
            past - past_half,
            past + past_half,
            seen=len(rows),
            movers=self._movers(mean, float(own.sd[cell]) ** 2, rows),
            is_unseen=not rows,
        )

    def _movers(self, state: float, variance: float, rows: Sequence[int]) -> tuple[Mover, ...]:
        """The events of a period and how far each moves its estimate."""
        if not rows:
            return ()
        sizes = Counter(self.rows.cluster[list(rows)].tolist())
        by: dict[str, float] = {}
        counted: list[tuple[str, float, bool]] = []
        for row in rows:
            weight = float(self.rows.weight[row])
            weight /= 1 + (sizes[int(self.rows.cluster[row])] - 1) * self.model.clustering
            counted.append((self.event(row), weight, bool(self.rows.is_good[row])))
        total, good = sum(w for _, w, _ in counted), sum(w for _, w, is_good in counted if is_good)
        cell = Cell(state, variance, good, total)
        moved = {kind: state - cell.without(*kind) for kind in {(w, g) for _, w, g in counted}}
        for event, weight, is_good in counted:
            by[event] = by.get(event, 0.0) + moved[weight, is_good]
        found = (Mover(event, move) for event, move in by.items())
        return tuple(sorted(found, key=lambda m: (-abs(m.by), m.event)))


def measure_index(acts: Sequence[Counted], choice: Choice | None = None) -> RelationIndex:
    """The index of every pair that these acts (or remarks) lie between."""
    choice = choice or Choice()
    rows = lay_out(acts, choice.grain, choice.weights)
    model = choice.model or fit_model(rows, choice.grain)
    keys = [(domain, direction) for domain in choice.domains for direction in choice.directions]
    blocks = [count(rows, domain, direction, model.clustering) for domain, direction in keys]
    estimates: dict[Key, Estimates] = {}
    for batch in _batches([len(b.counts.total) for b in blocks]):
        chosen = [blocks[i] for i in batch]
        estimates |= dict(zip([keys[i] for i in batch], _estimate(chosen, model, choice.grain), strict=True))
    return RelationIndex(acts, rows, model, choice, estimates)


def suits_weeks(acts: Sequence[Counted]) -> bool:
    """Whether these acts of one pair are dense enough for weeks."""
    weeks = {Period.of(a.day, Grain.WEEK).number for a in acts}
    return bool(weeks) and len(acts) / (max(weeks) - min(weeks) + 1) >= DENSE and len(weeks) > 1


def _batches(sizes: Sequence[int]) -> list[list[int]]:
    """Neighbours together as long as they are not too many."""
    batches: list[list[int]] = [[]]
    held = 0
    for i, size in enumerate(sizes):
        if batches[-1] and held + size > _AT_ONCE:
            batches.append([])
            held = 0
        batches[-1].append(i)
        held += size
    return [b for b in batches if b]


def _estimate(blocks: Sequence[Block], model: StateModel, grain: Grain) -> Iterator[Estimates]:
    counts: Counts = together([b.counts for b in blocks])
    whole, past = smooth(counts, model, grain), filtered(counts, model, grain)
    flat = [a.astype(np.float32) for a in (whole.mean, whole.sd, past.mean, past.sd)]
    end = 0
    for block in blocks:
        begin, end = end, end + len(block.counts.total)
        yield Estimates(block, *(a[begin:end].copy() for a in flat))
