"""`python -m benchmarks.foresight_ranking icews14 icews18 icews0515 icews0515-by-time`: who does what to whom, ranked and scored.

For each set: (actor, act, ?) and (?, act, recipient) of each day are answered from all days before it, over all entities,
with the time-aware filter and the middle rank for ties; the recurrency baseline (Gastinger et al. 2024) answers the same
questions. Trees for the valid days learn from train days; trees for the test days from train and valid days, with nothing
chosen on test. `icews0515` has TLogic's split and `icews0515-by-time` RE-GCN's, cut by date from the same acts (368,868,
46,302 and 46,159 of them). `--data` names the folder with events/NAME.parquet (columns source, target, relation, date,
split); `--only valid` leaves the test days alone. Prints mean reciprocal rank, hits, seeds and seconds of processor time.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet

from cordiale.forecast.ranking.facts import Facts, entities_from, seen_from_both_ends
from cordiale.forecast.ranking.memory import Memory
from cordiale.forecast.ranking.ranker import Lesson, Tested, Training, joined, lesson_from, rank_days, train
from cordiale.forecast.ranking.recurrency import Recurrency, choose, rank_by_recurrency
from cordiale.forecast.ranking.scoring import Ranks, score_of

_SPLITS = ("train", "valid", "test")


@dataclass(frozen=True, slots=True)
class EventSet:
    """A file, how many of the last train days to learn from and in what steps, in what steps valid days are ranked, after
    how many days to fit anew what memory learns, and the last days of train and valid where not the file's own."""

    file: str
    learned: int
    stride: int
    checked: int = 1
    afresh: int = 30
    cut: tuple[str, str] | None = None


SETS = {
    "icews14": EventSet("icews14", 205, 1),
    "icews18": EventSet("icews18", 90, 2, 3),
    "icews0515": EventSet("icews0515", 900, 3, 3, 90),
    "icews0515-by-time": EventSet("icews0515", 900, 3, 3, 90, ("2013-11-17", "2014-12-26")),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Facts with the last day of each part."""

    facts: Facts
    ends: dict[str, int]

    def days(self, part: str) -> range:
        """The days of a part."""
        before = {"train": -1, "valid": self.ends["train"], "test": self.ends["valid"]}[part]
        return range(before + 1, self.ends[part] + 1)


def load(data: Path, chosen: EventSet) -> Loaded:
    """An event file as facts, each act seen from both ends."""
    table = parquet.read_table(data / "events" / f"{chosen.file}.parquet")
    names = sorted({*table["source"].to_pylist(), *table["target"].to_pylist()})
    codes = sorted(set(table["relation"].to_pylist()))
    number = {name: place for place, name in enumerate(names)}
    code = {name: place for place, name in enumerate(codes)}
    dates = table["date"].to_numpy().astype("datetime64[D]")
    first = dates.min()
    day = (dates - first).astype(np.int64)
    columns = (
        np.array([number[name] for name in table["source"].to_pylist()]),
        np.array([code[name] for name in table["relation"].to_pylist()]),
        np.array([number[name] for name in table["target"].to_pylist()]),
        day,
    )
    if chosen.cut:
        ends = dict(
            zip(_SPLITS, [*((np.datetime64(cut) - first).astype(int) for cut in chosen.cut), day.max()], strict=True)
        )
    else:
        split = np.array(table["split"].to_pylist())
        ends = {part: day[split == part].max() for part in _SPLITS}
    return Loaded(
        seen_from_both_ends(columns, entities_from(names), codes), {part: int(end) for part, end in ends.items()}
    )


def row(name: str, ranks: Ranks) -> str:
    """A line of the table."""
    score = score_of(ranks)
    hits = "  ".join(f"{100 * share:5.2f}" for share in (score.hits_1, score.hits_3, score.hits_10))
    return f"{name:52}{score.answers:8}  {100 * score.mrr:5.2f}  {hits}  {time.process_time():7.0f}"


def rival(loaded: Loaded, name: str, with_test: bool) -> None:
    """Print what the recurrency baseline reaches."""
    recurrency = Recurrency(loaded.facts)
    recurrency.advance(loaded.days("valid").start)
    choice = choose(recurrency, loaded.days("valid"))
    print(
        row(f"{name} valid recurrency", rank_by_recurrency(recurrency, choice, loaded.days("valid")).rank), flush=True
    )
    if with_test:
        print(
            row(f"{name} test recurrency", rank_by_recurrency(recurrency, choice, loaded.days("test")).rank), flush=True
        )


def ours(loaded: Loaded, name: str, chosen: EventSet, options: argparse.Namespace) -> None:
    """Print what the ranker reaches, on valid and then, having learned from valid too, on test."""
    train_days, valid_days = loaded.days("train"), loaded.days("valid")
    learned = range(max(train_days.stop - chosen.learned, train_days.start + 1), train_days.stop, chosen.stride)
    memory = Memory(loaded.facts, first_use=max(learned.start - 30, 0), afresh_after=chosen.afresh)
    trainings = [Training(trees=options.trees, seed=seed) for seed in options.seeds]
    lessons: list[Lesson] = [lesson_from(memory, learned, trainings[0])]
    ranker = train(lessons[0], trainings)
    ranks: list[Tested] = []
    for day in valid_days:
        if (day - valid_days.start) % chosen.checked == 0:
            ranks.append(rank_days(memory, ranker, [day]))
        if options.only != "valid" and (day - valid_days.start) % chosen.stride == 0:
            lessons.append(lesson_from(memory, [day], trainings[0]))
    seeds = ",".join(map(str, options.seeds))
    part = f" (days 1 in {chosen.checked})" if chosen.checked > 1 else ""
    print(
        row(f"{name} valid ranker{part}, seeds {seeds}", np.concatenate([tested.rank for tested in ranks])), flush=True
    )
    if options.only == "valid":
        return
    ranker = train(joined(lessons), trainings)
    tested = rank_days(memory, ranker, loaded.days("test"))
    codes = len(loaded.facts.codes)
    print(row(f"{name} test ranker, seeds {seeds}", tested.rank))
    print(row(f"{name} test ranker, (actor, act, ?)", tested.rank[tested.kind < codes]))
    print(row(f"{name} test ranker, (?, act, recipient)", tested.rank[tested.kind >= codes]), flush=True)


def main() -> None:
    """Read the command line, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", choices=sorted(SETS))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--only", choices=("valid", "rival", "ranker"), help="leave out the test days, the ranker or the rival"
    )
    parser.add_argument("--trees", type=int, default=Training().trees)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    options = parser.parse_args()
    print(f"{'':52}{'answers':>8}  {'MRR':>5}  {'H@1':>5}  {'H@3':>5}  {'H@10':>5}  {'CPU s':>7}")
    for name in options.sets:
        loaded = load(options.data, SETS[name])
        if options.only != "ranker":
            rival(loaded, name, options.only != "valid")
        if options.only != "rival":
            ours(loaded, name, SETS[name], options)


if __name__ == "__main__":
    main()
