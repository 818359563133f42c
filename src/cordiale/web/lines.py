"""Items of the record as the lines that pages show: what is told in words, and the sentences it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cordiale.brief.choice import one_per_article
from cordiale.brief.wording import (
    say_act,
    say_commitment,
    say_date,
    say_driver,
    say_grouping,
    say_office,
    say_quantity,
    say_statement,
    say_status,
)
from cordiale.export.lines import SHAPES, Line, item_lines
from cordiale.model.mention import EventMention, Evidence
from cordiale.model.ontology import EventType, QuadClass, Status
from cordiale.model.record import Item, Standing
from cordiale.model.selection import day_of
from cordiale.model.series import Domain
from cordiale.web.address import article_address, evidence_address, item_address
from cordiale.web.shown import Shown

SAY: Mapping[str, Any] = {
    "events": say_act,
    "statements": say_statement,
    "commitments": say_commitment,
    "drivers": say_driver,
    "quantities": say_quantity,
    "offices": say_office,
    "groupings": say_grouping,
}
QUADS: Mapping[QuadClass, str] = {
    QuadClass.VERBAL_COOPERATION: "cooperation in words",
    QuadClass.MATERIAL_COOPERATION: "cooperation in deeds",
    QuadClass.VERBAL_CONFLICT: "conflict in words",
    QuadClass.MATERIAL_CONFLICT: "conflict in deeds",
}
_FRIENDLY = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)
_EXCERPTS = 6


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in their sentence: what stands before and after them, the address of the place, and whose page it is."""

    before: str
    words: str
    after: str
    href: str
    article: str
    outlet: str
    day: str
    page: str


@dataclass(frozen=True, slots=True)
class Told:
    """An item as a line: its words, day and tags, and the sentences that tell it (`more` are not shown)."""

    id: str
    kind: str
    href: str
    day: str
    text: str
    side: str
    tags: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]
    more: int

    @property
    def outlets(self) -> str:
        """Who tells it, three by name."""
        names = list(dict.fromkeys(e.outlet for e in self.excerpts))
        rest = len(names) - 3 + self.more
        return ", ".join(names[:3]) + (f" and {rest} more" if rest > 0 else "")


def excerpt(shown: Shown, evidence: Evidence) -> Excerpt:
    """The words of an evidence in their sentence."""
    article = shown.articles[evidence.article]
    whole = shown.sentence(evidence)
    return Excerpt(
        " ".join(article.text[whole.start : evidence.span.start].split()) + _gap(article.text, evidence.span.start - 1),
        evidence.span.of(article.text),
        _gap(article.text, evidence.span.end) + " ".join(article.text[evidence.span.end : whole.end].split()),
        evidence_address(evidence),
        article.id,
        article.publisher or article.document,
        say_date(article.day) if article.day else "undated page",
        article.title or article.document,
    )


def _gap(text: str, at: int) -> str:
    return " " if 0 <= at < len(text) and text[at].isspace() else ""


def told(shown: Shown, kind: str, item: Item[Any], most: int = _EXCERPTS) -> Told:
    """An item as a line of a page."""
    best = item.best
    places = one_per_article(item.evidence)
    return Told(
        item.id,
        SHAPES[kind][0],
        item_address(kind, item.id),
        day_words(shown, item),
        SAY[kind](best, shown.name_of),
        side_of(best),
        tags_of(item),
        tuple(excerpt(shown, e) for e in places[:most]),
        max(0, len(places) - most),
    )


def told_all(shown: Shown, kind: str, items: Sequence[Item[Any]], most: int = _EXCERPTS) -> list[Told]:
    """Items of a kind as lines of a page, their articles opened together."""
    shown.articles.gather(
        e.article for i in items for e in (one_per_article(i.evidence)[:most] if day_of(i.best) else i.evidence)
    )
    return [told(shown, kind, i, most) for i in items]


def day_words(shown: Shown, item: Item[Any]) -> str:
    """The day of an item in words; where it has none, that of the first page that tells it."""
    own = day_of(item.best)
    if own:
        return say_date(own)
    days = [d for e in item.evidence if (d := shown.articles[e.article].day)]
    return f"told {say_date(min(days, key=lambda d: d.anchor))}" if days else "undated"


def side_of(mention: Any) -> str:
    """'good' for an act of cooperation, 'bad' for one of conflict, nothing for what is on no side."""
    if not isinstance(mention, EventMention):
        return ""
    return "good" if mention.type.quad_class in _FRIENDLY else "bad"


def tags_of(item: Item[Any]) -> tuple[str, ...]:
    """What is to be known at a glance: that it has not simply happened, and how far it can be relied on."""
    tags = []
    if isinstance(item.best, EventMention) and (status := say_status(item.best.status)):
        tags.append(status)
    if item.standing is not Standing.SINGLE_SOURCE:
        tags.append(str(item.standing))
    return tuple(tags)


def lines_of(shown: Shown, kind: str, items: Iterable[Item[Any]]) -> list[Line]:
    """Items as plain values in the shape of the export contract, each with its addresses."""
    found, every = [], list(items)
    shown.heads.gather(e.article for i in every for e in i.evidence)
    for item in every:
        line = item_lines(kind, item, shown.documents, merged=True)[0]
        for place, evidence in zip(line["evidence"], item.evidence, strict=True):
            place["article"], place["address"] = evidence.article, evidence_address(evidence)
        found.append({**line, "address": item_address(kind, item.id)})
    return found


def page_line(shown: Shown, id: str) -> dict[str, Any]:
    """An article in short: title, outlet, day and address."""
    article = shown.articles[id]
    return {
        "id": id,
        "document": article.document,
        "title": article.title or article.document,
        "publisher": article.publisher,
        "published": str(article.day) if article.day else None,
        "basis": article.published.basis if article.published else None,
        "language": article.language,
        "address": article_address(id),
    }


def sorted_by_day(shown: Shown, items: Sequence[Item[Any]]) -> list[Item[Any]]:
    """Items, the latest first; what is undated comes last."""

    shown.heads.gather(e.article for i in items if not day_of(i.best) for e in i.evidence)

    def key(item: Item[Any]) -> tuple[str, str]:
        if own := day_of(item.best):
            return own.anchor.isoformat(), item.id
        heads = (shown.heads.get(e.article) for e in item.evidence)
        return next((h.day for h in heads if h and h.day), ""), item.id

    return sorted(items, key=key, reverse=True)


def event_choices() -> Mapping[str, Sequence[tuple[str, str]]]:
    """What a form offers to narrow events by, field by field: each value with its words."""
    return {
        "type": [(t, t.lower()) for t in EventType],
        "status": [(s, s) for s in Status],
        "domain": [(d, d) for d in Domain],
        "standing": [(s, s) for s in Standing],
    }
