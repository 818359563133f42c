"""A chart as a whole: its specification, the caption above and below it, and the table that says the same."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Spec = dict[str, Any]
Row = Mapping[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 760
# Colours that people with any of the common colour blindnesses tell apart: Okabe and Ito, Color Universal Design, 2008.
BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE = "#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#CC79A7"
GREY, INK, SOFT, LAND = "#8A8A8A", "#222222", "#555555", "#E6EAF0"
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_COLUMNS = 118
# Marks at either end stand so far from the axis.
_ASIDE = 8
_FEW_YEARS = timedelta(days=3 * 366)
_MONTHS = (
    "[utcFormat(datum.value, '%b'), datum.index == 0 || utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : '']"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written on a chart: its title, what is measured, and where it comes from."""

    title: str
    measure: str
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it says in words, its Vega-Lite specification, and the same values as rows under `columns`.

    ValueError where a row lacks a column, or there is none: a chart without values says nothing.
    """

    caption: Caption
    spec: Spec
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError(f"a chart needs values: {self.caption.title}")
        if any(name not in row for row in self.rows for name in self.columns):
            raise ValueError(f"a row lacks a column of {', '.join(self.columns)}")


def framed(caption: Caption, panels: Sequence[Spec], told: str) -> Spec:
    """Panels one below another, with title and measure above them and the source below; `told` is for screen readers.

    The last panel bears the source, so it may have no title of its own.
    """
    *above, last = panels
    source = {"text": _lines(caption.source), "orient": "bottom", "anchor": "start", "offset": 14}
    fonts = {"fontSize": 11, "fontWeight": "normal", "color": SOFT, "frame": "bounds"}
    return {
        "$schema": SCHEMA,
        "title": {"text": _lines(caption.title), "subtitle": _lines(caption.measure), "anchor": "start", "offset": 14},
        "description": f"{caption.title}. {caption.measure}. {told}",
        "background": "#FFFFFF",
        "padding": 14,
        "vconcat": [*above, {**last, "title": {**source, **fonts}}],
        "spacing": 16,
        "config": {
            "font": _FONT,
            "title": {"fontSize": 16, "subtitleFontSize": 12, "subtitleColor": SOFT, "color": INK},
            "axis": {"labelColor": INK, "titleColor": INK, "titleFontWeight": "normal", "gridColor": "#E3E3E3"},
            "legend": {"labelColor": INK, "titleColor": INK, "titleFontWeight": "normal", "orient": "top"},
            "view": {"stroke": None},
        },
    }


def _lines(text: str) -> str | list[str]:
    lines = textwrap.wrap(text, _COLUMNS) or [""]
    return lines if len(lines) > 1 else lines[0]


def over_time(field: str = "start", span: Sequence[str] = ()) -> Spec:
    """The horizontal axis of days, the same in every time zone, from and to the days of `span` where it is given.

    In a span of a few years months are named, the year below the first of them and below each January; in longer ones years.
    """
    scale = {"type": "utc", "padding": _ASIDE, **({"domain": [span[0], span[-1]]} if span else {})}
    axis: Spec = {"title": None, "grid": False, "labelOverlap": True}
    if span and (date.fromisoformat(span[-1]) - date.fromisoformat(span[0])) < _FEW_YEARS:
        axis |= {"labelExpr": _MONTHS, "tickCount": "month"}
    elif span:
        axis |= {"format": "%Y", "tickCount": "year"}
    return {"field": field, "type": "temporal", "scale": scale, "axis": axis}


def told_by(*fields: tuple[str, str] | tuple[str, str, str]) -> list[Spec]:
    """What a mark tells when it is pointed at: field, title and how numbers are written."""
    return [
        {
            "field": f[0],
            "title": f[1],
            **({"type": "quantitative", "format": f[2]} if len(f) == 3 else {"type": "nominal"}),
        }
        for f in fields
    ]
