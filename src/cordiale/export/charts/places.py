"""The map of events: a mark at each place where something happened, as large as what is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cordiale.export.charts.whole import BLUE, GREY, LAND, VERMILION, WIDTH, Caption, Chart, Spec, framed, told_by

_COLUMNS = ("place", "country", "precision", "events", "cooperative", "hostile", "first", "last", "lat", "lon")
_LEANS = ("mostly cooperation", "mostly conflict", "as much of both")
_CITY = "city"
_HEIGHT = 380


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with what is told of it: its point in degrees north and east, and how many events, of them good and bad.

    `precision` is `city` where the point stands for the city, `country` where it is that of the capital for want of a nearer
    one; `first` and `last` are days, or nothing.
    """

    place: str
    country: str
    precision: str
    lat: float
    lon: float
    events: int
    cooperative: int
    hostile: int
    first: str = ""
    last: str = ""


def places_chart(spots: Sequence[Spot], caption: Caption, page_of: Callable[[Spot], str] | None = None) -> Chart:
    """Places on the land of the world, without borders, which are disputed. ValueError without places.

    A mark is full where it stands for a city, hollow where only the country is known and it stands at the capital.
    """
    rows = tuple({name: getattr(s, name) for name in _COLUMNS} for s in spots)
    marks = [
        {**row, "lean": _lean(s), **({"page": page_of(s)} if page_of else {})}
        for row, s in zip(rows, spots, strict=True)
    ]
    told = f"{len(rows)} places with {sum(s.events for s in spots)} events, most in {rows[0]['place']}." if rows else ""
    return Chart(caption, framed(caption, (_world(marks),), told), _COLUMNS, rows)


def _lean(s: Spot) -> str:
    together, against, both = _LEANS
    return both if s.cooperative == s.hostile else together if s.cooperative > s.hostile else against


def _world(marks: Sequence[dict[str, Any]]) -> Spec:
    lean = {"field": "lean", "type": "nominal", "title": None}
    encoding = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
        "size": {"field": "events", "type": "quantitative", "legend": None, "scale": {"range": [40, 500], "zero": True}},
        "color": {**lean, "scale": {"domain": list(_LEANS), "range": [BLUE, VERMILION, GREY]}},
        "shape": {**lean, "scale": {"domain": list(_LEANS), "range": ["circle", "square", "diamond"]}},
        "tooltip": told_by(
            ("place", "place"), ("events", "events", ",d"), ("cooperative", "cooperation", ",d"),
            ("hostile", "conflict", ",d"), ("precision", "known to the"), ("first", "from"), ("last", "to"),
        ),
        **({"href": {"field": "page", "type": "nominal"}} if marks and "page" in marks[0] else {}),
    }  # fmt: skip
    land = {"values": _land(), "format": {"type": "topojson", "feature": "land"}}
    layers: list[Spec] = [
        {"data": {"graticule": {"step": [30, 30]}}, "mark": {"type": "geoshape", "filled": False, "stroke": LAND}},
        {"data": land, "mark": {"type": "geoshape", "fill": LAND, "stroke": GREY, "strokeWidth": 0.4}},
    ]
    for is_filled in (False, True):
        # What is exact lies above what is not.
        if own := [m for m in marks if (m["precision"] == _CITY) == is_filled]:
            mark = {"type": "point", "filled": is_filled, "opacity": 0.85, "strokeWidth": 1.8}
            layers.append({"data": {"values": own}, "mark": mark, "encoding": encoding})
    return {"width": WIDTH, "height": _HEIGHT, "projection": {"type": "equalEarth"}, "layer": layers}


@cache
def _land() -> Any:
    """The land of the world, from Natural Earth (1:110m, public domain)."""
    return json.loads(files("cordiale.export.charts").joinpath("land.json").read_text("utf-8"))
