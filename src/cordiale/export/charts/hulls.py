"""The hull around some points: the smallest ground without dents that holds a circle around each."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

_CORNERS = 16

Place = tuple[float, float]


def hull(points: Sequence[Place], around: float) -> list[Place]:
    """The corners of the ground that stays `around` away from the points, counter-clockwise; none without points.

    Source: Andrew, Information Processing Letters 9, 1979 (the monotone chain).
    """
    turns = [2 * pi * k / _CORNERS for k in range(_CORNERS)]
    ordered = sorted({(x + around * cos(t), y + around * sin(t)) for x, y in points for t in turns})
    if not ordered:
        return []
    corners = [*_chain(ordered)[:-1], *_chain(ordered[::-1])[:-1]]
    return [(round(x, 4), round(y, 4)) for x, y in corners]


def _chain(points: Sequence[Place]) -> list[Place]:
    """The side of the hull from the first point to the last that never turns right."""
    kept: list[Place] = []
    for p in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], p) <= 0:
            kept.pop()
        kept.append(p)
    return kept


def _turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
