"""Volume: how many acts a pair has in a period against what is usual for it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.stats import nbinom

from cordiale.measure.index import RelationIndex
from cordiale.measure.state import Floats
from cordiale.model.actor import Dyad
from cordiale.model.series import Grain, Period, Volume

# What is usual is told from so many periods before: two years.
_BEFORE = {Grain.MONTH: 24, Grain.WEEK: 104}
# And from no fewer than these.
_LEAST = {Grain.MONTH: 6, Grain.WEEK: 26}
# Counts are never less uneven than Poisson's; a variance this much over the mean keeps the distribution defined.
_UNEVEN = 1.05


def measure_volume(index: RelationIndex, dyad: Dyad, until: Period | None = None) -> tuple[Volume, ...]:
    """The volume of every period of a pair, from the first seen to `until` (the last period in which the index saw any pair).

    The usual number is that of the two years before, made larger or smaller as the whole index has more or fewer acts than
    then, so that growing coverage is no news; its spread is negative binomial, by moments.
    """
    if dyad not in index.dyads:
        return ()
    number, grain = index.dyads.index(dyad), index.choice.grain
    rows = index.rows
    first, last = int(rows.period[rows.dyad == number].min()), int(rows.period.max())
    last = until.number if until else last
    chosen = np.flatnonzero(rows.dyad == number)
    whole = np.bincount(rows.period - rows.period.min())
    base = int(rows.period.min())
    own = np.bincount(rows.period[chosen] - first, minlength=max(1, last - first + 1)).astype(float)
    all_acts = np.array([whole[p - base] if 0 <= p - base < len(whole) else 0 for p in range(first, last + 1)], float)
    events: dict[int, list[str]] = {}
    for row in chosen:
        events.setdefault(int(rows.period[row]), []).append(index.event(int(row)))
    return tuple(_volumes(dyad, Period(grain, first), (own, all_acts), events))


def _volumes(
    dyad: Dyad, first: Period, counts: tuple[Floats, Floats], events: dict[int, list[str]]
) -> Iterator[Volume]:
    own, whole = counts
    for t in range(len(whole)):
        begin = max(0, t - _BEFORE[first.grain])
        usual = low = high = quantile = None
        if t - begin >= _LEAST[first.grain]:
            mean, variance = _usual(own[begin:t], whole[begin:t], whole[t])
            size, p = mean**2 / (variance - mean), mean / variance
            usual, (low, high) = mean, (float(x) for x in nbinom.ppf([0.05, 0.95], size, p))
            # Half of the probability of the very number seen, so that quantiles are even on usual periods.
            quantile = float(nbinom.cdf(own[t] - 1, size, p) + 0.5 * nbinom.pmf(own[t], size, p))
        period = first.later(t)
        told = tuple(dict.fromkeys(events.get(period.number, ())))
        yield Volume(dyad, period, int(own[t]), usual, low, high, quantile, told)


def _usual(own: Floats, whole: Floats, now: float) -> tuple[float, float]:
    """Mean and variance of the number expected now."""
    growth = (now + 1) / (whole.mean() + 1)
    scaled = own * growth
    mean = max(float(scaled.mean()), 0.5 / len(own))
    # The mean of few periods is itself unsure.
    variance = max(float(scaled.var(ddof=1)) * (1 + 1 / len(own)), mean * _UNEVEN)
    return mean, variance
