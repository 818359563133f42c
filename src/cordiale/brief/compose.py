"""What a brief tells of a pair of states, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from cordiale.brief.choice import Chosen, Question, first_of_each, one_per_article, states_of
from cordiale.brief.disagreements import say_disagreements
from cordiale.brief.sentence import told_as
from cordiale.brief.standing import standing_lines
from cordiale.brief.wording import (
    NameOf,
    say_act,
    say_commitment,
    say_date,
    say_driver,
    say_figure,
    say_figure_ground,
    say_grouping,
    say_office,
    say_quantity,
    say_statement,
    say_status,
    shorten,
)
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief, Page, Passage, Section
from cordiale.model.document import Article, DateBasis
from cordiale.model.issue import Issue
from cordiale.model.mention import EventMention, QuantityMention
from cordiale.model.ontology import Status
from cordiale.model.record import Item, Record, Standing
from cordiale.model.time import DateInterval

__all__ = ["Question", "busiest_pair", "compose"]

# Sections of these kinds are shorter than others.
_SHORTER = 0.6
_SHORT_KINDS = ("drivers", "groupings", "offices")
_AHEAD = (Status.PLANNED, Status.POSSIBLE)
_NOT_DONE = (*_AHEAD, Status.DENIED)


def busiest_pair(record: Record) -> Dyad | None:
    """The pair of states with the most acts between them (first by alphabet among equals); None without any."""
    counts: Counter[Dyad] = Counter()
    for states in states_of(record.events):
        counts.update(Dyad.of(a, b) for a, b in combinations(sorted(states), 2))
    return min(counts, key=lambda d: (-counts[d], d)) if counts else None


def compose(
    record: Record, articles: Mapping[str, Article], issues: Sequence[Issue], question: Question, name_of: NameOf
) -> Brief:
    """The brief of a pair: every passage cites the sentences it rests on."""
    chosen = Chosen(record, articles, question)
    tell = _Teller(chosen, articles, question, name_of)
    names = (name_of(question.dyad.first), name_of(question.dyad.second))
    between, beside = chosen.between(), chosen.beside()
    told = [e for e in between if e.best.status not in _NOT_DONE]
    ahead = [e for e in chosen.events if e.best.status in _AHEAD]
    denied = [e for e in chosen.events if e.best.status is Status.DENIED]
    sections: tuple[Section, ...] = (
        Section(
            "Where the relation stands",
            tuple(standing_lines(between, chosen, name_of)),
            f"No act between {names[0]} and {names[1]} is told{_within(question)}.",
        ),
        tell.section("What happened between them", "events", told, "Nothing is told to have happened."),
        tell.section("What is announced, expected or feared", "events", ahead, "Nothing is announced."),
        *([tell.section("What is denied", "events", denied, "Nothing is denied.")] if denied else []),
        tell.section(
            "Side by side: towards others, or from others",
            "events",
            [e for e in beside if e.best.status not in _NOT_DONE],
            "Nothing is told that they did together or met with together.",
        ),
        tell.section("What was promised, and what became of it", "commitments", None, "No promise is told."),
        tell.section("What is said to drive it", "drivers", None, "No cause is given."),
        tell.section("Figures", "quantities", None, "No figure is given."),
        tell.section("Who said what", "statements", None, "Nobody is quoted."),
        Section(
            "Where pages disagree",
            tuple(say_disagreements(chosen, articles, name_of)),
            "No disagreement was found.",
        ),
        tell.section("Ties that bind", "groupings", None, "No treaty or grouping is named."),
        tell.section("Who held office", "offices", None, "No office is named."),
    )
    cited = {c.article for s in sections for p in s.passages for c in p.citations}
    if not chosen.articles | cited:
        sections = ()
    pages = _pages(record, articles, chosen.articles | cited)
    unread = tuple(dict.fromkeys(i.document for i in issues))
    return Brief(question.dyad, names, pages, unread, sections, question.since, question.until, question.picked)


def _within(question: Question) -> str:
    since = f" from {question.since}" if question.since else ""
    until = f" until {question.until}" if question.until else ""
    return f"{since}{until} in the pages read" if since or until else " in the pages read"


_SAID: Mapping[str, Callable[[Any, NameOf], str]] = {
    "statements": say_statement,
    "commitments": say_commitment,
    "drivers": say_driver,
    "quantities": say_quantity,
    "offices": say_office,
    "groupings": say_grouping,
}


@dataclass(frozen=True, slots=True)
class _Teller:
    """Turns items into passages, at most so many a section."""

    chosen: Chosen
    articles: Mapping[str, Article]
    question: Question
    name_of: NameOf

    def section(self, heading: str, kind: str, items: Sequence[Item[Any]] | None, note: str) -> Section:
        """The best grounded of the items (all of a kind for None) in order of time, near repetitions folded into one."""
        items = self.chosen.of(kind) if items is None else items
        ranked = sorted(items, key=self.chosen.weight, reverse=True)
        lines = first_of_each((self._line(kind, item), item) for item in ranked)
        longest = self.question.longest
        most = max(1, round(longest * _SHORTER)) if kind in _SHORT_KINDS else longest
        most = max(most, sum(items[0].id in self.question.pinned for _, items in lines))
        kept = sorted(lines[:most], key=lambda line: self.chosen.when(line[1][0]))
        passages = tuple(self._passage(text, told) for text, told in kept)
        # Items that a line stands for beside its own are left out too, and counted.
        return Section(heading, passages, note, len(items) - len(kept), f"cordiale {kind} --between {self._pair()}")

    def _pair(self) -> str:
        period = f" --since {self.question.since}" if self.question.since else ""
        period += f" --until {self.question.until}" if self.question.until else ""
        return f"{self.question.dyad.first} {self.question.dyad.second}{period}"

    def _line(self, kind: str, item: Item[Any]) -> str:
        best = item.best
        if isinstance(best, EventMention):
            words = shorten(told_as(self.articles[best.article], best.evidence[0].span), 130)
            return f"{self._day(item)}: {say_act(best, self.name_of)} — “{words}”"
        if kind == "statements":
            return f"{self._day(item)}: {say_statement(best, self.name_of)}"
        if isinstance(best, QuantityMention):
            words = shorten(told_as(self.articles[best.article], best.evidence[0].span), 130)
            is_in_words = all(part.strip() in words for part in best.indicator.split("…"))
            said = say_figure(best, self.name_of) if is_in_words else say_quantity(best, self.name_of)
            return f"{said}{say_figure_ground(best) if is_in_words else ''} — “{words}”"
        return _SAID[kind](best, self.name_of)

    def _day(self, item: Item[Any]) -> str:
        """The day of an act; of what has none, the day of the first page that tells it."""
        is_act = isinstance(item.best, EventMention)
        if is_act and item.best.date:
            return say_date(item.best.date)
        told = self.chosen.day(item)
        if told == date.max:
            return "Undated"
        return f"{'Told ' if is_act else ''}{say_date(DateInterval.day(told))}"

    def _passage(self, text: str, items: Sequence[Item[Any]]) -> Passage:
        first = items[0]
        tags = [say_status(first.best.status)] if isinstance(first.best, EventMention) else []
        # Pages that do not tell of the two states add no witness to what these do; what only they tell rests on them.
        every = [e for i in items for e in i.evidence]
        citations = one_per_article([e for e in every if e.article in self.chosen.articles] or every)
        is_shown = first.standing is not Standing.CORROBORATED or len(citations) > 1
        tags += [str(first.standing)] if first.standing is not Standing.SINGLE_SOURCE and is_shown else []
        return Passage(text, citations, tuple(i.id for i in items), ", ".join(t for t in tags if t) or None)


def _pages(record: Record, articles: Mapping[str, Article], told: frozenset[str]) -> tuple[Page, ...]:
    copies: dict[str, list[str]] = {}
    for twin in record.twins:
        if twin.first in told and twin.second in told:
            copies.setdefault(twin.first, []).append(twin.second)
            copies.setdefault(twin.second, []).append(twin.first)
    return tuple(
        _page(articles[id], tuple(sorted(copies.get(id, ()), key=lambda a: articles[a].document)))
        for id in sorted(told, key=lambda a: articles[a].document)
    )


def _page(article: Article, copies: tuple[str, ...]) -> Page:
    p = article.published
    return Page(
        article.id,
        article.document,
        article.title,
        article.publisher,
        say_date(p.interval) if p else None,
        p.basis.value if p else None,
        p.interval.start if p else None,
        p.interval.end if p else None,
        p.why if p and p.basis is DateBasis.INFERRED else None,
        article.is_truncated,
        copies,
    )
