"""Forecasts of counts for pairs, each beside its baseline, with a digest of what was seen and cautions where that is little."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.forecast.backtest import Forecaster
from cordiale.forecast.counts import is_enough
from cordiale.forecast.distributions import distribution_of
from cordiale.forecast.forecasters import BASELINE, FORECASTER, FORECASTERS
from cordiale.forecast.panel import Panel
from cordiale.forecast.sight import FIRST, Sight, look
from cordiale.model.actor import Dyad
from cordiale.model.forecast import LONGEST_HORIZON, Baseline, Forecast, NegativeBinomial, Shape
from cordiale.model.ontology import QuadClass

# A pair with fewer acts of a class than this is said to be little known, and its distribution is widened.
FEW_ACTS = 12
# Months at the end of a panel in which no pair at all has an act: perhaps nothing was read.
_RECENT = 12
# With fewer months, or months of pairs after the first twelve, nothing is learned by regression.
_LEARNED_MONTHS, _LESSONS = 36, 72
_PLAINEST = "climatology"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: classes (each forecast by itself), horizons in months, and the names of forecaster and baseline.

    Raises ValueError for a name that is not in `FORECASTERS` or a horizon outside 1 to 6.
    """

    classes: tuple[QuadClass, ...] = tuple(QuadClass)
    horizons: tuple[int, ...] = tuple(range(1, LONGEST_HORIZON + 1))
    forecaster: str = FORECASTER
    baseline: str = BASELINE

    def __post_init__(self) -> None:
        for name in (self.forecaster, self.baseline):
            if name not in FORECASTERS:
                raise ValueError(f"no forecaster is called {name!r}; there are {', '.join(FORECASTERS)}")
        if not all(1 <= horizon <= LONGEST_HORIZON for horizon in self.horizons):
            raise ValueError(f"horizons are 1 to {LONGEST_HORIZON} months, not {self.horizons}")


def order_for(panel: Panel, horizons: tuple[int, ...]) -> Order:
    """Forecasts of each class; where a panel is too short to learn from, smoothing takes the place of what learns.

    Climatology is its baseline then. On 3 pairs with 24 months of ICEWS the regression's 90 % intervals covered 78 to 80 %;
    from 36 months on 89 % and more (docs/forecasts.md).
    """
    lessons = (panel.months - FIRST) * len(panel.dyads)
    if panel.months >= _LEARNED_MONTHS and lessons >= _LESSONS:
        return Order(horizons=horizons)
    return Order(horizons=horizons, forecaster=BASELINE, baseline=_PLAINEST)


def issue(panel: Panel, dyads: Sequence[Dyad], order: Order | None = None) -> tuple[Forecast, ...]:
    """Forecasts for some of the pairs of a panel, from the day after its last: by pair, class and horizon.

    All pairs of the panel teach the forecaster. Raises KeyError for a pair that is not in the panel.
    """
    order = order or Order()
    places = {dyad: n for n, dyad in enumerate(panel.dyads)}
    wanted = [(places[dyad], dyad) for dyad in dyads]
    seen = inputs_digest(panel)
    found = []
    for quad_class in order.classes:
        sight = look(panel, (quad_class,))
        for horizon in order.horizons:
            said = _said(FORECASTERS[order.forecaster], sight, horizon)
            plain = FORECASTERS[order.baseline](sight, horizon)
            for n, dyad in wanted:
                cautions = cautions_of(sight, n, horizon)
                shape = widened(said[n], float(sight.counts[n].sum())) if cautions else said[n]
                baseline = Baseline(order.baseline, distribution_of(plain[n]))
                which = (order.forecaster, dyad, quad_class, panel.end, horizon)
                found.append(Forecast(*which, distribution_of(shape), baseline, seen, cautions))
    return tuple(sorted(found, key=lambda f: (f.dyad, f.quad_class, f.horizon)))


def _said(forecaster: Forecaster, sight: Sight, horizon: int) -> tuple[Shape, ...]:
    return forecaster(sight, horizon)


def cautions_of(sight: Sight, pair: int, horizon: int) -> tuple[str, ...]:
    """What is thin about what was seen of a pair, in words; empty where nothing is."""
    found = []
    acts, months = round(float(sight.counts[pair].sum())), sight.months
    if acts < FEW_ACTS:
        number = f"only {acts} such act{'s' * (acts != 1)}" if acts else "no such act"
        found.append(f"{number} in {months} month{'s' * (months != 1)}")
    if not is_enough(sight, horizon):
        found.append(f"{months} months are too few to learn from")
    empty = int((sight.panel.monthly()[:, -_RECENT:].sum(0) == 0).sum())
    if empty:
        found.append(f"{empty} of the last {min(months, _RECENT)} months hold no act of any pair")
    if sight.panel.late:
        found.append(f"{sight.panel.late} acts dated on or after {sight.panel.end} left out")
    return tuple(found)


def widened(shape: Shape, acts: float) -> Shape:
    """The shape with the doubt about its mean added: a mean known from n acts has a relative variance of about 1/(n + 1)."""
    if isinstance(shape, NegativeBinomial):
        return NegativeBinomial(shape.mean, float(f"{shape.dispersion + 1 / (acts + 1):.6g}"))
    return shape


def inputs_digest(panel: Panel) -> str:
    """The sha256 of all that a panel holds, in hexadecimal."""
    found = hashlib.sha256(f"{panel.first} {panel.end} {[str(d) for d in panel.dyads]}".encode())
    for part in (panel.starts.astype("<i8"), panel.counts.astype("<f4"), panel.elsewhere.astype("<f4")):
        found.update(np.ascontiguousarray(part).tobytes())
    return found.hexdigest()
