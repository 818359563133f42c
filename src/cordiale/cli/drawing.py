"""Series drawn with characters: lines of small bars, and a band with its estimate."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float | None], width: int) -> str:
    """A line of bars from the lowest value to the highest, blank where there is none; as many as fit, neighbours averaged."""
    if width < 1 or not values:
        return ""
    per = -(-len(values) // width)
    groups = [[v for v in values[i : i + per] if v is not None] for i in range(0, len(values), per)]
    means = [sum(g) / len(g) if g else None for g in groups]
    seen = [m for m in means if m is not None]
    if not seen:
        return " " * len(means)
    low, span = min(seen), max(seen) - min(seen)
    return "".join(" " if m is None else _BARS[_step(m, low, span)] for m in means)


def _step(value: float, low: float, span: float) -> int:
    return min(len(_BARS) - 1, int((value - low) / span * len(_BARS))) if span > 1e-9 else len(_BARS) // 2


def band(low: float, middle: float, high: float, width: int) -> str:
    """A band on a line from 0 to 1: '  ├──●─┤   '."""
    ends = [min(width - 1, max(0, round(x * (width - 1)))) for x in (low, middle, high)]
    cells = [" "] * width
    for i in range(ends[0], ends[2] + 1):
        cells[i] = "─"
    cells[ends[0]], cells[ends[2]] = "├", "┤"
    cells[ends[1]] = "●"
    return "".join(cells)


def spread(wide: tuple[float, float], near: tuple[float, float], middle: float, width: int) -> str:
    """A wide band, a near one inside it and the middle, on a line from 0 to 1: '  ├──━━●━━─┤   '."""
    places = [min(width - 1, max(0, round(x * (width - 1)))) for x in (*wide, *near, middle)]
    low, high, first, last, at = places
    cells = [" "] * width
    for i in range(low, high + 1):
        cells[i] = "━" if first <= i <= last else "─"
    cells[low], cells[high] = "├", "┤"
    cells[at] = "●"
    return "".join(cells)
