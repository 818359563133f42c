"""The chart of a relation index: the share with its 90 % band and its turning points, and how many acts were seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cordiale.export.charts.spans import begin_of, saying_before
from cordiale.export.charts.whole import BLUE, GREY, VERMILION, WIDTH, Caption, Chart, Spec, framed, over_time, told_by
from cordiale.model.series import Change, Period, Point

_COLUMNS = ("period", "share", "low", "high", "acts", "turned")
_SPARK = (120, 28)
_TOLD = told_by(
    ("period", "period"), ("share", "share", ".0%"), ("low", "from", ".0%"), ("high", "to", ".0%"), ("acts", "acts")
)


def index_chart(
    points: Sequence[Point], changes: Sequence[Change], caption: Caption, pages: Mapping[Period, str] | None = None
) -> Chart:
    """The index of a pair over time; nothing is drawn where nothing was seen. ValueError without points.

    What was seen alone years before the rest is not drawn but told in a line below.

    A period of which `pages` gives an address leads there from its point.

    Rows have the share with its band (0 to 1, None where nothing was seen), the acts seen, and `turned` where it turned:
    the shares before and after.
    """
    turns = {c.at: c for c in changes}
    rows = tuple(_rows(points, turns, pages or {}))
    begin = begin_of([p.period for p in points if not p.is_unseen])
    drawn = rows[sum(p.period < begin for p in points) :]
    seen = [r for r in drawn if r["share"] is not None]
    caption = saying_before(caption, points, begin)
    marks = [r for r in drawn if r["turned"]]
    last = seen[-1]
    told = (
        f"From {drawn[0]['period']} to {rows[-1]['period']}; in {last['period']} it is {last['share']:.0%}, "
        f"between {last['low']:.0%} and {last['high']:.0%}. Turning points: {len(marks)}."
    )
    span = [begin.first.isoformat(), points[-1].period.last.isoformat()]
    return Chart(
        caption,
        framed(caption, (_shares(seen, marks, span, is_linked=bool(pages)), _acts(drawn, span)), told),
        _COLUMNS,
        rows,
    )


def spark_chart(points: Sequence[Point], caption: Caption) -> Chart:
    """The course of an index the size of a word: the shares of the periods that were seen. ValueError without points."""
    begin = begin_of([p.period for p in points if not p.is_unseen])
    rows = tuple(_rows([p for p in points if p.period >= begin], {}, {}))
    seen = [r for r in rows if r["share"] is not None]
    share = {"field": "share", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    time = {**over_time(), "axis": None}
    last = {
        "data": {"values": seen[-1:]},
        "mark": {"type": "point", "color": BLUE, "filled": True, "size": 40, "opacity": 1},
    }
    panel = {
        "width": _SPARK[0],
        "height": _SPARK[1],
        "data": {"values": seen},
        "layer": [
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2}, "encoding": {"x": time, "y": share}},
            {**last, "encoding": {"x": time, "y": share, "tooltip": _TOLD}},
        ],
    }
    told = f"{seen[0]['period']} to {seen[-1]['period']}, last {seen[-1]['share']:.0%}."
    return Chart(caption, framed(caption, (panel,), told), _COLUMNS, rows)


def _rows(
    points: Sequence[Point], turns: Mapping[Period, Change], pages: Mapping[Period, str]
) -> Iterator[dict[str, Any]]:
    run = 0
    for p in points:
        low, high = p.band
        run += p.is_unseen
        turn = turns.get(p.period)
        known = (None, None, None) if p.is_unseen else (round(p.share, 4), round(low, 4), round(high, 4))
        yield {
            "period": str(p.period),
            "start": p.period.first.isoformat(),
            **dict(zip(("share", "low", "high"), known, strict=True)),
            "acts": p.seen,
            "turned": f"{turn.before:.0%} → {turn.after:.0%}" if turn else None,
            # Periods seen one after another are one stretch of line.
            "run": run,
            **({"page": pages[p.period]} if p.period in pages else {}),
        }


def _shares(seen: Sequence[Any], marks: Sequence[Any], span: Sequence[str], *, is_linked: bool) -> Spec:
    time = over_time(span=span)
    share = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "title": "share"},
    }
    band = {"x": time, "y": {**share, "field": "low"}, "y2": {"field": "high"}, "detail": {"field": "run"}}
    runs = Counter(r["run"] for r in seen)
    turned = {"data": {"values": list(marks)}, "encoding": {"x": time, "tooltip": told_by(("turned", "turned"))}}
    return {
        "width": WIDTH,
        "height": 240,
        "data": {"values": list(seen)},
        "layer": [
            {"mark": {"type": "area", "color": BLUE, "opacity": 0.2}, "encoding": band},
            # A period seen alone has no area: its band is a bar.
            {
                "data": {"values": [r for r in seen if runs[r["run"]] == 1]},
                "mark": {"type": "rule", "color": BLUE, "opacity": 0.35, "strokeWidth": 3},
                "encoding": band,
            },
            {
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2},
                "encoding": {"x": time, "y": share, "detail": {"field": "run"}},
            },
            {
                "mark": {"type": "point", "color": BLUE, "filled": True, "size": 40 if is_linked else 14, "opacity": 1},
                "encoding": {
                    "x": time,
                    "y": share,
                    "tooltip": _TOLD,
                    **({"href": {"field": "page", "type": "nominal"}} if is_linked else {}),
                },
            },
            {"mark": {"type": "rule", "color": VERMILION, "strokeDash": [5, 4], "strokeWidth": 1.5}, **turned},
            {
                "mark": {"type": "text", "color": VERMILION, "align": "left", "dx": 4, "dy": 6, "fontSize": 10},
                "data": {"values": list(marks)},
                "encoding": {"x": time, "y": {"value": 0}, "text": {"field": "period"}},
            },
        ],
    }


def _acts(rows: Sequence[Any], span: Sequence[str]) -> Spec:
    time = over_time(span=span)
    width = max(1, min(12, round(WIDTH / len(rows) * 0.7, 1)))
    return {
        "width": WIDTH,
        "height": 56,
        "data": {"values": [r for r in rows if r["acts"]]},
        "mark": {"type": "bar", "color": GREY, "width": width},
        "encoding": {
            "x": {**time, "axis": None},
            "y": {"field": "acts", "type": "quantitative", "axis": {"title": "acts", "tickCount": 2, "format": ",d"}},
            "tooltip": told_by(("period", "period"), ("acts", "acts", ",d")),
        },
    }
