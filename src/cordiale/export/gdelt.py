"""GDELT 2.0's event files (61 columns) and mention files (16), both parted by tabs without a header; what is not known is empty.

Source: The GDELT Event Database, Data Format Codebook V2.0, 2015.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from cordiale.export.delimited import Cell, write_rows
from cordiale.export.dyadic import DyadicEvent, Side, dyadic_events, lexicon_and_articles
from cordiale.export.selection import Selection
from cordiale.lexicon import Lexicon
from cordiale.lexicon.outward import load_outward
from cordiale.model.document import Article
from cordiale.model.mention import Evidence
from cordiale.model.ontology import Sector

EVENT_COLUMNS, MENTION_COLUMNS = 61, 16
_COUNTRY = 1
_WEB, _CITATION = 1, 2


def write_gdelt(selection: Selection, to: Path) -> list[Path]:
    """Write one row for each event and ordered pair of sides."""
    lexicon, articles = lexicon_and_articles(selection)
    write_rows((_event(e, articles, lexicon) for e in dyadic_events(selection)), None, to)
    return [to]


def write_gdelt_mentions(selection: Selection, to: Path) -> list[Path]:
    """Write one row for each place in a page that tells an event, for each row of the event."""
    articles = {a.id: a for a in selection.articles}
    rows = (_mention(e, x, articles[x.article]) for e in dyadic_events(selection) for x in e.event.evidence)
    write_rows(rows, None, to)
    return [to]


def _event(e: DyadicEvent, articles: dict[str, Article], lexicon: Lexicon) -> list[Cell]:
    code = load_outward().code(e.type, e.mode, e.contexts)
    told = {m.article: articles[m.article] for m in e.event.mentions}
    return [
        e.number,
        *_days(e.first),
        *_side(e.actor, lexicon),
        *_side(e.recipient, lexicon),
        None,
        code.code,
        code.code[:3],
        code.code[:2],
        int(e.type.quad_class),
        code.goldstein,
        len(e.event.evidence),
        len({a.publisher or a.document for a in told.values()}),
        len(told),
        None,
        *([None] * 16),
        *_place(e, lexicon),
        None,
        _identifier(articles[e.told.article]),
    ]


def _days(day: date) -> list[Cell]:
    """The day four times over; the last is the year with months of 30 days as its fraction, as the files reckon it."""
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    return [f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{fraction:.4f}"]


def _side(side: Side | None, lexicon: Lexicon) -> list[Cell]:
    """Code, name, country, known group, ethnic group, two religions, three types."""
    if side is None:
        return [None] * 10
    country = load_outward().countries.get(side.state, side.state) if side.state else None
    types: list[Sector] = list(side.sectors) or ([Sector.IGO] if side.country == Sector.IGO else [])
    code = "".join((country or "", *types[:1]))
    padded = [*types, None, None, None][:3]
    return [code, side.words(lexicon).upper(), country, None, None, None, None, *padded]


def _place(e: DyadicEvent, lexicon: Lexicon) -> Iterator[Cell]:
    """Type, full name, country, two administrative codes, latitude, longitude, feature."""
    place = e.told.place
    if place is None:
        yield from [None] * 8
        return
    outward, state = load_outward(), lexicon.states.get(place.country or "")
    named, point = lexicon.state_of_name(place.name), outward.point(place.country, place.name)
    if point:
        yield outward.city_types.get(place.country or "", outward.city_types["other"])
    else:
        yield _COUNTRY if named and named is state else None
    yield from (place.name, state.fips if state else None, None, None, *(point or (None, None)), None)


def _mention(e: DyadicEvent, x: Evidence, article: Article) -> list[Cell]:
    day = article.day
    return [
        e.number,
        None,
        f"{day.start:%Y%m%d}000000" if day and day.start and day.start == day.end else None,
        _WEB if article.url else _CITATION,
        urlsplit(article.url).hostname if article.url else article.publisher,
        _identifier(article),
        x.sentence + 1,
        None,
        None,
        x.span.start,
        1,
        round(x.score * 100),
        len(article.text),
        None,
        None,
        None,
    ]


def _identifier(article: Article) -> str:
    """The address of a page, or a citation in words."""
    return article.url or ", ".join(x for x in (article.publisher, article.title, article.document) if x)
