"""What a forecaster sees: the counts of pairs up to an origin, and features of them month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cordiale.forecast.gamma import Floats
from cordiale.forecast.panel import TYPES, Classes, Panel
from cordiale.model.ontology import EventType, QuadClass

# The first months have too little behind them to learn from.
FIRST = 12
# Besides calendar months, a model learns from months that begin so many days before them.
SHIFTS = (10, 20)
_MONTH = 30.4
_WINDOWS = (7, 14, 30, 91, 182, 365, 730)
_HALF_LIVES = (10, 30, 60, 120, 240, 720)
_HALF_LIVES_OF_OTHERS = (30, 120)
# Acts that often announce more to come, and the days over which they are counted.
_SIGNS: tuple[tuple[tuple[EventType, ...], int], ...] = (
    ((EventType.AGREE,), 14),
    ((EventType.AGREE,), 21),
    ((EventType.CONSULT,), 21),
    ((EventType.SUPPORT,), 21),
    ((EventType.COOPERATE,), 21),
    ((EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN), 30),
    ((EventType.MOBILIZE, EventType.ASSAULT), 30),
)
# What happens between a pair in the last days often goes on, above all talks and visits.
_JUST_NOW = (3, 5, 10)
_FLURRIES = (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT)
_FLURRY_DAYS = (5, 14, 30)
# Added to a count before its logarithm is taken: half an act.
_HALF = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """Monthly counts of the classes asked for, and what was known at the start of each month.

    `counts` is (pairs, months); `features` (pairs, months + 1, features): row m rests on days before month m begins
    alone, and the last row on all that is seen. `names` are the features' names. Rows before month `FIRST` are zero.
    `between` are the same with months that begin some days earlier: more to learn from.
    """

    panel: Panel
    classes: Classes
    counts: Floats
    features: Floats
    names: tuple[str, ...]
    between: tuple[Sight, ...] = ()

    @property
    def months(self) -> int:
        """How many months are seen."""
        return self.panel.months

    def until(self, month: int) -> Sight:
        """What could be seen when `month` months had passed."""
        between = tuple(sight.until(month - 1) for sight in self.between if month > 1)
        counts, features = self.counts[:, :month], self.features[:, : month + 1]
        return Sight(self.panel.until(month), self.classes, counts, features, self.names, between)


def look(panel: Panel, classes: Classes, shifts: Sequence[int] = SHIFTS) -> Sight:
    """What can be seen of the acts of some classes in a panel; ValueError when no class is asked for."""
    if not classes:
        raise ValueError("no quad class is asked for")
    between = tuple(look(panel.earlier(days), classes, ()) for days in shifts if panel.months > 1)
    own = [t for t in TYPES if t.quad_class in classes]
    features = {
        **_levels(_daily(panel, own), panel.starts),
        **_others(_daily(panel, [t for t in TYPES if t not in own]), panel.starts),
        **_shapes(panel.monthly(classes)),
        **_kinds(panel),
        **_flurries(panel),
        **_elsewhere(panel),
        **_neighbours(panel),
    }
    stacked = np.stack(list(features.values()), axis=-1)
    stacked[:, :FIRST] = 0
    return Sight(panel, classes, panel.monthly(classes), stacked, tuple(features), between)


def _daily(panel: Panel, types: list[EventType]) -> Floats:
    return np.asarray(panel.counts[:, [TYPES.index(t) for t in types]].sum((1, 2), dtype=np.float64))


def _log(rate: Floats) -> Floats:
    return np.asarray(np.log(rate + _HALF))


def _windowed(daily: Floats, starts: NDArray[np.int64], days: int) -> Floats:
    """Acts a month over the last days before each month begins: (pairs, months + 1)."""
    total = np.cumsum(np.pad(daily, ((0, 0), (1, 0))), axis=1)
    since = np.maximum(starts - days, 0)
    return np.asarray((total[:, starts] - total[:, since]) / np.maximum(starts - since, 1) * _MONTH)


def _faded(daily: Floats, starts: NDArray[np.int64], half_life: float) -> Floats:
    """Acts a month, each day weighing half as much as one a half-life later: (pairs, months + 1)."""
    keep = 0.5 ** (1 / half_life)
    found, level, weight = np.zeros((len(daily), len(starts))), np.zeros(len(daily)), 0.0
    for month, (begin, end) in enumerate(pairwise(starts)):
        weights = keep ** np.arange(end - begin - 1, -1, -1)
        level = level * keep ** (end - begin) + daily[:, begin:end] @ weights
        weight = weight * keep ** (end - begin) + weights.sum()
        found[:, month + 1] = level / weight * _MONTH
    return found


def _levels(daily: Floats, starts: NDArray[np.int64]) -> dict[str, Floats]:
    """How many acts of the classes themselves there are, over many spans."""
    found = {f"half-life {h}": _log(_faded(daily, starts, h)) for h in _HALF_LIVES}
    found |= {f"{days} days": _log(_windowed(daily, starts, days)) for days in _WINDOWS}
    found["ever"] = _log(_windowed(daily, starts, int(starts[-1])))
    return found


def _others(daily: Floats, starts: NDArray[np.int64]) -> dict[str, Floats]:
    return {f"other classes, half-life {h}": _log(_faded(daily, starts, h)) for h in _HALF_LIVES_OF_OTHERS}


def _shapes(counts: Floats) -> dict[str, Floats]:
    """The last months one by one, and how the last six or twelve differ among themselves."""
    pairs, months = counts.shape
    names = ("1 ago", "12 ago", "most of 6", "least of 6", "most of 12", "median of 12")
    found = {name: np.zeros((pairs, months + 1)) for name in (*names, "spread of 12", "zeros of 12")}
    for month in range(FIRST, months + 1):
        year, half = counts[:, month - 12 : month], counts[:, month - 6 : month]
        lags = (counts[:, month - lag] for lag in (1, 12))
        values = (*lags, half.max(1), half.min(1), year.max(1), np.median(year, axis=1))
        for name, value in zip(names, values, strict=True):
            found[name][:, month] = _log(value)
        found["spread of 12"][:, month] = _log(year).std(1)
        found["zeros of 12"][:, month] = (year == 0).mean(1)
    return found


def _kinds(panel: Panel) -> dict[str, Floats]:
    """Each quad class, the acts that announce more, and which of the two acts more."""
    found = {}
    for quad_class in QuadClass:
        daily = _daily(panel, [t for t in TYPES if t.quad_class is quad_class])
        for days in (30, 365):
            found[f"class {int(quad_class)}, {days} days"] = _log(_windowed(daily, panel.starts, days))
    for types, days in _SIGNS:
        name = f"{'/'.join(t.value.lower() for t in types)}, {days} days"
        found[name] = _log(_windowed(_daily(panel, list(types)), panel.starts, days))
    one, other = (panel.counts[:, :, side].sum(1, dtype=np.float64) for side in (0, 1))
    found["direction"] = _log(_windowed(one, panel.starts, 61)) - _log(_windowed(other, panel.starts, 61))
    return found


def _flurries(panel: Panel) -> dict[str, Floats]:
    """What the last days brought, and the acts that come in flurries against what is usual in a year."""
    every, starts = _daily(panel, list(TYPES)), panel.starts
    found = {f"all, {days} days": _log(_windowed(every, starts, days)) for days in _JUST_NOW}
    for kind in _FLURRIES:
        daily = _daily(panel, [kind])
        usual = _log(_windowed(daily, starts, 365))
        for days in _FLURRY_DAYS:
            found[f"{kind.value.lower()} against a year, {days} days"] = _log(_windowed(daily, starts, days)) - usual
    return found


def _elsewhere(panel: Panel) -> dict[str, Floats]:
    """How much the two states have to do with third states, against what is usual for them."""
    usual, lately, now = [], [], []
    for side in (0, 1):
        daily = panel.elsewhere[:, side].astype(np.float64)
        month, week, quarter, year = (_log(_windowed(daily, panel.starts, days)) for days in (30, 7, 91, 365))
        usual.append(year)
        lately.append(month - year)
        now.append(week - quarter)
    return {
        "elsewhere, month": lately[0] + lately[1],
        "elsewhere, month, busier": np.maximum(*lately),
        "elsewhere, week": now[0] + now[1],
        "elsewhere, week, busier": np.maximum(*now),
        "elsewhere, less": np.minimum(*usual),
        "elsewhere, more": np.maximum(*usual),
    }


def _neighbours(panel: Panel) -> dict[str, Floats]:
    """Whether the pairs that share a state with a pair, and all pairs, have more to do with each other than is usual."""
    every, starts = _daily(panel, list(TYPES)), panel.starts
    month, week, quarter, year = (_log(_windowed(every, starts, days)) for days in (30, 7, 91, 365))
    near = np.array([[len({*a} & {*b}) == 1 for b in _states(panel)] for a in _states(panel)], dtype=float)
    near /= np.maximum(near.sum(1, keepdims=True), 1)
    whole = np.ones((len(every), 1))
    return {
        "neighbours, month": near @ (month - year),
        "neighbours, week": near @ (week - quarter),
        "all pairs, month": whole * (month - year).mean(0),
        "all pairs, week": whole * (week - quarter).mean(0),
    }


def _states(panel: Panel) -> list[tuple[str, str]]:
    return [(dyad.first, dyad.second) for dyad in panel.dyads]
