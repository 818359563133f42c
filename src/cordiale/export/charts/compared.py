"""The chart of two indices over one span: one above the other, on one scale of shares and one of days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cordiale.export.charts.whole import BLUE, VERMILION, WIDTH, Caption, Chart, Spec, framed, over_time, told_by
from cordiale.model.series import Period, Point

_COLUMNS = ("side", "period", "share", "low", "high", "acts")
_HEIGHT = 150
_TOLD = told_by(
    ("side", "whose"), ("period", "period"), ("share", "share", ".0%"), ("low", "from", ".0%"), ("high", "to", ".0%"),
    ("acts", "acts"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared: its name and the points of its index, some of which may have seen nothing."""

    name: str
    points: Sequence[Point]


def compared_chart(sides: tuple[Side, Side], span: tuple[Period, Period], caption: Caption) -> Chart:
    """Two indices from one period to another, nothing drawn where nothing was seen. ValueError where neither saw anything."""
    rows = tuple(row for side in sides for row in _rows(side, span))
    days = [span[0].first.isoformat(), span[1].last.isoformat()]
    time = over_time(span=days)
    panels = [_panel(side, [r for r in rows if r["side"] == side.name], time, n) for n, side in enumerate(sides)]
    seen = {side.name: sum(r["acts"] for r in rows if r["side"] == side.name) for side in sides}
    told = f"{span[0]} to {span[1]}: " + ", ".join(f"{name} {acts} acts" for name, acts in seen.items())
    return Chart(caption, framed(caption, panels, told), _COLUMNS, rows)


def _rows(side: Side, span: tuple[Period, Period]) -> Iterator[dict[str, Any]]:
    run = 0
    for p in side.points:
        run += p.is_unseen
        if p.is_unseen or not span[0] <= p.period <= span[1]:
            continue
        low, high = p.band
        yield {
            "side": side.name,
            "period": str(p.period),
            "start": p.period.first.isoformat(),
            "share": round(p.share, 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "acts": p.seen,
            "run": run,
        }


def _panel(side: Side, rows: Sequence[Any], time: Spec, number: int) -> Spec:
    colour = (BLUE, VERMILION)[number]
    share = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "title": side.name, "tickCount": 3, "titleLimit": _HEIGHT + 20},
    }
    band = {"x": time, "y": {**share, "field": "low"}, "y2": {"field": "high"}}
    dash = {"strokeDash": [6, 3]} if number else {}
    return {
        "width": WIDTH,
        "height": _HEIGHT,
        "data": {"values": list(rows)},
        "layer": [
            {"mark": {"type": "rule", "color": colour, "opacity": 0.3, "strokeWidth": 3}, "encoding": band},
            {
                "mark": {"type": "line", "color": colour, "strokeWidth": 2, **dash},
                "encoding": {"x": time, "y": share, "detail": {"field": "run"}},
            },
            {
                "mark": {
                    "type": "point", "color": colour, "filled": True, "size": 36, "opacity": 1,
                    "shape": ("circle", "square")[number],
                },
                "encoding": {"x": time, "y": share, "tooltip": _TOLD},
            },
        ],
    }  # fmt: skip
