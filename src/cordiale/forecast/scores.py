"""How well distributions and probabilities did: CRPS, log and Brier scores, interval scores, calibration."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.forecast.distributions import cumulative, furthest, log_probabilities, probabilities, quantile
from cordiale.forecast.gamma import Floats
from cordiale.model.forecast import (
    Forecast,
    NegativeBinomial,
    Outcome,
    Pool,
    Question,
    Resolution,
    Sample,
    Score,
    Shape,
)

# A count that a sample has never shown is given the chance of one unseen draw more.
_UNSEEN = 1.0


def crps(shape: Shape, count: int) -> float:
    """The continuous ranked probability score of a count: the sum over all counts of (F(x) - [x >= count]) squared.

    In acts; smaller is better; for a point forecast it is the absolute error. Source: Matheson and Winkler 1976,
    Czado, Gneiting and Held 2009 for counts.
    """
    last = max(furthest(shape), count)
    below = cumulative(shape, last)
    return float(np.sum((below - (np.arange(last + 1) >= count)) ** 2))


def log_score(shape: Shape, count: int) -> float:
    """Minus the natural logarithm of the probability given to the count; a sample is smoothed by one draw over all counts."""
    match shape:
        case NegativeBinomial():
            return -float(log_probabilities(shape, np.array([float(count)]))[0])
        case Sample(counts):
            spread = max(*counts, count) + 1
            return -math.log((counts.count(count) + _UNSEEN / spread) / (len(counts) + _UNSEEN))
        case Pool(parts):
            chances = [weight * math.exp(-log_score(part, count)) for weight, part in parts]
            return -math.log(max(sum(chances), 1e-300))


def brier(probability: float, came_true: bool) -> float:
    """The squared distance between a probability and what happened (0 or 1). Source: Brier 1950, in its half form."""
    return (probability - came_true) ** 2


def pit(shape: Shape, count: int) -> tuple[float, float]:
    """The probability of less than the count, and of at most it: the ends of its probability integral transform."""
    chances = probabilities(shape, max(furthest(shape), count))
    below = float(chances[:count].sum())
    return min(below, 1.0), min(below + float(chances[count]), 1.0)


def share_within(ends: tuple[float, float], mass: float = 0.9) -> float:
    """How much of a count's transform lies in the central `mass`: the chance that a randomised interval covers it.

    Averaged over calibrated forecasts it is exactly `mass`, which intervals of whole counts cannot be.
    """
    low, high = (1 - mass) / 2, (1 + mass) / 2
    first, last = ends
    if last <= first:
        return float(low <= first <= high)
    return max(0.0, min(last, high) - max(first, low)) / (last - first)


def interval_score(bounds: tuple[float, float], count: int, mass: float = 0.9) -> float:
    """The width of an interval plus 2/(1 - mass) for each act that the count lies outside. Source: Gneiting and Raftery 2007."""
    low, high = bounds
    return (high - low) + 2 / (1 - mass) * (max(low - count, 0) + max(count - high, 0))


def bounds(shape: Shape, mass: float = 0.9) -> tuple[int, int]:
    """The counts at the two quantiles that leave out (1 - mass)/2 on either side."""
    below = cumulative(shape, furthest(shape))
    return quantile(below, (1 - mass) / 2), quantile(below, (1 + mass) / 2)


@dataclass(frozen=True, slots=True)
class Bin:
    """Probabilities from `low` to `high`: how many, their mean, and the share that came true."""

    low: float
    high: float
    number: int
    said: float
    happened: float


def calibration_table(said: Sequence[float], came_true: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Probabilities in bins of equal width beside the share that came true; empty bins are left out."""
    chances, truth = np.asarray(said, dtype=float), np.asarray(came_true, dtype=float)
    place = np.minimum((chances * bins).astype(int), bins - 1)
    return tuple(
        Bin(b / bins, (b + 1) / bins, int(here.sum()), float(chances[here].mean()), float(truth[here].mean()))
        for b in range(bins)
        if (here := place == b).any()
    )


def pit_histogram(ends: Sequence[tuple[float, float]], bins: int = 10) -> Floats:
    """The share of the transforms in each bin; flat when calibrated. Source: Czado, Gneiting and Held 2009."""
    edges = np.linspace(0, 1, bins + 1)
    first = np.array([e[0] for e in ends])[:, None]
    last = np.maximum(np.array([e[1] for e in ends])[:, None], first + 1e-12)
    reached = np.clip((edges[None, :] - first) / (last - first), 0, 1).mean(0)
    return np.asarray(np.diff(reached))


def score_forecast(forecast: Forecast, resolution: Resolution) -> Score:
    """A count forecast and its baseline on what was counted; ValueError when the resolution gives no count."""
    if resolution.count is None:
        raise ValueError("a forecast of counts is scored by a count")
    count, shape, plain = resolution.count, forecast.distribution.shape, forecast.baseline.distribution.shape
    return Score(
        resolution.of,
        log=log_score(shape, count),
        crps=crps(shape, count),
        baseline_crps=crps(plain, count),
        baseline_log=log_score(plain, count),
    )


def score_question(question: Question, resolution: Resolution) -> Score | None:
    """A question's probability on how it came out; None when it is void; ValueError when the resolution gives no outcome."""
    if resolution.outcome is None:
        raise ValueError("a question is scored by an outcome")
    if resolution.outcome is Outcome.VOID:
        return None
    came_true = resolution.outcome is Outcome.YES
    chance = question.probability if came_true else 1 - question.probability
    return Score(resolution.of, log=-math.log(max(chance, 1e-300)), brier=brier(question.probability, came_true))
