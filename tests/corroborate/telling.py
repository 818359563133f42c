"""Pages and what they tell, made for tests."""

from __future__ import annotations

from datetime import date

from cordiale.model.actor import Actor
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Span
from cordiale.model.mention import (
    CommitmentMention,
    EventMention,
    Evidence,
    Mentions,
    QuantityMention,
    Quotation,
)
from cordiale.model.ontology import CommitmentState, Context, EventType, Status, Tone
from cordiale.model.time import DateInterval

OFFICES = ("president", "prime minister")


def page(
    name: str,
    text: str,
    publisher: str | None = None,
    on: date | None = None,
    title: str | None = None,
) -> Article:
    """A page whose whole text is its body."""
    published = Publication(DateInterval.day(on), DateBasis.EXPLICIT) if on else None
    blocks = (Block(Span(0, len(text)), BlockLabel.BODY),)
    return Article(f"ar_{name}", name, f"sha_{name}", text, blocks, title, None, publisher, published=published)


def evidence(article: Article, quote: str, score: float = 0.9) -> Evidence:
    """Where the quote first stands in the article; ValueError when it does not."""
    start = article.text.index(quote)
    return Evidence(article.id, Span(start, start + len(quote)), quote, 0, "test", score)


def actor(words: str) -> Actor:
    """'JPN', or 'JPN:Fumio Kishida' for a person in office."""
    country, _, name = words.partition(":")
    return Actor(country, name=name or None, office=OFFICES[0] if name else None)


def told_event(
    article: Article,
    quote: str,
    actors: tuple[str, ...] = ("JPN", "USA"),
    recipients: tuple[str, ...] = (),
    type_: str = "CONSULT",
    date_: date | DateInterval | None = None,
    status: Status = Status.HAPPENED,
) -> EventMention:
    """An act told by an article in these words."""
    day = DateInterval.day(date_) if isinstance(date_, date) else date_
    sides = tuple(map(actor, actors)), tuple(map(actor, recipients))
    return EventMention(article.id, EventType(type_), None, (), *sides, day, status, None, (evidence(article, quote),))


def told_figure(article: Article, quote: str, value: float, **known: object) -> QuantityMention:
    """A figure in dollars about Japan told by an article in these words."""
    fields: dict[str, object] = {"indicator": "", "subject": ("JPN",), "unit": "USD", "qualifier": None, "period": None}
    fields.update(known)
    return QuantityMention(article.id, value=value, attributed_to=None, evidence=(evidence(article, quote),), **fields)  # type: ignore[arg-type]


def told_statement(article: Article, quote: str, speaker: str) -> Quotation:
    """Words of a speaker in an article."""
    return Quotation(
        article.id, actor(speaker), True, quote, None, ("JPN", "USA"), Tone.NEUTRAL, None, (evidence(article, quote),)
    )


def told_promise(article: Article, quote: str, parties: tuple[str, ...], due: date | None = None) -> CommitmentMention:
    """A promise of some parties in an article."""
    return CommitmentMention(
        article.id,
        parties,
        quote,
        Context.MILITARY,
        None,
        DateInterval.day(due) if due else None,
        CommitmentState.PLEDGED,
        (evidence(article, quote),),
    )


def says(article: Article, *mentions: object) -> Mentions:
    """All that an article says, sorted into kinds."""
    kinds = {EventMention: "events", QuantityMention: "quantities", Quotation: "statements"}
    kinds[CommitmentMention] = "commitments"
    found: dict[str, tuple[object, ...]] = {}
    for m in mentions:
        kind = kinds[type(m)]  # type: ignore[index]
        found[kind] = (*found.get(kind, ()), m)
    return Mentions(article.id, **found)  # type: ignore[arg-type]
