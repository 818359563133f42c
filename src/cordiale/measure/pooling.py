"""What all pairs have in common, estimated from many of them together by approximate marginal likelihood."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from cordiale.measure.cells import Rows, count, estimate_clustering
from cordiale.measure.state import Counts, Floats, Motion, StateModel, Whole, smooth
from cordiale.model.series import Direction, Domain, Grain

# From `python -m evals.index_history`: the estimate on ICEWS 2005-2015. It stands where a record is too small for its own.
USUAL = StateModel(mean=2.0, level=Motion(1.0, 0.99), swing=Motion(1.0, 0.4), clustering=0.05)
# With fewer acts than this its numbers cannot be told apart.
ENOUGH = 3_000
_MOST_CELLS = 40_000
_ROUNDS = 300


def fit_model(rows: Rows, grain: Grain = Grain.MONTH, begin: StateModel = USUAL) -> StateModel:
    """The model under which the acts of all pairs are likeliest; `begin` itself where there are fewer than ENOUGH acts.

    Of many series it takes every n-th in the order of their volume, so that the same acts give the same model.
    """
    if len(rows.dyad) < ENOUGH:
        return begin
    clustering = estimate_clustering(rows)
    counts = count(rows, Domain.ALL, Direction.BOTH, clustering).counts
    chosen = part(counts, _spread_out(counts))
    states: Floats | None = None

    def cost(at: Floats) -> float:
        nonlocal states
        found = smooth(chosen, _model(at, clustering), grain, states)
        states = found.parts
        # A weak prior keeps the search where the numbers mean something.
        off = (at - _place(USUAL)) / 3
        return float(0.5 * off @ off - found.log_likelihood.sum())

    found = minimize(
        cost, _place(begin), method="Nelder-Mead", options={"maxfev": _ROUNDS, "xatol": 0.02, "fatol": 0.2}
    )
    return _model(found.x, clustering)


def part(counts: Counts, series: Whole) -> Counts:
    """Some of the series, in the order named."""
    spans = counts.spans[series]
    starts = np.concatenate([[0], np.cumsum(spans)]).astype(np.int64)
    cells = np.repeat(counts.starts[:-1][series] - starts[:-1], spans) + np.arange(starts[-1])
    return Counts(starts, counts.good[cells], counts.total[cells])


def _spread_out(counts: Counts) -> Whole:
    volume = np.add.reduceat(counts.total, counts.starts[:-1])
    order = np.argsort(-volume, kind="stable")
    every = max(1, round(len(counts.total) / _MOST_CELLS))
    return order[::every]


def _place(model: StateModel) -> Floats:
    level, swing = model.level, model.swing
    return np.array([model.mean, np.log(level.spread), np.log(swing.spread), logit(level.memory), logit(swing.memory)])


def _model(at: Floats, clustering: float) -> StateModel:
    def motion(spread: float, memory: float) -> Motion:
        return Motion(float(np.clip(np.exp(spread), 0.05, 5)), float(np.clip(expit(memory), 0.01, 0.9995)))

    return StateModel(float(np.clip(at[0], -5, 5)), motion(at[1], at[3]), motion(at[2], at[4]), clustering)
