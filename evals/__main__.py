"""Measure everything and hold it against the floors: `python -m evals --shared ../shared`.

Exit 0 when no figure is under its floor, 1 when one is, 2 for wrong use. Where the folder with the gold is not there, only
what the project itself holds is measured, and the rest is said to be skipped.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from training.holdout import is_held_out
from training.passages import read_corpus

from cordiale.cli.readers import instruments
from cordiale.lexicon import load_lexicon
from evals import actors, claims, counts, dates, events, index_simulation, index_validity, invariance, lines, seeds
from evals.gate import FLOORS, Floors, GateError, breaches, lowered, raised, read_floors, write_floors

CORPUS = Path(__file__).parents[1] / "training" / "corpus"


def measure_own() -> dict[str, float]:
    """Figures on the passages that come with the project."""
    found = actors.score(read_corpus(CORPUS)[0])
    tools = instruments(None)
    acts = events.score(tools, events.held_out())
    figures = {
        "passages actors found": found.found,
        "passages actors right": found.right,
        "passages events detected": acts.detected,
        "passages events typed": acts.typed,
        "passages events status": acts.status,
    }
    follows = invariance.score(tools)
    figures |= {"invariance follows": follows.all, "invariance status moves": follows.status}
    claimed = [p for p in claims.claiming_passages(CORPUS) if is_held_out(p.id)]
    for kind, s in claims.score_passages(claimed, load_lexicon()).items():
        figures[f"passages {kind}s"] = s.f1
    return figures | index_simulation.score()


def measure_shared(shared: Path) -> dict[str, float]:
    """Figures on the hand-read pages and the sets of others, each where it is there."""
    figures = {}
    if (shared / "gold" / "seed_lines.jsonl").exists():
        figures["seeds line labels"] = lines.score(shared / "gold" / "seed_lines.jsonl", shared / "seeds").micro
        figures |= {f"seeds {name}": value for name, value in seeds.score(shared).items()}
    if (shared / "data" / "dates").exists():
        figures["TimeBank day-level dates"] = dates.score(
            shared / "data" / "dates" / "TBAQ-cleaned" / "TimeBank"
        ).accuracy
    if (shared / "data" / "whitehouse").exists():
        real = events.score(instruments(None), events.held_out(shared / "data"))
        figures |= {"real news events typed": real.typed, "real news events directed": real.directed}
        figures |= {"real news events status": real.status, "real news events dated": real.dated}
    return figures | index_validity.score(shared) | counts.score(shared)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="the folder with seeds/, gold/, eval/ and data/"
    )
    parser.add_argument(
        "--raise", dest="is_raising", action="store_true", help="raise the floors to a little under today's figures"
    )
    parser.add_argument(
        "--adopt-gold", action="store_true", help="the gold has changed on purpose: pin the floors to it"
    )
    parser.add_argument("--lower", nargs=2, metavar=("NAME", "VALUE"), help="lower one floor; needs --reason")
    parser.add_argument("--reason", default="")
    given = parser.parse_args()
    try:
        return run(given)
    except GateError as e:
        print(f"evals: {e}", file=sys.stderr)
        return 2


def run(given: argparse.Namespace) -> int:
    """Measure, print, and hold against the floors."""
    floors = read_floors() if FLOORS.exists() else Floors("", {})
    if given.lower:
        write_floors(lowered(floors, given.lower[0], float(given.lower[1]), given.reason))
        return 0
    has_gold = (given.shared / "gold" / "seeds").is_dir()
    figures = measure_own() | (measure_shared(given.shared) if has_gold else {})
    for name, value in figures.items():
        floor = floors.floors.get(name)
        print(f"  {name:<34} {value:.3f}" + (f"   floor {floor:.3f}" if floor is not None else ""))
    if not has_gold:
        print(f"skipped: what needs the gold, since {given.shared}/gold/seeds is not there")
        figures |= {n: f for n, f in floors.floors.items() if n not in figures}
    gold = seeds.gold_digest(given.shared) if has_gold else floors.gold
    if given.adopt_gold:
        floors = replace(floors, gold=gold)
    if given.is_raising:
        floors = raised(floors, figures)
    if given.is_raising or given.adopt_gold:
        write_floors(floors)
    under = breaches(floors, figures, gold)
    print(*(under or ["every figure is at or above its floor"]), sep="\n")
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
