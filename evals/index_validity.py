"""Does the index show history? `python -m evals.index_validity [SHARED]` measures it on ICEWS 2005 to 2015.

Face validity: of thirty dated crises and thaws (crises.toml, written from history books, on pairs that the stream sees; the
file says what was known when), the share that a measure shows. It shows one when its mean over the month and the two after it
differs from its mean over the three months before in the right direction, by at least half a standard deviation of all such
differences of that pair; `rank` goes by order alone. Months in which a measure has no value are left out; where one side has
none at all the turn is not shown. `by chance` is the share of all months that pass the same rule by themselves. Rivals: mean,
sum, and twelve-month mean of Goldstein weights of the same acts.

Reliability: acts are dealt into two halves, and the two indices correlated over the months of each pair with at least 132
acts (one a month). Robustness: the same between the index of all acts and of half of them. Random numbers have fixed seeds.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cordiale.measure import Choice, RelationIndex, StateModel, find_changes, measure_index
from cordiale.measure.changes import PENALTY
from cordiale.measure.indices import INTENSITY
from cordiale.model.actor import Dyad
from cordiale.model.series import Act, Direction, Domain, Period
from evals.index_history import FILE, History, is_there, read_history

CRISES = Path(__file__).parent / "crises.toml"
FIRST = Period.of(date(2005, 1, 1))
MONTHS = 132
CLEAR = 0.5
TURNS = 30
LEAST = 24
_SEED = 20050101
Grid = NDArray[np.float64]
# A measure gives each pair a value a month, NaN where it has none.
Measure = Mapping[Dyad, Grid]


@dataclass(frozen=True, slots=True)
class Turn:
    """A crisis (-1) or thaw (+1) between two states, and the month, counted from the first."""

    dyad: Dyad
    month: int
    sign: int
    is_reserve: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a measure shows of the turns: how far each lies in its direction, in standard deviations (NaN: nothing to tell by).

    `rank` is the mean share of the pair's other months whose change is less in that direction (.5 where nothing tells).
    """

    by: tuple[float, ...]
    by_chance: float
    rank: float

    @property
    def count(self) -> int:
        """How many are shown."""
        return sum(b >= CLEAR for b in self.by)

    @property
    def right(self) -> int:
        """How many have the right sign, however small."""
        return sum(b > 0 for b in self.by)


def read_turns(path: Path = CRISES) -> list[Turn]:
    """The crises and thaws of the file."""
    return [
        Turn(Dyad.of(*r["pair"]), _month(date.fromisoformat(r["month"] + "-01")), r["sign"], r.get("reserve", False))
        for r in tomllib.loads(path.read_text("utf-8"))["turn"]
    ]


def seen_turns(turns: Sequence[Turn], acts: Sequence[Act]) -> list[Turn]:
    """The first thirty turns around which the stream has enough acts to tell by, those in reserve last."""
    months = Counter((tuple(sorted((a.actor, a.recipient))), _month(a.day)) for a in acts)

    def is_seen(turn: Turn) -> bool:
        pair = (turn.dyad.first, turn.dyad.second)
        return sum(months[pair, turn.month + i] for i in range(-6, 6)) >= LEAST

    return [t for t in sorted(turns, key=lambda t: t.is_reserve) if is_seen(t)][:TURNS]


def face_validity(measure: Measure, turns: Sequence[Turn]) -> Shown:
    """What a measure shows of the turns."""
    by, chances, ranks = [], [], []
    for turn in turns:
        change = turn.sign * changes(measure.get(turn.dyad, np.full(MONTHS, np.nan)))
        spread = np.nanstd(change) if np.isfinite(change).any() else np.nan
        by.append(float(change[turn.month] / spread) if spread > 0 else float("nan"))
        finite = change[np.isfinite(change)]
        ranks.append(float(np.mean(finite < change[turn.month])) if np.isfinite(change[turn.month]) else 0.5)
        chances.append(float(np.mean(finite >= CLEAR * spread)) if spread > 0 else 0.0)
    return Shown(tuple(by), float(np.mean(chances)), float(np.mean(ranks)))


def changes(values: Grid) -> Grid:
    """For each month the mean of it and the two after it, less the mean of the three before it."""
    out = np.full(len(values), np.nan)
    for t in range(3, len(values)):
        before, after = values[t - 3 : t], values[t : t + 3]
        if np.isfinite(before).any() and np.isfinite(after).any():
            out[t] = np.nanmean(after) - np.nanmean(before)
    return out


def index_values(index: RelationIndex, dyads: Sequence[Dyad], is_filtered: bool = False) -> Measure:
    """The index as a measure."""
    found = {}
    for dyad in dyads:
        values = np.full(MONTHS, np.nan)
        for p in index.series(dyad).points:
            values[p.period.number - FIRST.number] = p.filtered if is_filtered else p.estimate
        found[dyad] = values
    return found


def goldstein_values(history: History, dyads: Sequence[Dyad]) -> dict[str, Measure]:
    """Mean, sum and twelve-month mean of Goldstein weights as measures."""
    sums, counts = {d: np.zeros(MONTHS) for d in dyads}, {d: np.zeros(MONTHS) for d in dyads}
    for act, weight in zip(history.acts, history.goldstein, strict=True):
        dyad = Dyad.of(act.actor, act.recipient)
        if dyad in sums:
            sums[dyad][_month(act.day)] += weight
            counts[dyad][_month(act.day)] += 1
    window = np.ones(12)
    mean, long = {}, {}
    for d in dyads:
        with np.errstate(invalid="ignore"):
            mean[d] = sums[d] / counts[d]
            long[d] = np.convolve(sums[d], window)[:MONTHS] / np.convolve(counts[d], window)[:MONTHS]
    return {"mean Goldstein": mean, "sum Goldstein": sums, "mean Goldstein, 12 months": long}


def dense_dyads(acts: Sequence[Act], least: int = MONTHS) -> list[Dyad]:
    """The pairs with at least one act a month on average."""
    volume = Counter(tuple(sorted((a.actor, a.recipient))) for a in acts)
    return [Dyad(*pair) for pair, n in sorted(volume.items()) if n >= least]


def agreement(one: Measure, other: Measure) -> float:
    """The mean over pairs of the correlation of two measures over the months that both have."""
    found = []
    for dyad in one.keys() & other.keys():
        both = np.isfinite(one[dyad]) & np.isfinite(other[dyad])
        if both.sum() > 36 and one[dyad][both].std() > 0 and other[dyad][both].std() > 0:
            found.append(np.corrcoef(one[dyad][both], other[dyad][both])[0, 1])
    return float(np.mean(found))


def lasting(index: RelationIndex, turns: Sequence[Turn], penalty: float) -> int:
    """How many turns have a turning point in their direction within two months."""
    found = {t.dyad: find_changes(index, t.dyad, penalty=penalty) for t in turns}
    return sum(
        any(abs(c.at.number - FIRST.number - t.month) <= 2 and c.is_improvement == (t.sign > 0) for c in found[t.dyad])
        for t in turns
    )


def part_of(history: History, keep: NDArray[np.bool_]) -> History:
    """The same history with some of its acts."""
    acts = tuple(a for a, k in zip(history.acts, keep, strict=True) if k)
    weights = tuple(w for w, k in zip(history.goldstein, keep, strict=True) if k)
    return History(acts, weights, history.unplaced, history.same_state, history.statements)


def measures(history: History, dyads: Sequence[Dyad], model: StateModel | None = None) -> dict[str, Measure]:
    """The index and its rivals."""
    choice = Choice(domains=(Domain.ALL,), directions=(Direction.BOTH,), model=model)
    index = measure_index(history.acts, choice)
    weighty = measure_index(history.acts, replace(choice, weights=INTENSITY, model=index.model))
    own = {
        "index": index_values(index, dyads),
        "index, filtered": index_values(index, dyads, is_filtered=True),
        "index, weighty acts": index_values(weighty, dyads),
    }
    return own | goldstein_values(history, dyads)


def score(shared: Path) -> dict[str, float]:
    """The figures for the gate; empty where the event stream is not there."""
    if not is_there(shared):
        return {}
    history = read_history(shared)
    turns = seen_turns(read_turns(), history.acts)
    shown = face_validity(measures(history, [t.dyad for t in turns])["index"], turns)
    halves = reliability(history)
    return {
        "index turns shown": shown.count / len(turns),
        "index turns rank": shown.rank,
        "index split half": halves["index"][0],
        "index half dropped": halves["index"][1],
    }


def reliability(history: History) -> dict[str, tuple[float, float]]:
    """For each measure the agreement of two halves of the acts, and of half of them with all."""
    dyads = dense_dyads(history.acts)
    keep = np.random.default_rng(_SEED).random(len(history.acts)) < 0.5
    one, other, whole = (
        measures(part_of(history, chosen), dyads) for chosen in (keep, ~keep, np.ones(len(keep), bool))
    )
    return {name: (agreement(one[name], other[name]), agreement(one[name], whole[name])) for name in whole}


def main() -> int:
    """Print the tables."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    if not is_there(shared):
        print(f"skipped: the index on real history, since {shared / FILE} is not there")
        return 0
    history, every = read_history(shared), read_turns()
    turns, first = seen_turns(every, history.acts), [t for t in every if not t.is_reserve]
    dyads = sorted({t.dyad for t in every})
    print(
        f"{len(history.acts):,} acts between states; {history.same_state:,} rows within one, {history.unplaced:,} with",
        end="",
    )
    print(f" a side of no known state, {history.statements:,} statements and appeals left out\n")
    found = measures(history, dyads)
    shown = {name: face_validity(m, turns) for name, m in found.items()}
    print(
        f"{'of ' + str(len(turns)) + ' turns':<28} shown  right sign  by chance  rank  shown of the first list, seen or not"
    )
    for name, s in shown.items():
        print(
            f"{name:<28} {s.count:>5} {s.right:>11} {s.by_chance:>10.2f} {s.rank:>5.2f} {face_validity(found[name], first).count:>10}"
        )
    print("\nhow far each turn lies in its direction, in standard deviations: the measures in the same order")
    for i, turn in enumerate(turns):
        print(f"{turn.dyad} {FIRST.later(turn.month)} {turn.sign:+d}", *(f"{s.by[i]:>6.2f}" for s in shown.values()))
    index = measure_index(history.acts, Choice(domains=(Domain.ALL,), directions=(Direction.BOTH,)))
    print(f"\nthe model: {index.model}")
    for penalty in (0.5, PENALTY, 1.0):
        print(f"turns with a turning point within two months, penalty {penalty}: {lasting(index, turns, penalty)}")
    halves = reliability(history)
    print("\nmeasure                      split half  half dropped")
    for name, (half, dropped) in halves.items():
        print(f"{name:<28} {half:>10.3f} {dropped:>13.3f}")
    return 0


def _month(day: date) -> int:
    return Period.of(day).number - FIRST.number


if __name__ == "__main__":
    sys.exit(main())
