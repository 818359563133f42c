"""Plain rules that every forecast is held against: what is usual, last year, last month, and smoothing."""

from __future__ import annotations

import numpy as np

from cordiale.forecast.gamma import Floats
from cordiale.forecast.sight import Sight
from cordiale.model.forecast import NegativeBinomial, Sample, Shape

_LEAST_MEAN = 0.05
# How fast past errors lose weight, a month; and between which limits a dispersion from them is believed.
_FADING = 0.985
_DISPERSIONS = (0.01, 20.0)
_SMOOTHINGS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7)
_WARM = 12
# With fewer past errors than this the dispersion is drawn toward that of all pairs.
_ENOUGH = 24.0


def climatology(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """Every month seen so far is as likely as any other."""
    return tuple(Sample(_whole(row)) for row in sight.counts)


def last_year(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """Each of the last twelve months is as likely as the others."""
    return tuple(Sample(_whole(row)) for row in sight.counts[:, -12:])


def last_value(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """Negative binomial about the last month, as wide as this rule has been wrong before."""
    levels = np.concatenate([np.zeros((len(sight.counts), 1)), sight.counts], axis=1)
    return _about(levels, sight.counts, horizon)


def smoothing(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """Exponential smoothing with negative binomial errors; one smoothing for all pairs, by Poisson deviance on the past."""
    counts = sight.counts
    levels = min((smoothed(counts, by) for by in _SMOOTHINGS), key=lambda found: _deviance(found, counts, horizon))
    return _about(levels, counts, horizon)


def smoothed(counts: Floats, by: float) -> Floats:
    """The exponentially smoothed level before each month and after the last, by pair: (pairs, months + 1)."""
    levels = np.empty((counts.shape[0], counts.shape[1] + 1))
    levels[:, 0] = counts[:, :_WARM].mean(1)
    for month in range(counts.shape[1]):
        levels[:, month + 1] = (
            levels[:, month] if month < _WARM else by * counts[:, month] + (1 - by) * levels[:, month]
        )
    return levels


def _deviance(levels: Floats, counts: Floats, horizon: int) -> float:
    said, seen = _past(levels, counts, horizon)
    return float((said - seen * np.log(said + 0.1)).mean()) if said.size else 0.0


def _past(levels: Floats, counts: Floats, horizon: int) -> tuple[Floats, Floats]:
    """What the rule said `horizon` months ahead, and what was then seen, for all months that have passed."""
    last = counts.shape[1] - horizon + 1
    start = min(_WARM, max(last - 1, 0))
    return levels[:, start:last], counts[:, start + horizon - 1 :]


def _about(levels: Floats, counts: Floats, horizon: int) -> tuple[Shape, ...]:
    said, seen = (
        np.maximum(part, floor) for part, floor in zip(_past(levels, counts, horizon), (_LEAST_MEAN, 0), strict=True)
    )
    weights = _FADING ** np.arange(said.shape[1])[::-1]
    excess, square = (weights * ((seen - said) ** 2 - said)).sum(1), (weights * said**2).sum(1)
    shared = excess.sum() / max(square.sum(), _LEAST_MEAN)
    trust = min(said.shape[1] / _ENOUGH, 1.0)
    own = excess / np.maximum(square, 1e-9)
    dispersions = np.clip(trust * own + (1 - trust) * max(shared, 1.0), *_DISPERSIONS)
    means = np.maximum(levels[:, -1], _LEAST_MEAN)
    return tuple(NegativeBinomial(float(m), float(d)) for m, d in zip(means, dispersions, strict=True))


def _whole(row: Floats) -> tuple[int, ...]:
    return tuple(round(c) for c in row.tolist())
