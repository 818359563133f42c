"""The chart of figures over time: what pages put a number to, one panel for each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cordiale.export.charts.whole import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    VERMILION,
    WIDTH,
    Caption,
    Chart,
    Spec,
    framed,
    over_time,
    told_by,
)

_COLUMNS = ("on", "indicator", "value", "unit", "told_by", "id")
_COLOURS = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, GREY)
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "circle")
_PANELS = 6
_OTHERS = "others"
_HEIGHT = 110
# Billions and trillions as people write them, not as physicists do.
_LARGE = "replace(replace(datum.label, 'G', ' bn'), 'T', ' tn')"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the record on a day: what it is of, its value and unit, who printed it, and the id of its item.

    `on` is the beginning of the period that the figure is about, or the day of its page where it names none.
    """

    on: date
    indicator: str
    value: float
    unit: str
    told_by: str
    id: str


def figures_chart(figures: Sequence[Figure], caption: Caption) -> Chart:
    """Figures over time, in a panel for each unit, units with most of them first. ValueError without figures.

    Six units at most are drawn, and in each the five indicators with most figures have a colour and a shape; rows have all.
    """
    rows: tuple[dict[str, Any], ...] = tuple(
        {
            "on": f.on.isoformat(),
            "indicator": f.indicator,
            "value": f.value,
            "unit": f.unit,
            "told_by": f.told_by,
            "id": f.id,
        }
        for f in sorted(figures, key=lambda f: (f.unit, f.on, f.indicator, f.value, f.id))
    )
    if not rows:
        raise ValueError("a chart needs figures")
    number = Counter(r["unit"] for r in rows)
    units = sorted(number, key=lambda u: (-number[u], u))
    span = [min(r["on"] for r in rows), max(r["on"] for r in rows)]
    panels = [_panel(u, [r for r in rows if r["unit"] == u], span) for u in units[:_PANELS]]
    told = f"{len(rows)} figures in {len(units)} units, {span[0]} to {span[1]}; {len(panels)} units are drawn."
    spec = framed(caption, panels, told)
    spec["resolve"] = {"scale": {"color": "independent", "shape": "independent"}}
    return Chart(caption, spec, _COLUMNS, rows)


def _panel(unit: str, rows: Sequence[dict[str, Any]], span: Sequence[str]) -> Spec:
    number = Counter(r["indicator"] for r in rows)
    named = sorted(number, key=lambda i: (-number[i], i))[: len(_COLOURS) - 1]
    kinds = [*named, *([_OTHERS] if len(number) > len(named) else [])]
    values = [{**r, "kind": r["indicator"] if r["indicator"] in named else _OTHERS} for r in rows]
    by_kind = {"field": "kind", "type": "nominal", "title": None, "legend": {"columns": 2, "labelLimit": 340}}
    # Where all figures are of one day, the axis finds a length of its own.
    time = over_time("on", span if span[0] != span[1] else ())
    return {
        "width": WIDTH,
        "height": _HEIGHT,
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0.9, "clip": False},
        "encoding": {
            "x": time,
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": {"title": unit, "format": "~s", "tickCount": 4, "labelExpr": _LARGE},
            },
            "color": {**by_kind, "scale": {"domain": kinds, "range": list(_COLOURS[: len(kinds)])}},
            "shape": {**by_kind, "scale": {"domain": kinds, "range": list(_SHAPES[: len(kinds)])}},
            "tooltip": told_by(
                ("on", "day"),
                ("indicator", "figure"),
                ("value", "value", ",.2~f"),
                ("told_by", "told by"),
                ("id", "item"),
            ),
        },
    }
