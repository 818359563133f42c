"""The page of one thing that the record tells: what it is, where it is told, how far it can be relied on, and its verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cordiale.corroborate import standing_judgements
from cordiale.export.lines import SHAPES
from cordiale.model.actor import Actor, Dyad
from cordiale.model.mention import EventMention, GroupingMention, Quotation
from cordiale.model.record import Item
from cordiale.model.selection import countries_of
from cordiale.web.address import actor_address, item_address, pair_address, state_address
from cordiale.web.lines import QUADS, SAY, day_words, excerpt, lines_of, tags_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Elsewhere, Missing, View

_MANY = 12
_FRAME = ("kind", "id", "document", "documents", "evidence", "standing", "disagreements", "address")
# The words for the fields of the export contract.
_FIELDS = {
    "quad_class": "class",
    "contexts": "touches",
    "cause_actors": "whose cause",
    "effect_actors": "whose effect",
    "claimed_by": "who says so",
    "attributed_to": "by account of",
    "within": "as told by",
    "as_of": "as of",
}


def item_page(kind: str) -> Callable[[Now, str], View]:
    """The page of the items of a kind (a field of Record)."""

    def show(shown: Now, id: str) -> View:
        return show_item(shown, kind, id)

    show.__doc__ = (
        f"One {SHAPES[kind][0]}: what is told, by which pages in which words, and how far it can be relied on."
    )
    show.__name__ = f"show_{SHAPES[kind][0]}"
    return show


def find_item(shown: Shown, kind: str, id: str) -> Item[Any]:
    """The item of that kind and id; Elsewhere where it has become part of another, Missing where there is none."""
    found = shown.items.get(id)
    if found is None and (place := shown.places.get(id)):
        raise Elsewhere(item_address(place.kind, place.item))
    if found is None:
        raise Missing(f"The record has no {SHAPES[kind][0]} {id!r}.", "Its page may have changed or been taken out.")
    if found[0] != kind:
        raise Elsewhere(item_address(found[0], id))
    return found[1]


def show_item(shown: Shown, kind: str, id: str) -> View:
    """One item with everything that it rests on."""
    item = find_item(shown, kind, id)
    line = lines_of(shown, kind, [item])[0]
    says = SAY[kind](item.best, shown.name_of)
    judgements = [
        j
        for j in standing_judgements(shown.judgements)
        if any((place := shown.places.get(i)) and place.item == id for i in j.items)
    ]
    values = {
        "item": item,
        "kind": SHAPES[kind][0],
        "says": says,
        "day": day_words(shown, item),
        "tags": tags_of(item),
        "fields": _fields(shown, item, line),
        "witnesses": [_witness(shown, m) for m in item.mentions],
        "disagreements": [_disagreement(shown, d) for d in item.disagreements],
        "judgements": judgements,
        "pairs": _pairs(shown, item),
        "like": _like(shown, kind, item),
        "source_of": {e["address"]: e for e in line["evidence"]},
    }
    told = {"says": says, "judgements": [_judgement_line(j) for j in judgements]}
    up = ((kind.capitalize(), f"/{kind}"),)
    return View(f"{SHAPES[kind][0].capitalize()}: {says}", "item.html", values, lambda: line | told, None, up)


def _judgement_line(judgement: Any) -> dict[str, Any]:
    return {
        "id": judgement.id,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "at": judgement.at.isoformat(),
    }


def _fields(shown: Shown, item: Item[Any], line: dict[str, Any]) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Name and values of each field that says something, a value with its address where it has a page."""
    best = item.best
    found = []
    for name, value in line.items():
        if name in _FRAME or value in (None, [], ""):
            continue
        given = getattr(best, name, None)
        found.append((_FIELDS.get(name, name.replace("_", " ")), _values(shown, best, name, given, value)))
    return found


def _values(shown: Shown, best: Any, name: str, given: Any, value: Any) -> list[tuple[str, str | None]]:
    actors = given if isinstance(given, tuple) else (given,)
    if actors and all(isinstance(a, Actor) for a in actors):
        return [(_who(shown, a), actor_address(a)) for a in actors]
    if name in ("about", "parties", "subject", "members", "cause_actors", "effect_actors"):
        return [(shown.name_of(code), state_address(code)) for code in value]
    if name == "country":
        return [(shown.name_of(value), state_address(value))]
    if name == "person":
        return [(value, actor_address(Actor(best.country, None, value)))]
    if name == "quad_class" and isinstance(best, EventMention):
        return [(QUADS[best.type.quad_class], None)]
    if isinstance(value, dict) and "precision" in value:
        return [(f"{_interval(value)}, {value['basis']}", None)]
    if isinstance(value, dict):
        return [(", ".join(str(v) for v in value.values() if v is not None), None)]
    if isinstance(value, list):
        return [(str(v).replace("_", " "), None) for v in value]
    return [(str(value), None)]


def _interval(value: dict[str, Any]) -> str:
    start, end = value["start"] or "", value["end"] or ""
    return start if start == end else f"{start} – {end}"


def _who(shown: Shown, actor: Actor) -> str:
    state = shown.name_of(actor.country) if actor.country else ""
    who = " — ".join(x for x in (actor.name, actor.office) if x)
    return f"{state}: {who}" if state and who else state or who or "unnamed"


def _witness(shown: Shown, mention: Any) -> dict[str, Any]:
    """A page that tells it: the sentences, and how they were read."""
    article = shown.articles[mention.article]
    published = article.published
    return {
        "article": article,
        "excerpts": [(excerpt(shown, e), e) for e in mention.evidence],
        "day": str(published.interval) if published else "undated",
        "basis": published.basis if published else None,
    }


def _disagreement(shown: Shown, d: Any) -> dict[str, Any]:
    return {
        "field": d.field.replace("_", " "),
        "values": [(value, [shown.articles[a] for a in told], value in d.withdrawn) for value, told in d.values],
    }


def _pairs(shown: Shown, item: Item[Any]) -> list[tuple[str, str]]:
    """The pairs whose relation it tells of."""
    best = item.best
    if isinstance(best, EventMention) and best.recipients:
        sides = [[a.country for a in side] for side in (best.actors, best.recipients)]
        dyads = {Dyad.of(a, b) for a in sides[0] for b in sides[1] if a and b and a != b}
    elif isinstance(best, Quotation):
        speaker = best.speaker.country
        dyads = {Dyad.of(speaker, b) for b in best.about if speaker and speaker != b}
    elif isinstance(best, GroupingMention) and len(best.members) > _MANY:
        return []
    else:
        codes = sorted(countries_of(best))
        dyads = {Dyad(a, b) for n, a in enumerate(codes) for b in codes[n + 1 :]}
    known = [d for d in sorted(dyads) if d.first in shown.lexicon.states and d.second in shown.lexicon.states]
    return [(f"{shown.name_of(d.first)} and {shown.name_of(d.second)}", pair_address(d)) for d in known[:_MANY]]


def _like(shown: Shown, kind: str, item: Item[Any]) -> Sequence[tuple[str, str, str]]:
    """Others of its kind in the same articles, for a verdict that two are the same."""
    found: dict[str, tuple[str, str, str]] = {}
    for article in dict.fromkeys(e.article for e in item.evidence):
        for told in shown.told_in.get(article, ()):
            if told.kind == kind and told.item.id != item.id:
                says = SAY[kind](told.item.best, shown.name_of)
                found[told.item.id] = (told.item.id, says, item_address(kind, told.item.id))
    return list(found.values())[:_MANY]
