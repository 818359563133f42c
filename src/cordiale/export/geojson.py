"""Events with a place as GeoJSON (RFC 7946), each with how exactly the place is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from cordiale.export.excerpts import excerpt
from cordiale.export.files import whole
from cordiale.export.lines import Line, actor_line, date_line
from cordiale.export.selection import Selection
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.lexicon.outward import load_outward
from cordiale.model.document import Article
from cordiale.model.mention import Place
from cordiale.model.record import NOT_BELIEVED, Event

_BEGIN, _END = b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"


def write_geojson(selection: Selection, to: Path) -> list[Path]:
    """Write a feature for each believed event with a place; one whose place has no point in the tables has no geometry."""
    with whole(to) as part, part.open("wb") as out:
        out.write(_BEGIN)
        for n, feature in enumerate(geojson_features(selection)):
            out.write((b",\n" if n else b"") + msgspec.json.encode(feature))
        out.write(_END)
    return [to]


def geojson_features(selection: Selection) -> Iterator[Line]:
    """The features, as plain values. Positions are degrees east and north (WGS 84)."""
    lexicon, articles = load_lexicon(), {a.id: a for a in selection.articles}
    for event in selection.record.events:
        place = event.best.place
        if place and event.standing not in NOT_BELIEVED:
            yield _feature(event, place, articles[event.best.article], lexicon)


def _feature(event: Event, place: Place, article: Article, lexicon: Lexicon) -> Line:
    told = event.best
    point = load_outward().point(place.country, place.name)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [point[1], point[0]]} if point else None,
        "properties": {
            "place": place.name,
            "country": place.country,
            "precision": _precision(place, point is not None, lexicon),
            "event": told.type,
            "mode": told.mode,
            "quad_class": int(told.type.quad_class),
            "contexts": list(told.contexts),
            "status": told.status,
            "date": date_line(told.date),
            "actors": [actor_line(a) for a in told.actors],
            "recipients": [actor_line(a) for a in told.recipients],
            "standing": event.standing,
            "document": article.document,
            "url": article.url,
            "excerpt": excerpt(told.evidence[0]),
        },
    }


def _precision(place: Place, has_point: bool, lexicon: Lexicon) -> str:
    """`city`: the point stands for a city as a whole; `country`: no more than the state is named; `name`: a place without a point."""
    if has_point:
        return "city"
    state = lexicon.state_of_name(place.name)
    return "country" if state and state.iso3 == place.country else "name"
