"""The chart of forecasts: what was counted until now, and what is forecast beside what a plain rule says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cordiale.export.charts.whole import BLUE, INK, ORANGE, WIDTH, Caption, Chart, Row, Spec, framed, over_time, told_by
from cordiale.model.forecast import Distribution, Forecast
from cordiale.model.ontology import QuadClass
from cordiale.model.series import Period

_COLUMNS = ("quad_class", "month", "said_by", "acts", "low", "high")
_COUNTED, _FORECAST = "counted", "forecast"
_DAYS, _RULES_DAY = {_COUNTED: 15, _FORECAST: 9}, 21
_HEIGHT = 110
_MEDIAN = 0.5
# Up to so many acts an axis ends above the highest, so that none at all does not look like some.
_LITTLE = 4


@dataclass(frozen=True, slots=True)
class Month:
    """How many acts of a quad class a pair had in a month."""

    quad_class: QuadClass
    period: Period
    acts: float


def forecast_chart(counted: Sequence[Month], forecasts: Sequence[Forecast], caption: Caption) -> Chart:
    """A panel for each quad class: months counted as a line, forecasts and the plain rule beside each other with 90 % bands.

    Rows say who says so (counted, forecast, or the name of the rule); acts are the median of a distribution. ValueError
    without forecasts: counts alone are a chart of volume.
    """
    if not forecasts:
        raise ValueError("a chart of forecasts needs one")
    rule = forecasts[0].baseline.name
    past = [_row(m.quad_class, m.period, _COUNTED, (m.acts, None, None)) for m in counted]
    ahead = [
        _row(f.quad_class, Period.of(f.month.anchor), said_by, _said(d))
        for f in sorted(forecasts, key=lambda f: (f.quad_class, f.horizon))
        for said_by, d in ((_FORECAST, f.distribution), (rule, f.baseline.distribution))
    ]
    classes = [q for q in QuadClass if any(f.quad_class is q for f in forecasts)]
    months = sorted(r["at"] for r in (*past, *ahead))
    time = over_time("at", (months[0], months[-1]))
    panels = [_panel(q, past, ahead, time) for q in classes]
    told = f"Forecasts of {ahead[0]['month']} to {ahead[-1]['month']} beside {rule}."
    return Chart(caption, framed(caption, panels, told), _COLUMNS, (*past, *ahead))


def _row(
    quad_class: QuadClass, period: Period, said_by: str, acts: tuple[float, float | None, float | None]
) -> dict[str, Any]:
    return {
        "quad_class": _words(quad_class),
        "month": str(period),
        # Forecast and rule stand side by side in their month.
        "at": period.first.replace(day=_DAYS.get(said_by, _RULES_DAY)).isoformat(),
        "said_by": said_by,
        "acts": acts[0],
        "low": acts[1],
        "high": acts[2],
    }


def _words(quad_class: QuadClass) -> str:
    return quad_class.name.lower().replace("_", " ")


def _said(d: Distribution) -> tuple[float, float | None, float | None]:
    return next(count for level, count in d.quantiles if level == _MEDIAN), d.band[0], d.band[1]


def _most(rows: Sequence[Row]) -> float:
    """The highest number of acts, or upper end of a band, of some rows."""
    return max((float(r["high"] or r["acts"]) for r in rows), default=0.0)


def _panel(quad_class: QuadClass, past: Sequence[Row], ahead: Sequence[Row], time: Spec) -> Spec:
    own = [r for r in ahead if r["quad_class"] == _words(quad_class)]
    counted = [r for r in past if r["quad_class"] == _words(quad_class)]
    names = list(dict.fromkeys([_COUNTED, _FORECAST, *(r["said_by"] for r in ahead)]))
    by_name = {"field": "said_by", "type": "nominal", "title": None}
    colour = {**by_name, "scale": {"domain": names, "range": [INK, BLUE, ORANGE]}}
    shape = {**by_name, "scale": {"domain": names, "range": ["circle", "circle", "diamond"]}}
    acts = {
        "field": "acts",
        "type": "quantitative",
        "axis": {"title": [_words(quad_class), "acts a month"], "format": ",d", "tickCount": 4, "tickMinStep": 1},
        "scale": {"domainMin": 0, "domainMax": most + 1} if (most := _most([*own, *counted])) < _LITTLE else {},
    }
    said = (
        ("month", "month"),
        ("said_by", "said by"),
        ("acts", "acts", ",d"),
        ("low", "from", ",d"),
        ("high", "to", ",d"),
    )
    return {
        "width": WIDTH,
        "height": _HEIGHT,
        "layer": [
            {
                "data": {"values": counted},
                "mark": {"type": "line", "strokeWidth": 1.5, "point": {"size": 10}},
                "encoding": {"x": time, "y": acts, "color": colour},
            },
            {
                "data": {"values": own},
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.6},
                "encoding": {
                    "x": time,
                    "y": {**acts, "field": "low"},
                    "y2": {"field": "high"},
                    "color": colour,
                },
            },
            {
                "data": {"values": own},
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": {
                    "x": time,
                    "y": acts,
                    "color": colour,
                    "shape": shape,
                    "tooltip": told_by(*said),
                },
            },
        ],
    }
