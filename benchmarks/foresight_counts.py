"""`python -m benchmarks.foresight_counts`: how many acts next month, by every forecaster, rolling origin over 50 pairs of ICEWS.

Protocol: the 50 pairs with the most events before 2011 (events between two states of ICEWS 2005-2015, every CAMEO code),
cooperation (quad classes 1 and 2) and conflict (3 and 4) apart, 100 series; 60 origins, each month of 2011 to 2015, so
6,000 forecasts at horizon 1. Settings were chosen on the 36 origins of 2008 to 2010 alone (`--part tune`). `--horizons`
adds months further ahead (their origins end so that the month is seen), `--each-class` counts the four quad classes
apart. `--shared` names the folder that holds data/events/icews0515.parquet. Exits with 1 where the default forecaster is
not better than the best baseline, or its bands miss 88-92 %.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from cordiale.forecast.backtest import Backtest, backtest, summary
from cordiale.forecast.forecasters import BASELINES, FORECASTER, FORECASTERS
from cordiale.forecast.panel import Classes, Panel, panel_of
from cordiale.forecast.sight import Sight, look
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType, QuadClass
from cordiale.model.series import Act

FILE = Path("data") / "events" / "icews0515.parquet"
FIRST, END, CUT = date(2005, 1, 1), date(2016, 1, 1), date(2011, 1, 1)
PAIRS = 50
ORIGINS = {"tune": range(36, 72), "report": range(72, 132)}
SIDES: dict[str, Classes] = {
    "cooperation": (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION),
    "conflict": (QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT),
}
EACH: dict[str, Classes] = {c.name.lower().replace("_", " "): (c,) for c in QuadClass}
# The nearest type of each CAMEO root on its side; statements and appeals count as talk that is cooperative, as in ICEWS.
_ROOTS = (
    *("SUPPORT", "CONCEDE", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "ACCUSE", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT", "ASSAULT", "ASSAULT"),
)
_TYPES = {f"{number:02d}": EventType(name) for number, name in enumerate(_ROOTS, 1)}
_BRACKET = re.compile(r"\(([^()]*)\)\s*$")
_BAND = (0.88, 0.92)
SEEDS = "landmarks 0 (regression, blend), trees 1 (boosting, blend)"


def country_of(name: str, lexicon: Lexicon) -> str | None:
    """The state of an ICEWS actor: the name itself, its bracket, an office that the person held, or its first words."""
    bracket = _BRACKET.search(name)
    words = name.split()
    if bracket:
        plain = " ".join(reversed(bracket[1].split(", ")))
        state = lexicon.state_of_name(name) or lexicon.state_of_name(bracket[1]) or lexicon.state_of_name(plain)
        return state.iso3 if state else None
    if state := lexicon.state_of_name(name):
        return state.iso3
    held = Counter(t.country for t in lexicon.tenures_of(name))
    if not held and len(words) > 2:
        short = Counter(t.country for t in lexicon.tenures_of(f"{words[0]} {words[-1]}"))
        held = short if len(short) == 1 else held
    if held:
        country = held.most_common(1)[0][0]
        return None if country == "IGO" else country
    opening = lexicon.state_of_name(words[0]) or (
        lexicon.state_of_name(" ".join(words[:2])) if len(words) > 2 else None
    )
    return opening.iso3 if opening else None


def read_panel(shared: Path) -> Panel:
    """The 50 busiest pairs before 2011, over all eleven years."""
    table = pq.read_table(shared / FILE, columns=["source", "target", "date", "cameo"])
    lexicon = load_lexicon()
    names = {*pc.unique(table["source"]).to_pylist(), *pc.unique(table["target"]).to_pylist()}
    country = {name: country_of(name, lexicon) for name in names}
    columns = (table[name].to_pylist() for name in ("source", "target", "date", "cameo"))
    acts = []
    for number, (source, target, at, cameo) in enumerate(zip(*columns, strict=True)):
        actor, recipient = country[source], country[target]
        if actor and recipient and actor != recipient:
            acts.append(Act(str(number), actor, recipient, at.date(), _TYPES[cameo[:2]], frozenset()))
    early = Counter(Dyad.of(act.actor, act.recipient) for act in acts if act.day < CUT)
    return panel_of(acts, [dyad for dyad, _ in early.most_common(PAIRS)], FIRST, END)


def tested(name: str, sights: Sequence[Sight], origins: range, horizon: int) -> tuple[list[Backtest], float]:
    """The back-tests of a forecaster on each side, and the seconds they took."""
    began = time.perf_counter()
    last = sights[0].months - horizon
    chosen = [origin for origin in origins if origin <= last]
    return [backtest(sight, FORECASTERS[name], chosen, horizon) for sight in sights], time.perf_counter() - began


def row(name: str, tests: Sequence[Backtest], seconds: float) -> str:
    """One line of the table."""
    found = summary(tests)
    sides = " ".join(f"{test.column('crps').mean():7.3f}" for test in tests)
    covered = f"{found['within quantiles']:7.3f} {found['within band']:7.3f} {found['randomised']:7.3f}"
    scores = f"{found['crps']:7.3f} {sides} {found['log score']:7.3f} {covered} {found['interval score']:7.2f}"
    return f"{tests[0].horizon} {name:15s} {scores} {seconds:6.0f}"


def main() -> int:
    """Print the table; 1 when the default forecaster misses what it is bound to."""
    parser = argparse.ArgumentParser(prog="benchmarks.foresight_counts", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=ORIGINS, default="report")
    parser.add_argument("--horizons", type=int, nargs="+", default=[1])
    parser.add_argument("--each-class", action="store_true")
    parser.add_argument("--forecasters", nargs="+", choices=FORECASTERS, default=list(FORECASTERS))
    given = parser.parse_args()
    if not (given.shared / FILE).is_file():
        print(f"nothing measured: there is no {given.shared / FILE}")
        return 0
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    began = time.perf_counter()
    panel = read_panel(given.shared)
    sides = EACH if given.each_class else SIDES
    sights = [look(panel, classes) for classes in sides.values()]
    print(
        f"{PAIRS} pairs, {given.part}: crps, {', '.join(sides)}, log score, within quantiles, within band, randomised, interval, s"
    )
    found = {}
    for horizon in given.horizons:
        for name in given.forecasters:
            tests, seconds = tested(name, sights, ORIGINS[given.part], horizon)
            found[name, horizon] = summary(tests)
            print(row(name, tests, seconds), flush=True)
    print(f"seeds: {SEEDS}; {time.perf_counter() - began:.0f} s by the clock, reading included")
    return 0 if all(_is_kept(found, horizon) for horizon in given.horizons) else 1


def _is_kept(found: dict[tuple[str, int], dict[str, float]], horizon: int) -> bool:
    own = found.get((FORECASTER, horizon))
    plain = [scores["crps"] for (name, at), scores in found.items() if name in BASELINES and at == horizon]
    if own is None or not plain:
        return True
    covered = horizon > 1 or _BAND[0] <= own["randomised"] <= _BAND[1]
    return covered and own["crps"] < min(plain)


if __name__ == "__main__":
    sys.exit(main())
