"""How many acts next month: negative-binomial regression on what the last days, months and years brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.forecast.gamma import Floats
from cordiale.forecast.regression import Landmarks, fit, landmarks
from cordiale.forecast.sight import FIRST, Sight
from cordiale.model.forecast import NegativeBinomial, Shape

# The ridge on every scaled feature, and on every likeness to a landmark; how many landmarks and how near is near.
# Set on the origins of 2008 to 2010, where ridges of 2000 to 4000 and fadings of 0.01 to 0.03 differ by thousandths.
_PULL = 3000.0
_LANDMARKS = 150
_FADING = (0.01, 0.03)
# The landmarks are drawn by this seed; one draw differs from another by up to a hundredth of CRPS.
_SEED = 0
# With few rows there are fewer landmarks: one for so many.
_ROWS_EACH = 20
# What the width of a distribution depends on beside its mean.
_WIDTHS = ("spread of 12", "zeros of 12")
# The features of the plain autoregression: the last month, quarter, year, and all that came before.
_PLAIN = ("1 ago", "91 days", "365 days", "ever", "12 ago", "most of 6", "other classes, half-life 30")
_PLAIN_PULL = 1.0
# With fewer months to learn from than this a regression is not tried.
FEWEST_MONTHS = 12
_LEAST_MEAN = 0.05


@dataclass(frozen=True, slots=True)
class Design:
    """What a regression rests on: features of the mean (None for all), of the width, the ridge, landmarks, months between."""

    features: tuple[str, ...] | None = None
    widths: tuple[str, ...] = _WIDTHS
    pull: float = _PULL
    landmarks: int = 0
    is_between: bool = True


FULL = Design(landmarks=_LANDMARKS)
LINEAR = Design()
PLAIN = Design(_PLAIN, (), _PLAIN_PULL, is_between=False)


def regression(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """Ridge regression on all features and on the likeness to past months, with widths of their own; it needs numpy alone."""
    return _regressed(sight, horizon, FULL)


def linear(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """The same without likeness: a tenth of the time."""
    return _regressed(sight, horizon, LINEAR)


def autoregression(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """One negative-binomial autoregression for all pairs, on a handful of lags."""
    return _regressed(sight, horizon, PLAIN)


def lessons(sight: Sight, horizon: int, between: bool = True) -> tuple[Floats, Floats]:
    """Rows of features of all pairs, and the counts `horizon` months on, for all months whose counts have been seen."""
    features, counts = zip(*_lessons(sight, horizon, between), strict=True)
    return np.concatenate(features), np.concatenate(counts)


def is_enough(sight: Sight, horizon: int) -> bool:
    """Whether there are months enough to learn from."""
    return sight.months - horizon + 1 - FIRST >= FEWEST_MONTHS


def guarded(sight: Sight) -> tuple[Shape, ...]:
    """What can be said with too little to learn from: each pair's mean drawn toward that of all, and wide.

    The mean has the weight of one month of the average pair, the dispersion that of an exponential distribution.
    """
    months = sight.months
    usual = max(float(sight.counts.mean()) if sight.counts.size else 0.0, _LEAST_MEAN)
    means = (sight.counts.sum(1) + usual) / (months + 1)
    return tuple(
        NegativeBinomial(float(np.float64(m)), 1.0 + 1.0 / (c + 1))
        for m, c in zip(means, sight.counts.sum(1), strict=True)
    )


def shapes(means: Floats, dispersions: Floats) -> tuple[Shape, ...]:
    """Negative binomials, their parameters rounded to six digits so that what is stored is what was meant."""
    return tuple(
        NegativeBinomial(float(f"{max(m, _LEAST_MEAN / 10):.6g}"), float(f"{d:.6g}"))
        for m, d in zip(means, dispersions, strict=True)
    )


def _lessons(sight: Sight, horizon: int, between: bool) -> Iterator[tuple[Floats, Floats]]:
    for seen in (sight, *(sight.between if between else ())):
        last = seen.months - horizon + 1
        if last > FIRST:
            rows = seen.features[:, FIRST:last]
            yield rows.reshape(-1, rows.shape[-1]), seen.counts[:, FIRST + horizon - 1 :].ravel()


def _regressed(sight: Sight, horizon: int, design: Design) -> tuple[Shape, ...]:
    if not is_enough(sight, horizon):
        return guarded(sight)
    chosen = [n for n, name in enumerate(sight.names) if design.features is None or name in design.features]
    rows, counts = lessons(sight, horizon, design.is_between)
    widths = _widths(rows, sight.names, design.widths)
    last = sight.features[:, -1]
    known = landmarks(rows[:, chosen], min(design.landmarks, len(rows) // _ROWS_EACH), _FADING, _SEED)
    inputs = _inputs(rows[:, chosen], known)
    found = fit(inputs, widths, counts, np.full(inputs.shape[1], design.pull))
    means, now = found.means(_inputs(last[:, chosen], known)), _widths(last, sight.names, design.widths)
    now[:, 1] = np.log(means)
    return shapes(means, found.dispersions(now))


def _inputs(rows: Floats, known: Landmarks) -> Floats:
    return np.hstack([rows, known.likeness(rows)])


def _widths(rows: Floats, names: Sequence[str], of: tuple[str, ...]) -> Floats:
    return np.column_stack([np.ones(len(rows)), np.zeros(len(rows)), *(rows[:, names.index(name)] for name in of)])
