"""The logarithm of the gamma function and its derivative, on arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# From 8 on, the asymptotic series below are exact to about 1e-12; smaller arguments are raised by the recurrence.
_STEPS = 8
_HALF_LOG_TWO_PI = 0.9189385332046727


def log_gamma(x: Floats) -> Floats:
    """The logarithm of gamma at numbers above 0, by Stirling's series (Abramowitz and Stegun 6.1.40)."""
    product = np.ones_like(x)
    for step in range(_STEPS):
        product = product * (x + step)
    z = x + _STEPS
    inverse = 1 / z
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
    return np.asarray((z - 0.5) * np.log(z) - z + _HALF_LOG_TWO_PI + series - np.log(product))


def digamma(x: Floats) -> Floats:
    """The derivative of `log_gamma` at numbers above 0 (Abramowitz and Stegun 6.3.18)."""
    shift = np.zeros_like(x)
    for step in range(_STEPS):
        shift = shift + 1 / (x + step)
    z = x + _STEPS
    square = 1 / (z * z)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
    return np.asarray(np.log(z) - 0.5 / z - series - shift)
