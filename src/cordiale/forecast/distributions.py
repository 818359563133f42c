"""Probabilities of counts: every count's from a shape, quantiles, bands, and the distribution that a forecast carries."""

from __future__ import annotations

import math

import numpy as np

from cordiale.forecast.gamma import Floats, log_gamma
from cordiale.model.forecast import Distribution, NegativeBinomial, Pool, Sample, Shape

LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
BAND = 0.9
# Beyond this many standard deviations, and scales of the gamma that it mixes, a negative binomial holds less than 1e-6.
_REACH = 12.0
_SCALES = 14.0
_FURTHEST = 20_000
# Below this dispersion a negative binomial cannot be told from Poisson, and its formula loses digits.
_POISSON = 1e-6


def furthest(shape: Shape) -> int:
    """A count beyond which nothing need be reckoned."""
    match shape:
        case NegativeBinomial(mean, dispersion):
            deviation = math.sqrt(mean + dispersion * mean * mean)
            reach = max(_REACH * deviation, _SCALES * dispersion * mean)
            return min(_FURTHEST, math.ceil(mean + reach) + 20)
        case Sample(counts):
            return max(counts)
        case Pool(parts):
            return max(furthest(part) for _, part in parts)


def log_probabilities(shape: NegativeBinomial, counts: Floats) -> Floats:
    """The logarithm of a negative binomial's probability at each of the counts."""
    mean, dispersion = shape.mean, shape.dispersion
    if dispersion < _POISSON:
        return np.asarray(counts * math.log(mean) - mean - log_gamma(counts + 1))
    size = np.full_like(counts, 1 / dispersion)
    spread = math.log1p(dispersion * mean)
    choose = log_gamma(counts + size) - log_gamma(size) - log_gamma(counts + 1)
    return np.asarray(choose - size * spread + counts * (math.log(dispersion * mean) - spread))


def probabilities(shape: Shape, last: int) -> Floats:
    """The probability of each count from 0 to `last`."""
    match shape:
        case NegativeBinomial():
            return np.asarray(np.exp(log_probabilities(shape, np.arange(last + 1, dtype=float))))
        case Sample(counts):
            seen = np.bincount(np.asarray(counts), minlength=last + 1)[: last + 1]
            return np.asarray(seen / len(counts))
        case Pool(parts):
            return np.asarray(sum(weight * probabilities(part, last) for weight, part in parts))


def cumulative(shape: Shape, last: int) -> Floats:
    """The probability of at most each count from 0 to `last`."""
    return np.asarray(np.minimum(np.cumsum(probabilities(shape, last)), 1.0))


def mean_of(shape: Shape) -> float:
    """The mean."""
    match shape:
        case NegativeBinomial(mean, _):
            return mean
        case Sample(counts):
            return sum(counts) / len(counts)
        case Pool(parts):
            return sum(weight * mean_of(part) for weight, part in parts)


def quantile(below: Floats, level: float) -> int:
    """The smallest count whose cumulative probability reaches a level (a hair below counts as reached)."""
    return min(int(np.searchsorted(below, level - 1e-9)), len(below) - 1)


def band(below: Floats, mass: float = BAND) -> tuple[int, int, float]:
    """The central run of counts whose probability comes nearest to `mass`: first, last, and the probability it holds.

    Whole counts seldom hold a given mass, and the run between the two quantiles holds more; where it comes nearer
    without one of its ends, that end is left out.
    """
    low, high = quantile(below, (1 - mass) / 2), quantile(below, (1 + mass) / 2)
    best = (math.inf, 0, 0, 0.0)
    for first in (low, low + 1):
        for last in (high, high - 1):
            if first <= last:
                held = float(below[last] - (below[first - 1] if first else 0.0))
                best = min(best, (abs(held - mass), first, last, held))
    return best[1], best[2], best[3]


def distribution_of(shape: Shape) -> Distribution:
    """The shape with its mean, quantiles and 90 % band."""
    below = cumulative(shape, furthest(shape))
    first, last, held = band(below)
    quantiles = tuple((level, quantile(below, level)) for level in LEVELS)
    return Distribution(shape, mean_of(shape), quantiles, (first, last), min(held, 1.0))
