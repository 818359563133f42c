"""The chart of a volume: how many acts a pair has in each period against what is usual for it."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.export.charts.whole import (
    BLUE,
    GREY,
    INK,
    SKY,
    VERMILION,
    WIDTH,
    Caption,
    Chart,
    framed,
    over_time,
    told_by,
)
from cordiale.model.series import Volume

_COLUMNS = ("period", "acts", "usual", "low", "high", "standing")
_STANDINGS = ("usual", "unusually many", "unusually few", "too early to tell")
_MANY, _FEW = 0.975, 0.025


def volume_chart(volumes: Sequence[Volume], caption: Caption) -> Chart:
    """Acts by period as bars over the band that holds 90 % of what would be usual. ValueError without volumes.

    `standing` is unusually many, unusually few (each seen in one period of forty), usual, or too early to tell where too
    little came before.
    """
    rows = tuple(
        {
            "period": str(v.period),
            "start": v.period.first.isoformat(),
            "acts": v.seen,
            "usual": None if v.usual is None else round(v.usual, 2),
            "low": v.low,
            "high": v.high,
            "standing": _standing(v.quantile),
        }
        for v in volumes
    )
    if not rows:
        raise ValueError("a chart of volume needs periods")
    known = [r for r in rows if r["usual"] is not None]
    odd = sum(r["standing"] in _STANDINGS[1:3] for r in rows)
    told = f"From {rows[0]['period']} to {rows[-1]['period']}; {odd} unusual periods."
    width = max(1, min(12, round(WIDTH / len(rows) * 0.7, 1)))
    span = [volumes[0].period.first.isoformat(), volumes[-1].period.last.isoformat()]
    time, acts = (
        over_time(span=span),
        {"field": "acts", "type": "quantitative", "axis": {"title": "acts", "format": ",d"}},
    )
    colour = {
        "field": "standing",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(_STANDINGS), "range": [SKY, VERMILION, INK, GREY]},
    }
    said = told_by(("period", "period"), ("acts", "acts", ",d"), ("usual", "usual", ",.1f"), ("standing", "standing"))
    panel = {
        "width": WIDTH,
        "height": 260,
        "layer": [
            {
                "data": {"values": known},
                "mark": {"type": "area", "color": BLUE, "opacity": 0.18, "interpolate": "step"},
                "encoding": {"x": time, "y": {**acts, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "data": {"values": list(rows)},
                "mark": {"type": "bar", "width": width},
                "encoding": {"x": time, "y": acts, "color": colour, "tooltip": said},
            },
            {
                "data": {"values": known},
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 1.5, "interpolate": "step"},
                "encoding": {"x": time, "y": {**acts, "field": "usual"}},
            },
        ],
    }
    return Chart(caption, framed(caption, (panel,), told), _COLUMNS, rows)


def _standing(quantile: float | None) -> str:
    usual, many, few, unknown = _STANDINGS
    if quantile is None:
        return unknown
    return many if quantile > _MANY else few if quantile < _FEW else usual
