"""Which items of the record a brief tells: those of the pair, the best grounded first, none twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Any, Protocol

from cordiale.brief.wording import plural
from cordiale.model.actor import Dyad
from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    Evidence,
    GroupingMention,
    Mention,
    QuantityMention,
    Quotation,
)
from cordiale.model.record import NOT_BELIEVED, Event, Item, Record, Standing
from cordiale.model.selection import Wanted, countries_of, is_wanted
from cordiale.model.series import CONTEXTS_OF, Domain
from cordiale.model.time import DateInterval

_BACKGROUND = timedelta(days=3 * 365)  # acts so long before the pages that tell them are history
_SAME_WORDS = 0.75
ActsOf = Callable[[Iterable[str]], Mapping[str, Sequence[frozenset[str]]]]


class Leaf(Protocol):
    """What is asked of the articles that tell something: the name of the page, its outlet, its days."""

    @property
    def document(self) -> str:
        """The name of its page."""

    @property
    def publisher(self) -> str | None:
        """Its outlet, where it names one."""

    @property
    def day(self) -> DateInterval | None:
        """The days it was published on, where they are known."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a brief is asked: which pair, since when and until when, in which domain, how long, and what was picked by hand.

    A section has `longest` lines at most. Items in `pinned` (ids) are told whatever else is; those in `dropped` are not.
    """

    dyad: Dyad
    since: date | None = None
    until: date | None = None
    domain: Domain = Domain.ALL
    longest: int = 10
    pinned: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()

    @property
    def picked(self) -> tuple[str, ...]:
        """What was picked by hand, in sentences."""
        said = [f"Only what concerns the {self.domain} domain is told."] if self.domain is not Domain.ALL else []
        hands = [(self.pinned, "chosen"), (self.dropped, "left out")]
        said += [f"{plural(len(ids), 'item')} {_was(ids)} {how} by hand." for ids, how in hands if ids]
        return tuple(said)


def _was(ids: frozenset[str]) -> str:
    return "was" if len(ids) == 1 else "were"


class Chosen:
    """The items of a record that concern a pair in a period, and the articles that tell them.

    `acts` gives, under ids of articles, the states in each act that an article tells (see `acts_by_article`): of the whole
    record without. Articles are opened when something of them is asked for.
    """

    def __init__(
        self, record: Record, articles: Mapping[str, Leaf], question: Question, acts: ActsOf | None = None
    ) -> None:
        self._record = record
        self._articles = articles
        self._wanted = Wanted(question.dyad, since=question.since, until=question.until)
        self._pair = {question.dyad.first, question.dyad.second}
        self._copied = _copied(record)
        self._asked = question
        self._of_domain: frozenset[str] = frozenset()
        self.events: list[Event] = [e for e in record.events if self._fits(e)]
        self._of_domain = frozenset(e.article for event in self.events for e in event.evidence)
        core: list[Item[Any]] = [
            *self.events,
            *(i for k in ("statements", "drivers") for i in getattr(record, k) if self._fits(i)),
        ]
        self.articles = frozenset(e.article for i in core for e in i.evidence)
        self._acts = acts or (lambda _: acts_by_article(record))

    @cached_property
    def _about(self) -> frozenset[str]:
        """The articles that tell at least half as many acts of the pair as of the pair they tell most of.

        Of those alone that tell a promise or a figure of one of the two: of others nobody asks.
        """
        theirs = (i for k in ("commitments", "quantities") for i in getattr(self._record, k))
        asked = self.articles & {e.article for i in theirs if countries_of(i.best) <= self._pair for e in i.evidence}
        acts, found = self._acts(asked), set()
        for article in asked & acts.keys():
            pairs = Counter(Dyad.of(*two) for states in acts[article] for two in combinations(states - {"IGO"}, 2))
            if pairs and 0 < pairs[self._asked.dyad] >= max(pairs.values()) / 2:
                found.add(article)
        return frozenset(found)

    def _outlet(self, id: str) -> str:
        """Who speaks in an article: its outlet, or the one whose text it repeats."""
        article = self._articles.get(self._copied.get(id, id)) or self._articles[id]
        return article.publisher or article.document

    def _fits(self, item: Item[Any]) -> bool:
        if item.id in self._asked.pinned or item.id in self._asked.dropped:
            return item.id in self._asked.pinned and item.standing not in NOT_BELIEVED
        return self._is_of_domain(item) and self._is_of_pair(item)

    def _is_of_domain(self, item: Item[Any]) -> bool:
        """Whether an item is of the domain asked for; what names none is where a page tells it that tells such an act."""
        if self._asked.domain is Domain.ALL:
            return True
        contexts = CONTEXTS_OF[self._asked.domain]
        if isinstance(item.best, EventMention):
            return not contexts.isdisjoint(c for m in item.mentions for c in m.contexts)
        if isinstance(item.best, CommitmentMention):
            return item.best.domain in contexts
        return any(e.article in self._of_domain for e in item.evidence)

    def _is_of_pair(self, item: Item[Any]) -> bool:
        wanted = self._wanted
        if not isinstance(item.best, EventMention) or item.best.date is None:
            # What bears no date of its own belongs to the days on which pages tell it.
            if not any(self._is_told_in_time(e.article) for e in item.evidence):
                return False
            wanted = Wanted(wanted.between)
        return item.standing not in NOT_BELIEVED and is_wanted(item, wanted) and not is_trivial(item.best)

    def _is_told_in_time(self, article: str) -> bool:
        since, until = self._wanted.since, self._wanted.until
        if since is None and until is None:
            return True
        day = self._articles[article].day
        if day is None:
            return False
        return (since is None or (day.end or date.max) >= since) and (until is None or (day.start or date.min) <= until)

    def of(self, kind: str) -> list[Item[Any]]:
        """The items of a kind; those about one state only where the pages of the brief tell them and no third state is in it."""
        items = [i for i in getattr(self._record, kind) if self._fits(i)]
        return [i for i in items if i.id in self._asked.pinned or self._belongs(kind, i)]

    def _belongs(self, kind: str, item: Item[Any]) -> bool:
        """Whether an item that concerns one of the two belongs to what is between them."""
        if kind in ("commitments", "quantities"):
            return countries_of(item.best) <= self._pair and self._is_theirs(item)
        if kind == "offices":
            return countries_of(item.best) <= self._pair and self._is_told_here(item)
        return kind != "groupings" or self._is_told_here(item)

    def _is_theirs(self, item: Item[Any]) -> bool:
        """Whether an item concerns both states, or a page tells it that is about the two more than in passing."""
        return countries_of(item.best) == self._pair or any(e.article in self._about for e in item.evidence)

    def _is_told_here(self, item: Item[Any]) -> bool:
        return any(e.article in self.articles for e in item.evidence)

    def between(self) -> list[Event]:
        """The acts of one of the two towards the other, and those that both do with each other."""
        return [e for e in self.events if self._is_between(e.best)]

    def beside(self) -> list[Event]:
        """The acts in which the two stand on one side: towards others, or from others."""
        return [e for e in self.events if not self._is_between(e.best)]

    def _is_between(self, m: EventMention) -> bool:
        doers, others = {a.country for a in m.actors}, {a.country for a in m.recipients}
        if others <= {"IGO"}:
            # What two states do with each other is theirs also where it bears the name of a treaty or a grouping.
            return self._pair <= doers
        return any(
            a in doers and b in others and b not in doers for a, b in (sorted(self._pair), sorted(self._pair)[::-1])
        )

    def weight(self, item: Item[Any]) -> tuple[Any, ...]:
        """How much an item deserves to be told: chosen by hand, recent rather than history, by many outlets, exact, with names, sure."""
        best = item.best
        outlets = len({self._outlet(m.article) for m in item.mentions})
        is_corroborated = item.standing in (Standing.CORROBORATED, Standing.CONTESTED)
        is_named, is_exact, is_history = True, True, False
        if isinstance(best, EventMention):
            is_named = any(a.name for a in (*best.actors, *best.recipients))
            is_exact = best.date is not None and best.date.start == best.date.end
            is_history = best.date is not None and self.day(item) - best.date.anchor > _BACKGROUND
        if isinstance(best, QuantityMention):
            is_named, is_exact = best.unit.isupper(), best.period is not None
        if isinstance(best, Quotation):
            is_named, is_exact = bool(best.speaker.name), best.is_direct
        is_pinned = item.id in self._asked.pinned
        return (
            is_pinned,
            not is_history,
            is_corroborated,
            outlets,
            is_named + is_exact,
            round(item.evidence[0].score, 2),
            item.id,
        )

    def day(self, item: Item[Any]) -> date:
        """The first day on which a page told the item; the last day there is where no page tells its own day."""
        days = [d.start for m in item.mentions if (d := self._articles[m.article].day) and d.start and d.start == d.end]
        return min(days, default=date.max)

    def when(self, item: Item[Any]) -> tuple[date, str]:
        """Where an item stands in time: its own day, else the first on which a page told it."""
        day = item.best.date if isinstance(item.best, EventMention) else None
        return day.anchor if day else self.day(item), item.id


def acts_by_article(record: Record) -> Mapping[str, list[frozenset[str]]]:
    """The states in each telling of a believed act, under the ids of the articles that tell it."""
    told: dict[str, list[frozenset[str]]] = {}
    for mention in (m for e in record.events if e.standing not in NOT_BELIEVED for m in e.mentions):
        told.setdefault(mention.article, []).append(countries_of(mention))
    return told


def _copied(record: Record) -> dict[str, str]:
    """The article that each copy repeats, by steps the first of them."""
    first: dict[str, str] = {}
    for twin in record.twins:
        first[twin.second] = first.get(twin.first, twin.first)
    return first


def is_trivial(mention: Mention) -> bool:
    """Whether an item says too little to be worth a line: a state and itself, a fragment, a count of two sides."""
    if isinstance(mention, EventMention):
        sides = [a.country or a.name for a in (*mention.actors, *mention.recipients)]
        return len(set(sides)) < 2 or _is_fragment(mention.evidence[0].quote, 2)
    if isinstance(mention, Quotation):
        return _is_fragment(mention.quote, 4)
    if isinstance(mention, CommitmentMention):
        return _is_fragment(mention.what, 3)
    if isinstance(mention, DriverMention):
        return _is_fragment(mention.cause, 2) or _is_fragment(mention.effect, 2)
    if isinstance(mention, QuantityMention):
        is_measured = mention.unit.isupper() or mention.unit.startswith("percent")
        return not is_measured and abs(mention.value) < 10
    return isinstance(mention, GroupingMention) and len(mention.members) < 2


def _is_fragment(text: str, words: int) -> bool:
    return len(re.findall(r"\w+", text)) < words


def first_of_each(lines: Iterable[tuple[str, Item[Any]]]) -> list[tuple[str, list[Item[Any]]]]:
    """Lines without those that say nearly the same as an earlier one of the same sort; its item is added to that line's items."""
    kept: list[tuple[str, list[Item[Any]], frozenset[str]]] = []
    for text, item in lines:
        words = frozenset(re.findall(r"\w+", text.casefold()))
        for _, items, said in kept:
            is_alike = len(words & said) >= _SAME_WORDS * len(words | said) and _numbers(words) == _numbers(said)
            if is_alike and _sort(items[0].best) == _sort(item.best):
                items.append(item)
                break
        else:
            kept.append((text, [item], words))
    return [(text, items) for text, items, _ in kept]


def _sort(mention: Mention) -> tuple[Any, ...]:
    """What two items must share to be one line however alike their words: of acts type, status, day and who stands on which side."""
    if not isinstance(mention, EventMention):
        return (countries_of(mention),)
    doers, receivers = (frozenset(a.country for a in side) for side in (mention.actors, mention.recipients))
    return mention.type, mention.status, mention.date, doers, receivers


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in words if w[0].isdigit())


def one_per_article(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first place in each article, so that a line's notes are its witnesses."""
    first: dict[str, Evidence] = {}
    for e in evidence:
        first.setdefault(e.article, e)
    return tuple(first.values())


def states_of(events: Sequence[Event]) -> list[frozenset[str]]:
    """The states in each act that is told, without organisations."""
    return [countries_of(e.best) - {"IGO"} for e in events if e.standing not in NOT_BELIEVED]
