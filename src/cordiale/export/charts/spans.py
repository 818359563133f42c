"""Where in time a series begins: acts that stand alone long before it do not stretch its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from cordiale.export.charts.whole import Caption
from cordiale.model.series import Period, Point

_GAP = timedelta(days=5 * 365)
# A gap counts that takes so large a part of the whole span, with so large a part of what was seen before it at most.
_BLANK, _FEW = 1 / 4, 1 / 3


def begin_of(seen: Sequence[Period]) -> Period:
    """The first period of a series: the one behind the last long gap that has little before it.

    `seen` are the periods that saw something, in order; ValueError without any.
    """
    if not seen:
        raise ValueError("a chart needs points that saw something")
    whole, first = seen[-1].last - seen[0].first, seen[0]
    for number, (former, period) in enumerate(pairwise(seen), 1):
        gap = period.first - former.last
        if gap >= _GAP and gap >= _BLANK * whole and number <= _FEW * len(seen):
            first = period
    return first


def saying_before(caption: Caption, points: Sequence[Point], begin: Period) -> Caption:
    """The caption with a line on what was seen before a period and is not drawn, where there is such."""
    before = [p for p in points if p.period < begin and not p.is_unseen]
    if not before:
        return caption
    acts, first, last = sum(p.seen for p in before), before[0].period, before[-1].period
    when = f"in {first}" if first == last else f"from {first} to {last}"
    return replace(caption, source=f"{caption.source} Not drawn: {acts} act{'s' * (acts != 1)} {when}.")
