"""Acts counted day by day for many pairs at once, up to a day that nobody has seen beyond."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cordiale.forecast.gamma import Floats
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType, QuadClass
from cordiale.model.series import Act

Classes = tuple[QuadClass, ...]
CLASSES: Classes = tuple(QuadClass)
TYPES = tuple(EventType)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Counts of acts of pairs by day, from `first` (the first day of a month) for whole months.

    `counts` has the shape (pairs, event types in their order, directions, days): direction 0 is from the first state of
    the dyad to the second, a mutual act is half an act in each. `elsewhere` (pairs, 2, days) counts what each of the two
    states has with third states. `starts` are the days on which months begin, with the day after the last at the end.
    `late` is the number of acts left out because they are dated on or after the end, `early` because before the start.
    """

    dyads: tuple[Dyad, ...]
    first: date
    starts: NDArray[np.int64]
    counts: NDArray[np.float32]
    elsewhere: NDArray[np.float32]
    late: int = 0
    early: int = 0

    @property
    def months(self) -> int:
        """How many months there are."""
        return len(self.starts) - 1

    @property
    def end(self) -> date:
        """The first day that has not been seen: the origin of forecasts from this panel."""
        return date.fromordinal(self.first.toordinal() + int(self.starts[-1]))

    def until(self, month: int) -> Panel:
        """What could be seen when `month` months had passed."""
        last = int(self.starts[month])
        starts, counts, elsewhere = self.starts[: month + 1], self.counts[..., :last], self.elsewhere[..., :last]
        return Panel(self.dyads, self.first, starts, counts, elsewhere, self.late, self.early)

    def earlier(self, days: int) -> Panel:
        """The same with months that begin some days earlier than the calendar's; the first and the last of them fall away."""
        starts = self.starts[1:] - days
        first, last = int(starts[0]), int(starts[-1])
        since = date.fromordinal(self.first.toordinal() + first)
        counts, elsewhere = self.counts[..., first:last], self.elsewhere[..., first:last]
        return Panel(self.dyads, since, starts - first, counts, elsewhere, self.late, self.early)

    def monthly(self, classes: Classes = CLASSES) -> Floats:
        """Acts of the classes together, by pair and month."""
        of = self.counts[:, [n for n, t in enumerate(TYPES) if t.quad_class in classes]].sum((1, 2), dtype=np.float64)
        return np.asarray(np.add.reduceat(of, self.starts[:-1], axis=1)) if self.months else np.zeros((len(of), 0))


def panel_of(acts: Iterable[Act], dyads: Sequence[Dyad], first: date, end: date) -> Panel:
    """The panel of the pairs from acts, from `first` up to (without) `end`, both first days of months.

    An event counts once for a pair however many directions it is given in. Raises ValueError when the two
    days do not begin months or there is no month between them.
    """
    if first.day != 1 or end.day != 1 or first >= end:
        raise ValueError(f"a panel runs from the first day of a month to that of a later one, not {first} to {end}")
    place = {dyad: n for n, dyad in enumerate(dict.fromkeys(dyads))}
    days = end.toordinal() - first.toordinal()
    counts = np.zeros((len(place), len(TYPES), 2, days), dtype=np.float32)
    states: dict[str, NDArray[np.float32]] = {}
    late = early = 0
    for (_, dyad, day), directions in _events(acts).items():
        if day >= end or day < first:
            late, early = late + (day >= end), early + (day < first)
            continue
        since, share = day.toordinal() - first.toordinal(), 1 / len(directions)
        for state in (dyad.first, dyad.second):
            states.setdefault(state, np.zeros(days, dtype=np.float32))[since] += 1
        if dyad in place:
            for direction, kind in directions:
                counts[place[dyad], TYPES.index(kind), direction, since] += share
    elsewhere = np.zeros((len(place), 2, days), dtype=np.float32)
    for dyad, n in place.items():
        between = counts[n].sum((0, 1))
        for side, state in enumerate((dyad.first, dyad.second)):
            if state in states:
                elsewhere[n, side] = states[state] - between
    return Panel(tuple(place), first, _month_starts(first, end), counts, elsewhere, late, early)


def _events(acts: Iterable[Act]) -> dict[tuple[str, Dyad, date], set[tuple[int, EventType]]]:
    """The directions and types of each event for each pair and day."""
    found: dict[tuple[str, Dyad, date], set[tuple[int, EventType]]] = {}
    for act in acts:
        if act.actor != act.recipient:
            dyad = Dyad.of(act.actor, act.recipient)
            direction = int(act.actor != dyad.first)
            found.setdefault((act.event, dyad, act.day), set()).add((direction, act.type))
    return found


def _month_starts(first: date, end: date) -> NDArray[np.int64]:
    months = np.arange(np.datetime64(first, "M"), np.datetime64(end, "M") + 1)
    return np.asarray((months.astype("datetime64[D]") - np.datetime64(first, "D")).astype(np.int64))
