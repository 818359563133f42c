"""PLOVER JSON Lines: one event a line, with the field names of the PLOVER manual's chapter on data fields.

Source: Open Event Data Alliance, PLOVER manual (2023). `status`, `standing` and `document` are fields of our own beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from cordiale import __version__
from cordiale.export.dyadic import DyadicEvent, Side, dyadic_events, lexicon_and_articles, name_of
from cordiale.export.excerpts import excerpt
from cordiale.export.files import whole
from cordiale.export.lines import Line
from cordiale.export.selection import Selection
from cordiale.lexicon import Lexicon
from cordiale.lexicon.outward import load_outward
from cordiale.model.document import Article
from cordiale.model.mention import Place
from cordiale.model.ontology import Status

_MARKS = {Status.PLANNED: "future", Status.POSSIBLE: "hypothetical"}
# PLOVER's numbers for how exactly a place is known.
_CITY, _COUNTRY = 4, 1


def write_plover(selection: Selection, to: Path) -> list[Path]:
    """Write one JSON object for each event and ordered pair of sides; possible acts and announced ones are marked by their context."""
    lexicon, articles = lexicon_and_articles(selection)
    with whole(to) as part, part.open("wb") as out:
        for e in dyadic_events(selection, marks_future=True):
            out.write(msgspec.json.encode(plover_line(e, articles[e.told.article], lexicon)) + b"\n")
    return [to]


def plover_line(e: DyadicEvent, article: Article, lexicon: Lexicon) -> Line:
    """An event as PLOVER has it; what is not known is null. `link` is the id of the event whose rows belong together."""
    is_as_told = e.type is e.told.type
    evidence = e.told.evidence[0]
    return {
        "id": e.id,
        "has_event": True,
        "date": e.first.isoformat(),
        "enddate": e.last.isoformat() if e.last != e.first else None,
        "actor": [_entity(e.actor, lexicon)],
        "recipient": [_entity(e.recipient, lexicon)] if e.recipient else None,
        "event": [e.type],
        "event_loc": _location(e.told.place, lexicon) if e.told.place else None,
        "event_text": list(dict.fromkeys(excerpt(x) for x in e.told.evidence)),
        "quad_code": int(e.type.quad_class),
        "event_scale": load_outward().score(e.type, e.mode),
        "mode": [e.mode] if e.mode else None,
        "context": [*e.contexts, *_marks(e)] or None,
        "link": e.event.id,
        "text": None,
        "text_info": {"sequence": evidence.sentence + 1, "start": evidence.span.start, "end": evidence.span.end},
        "cite_info": _citation(article),
        "coder": f"cordiale {__version__}",
        "comment": None if is_as_told else f"announced: {e.told.type}, {e.told.date or 'no day told'}",
        "status": e.status if is_as_told else Status.HAPPENED,
        "standing": e.event.standing,
        "document": article.document,
    }


def _marks(e: DyadicEvent) -> Iterator[str]:
    if e.status in _MARKS and e.type is e.told.type:
        yield _MARKS[e.status]


def _entity(side: Side, lexicon: Lexicon) -> Line:
    state = lexicon.states.get(side.state or "")
    is_bare = all(a.is_state for a in side.actors)
    return {
        "code": side.country,
        "sector": "".join(side.sectors[:2]) or None,
        "entity_text": side.words(lexicon),
        "identifier_id": f"https://www.wikidata.org/wiki/{state.wikidata}"
        if state and state.wikidata and is_bare
        else None,
        "identifier_text": state.names[0] if state and is_bare else None,
        "office": "; ".join(side.titles) or None,
    }


def _location(place: Place, lexicon: Lexicon) -> Line:
    point = load_outward().point(place.country, place.name)
    is_state = (state := lexicon.state_of_name(place.name)) is not None and state.iso3 == place.country
    return {
        "extracted_place": place.name,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "city": place.name if point else None,
        "country": name_of(place.country, lexicon),
        "country_code": place.country,
        "resolution": _CITY if point else _COUNTRY if is_state else None,
    }


def _citation(article: Article) -> Line:
    return {
        "citation": article.document,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "publication": article.publisher,
        "coder": f"cordiale {__version__}",
        "codebook": "PLOVER 2023",
    }
