"""Small records and acts for the tests of the measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cordiale.model.actor import Actor
from cordiale.model.document import Span
from cordiale.model.mention import EventMention, Evidence, GroupingKind, GroupingMention, Quotation
from cordiale.model.ontology import Context, EventType, Status, Tone
from cordiale.model.record import Event, Grouping, Item, Standing, Statement
from cordiale.model.series import Act
from cordiale.model.time import DateInterval

TODAY = date(2024, 6, 30)
_EVIDENCE = (Evidence("ar1", Span(0, 3), "met", 0, "rule", 1.0),)


def event(id: str, actors: str, recipients: str = "", **other: Any) -> Event:
    """An event between states by their codes, split at spaces; it happened on 10 April 2024 unless told otherwise."""
    given = {
        "type": EventType.CONSULT,
        "date": DateInterval.day(date(2024, 4, 10)),
        "status": Status.HAPPENED,
        "contexts": (Context.MILITARY,),
        "articles": ("ar1",),
        "standing": Standing.SINGLE_SOURCE,
        "doers": tuple(Actor(c) for c in actors.split()),
        **other,
    }
    mentions = tuple(
        EventMention(
            article,
            given["type"],
            other.get("mode"),
            given["contexts"],
            given["doers"],
            tuple(Actor(c) for c in recipients.split()),
            given["date"],
            given["status"],
            None,
            _EVIDENCE,
        )
        for article in given["articles"]
    )
    return Item(id, mentions, given["standing"])


def statement(id: str, speaker: str, about: str, tone: Tone, articles: Sequence[str] = ("ar1",)) -> Statement:
    """A statement by a state about others."""
    said = (
        Quotation(a, Actor(speaker), True, "well", None, tuple(about.split()), tone, "said", _EVIDENCE)
        for a in articles
    )
    return Item(id, tuple(said))


def grouping(id: str, name: str, members: str, articles: Sequence[str] = ("ar1",), **other: Any) -> Grouping:
    """An alliance that pages name."""
    told = (
        GroupingMention(a, name, other.get("kind", GroupingKind.ALLIANCE), tuple(members.split()), _EVIDENCE)
        for a in articles
    )
    return Item(id, tuple(told), other.get("standing", Standing.SINGLE_SOURCE))


def act(number: int, day: date, is_good: bool = True, sides: str = "AAA BBB", **other: Any) -> Act:
    """An act of the first toward the second."""
    a, b = sides.split()
    type = EventType.CONSULT if is_good else EventType.ACCUSE
    return Act(f"ev{number}", a, b, day, other.get("type", type), other.get("domains", frozenset()))


def month(number: int, good: int, bad: int, sides: str = "AAA BBB") -> list[Act]:
    """Acts of the n-th month after January 2020, spread over its days."""
    year, of_year = divmod(number, 12)
    return [
        act(number * 1000 + i, date(2020 + year, of_year + 1, 1 + i * 7 % 28), i < good, sides)
        for i in range(good + bad)
    ]
