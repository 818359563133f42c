"""Are the index's bands as wide as they say, and does it see turning points where there are none? `python -m evals.index_simulation`

Coverage: of simulated relations, the share of periods whose true log-odds lie in the 90 % band. `the model's own` are drawn from
the model, its numbers then estimated again from what was drawn. The others break it: `jumps` moves the level by steps that
keep, one every two years; `clusters` repeats acts, a fourth of them three to eight times on one day; `heavy tails` draws
the swing from Student's t with three degrees of freedom; `trend` adds a slope. False turns: turning points found in eleven years
of relations whose level never changes while their swing goes on. Nothing here needs data; seeds are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from cordiale.measure import Choice, Motion, StateModel, find_changes, measure_index
from cordiale.measure.changes import PENALTY
from cordiale.measure.pooling import USUAL
from cordiale.model.ontology import EventType
from cordiale.model.series import Act, Direction, Domain, Period

_SEED = 7
_PAIRS = 300
_MONTHS = 96
_FIRST = Period.of(date(2006, 1, 1))
_REPEATED, _FEWEST, _MOST = 0.25, 3, 8
Grid = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class World:
    """Simulated relations: the true log-odds of every pair and month, and the acts drawn from them."""

    truth: Grid
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of true values in the smoothed and in the filtered band, and in the smoothed band of months without acts."""

    smoothed: float
    filtered: float
    unseen: float


def wander(
    dice: Generator, motion: Motion, shape: tuple[int, int] = (_PAIRS, _MONTHS), tails: int | None = None
) -> Grid:
    """Paths of an AR(1); with `tails` its steps are Student's t with so many degrees of freedom, as wide on average."""
    steps = dice.normal(size=shape) if tails is None else dice.standard_t(tails, shape) / np.sqrt(tails / (tails - 2))
    x = np.empty(shape)
    x[:, 0] = motion.spread * steps[:, 0]
    for t in range(1, shape[1]):
        x[:, t] = motion.memory * x[:, t - 1] + motion.spread * np.sqrt(1 - motion.memory**2) * steps[:, t]
    return x


def own(dice: Generator) -> Grid:
    """States as the model has them."""
    return USUAL.mean + wander(dice, USUAL.level) + wander(dice, USUAL.swing)


def jumps(dice: Generator) -> Grid:
    """Levels that stay where they are and jump once in two years."""
    leaps = dice.normal(0, 1.2, (_PAIRS, _MONTHS)) * (dice.random((_PAIRS, _MONTHS)) < 1 / 24)
    levels: Grid = dice.normal(0, 1.2, (_PAIRS, 1)) + leaps.cumsum(axis=1)
    return USUAL.mean - 1 + levels + wander(dice, Motion(0.7, 0.4))


def heavy_tails(dice: Generator) -> Grid:
    """Swings with crises far out."""
    return USUAL.mean + wander(dice, USUAL.level) + wander(dice, USUAL.swing, tails=3)


def trend(dice: Generator) -> Grid:
    """Levels that rise or fall all the time."""
    slopes = dice.normal(0, 1.5, (_PAIRS, 1)) * np.linspace(-1, 1, _MONTHS)
    return USUAL.mean - 0.5 + slopes + dice.normal(0, 1, (_PAIRS, 1)) + wander(dice, USUAL.swing)


WORLDS: dict[str, Callable[[Generator], Grid]] = {
    "the model's own": own,
    "jumps": jumps,
    "heavy tails": heavy_tails,
    "trend": trend,
    "clusters": own,
}


def make_world(name: str, seed: int = _SEED) -> World:
    """A world by its name."""
    dice = np.random.default_rng(seed)
    truth = WORLDS[name](dice)
    return World(truth, tuple(draw_acts(dice, truth, is_clustered=name == "clusters")))


def draw_acts(dice: Generator, truth: Grid, is_clustered: bool = False, volume: float | None = None) -> list[Act]:
    """Acts of every pair and month; pairs differ in volume (about 1 to 40 a month), months too."""
    pairs = len(truth)
    means = np.exp(dice.normal(1.2, 1.2, (pairs, 1))) if volume is None else np.full((pairs, 1), volume)
    counts = dice.poisson(means * dice.gamma(2, 0.5, truth.shape))
    acts = []
    for i, t in np.argwhere(counts):
        first = _FIRST.later(int(t)).first
        chance = 1 / (1 + np.exp(-truth[i, t]))
        for n in range(counts[i, t]):
            day = first + timedelta(days=int(dice.integers(0, 28)))
            type = EventType.CONSULT if dice.random() < chance else EventType.ACCUSE
            again = int(dice.integers(_FEWEST, _MOST + 1)) if is_clustered and dice.random() < _REPEATED else 1
            acts += [Act(f"{i}-{t}-{n}-{k}", f"A{i:03}", f"B{i:03}", day, type, frozenset()) for k in range(again)]
    return acts


def coverage(world: World, model: StateModel | None = None) -> Coverage:
    """The coverage of the bands of an index made from a world's acts alone."""
    index = measure_index(world.acts, Choice(domains=(Domain.ALL,), directions=(Direction.BOTH,), model=model))
    rows = [
        (p.low <= true <= p.high, p.filtered_low <= true <= p.filtered_high, p.is_unseen)
        for dyad in index.dyads
        for p in index.series(dyad).points
        for true in [world.truth[int(dyad.first[1:]), p.period.number - _FIRST.number]]
    ]
    found = np.array(rows, bool)
    return Coverage(*(float(x.mean()) for x in (found[:, 0], found[:, 1], found[found[:, 2], 0])))


def score() -> dict[str, float]:
    """The figure for the gate: 1 less how far the share in the smoothed band is from .9 in the worst of the worlds."""
    return {"index bands": 1 - max(abs(coverage(make_world(name)).smoothed - 0.9) for name in WORLDS)}


def false_turns(penalty: float = PENALTY, pairs: int = 60, months: int = 132) -> float:
    """How many turning points are found in a relation whose level never changes, on average."""
    dice = np.random.default_rng(_SEED)
    found = []
    for volume in (3.0, 15.0, 50.0):
        levels = np.repeat([[0.5], [2.0]], pairs // 6, axis=0)
        truth = levels + wander(dice, USUAL.swing, (len(levels), months))
        index = measure_index(draw_acts(dice, truth, volume=volume), _plain())
        found += [len(find_changes(index, dyad, penalty=penalty)) for dyad in index.dyads]
    return float(np.mean(found))


def _plain() -> Choice:
    return Choice(domains=(Domain.ALL,), directions=(Direction.BOTH,), model=USUAL)


def main() -> int:
    """Print the tables."""
    print("share of true values in the 90 % band   smoothed  filtered  months without acts")
    for name in WORLDS:
        found = coverage(make_world(name))
        print(f"{name:<39} {found.smoothed:>8.3f} {found.filtered:>9.3f} {found.unseen:>12.3f}", flush=True)
    for penalty in (0.5, PENALTY, 1.0):
        print(f"false turns in eleven years without any, penalty {penalty}: {false_turns(penalty):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
