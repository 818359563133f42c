"""The state behind the counts: a dynamic binomial model, smoothed and filtered, for many series at once.

In period t, k of n acts are cooperative. Their log-odds is a state: a mean that all pairs share, a level of the pair that
moves slowly, and a swing that is mostly over in weeks, both of them stationary AR(1). Reports come in clusters, so that n acts
tell less than n; `cells` takes that off before they come here. The smoothed state is the exact mode of the posterior, found by
Newton's method on its banded system (Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed. 2012, ch. 10),
with the curvature there as its precision; the filtered one takes one period after another in the same way (West and Harrison,
Bayesian Forecasting and Dynamic Models, 2nd ed. 1997, ch. 14). Series lie end to end in flat arrays, without a link where one
ends, so that one call of LAPACK solves them all. Level and swing of a period stand side by side: the rows are l1 s1 l2 s2 ...
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dpbtrf, dpbtrs
from scipy.special import expit

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_STEP = 1.5
# A step of Newton's this short leaves an error of about its square.
_NEAR = 1e-3
_MOST_ROUNDS = 40
_FILTER_ROUNDS = 12
_DAYS = {"month": 30.44, "week": 7.0}


@dataclass(frozen=True, slots=True)
class Motion:
    """A stationary AR(1): its standard deviation (log-odds), and its correlation with itself a month later."""

    spread: float
    memory: float

    def memory_over(self, grain: str) -> float:
        """The correlation with itself one period later."""
        return float(self.memory ** (_DAYS[grain] / _DAYS["month"]))


@dataclass(frozen=True, slots=True)
class StateModel:
    """What all pairs have in common: the log-odds they tend to, and how level and swing stray from it.

    `clustering` is the correlation between two acts of one pair in the same cluster (a week of a month, a day of a week)
    beyond that of two acts in the same period, 0 to 1.
    """

    mean: float
    level: Motion
    swing: Motion
    clustering: float


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Series end to end: series i has the cells from `starts[i]` to `starts[i + 1]`, one a period, none left out.

    `total` is what the acts of a cell count for (their number, less what clusters take off), `good` that of the cooperative ones.
    """

    starts: Whole
    good: Floats
    total: Floats

    @property
    def spans(self) -> Whole:
        """How many periods each series has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """The state in each cell: its estimate and standard deviation, from all that was seen or, filtered, from the past alone.

    `parts` are level and swing in turn, without the mean.
    """

    mean: Floats
    sd: Floats
    log_likelihood: Floats
    parts: Floats


def smooth(counts: Counts, model: StateModel, grain: str = "month", begin: Floats | None = None) -> States:
    """The state given the whole of each series; `log_likelihood` is the marginal one of each series, by Laplace's method.

    `begin` is where to begin the search: the `parts` of a result for the same counts under a like model.
    """
    prior = _prior(counts, model, grain)
    seen = np.flatnonzero(counts.total)
    good, total = counts.good[seen], counts.total[seen]
    x = np.zeros(prior.shape[1]) if begin is None else begin.copy()
    for _ in range(_MOST_ROUNDS if len(x) else 0):
        pull, weight = _score(good, total, _sum(x)[seen] + model.mean)
        gradient = -_times(prior, x)
        gradient[2 * seen] += pull
        gradient[2 * seen + 1] += pull
        step = _capped(_solve(_weighted(prior, seen, weight), gradient))
        x += step
        if np.abs(step).max() < _NEAR:
            break
    state = _sum(x) + model.mean
    curved = _weighted(prior, seen, _score(good, total, state[seen])[1])
    variance, pivots = _variances(curved)
    density = _sum(-0.5 * x * _times(prior, x) - np.log(pivots))
    density[seen] += _log_density(good, total, state[seen])
    own = np.add.reduceat(density, counts.starts[:-1]) if len(density) else density
    for motion in (model.level, model.swing):
        own = own - counts.spans * np.log(motion.spread)
        own = own - 0.5 * (counts.spans - 1) * np.log1p(-(motion.memory_over(grain) ** 2))
    return States(state + _sum(_lean(curved, seen, variance, (total, state))), np.sqrt(variance), own, x)


def filtered(counts: Counts, model: StateModel, grain: str = "month") -> States:
    """The state in each period given that period and those before it; no likelihood."""
    order = np.argsort(-counts.spans, kind="stable")
    spans, starts = counts.spans[order], counts.starts[:-1][order]
    mean, sd = np.zeros(len(counts.total)), np.zeros(len(counts.total))
    memory = np.array([[m.memory_over(grain)] for m in (model.level, model.swing)])
    spread = np.array([[m.spread**2] for m in (model.level, model.swing)])
    x, own, cross = np.zeros((2, len(order))), np.repeat(spread, len(order), axis=1), np.zeros(len(order))
    for t in range(int(spans[0]) if len(spans) else 0):
        active = int(np.searchsorted(-spans, -t, side="left"))
        x, own, cross = x[:, :active], own[:, :active], cross[:active]
        if t:
            x, own = memory * x, memory**2 * own + spread * (1 - memory**2)
            cross = memory[0, 0] * memory[1, 0] * cross
        cells = starts[:active] + t
        before, variance = x.sum(axis=0), own.sum(axis=0) + 2 * cross
        now, after = _update(counts.good[cells], counts.total[cells], before + model.mean, variance)
        gain = (own + cross) / variance
        x, own = x + gain * (now - model.mean - before), own - gain**2 * (variance - after)
        cross = cross - gain[0] * gain[1] * (variance - after)
        mean[cells], sd[cells] = now, np.sqrt(after)
    return States(mean, sd, np.zeros(0), np.zeros(0))


def _update(good: Floats, total: Floats, state: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """State and variance after one period's acts; where there are none they are as before."""
    now, after = state.copy(), variance.copy()
    seen = total.nonzero()[0]
    if len(seen) == 0:
        return now, after
    good, total, m, v = good[seen], total[seen], state[seen], variance[seen]
    x = m.copy()
    for _ in range(_FILTER_ROUNDS):
        pull, weight = _score(good, total, x)
        step = _capped((pull - (x - m) / v) / (weight + 1 / v))
        x += step
        if np.abs(step).max() < _NEAR:
            break
    after[seen] = 1 / (_score(good, total, x)[1] + 1 / v)
    now[seen] = x + 0.5 * after[seen] ** 2 * _skew(total, x)
    return now, after


def _prior(counts: Counts, model: StateModel, grain: str) -> Floats:
    """The precision of levels and swings before anything is seen: diagonal, first and second band below it."""
    size = len(counts.total)
    bands = np.zeros((3, 2 * size))
    first, last = counts.starts[:-1], counts.starts[1:] - 1
    for place, motion in enumerate((model.level, model.swing)):
        memory = motion.memory_over(grain)
        unit = 1 / (motion.spread**2 * (1 - memory**2))
        diagonal, link = np.full(size, unit * (1 + memory**2)), np.full(size, -unit * memory)
        diagonal[first] -= unit * memory**2
        diagonal[last] -= unit * memory**2
        link[last] = 0
        bands[0, place::2], bands[2, place::2] = diagonal, link
    return bands


def _weighted(prior: Floats, seen: Whole, weight: Floats) -> Floats:
    """The precision once acts are seen: they tell of the sum of level and swing."""
    bands = prior.copy()
    bands[0, 2 * seen] += weight
    bands[0, 2 * seen + 1] += weight
    bands[1, 2 * seen] += weight
    return bands


def _sum(parts: Floats) -> Floats:
    return np.asarray(parts[0::2] + parts[1::2])


def _score(good: Floats, total: Floats, state: Floats) -> tuple[Floats, Floats]:
    """Slope of the log density of the counts in the log-odds, and its curvature downwards."""
    p = expit(state)
    return good - total * p, total * p * (1 - p)


def _skew(total: Floats, state: Floats) -> Floats:
    """The third derivative of the log density of the counts in the log-odds."""
    p = expit(state)
    return np.asarray(total * p * (1 - p) * (2 * p - 1))


def _lean(curved: Floats, seen: Whole, variance: Floats, at: tuple[Floats, Floats]) -> Floats:
    """How far the posterior's mean lies from its mode, to first order, since few acts on one side make it lean.

    Source: Tierney and Kadane, Journal of the American Statistical Association 81, 1986; Rue, Martino and Chopin, Journal of
    the Royal Statistical Society B 71, 2009.
    """
    right = np.zeros(curved.shape[1])
    if len(seen):
        total, state = at
        bend = 0.5 * variance[seen] * _skew(total, state[seen])
        right[2 * seen] = bend
        right[2 * seen + 1] = bend
    return _solve(curved, right) if len(right) else right


def _capped(step: Floats) -> Floats:
    """No step is so long that the next curvature would mean nothing."""
    return np.minimum(np.maximum(step, -_STEP), _STEP)


def _log_density(good: Floats, total: Floats, state: Floats) -> Floats:
    return np.asarray(good * state - total * np.logaddexp(0, state))


def _times(bands: Floats, x: Floats) -> Floats:
    """The prior's precision times a vector; its first band is empty."""
    out: Floats = bands[0] * x
    out[:-2] += bands[2, :-2] * x[2:]
    out[2:] += bands[2, :-2] * x[:-2]
    return out


def _solve(bands: Floats, right: Floats) -> Floats:
    factor = dpbtrf(bands, lower=1)[0]
    return np.asarray(dpbtrs(factor, right, lower=1)[0])


def _variances(bands: Floats) -> tuple[Floats, Floats]:
    """The variance of each period's state, and the factor's diagonal, whose squares make the determinant.

    Cholesky's factor has in the block of a period what the periods before it leave of its precision; that of the reversed
    system what those after it leave; the two together, less the period's own block counted twice, are its whole precision.
    """
    if bands.shape[1] == 0:
        return np.zeros(0), np.zeros(0)
    before: Floats = dpbtrf(bands, lower=1)[0]
    reverse = np.zeros_like(bands)
    for band in range(3):
        size = bands.shape[1] - band
        reverse[band, :size] = bands[band, :size][::-1]
    after: Floats = dpbtrf(reverse, lower=1)[0]
    # In the reversed system the swing of a period comes before its level.
    d, e, f = before[0, 0::2] ** 2, before[0, 0::2] * before[1, 0::2], before[1, 0::2] ** 2 + before[0, 1::2] ** 2
    g, h, i = after[0, 0::2] ** 2, after[0, 0::2] * after[1, 0::2], after[1, 0::2] ** 2 + after[0, 1::2] ** 2
    level = d + i[::-1] - bands[0, 0::2]
    cross = e + h[::-1] - bands[1, 0::2]
    swing = f + g[::-1] - bands[0, 1::2]
    return (level + swing - 2 * cross) / (level * swing - cross**2), before[0]
