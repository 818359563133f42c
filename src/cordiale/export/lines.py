"""Record items as plain values in the shape of the export contract: stable names, null for what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cordiale.model.actor import Actor
from cordiale.model.coded import CodedEvent, EventFile, Side
from cordiale.model.document import Article
from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    Evidence,
    GroupingMention,
    OfficeMention,
    QuantityMention,
    Quotation,
)
from cordiale.model.record import Item
from cordiale.model.time import DateInterval

Line = dict[str, Any]
_EXACT = 2**53  # whole numbers below this are exact in a float


def actor_line(actor: Actor | None) -> Line | None:
    """An actor: country, sector, name, office."""
    if actor is None:
        return None
    return {"country": actor.country, "sector": actor.sector, "name": actor.name, "office": actor.office}


def date_line(interval: DateInterval | None) -> Line | None:
    """An interval: ISO start and end, precision, basis."""
    if interval is None:
        return None
    return {
        "start": interval.start.isoformat() if interval.start else None,
        "end": interval.end.isoformat() if interval.end else None,
        "precision": interval.precision,
        "basis": interval.basis,
    }


def claimant(actor: Actor | None) -> str:
    """Who makes a claim: 'USA:Bruce Klingner', the state or the words alone, 'the article' where nobody else does."""
    if actor is None:
        return "the article"
    return ":".join(x for x in (actor.country, actor.name or actor.office) if x) or "the article"


def evidence_line(evidence: Evidence) -> Line:
    """A place in a page: half-open character offsets, the words that stand there, the rule and score that read it."""
    return {
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "sentence": evidence.sentence,
        "rule": evidence.rule,
        "score": round(evidence.score, 4),
    }


def _event(m: EventMention) -> Line:
    place = {"name": m.place.name, "country": m.place.country, "lat": None, "lon": None} if m.place else None
    return {
        "type": m.type,
        "mode": m.mode,
        "contexts": list(m.contexts),
        "quad_class": int(m.type.quad_class),
        "actors": [actor_line(a) for a in m.actors],
        "recipients": [actor_line(a) for a in m.recipients],
        "date": date_line(m.date),
        "status": m.status,
        "place": place,
    }


def _statement(m: Quotation) -> Line:
    return {
        "speaker": actor_line(m.speaker),
        "mode": "direct" if m.is_direct else "indirect",
        "quote": m.quote,
        "within": actor_line(m.within),
        "about": list(m.about),
        "tone": m.tone,
        "cue": m.cue,
    }


def _commitment(m: CommitmentMention) -> Line:
    return {
        "parties": list(m.parties),
        "what": m.what,
        "domain": m.domain,
        "made": date_line(m.made),
        "due": date_line(m.due),
        "state": m.state,
    }


def _driver(m: DriverMention) -> Line:
    return {
        "cause": m.cause,
        "cause_actors": list(m.cause_actors),
        "effect": m.effect,
        "effect_actors": list(m.effect_actors),
        "polarity": m.polarity,
        "claimed_by": claimant(m.claimed_by),
    }


def _quantity(m: QuantityMention) -> Line:
    return {
        "indicator": m.indicator,
        "subject": list(m.subject),
        "value": int(m.value) if m.value.is_integer() and abs(m.value) < _EXACT else m.value,
        "unit": m.unit,
        "qualifier": m.qualifier,
        "period": str(m.period) if m.period else None,
        "attributed_to": m.attributed_to,
    }


def _office(m: OfficeMention) -> Line:
    as_of = str(m.as_of) if m.as_of else None
    return {"person": m.person, "country": m.country, "office": m.office, "as_of": as_of, "former": m.is_former}


def _grouping(m: GroupingMention) -> Line:
    return {"name": m.name, "type": m.kind, "members": list(m.members)}


# Field of Record -> name of the kind in the export, and what a mention of it gives.
SHAPES: Mapping[str, tuple[str, Callable[[Any], Line]]] = {
    "events": ("event", _event),
    "statements": ("statement", _statement),
    "commitments": ("commitment", _commitment),
    "drivers": ("driver", _driver),
    "quantities": ("quantity", _quantity),
    "offices": ("office", _office),
    "groupings": ("grouping", _grouping),
}


def item_lines(kind: str, item: Item[Any], documents: Mapping[str, str], *, merged: bool) -> list[Line]:
    """The lines of an item of a kind (a field of Record): one a document, or one for all when `merged`."""
    name, shape = SHAPES[kind]
    groups: dict[str, list[Any]] = {}
    for mention in item.mentions:
        groups.setdefault("" if merged else mention.article, []).append(mention)
    lines = []
    for mentions in groups.values():
        evidence = [e for m in mentions for e in m.evidence]
        told_in = list(dict.fromkeys(documents[e.article] for e in evidence))
        line: Line = {"kind": name, "id": item.id, "document": told_in[0]}
        if merged:
            line["documents"] = told_in
        line |= shape(mentions[0])
        line["evidence"] = [evidence_line(e) | ({"document": documents[e.article]} if merged else {}) for e in evidence]
        line["standing"] = item.standing
        line["disagreements"] = [
            {
                "field": d.field,
                "values": [{"value": v, "documents": [documents[a] for a in told]} for v, told in d.values],
            }
            for d in item.disagreements
        ]
        lines.append(line)
    return lines


def coded_line(event: CodedEvent, file: EventFile) -> Line:
    """A coded event: what its row says as coded and as given, and where the row stands."""
    return {
        "kind": "coded_event",
        "id": event.id,
        "type": event.type,
        "quad_class": int(event.quad_class),
        "code": event.code,
        "contexts": list(event.contexts),
        "actor": _side(event.actor),
        "recipient": _side(event.recipient),
        "date": event.day.isoformat(),
        "place": event.place,
        "evidence": {
            "file": file.name,
            "format": file.format,
            "sha256": file.id,
            "row": event.row,
            "quote": event.quote,
        },
    }


def _side(side: Side) -> Line:
    return {"country": side.country, "sector": side.sector, "words": side.words}


def header_line(article: Article) -> Line:
    """What a page says of itself, with its labelled blocks."""
    published = article.published
    return {
        "kind": "header",
        "document": article.document,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "published": (date_line(published.interval) or {}) | {"basis": published.basis, "why": published.why}
        if published
        else None,
        "truncated": article.is_truncated,
        "blocks": [{"start": b.span.start, "end": b.span.end, "label": b.label} for b in article.blocks],
    }
