"""Which items of the record a brief tells, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from cordiale.brief.wording import NameOf, join_words, say, say_date, shorten
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief, Page, Passage, Section
from cordiale.model.document import Article
from cordiale.model.issue import Issue
from cordiale.model.mention import EventMention, Evidence
from cordiale.model.ontology import QuadClass, Status
from cordiale.model.record import Event, Item, Record, Standing
from cordiale.model.selection import Wanted, countries_of, is_wanted

# A brief is read in three minutes: this many lines a section at most, the best grounded first, then in order of time.
_LONGEST = 12
_NOT_TOLD = (Standing.REJECTED, Standing.RETRACTED)
_COOPERATIVE = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)


@dataclass(frozen=True, slots=True)
class Question:
    """What a brief is asked: which pair, since when and until when."""

    dyad: Dyad
    since: date | None = None
    until: date | None = None


def busiest_pair(record: Record) -> Dyad | None:
    """The pair of states with the most acts between them (first by alphabet among equals); None without any."""
    counts: Counter[Dyad] = Counter()
    for event in record.events:
        states = sorted(countries_of(event.best) - {"IGO"})
        counts.update(Dyad.of(a, b) for a, b in combinations(states, 2) if event.standing not in _NOT_TOLD)
    return min(counts, key=lambda d: (-counts[d], d)) if counts else None


def compose(
    record: Record, articles: Mapping[str, Article], issues: Sequence[Issue], question: Question, name_of: NameOf
) -> Brief:
    """The brief of a pair: every passage cites the sentences it rests on."""
    chosen = _Chosen(record, question)
    tell = _Teller(name_of)
    names = (name_of(question.dyad.first), name_of(question.dyad.second))
    happened = [e for e in chosen.events if e.best.status in (Status.HAPPENED, Status.ONGOING)]
    ahead = [e for e in chosen.events if e.best.status in (Status.PLANNED, Status.POSSIBLE)]
    denied = [e for e in chosen.events if e.best.status is Status.DENIED]
    sections = (
        Section(
            "Where the relation stands",
            tuple(_standing_lines(happened, ahead, name_of)),
            f"No act between {names[0]} and {names[1]} is told in these pages.",
        ),
        Section("What happened", tell.lines("events", [*happened, *denied]), "Nothing is told to have happened."),
        Section("What is announced, expected or feared", tell.lines("events", ahead), "Nothing is announced."),
        Section(
            "What was promised, and what became of it",
            tell.lines("commitments", chosen.of("commitments")),
            "No promise is told.",
        ),
        Section("What is said to drive it", tell.lines("drivers", chosen.of("drivers")), "No cause is given."),
        Section("Figures", tell.lines("quantities", chosen.of("quantities")), "No figure is given."),
        Section("Who said what", tell.lines("statements", chosen.of("statements")), "Nobody is quoted."),
        Section("Where pages disagree", tuple(_disagreements(chosen, articles, name_of)), "No disagreement was found."),
        Section("Ties that bind", tell.lines("groupings", chosen.of("groupings")), "No treaty or grouping is named."),
        Section("Who held office", tell.lines("offices", chosen.of("offices")), "No office is named."),
    )
    pages = tuple(_page(articles[a]) for a in sorted(chosen.articles, key=lambda a: articles[a].document))
    return Brief(question.dyad, names, pages, tuple(f"{i.document}: {i.what}" for i in issues), sections)


class _Chosen:
    """The items of the record that concern the pair."""

    def __init__(self, record: Record, question: Question) -> None:
        self._record = record
        self._wanted = Wanted(question.dyad, since=question.since, until=question.until)
        self._pair = {question.dyad.first, question.dyad.second}
        self.events: list[Event] = [e for e in record.events if self._fits(e)]
        core: list[Item[Any]] = [
            *self.events,
            *(i for k in ("statements", "drivers", "groupings") for i in getattr(record, k) if self._fits(i)),
        ]
        self.articles = frozenset(e.article for i in core for e in i.evidence)

    def _fits(self, item: Item[Any]) -> bool:
        wanted = self._wanted if isinstance(item.best, EventMention) else Wanted(self._wanted.between)
        return item.standing not in _NOT_TOLD and is_wanted(item, wanted)

    def of(self, kind: str) -> list[Item[Any]]:
        """The items of a kind; those about one state only where the pages of the brief tell them, and no third state is in it."""
        items = [i for i in getattr(self._record, kind) if self._fits(i)]
        if kind in ("commitments", "quantities", "offices"):
            items = [
                i
                for i in items
                if countries_of(i.best) <= self._pair and any(e.article in self.articles for e in i.evidence)
            ]
        return items


class _Teller:
    """Turns items into passages, at most so many a section."""

    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of

    def lines(self, kind: str, items: Sequence[Item[Any]]) -> tuple[Passage, ...]:
        """The best grounded items in the order they were given in, each a passage."""
        weight = {i.id: (len({m.article for m in i.mentions}), i.evidence[0].score) for i in items}
        kept = {i.id for i in sorted(items, key=lambda i: weight[i.id], reverse=True)[:_LONGEST]}
        return tuple(self._passage(kind, i) for i in items if i.id in kept)

    def _passage(self, kind: str, item: Item[Any]) -> Passage:
        tags = [str(item.best.status)] if isinstance(item.best, EventMention) else []
        tags += [str(item.standing)] if item.standing is not Standing.SINGLE_SOURCE else []
        return Passage(
            say(kind, item.best, self._name_of), _one_per_article(item.evidence), (item.id,), ", ".join(tags) or None
        )


def _one_per_article(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first place in each article, so that a line's notes are its witnesses."""
    first: dict[str, Evidence] = {}
    for e in evidence:
        first.setdefault(e.article, e)
    return tuple(first.values())


def _standing_lines(happened: Sequence[Event], ahead: Sequence[Event], name_of: NameOf) -> Iterable[Passage]:
    """A few lines that sum up: how many acts of each sort, the latest of each, what comes next."""
    groups: tuple[tuple[str, Callable[[Event], bool]], ...] = (
        ("cooperative", lambda e: e.best.type.quad_class in _COOPERATIVE),
        ("conflictual", lambda e: e.best.type.quad_class not in _COOPERATIVE),
    )
    for label, belongs in groups:
        acts = [e for e in happened if belongs(e)]
        if acts:
            share = len(acts) / len(happened)
            latest = max(acts, key=lambda e: str(e.best.date.anchor) if e.best.date else "")
            text = f"{len(acts)} of {len(happened)} acts told as happened or going on are {label} ({share:.0%}); the latest dated: {say('events', latest.best, name_of)}"
            yield Passage(text, _one_per_article(e for a in acts for e in a.evidence), tuple(a.id for a in acts))
    dated = [e for e in ahead if e.best.status is Status.PLANNED and e.best.date]
    if dated:
        following = max(dated, key=lambda e: str(e.best.date.anchor) if e.best.date else "")
        yield Passage(
            f"Announced: {say('events', following.best, name_of)}",
            _one_per_article(following.evidence),
            (following.id,),
        )


def _disagreements(chosen: _Chosen, articles: Mapping[str, Article], name_of: NameOf) -> Iterable[Passage]:
    for kind in ("events", "quantities", "commitments"):
        items = chosen.events if kind == "events" else chosen.of(kind)
        for item in items:
            for d in item.disagreements:
                said = "; ".join(
                    f"{value} ({join_words([articles[a].document for a in told])})" for value, told in d.values
                )
                text = f"{shorten(say(kind, item.best, name_of), 140)} — {d.field}: {said}"
                yield Passage(text, _one_per_article(item.evidence), (item.id,), "contested")


def _page(article: Article) -> Page:
    p = article.published
    published = say_date(p.interval) if p else None
    return Page(article.id, article.document, article.title, article.publisher, published, p.basis.value if p else None)
