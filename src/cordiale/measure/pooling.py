"""What all pairs have in common, estimated from many of them together by approximate marginal likelihood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

from cordiale.measure.cells import Rows, count, estimate_clustering
from cordiale.measure.state import Counts, Floats, Motion, StateModel, Whole, smooth
from cordiale.model.series import Direction, Domain, Grain

# The estimate on ICEWS 2005-2015 from pairs of at least 132 acts; `python -m evals.index_validity` prints today's, which differs
# little. It stands where a record is too small for its own.
USUAL = StateModel(mean=2.75, level=Motion(2.0, 0.994), swing=Motion(1.17, 0.45), clustering=0.074)
# Pairs of fewer acts tell nothing of how relations move, and Laplace's method is worst on them: with all pairs of ICEWS the
# spread of the level came out at 3.3 and the swing nearly vanished.
SEEN_WELL = 100
# With fewer acts than this among pairs seen well the model's numbers cannot be told apart.
ENOUGH = 3_000
_MOST_CELLS = 40_000
_ROUNDS = 300


def fit_model(rows: Rows, grain: Grain = Grain.MONTH, begin: StateModel = USUAL) -> StateModel:
    """The model under which the acts of the pairs seen well are likeliest; `begin` itself where these are too few.

    Of many series it takes every n-th in the order of their volume, so that the same acts give the same model.
    """
    if len(rows.dyad) < ENOUGH:
        return begin
    clustering = estimate_clustering(rows)
    block = count(rows, Domain.ALL, Direction.BOTH, clustering)
    volume = np.add.reduceat(block.seen, block.counts.starts[:-1])
    if volume[volume >= SEEN_WELL].sum() < ENOUGH:
        return begin
    chosen = part(block.counts, _spread_out(block.counts, volume))
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


def _spread_out(counts: Counts, volume: NDArray[np.integer]) -> Whole:
    order = np.argsort(-volume, kind="stable")
    order = order[volume[order] >= SEEN_WELL]
    return order[:: max(1, round(counts.spans[order].sum() / _MOST_CELLS))]


def _place(model: StateModel) -> Floats:
    level, swing = model.level, model.swing
    return np.array([model.mean, np.log(level.spread), np.log(swing.spread), logit(level.memory), logit(swing.memory)])


def _model(at: Floats, clustering: float) -> StateModel:
    def motion(spread: float, memory: float) -> Motion:
        return Motion(float(np.clip(np.exp(spread), 0.05, 5)), float(np.clip(expit(memory), 0.01, 0.9995)))

    return StateModel(float(np.clip(at[0], -5, 5)), motion(at[1], at[3]), motion(at[2], at[4]), clustering)
