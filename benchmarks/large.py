"""A record as large as is wanted, invented and written straight into the file's tables: reading so many pages would take days.

Each article tells some acts, two statements and a promise, and tells one act of the article before it again. States are as
uneven as in news: of two hundred the first is in a sixth of all acts, so that a pair has some hundredth of them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from cordiale import joining
from cordiale.capture.kinds import TEXT
from cordiale.capture.seal import seal
from cordiale.corroborate.witness import witness_of
from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Span
from cordiale.model.mention import CommitmentMention, EventMention, Evidence, Mentions, Place, Quotation
from cordiale.model.ontology import CommitmentState, Context, EventType, Sector, Status, Tone
from cordiale.model.record import Item, Standing
from cordiale.model.telling import Bucket, Telling, Told
from cordiale.model.time import DateInterval, Precision
from cordiale.read.page import article_id
from cordiale.store import Store

_FIRST, _DAYS = date(2013, 1, 1), 4_400
_PART = 500
_TOPICS = "tariffs ports fisheries grain visas tolls chips water rail cables pensions minerals tourism debt satellites".split()
_TOWNS = ("Harbour", "Lowland", "Northgate", "Pier", "Inland", "Lantern")
_PAPERS = [f"{town} {kind}" for town in _TOWNS for kind in ("Gazette", "Post", "Times", "Mail")]
_FILLER = (
    "Officials on both sides would not say more, and markets hardly moved while ministers prepared for the week ahead. "
)
_SPAN = {"events": "ev", "statements": "st", "commitments": "co"}


@dataclass(frozen=True)
class Size:
    """How many articles, and how many acts each tells."""

    articles: int
    acts: int


def write_record(path: Path, size: Size, say: Callable[[str], None] = lambda line: None) -> None:
    """Write such a record, joined."""
    begun, dice, former = time.monotonic(), random.Random(20240410), None
    invention = _Invention(dice, size)
    with Store(path) as store:
        for start in range(0, size.articles, _PART):
            with store.change():
                for number in range(start, min(start + _PART, size.articles)):
                    former = _keep(store, invention.page(number), former)
                due = store.tellings.due(1_000_000)
                store.tellings.done(due)
                store.keep("judged", "0")
                store.mark_built(f"{joining.JOINING}|{store.changes}")
            if (start // _PART) % 20 == 0:
                say(f"{start + _PART:,} articles after {time.monotonic() - begun:.0f} s")


@dataclass(frozen=True, slots=True)
class _Page:
    """An article with the items that it begins, and its telling of an act of the one before."""

    article: Article
    data: bytes
    items: Sequence[tuple[str, Item[Any]]]
    again: EventMention | None


@dataclass(slots=True)
class _Invention:
    dice: random.Random
    size: Size
    _last: tuple[str, EventMention] | None = None

    def page(self, number: int) -> _Page:
        dice = self.dice
        day = _FIRST + timedelta(days=number * _DAYS // max(1, self.size.articles))
        acts = [self._act(day) for _ in range(self.size.acts)]
        words = [f"{words}." for words, _ in acts]
        sides = acts[0][1]
        said = [
            f"We shall talk about {dice.choice(_TOPICS)} and {dice.choice(_TOPICS)} until it is done" for _ in range(2)
        ]
        promise = f"open {dice.randrange(2, 90)} {dice.choice(_TOPICS)} offices"
        words += [f"“{s}”, the minister said." for s in said] + [f"It promised to {promise} by the end of the year."]
        if self._last:
            words.append(self._last[0] + ".")
        text = f"Report {number} on {dice.choice(_TOPICS)}\n\n" + "\n\n".join(words) + "\n\n" + _FILLER * 8
        capture = seal(f"{number:07d}.txt", TEXT, text.encode())
        title, *rest = _blocks(text)
        article = Article(
            article_id(capture), capture.name, capture.id, text, (title, *rest), title=title.span.of(text),
            publisher=dice.choice(_PAPERS), language="en", published=Publication(DateInterval.day(day), DateBasis.EXPLICIT),
        )  # fmt: skip
        again = self._mention(article, *self._last) if self._last else None
        items: list[tuple[str, Item[Any]]] = []
        for n, (sentence, parts) in enumerate(acts):
            items.append(("events", Item(f"ev_{number:08x}{n:04x}", (self._mention(article, sentence, parts),))))
        self._last = acts[-1]
        speaker = replace(sides.actors[0], name=f"{dice.choice('ABCDEFGH')}. Minister", office="foreign minister")
        about = tuple(sorted({a.country for a in sides.recipients if a.country}))
        for n, s in enumerate(said):
            tone = dice.choice(list(Tone))
            told = Quotation(article.id, speaker, True, s, None, about, tone, "said", _at(article, s))
            items.append(("statements", Item(f"st_{number:08x}{n:04x}", (told,))))
        until = DateInterval(None, date(day.year, 12, 31), Precision.RANGE)
        party = (str(speaker.country),)
        made = CommitmentMention(
            article.id, party, promise, Context.ECONOMIC, None, until, CommitmentState.PLEDGED, _at(article, promise)
        )
        items.append(("commitments", Item(f"co_{number:08x}0000", (made,))))
        return _Page(article, capture.data, items, again)

    def _act(self, day: date) -> tuple[str, EventMention]:
        dice = self.dice
        one, other = self._state(), self._state()
        while other == one:
            other = self._state()
        kind, topic = dice.choice(_KINDS), dice.choice(_TOPICS)
        is_planned = dice.random() < 0.05
        when = day + timedelta(days=dice.randrange(5, 90)) if is_planned else day - timedelta(days=dice.randrange(4))
        status = Status.PLANNED if is_planned else Status.HAPPENED
        names = load_lexicon().states
        words = f"{names[one].names[0]} and {names[other].names[0]}: {kind.value.lower()} over {topic} no. {dice.randrange(10**6)}"
        where = Place(str(names[one].capital), one) if dice.random() < 0.3 and names[one].capital else None
        contexts = (dice.choice((Context.DIPLOMATIC, Context.ECONOMIC, Context.MILITARY)),)
        doers = (Actor(one, Sector.GOV),)
        return words, EventMention(
            "", kind, None, contexts, doers, (Actor(other, Sector.GOV),), DateInterval.day(when), status, where, ()
        )

    def _state(self) -> str:
        states, weights = _states()
        return self.dice.choices(states, cum_weights=weights)[0]

    def _mention(self, article: Article, words: str, parts: EventMention) -> EventMention:
        return replace(parts, article=article.id, evidence=_at(article, words))


_KINDS = [t for t in EventType if t.quad_class]


@cache
def _states() -> tuple[Sequence[str], Sequence[float]]:
    """The states, those that are told of most first, with the sums of their weights."""
    first = ["USA", "CHN", "RUS", "JPN", "GBR", "DEU", "FRA", "IND", "KOR", "IRN"]
    every = [*first, *sorted(set(load_lexicon().states) - set(first))]
    return every, list(accumulate(1 / rank for rank in range(1, len(every) + 1)))


def _blocks(text: str) -> Iterator[Block]:
    """The title and each paragraph, as a page has them."""
    start = 0
    for part in text.split("\n\n"):
        yield Block(Span(start, start + len(part.rstrip())), BlockLabel.BODY if start else BlockLabel.TITLE)
        start += len(part) + 2


def _at(article: Article, words: str) -> tuple[Evidence, ...]:
    start = article.text.index(words)
    return (Evidence(article.id, Span(start, start + len(words)), words, 0, "invented", 0.9),)


def _keep(store: Store, page: _Page, former: tuple[str, Item[Any]] | None) -> tuple[str, Item[Any]]:
    """Write a page with its items; the last act, which the next page tells again."""
    article = page.article
    capture = seal(article.document, TEXT, page.data)
    told = [*page.items]
    by_kind = {kind: tuple(i.best for k, i in told if k == kind) for kind in _SPAN}
    if page.again:
        by_kind["events"] += (page.again,)
    store.save_page(capture, "invented", article, Mentions(article.id, **by_kind))
    tellings = [_telling(kind, i.id, i.best, article) for kind, i in told]
    if page.again and former:
        id, item = former
        second = id[:3] + "f" + id[4:]
        tellings.append(_telling("events", second, page.again, article))
        both = replace(item, mentions=(*item.mentions, page.again), standing=Standing.CORROBORATED)
        told.append(("events", both))
    store.tellings.keep(article, witness_of(article), b"", tellings)
    for kind, item in told:
        bucket = Bucket(kind, f"b{item.id}")
        store.items.replace(kind, [], {item.id: bucket}, [item])
    store.items.point((t.told.id, _owner(t, former)) for t in tellings)
    last = next(i for k, i in reversed(page.items) if k == "events")
    return last.id, last


def _owner(telling: Telling, former: tuple[str, Item[Any]] | None) -> str:
    is_again = former is not None and telling.told.id == former[0][:3] + "f" + former[0][4:]
    return former[0] if is_again and former else telling.told.id


def _telling(kind: str, id: str, mention: Any, article: Article) -> Telling:
    return Telling(Bucket(kind, f"b{id}"), Told(id, mention, frozenset(), article.day))


def pages_like(count: int) -> Iterator[tuple[str, str]]:
    """Names and texts of pages that somebody may read meanwhile."""
    for n in range(count):
        yield (
            f"new{n:06d}.txt",
            f"Talks {n}\n\nTOKYO, May 7, 2024\n\nJapan met China in Tokyo on May 7, 2024, for talks number {n}.",
        )
