"""Rolling origin: forecast each month from what was seen before it, for many months, and score every one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.forecast.distributions import band, cumulative, furthest, quantile
from cordiale.forecast.gamma import Floats
from cordiale.forecast.scores import interval_score, log_score, share_within
from cordiale.forecast.sight import Sight
from cordiale.model.forecast import Shape

Forecaster = Callable[[Sight, int], tuple[Shape, ...]]
COLUMNS = (
    "crps",
    "log score",
    "within quantiles",
    "within band",
    "randomised",
    "interval score",
    "pit low",
    "pit high",
)


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Scores of a forecaster: `scores` is (origins, pairs, columns), columns as in `COLUMNS`; `shapes` and `counts` beside.

    'within quantiles' is 1 where the count lies between the 5 % and 95 % quantiles, which for whole counts hold more
    than 90 %; 'within band' the same for the run of counts whose mass is nearest to 90 %; 'randomised' the chance that a
    randomised interval of exactly 90 % covers the count.
    """

    origins: tuple[int, ...]
    horizon: int
    counts: Floats
    shapes: tuple[tuple[Shape, ...], ...]
    scores: Floats

    def column(self, name: str) -> Floats:
        """One score of every forecast: (origins, pairs)."""
        return np.asarray(self.scores[..., COLUMNS.index(name)])


def backtest(sight: Sight, forecaster: Forecaster, origins: Iterable[int], horizon: int = 1) -> Backtest:
    """Score a forecaster at origins (numbers of months seen); it is given nothing from an origin on.

    Raises ValueError when an origin lies so late that what it forecasts has not been seen.
    """
    chosen = tuple(origins)
    if not chosen or max(chosen) + horizon > sight.months:
        raise ValueError(f"origins must leave {horizon} months to see, of {sight.months}")
    said = tuple(forecaster(sight.until(origin), horizon) for origin in chosen)
    counts = sight.counts[:, [origin + horizon - 1 for origin in chosen]].T
    return rescored(Backtest(chosen, horizon, counts, said, np.zeros(0)))


def rescored(of: Backtest) -> Backtest:
    """The back-test with the scores of its shapes."""
    scores = np.array(
        [
            [scored(shape, round(count)) for shape, count in zip(*row, strict=True)]
            for row in zip(of.shapes, of.counts, strict=True)
        ]
    )
    return Backtest(of.origins, of.horizon, of.counts, of.shapes, scores)


def scored(shape: Shape, count: int) -> tuple[float, ...]:
    """The scores of one distribution on one count, in the order of `COLUMNS`."""
    last = max(furthest(shape), count)
    below = cumulative(shape, last)
    misses = below - (np.arange(last + 1) >= count)
    low, high = quantile(below, 0.05), quantile(below, 0.95)
    first, final, _ = band(below)
    ends = (float(below[count - 1]) if count else 0.0, float(below[count]))
    return (
        float(misses @ misses),
        log_score(shape, count),
        float(low <= count <= high),
        float(first <= count <= final),
        share_within(ends),
        interval_score((low, high), count),
        *ends,
    )


def summary(tests: Sequence[Backtest]) -> dict[str, float]:
    """The mean of each score over several back-tests."""
    every = np.concatenate([test.scores.reshape(-1, len(COLUMNS)) for test in tests])
    return {name: float(value) for name, value in zip(COLUMNS[:6], every.mean(0), strict=False)}
