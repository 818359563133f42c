"""How well next month's acts are forecast, cut down for the gate: few pairs and few origins of ICEWS 2005-2015.

The whole protocol is `python -m benchmarks.foresight_counts`; this one holds the same forecaster, on the acts that the
measures count, to the same kind of figures in seconds.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from cordiale.forecast.backtest import Backtest, backtest, summary
from cordiale.forecast.forecasters import BASELINE, FORECASTER, FORECASTERS
from cordiale.forecast.panel import Classes, panel_of
from cordiale.forecast.sight import Sight, look
from cordiale.model.actor import Dyad
from cordiale.model.ontology import QuadClass
from evals.index_history import is_there, read_history

FIRST, CUT, END = date(2005, 1, 1), date(2011, 1, 1), date(2016, 1, 1)
PAIRS = 12
# Every third month of 2011 to 2015, by its number from `FIRST`.
ORIGINS = range(72, 132, 3)
SIDES: tuple[Classes, ...] = (
    (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION),
    (QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT),
)
_WIDE = "climatology"
_NOMINAL = 0.9


def score(shared: Path) -> dict[str, float]:
    """Skill (1 - CRPS / CRPS of the rival) against the baseline and against climatology, and how near coverage is to 90 %.

    Empty where the event stream is not there. Coverage is that of randomised intervals of exactly 90 %.
    """
    if not is_there(shared):
        return {}
    acts = read_history(shared).acts
    volume = Counter(Dyad.of(a.actor, a.recipient) for a in acts if a.day < CUT)
    panel = panel_of(acts, sorted(volume, key=lambda d: (-volume[d], d))[:PAIRS], FIRST, END)
    sights = [look(panel, classes) for classes in SIDES]
    own, plain, wide = (summary(_tested(sights, name)) for name in (FORECASTER, BASELINE, _WIDE))
    return {
        "counts skill": 1 - own["crps"] / plain["crps"],
        "counts over climatology": 1 - own["crps"] / wide["crps"],
        "counts coverage": 1 - abs(own["randomised"] - _NOMINAL),
    }


def _tested(sights: list[Sight], name: str) -> list[Backtest]:
    return [backtest(sight, FORECASTERS[name], ORIGINS) for sight in sights]
