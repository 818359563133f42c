"""What of the record the measures count: acts that have happened between two states, and remarks of one about another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations
from typing import TypeVar

from cordiale.model.actor import Actor
from cordiale.model.mention import EventMention, Quotation
from cordiale.model.ontology import Context, Sector, Status, Tone
from cordiale.model.record import NOT_BELIEVED, Event, Item, Standing, Statement
from cordiale.model.series import CONTEXTS_OF, Act, Domain, LeftOut, Remark
from cordiale.model.time import DateInterval

_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
# What these do is not done by their state.
_NOT_THE_STATE = frozenset({Sector.REB, Sector.OPP, Sector.IGO})
_NO_STATE = "IGO"
# A date that leaves more days open than a month has cannot be put into one.
_MOST_DAYS = 31
_WHY = {
    "withdrawn": "rejected or retracted",
    "not happened": "planned, possible or denied",
    "no pair": "not between two states",
    "undated": "without a date",
    "vague date": "dated more vaguely than a month",
    "future date": "dated after the day of counting",
    "duplicate": "told a second time as an item of its own",
    "no side": "neither favourable nor critical",
}
_In = TypeVar("_In", Event, Statement)


@dataclass(frozen=True, slots=True)
class Told:
    """When articles were published and which are the same witness, by article id; what is missing is taken as unknown or its own."""

    days: Mapping[str, date] = field(default_factory=dict)
    witness: Mapping[str, int | str] = field(default_factory=dict)


def count_acts(
    events: Iterable[Event], today: date, told: Told | None = None
) -> tuple[tuple[Act, ...], tuple[LeftOut, ...]]:
    """The acts in a record's events, in the order of days, and what was left out and why.

    Only what happened or goes on counts, and only between two states; each ordered pair of the parties of a mutual act
    counts, and an event once for each such pair however many of its persons are named. Nothing later than `today` counts.
    What is no sequence is taken one by one, and must come in the order of ids.
    """
    told = told or Told()
    acts: list[Act] = []
    left = _Left()
    # Of each act that was told the hash alone, so that a million events are not held.
    seen: set[int] = set()
    for item in _in_order(events):
        event = item.best
        pairs = sorted(set(_pairs(event)))
        why = _fault(item, event, pairs, today)
        same = 0 if why else hash((event.type, event.mode, event.actors, event.recipients, event.date, event.place))
        if not why and same in seen:
            why = "duplicate"
        if why:
            left.note(why, item.id)
            continue
        seen.add(same)
        assert event.date is not None  # else it is undated
        domains, reports = _domains(event.contexts), _reports(item, told)
        acts += [Act(item.id, a, b, event.date.anchor, event.type, domains, reports) for a, b in pairs]
    return tuple(sorted(acts, key=lambda a: (a.day, a.event, a.actor, a.recipient))), left.said()


def count_remarks(
    statements: Iterable[Statement], today: date, told: Told | None = None
) -> tuple[tuple[Remark, ...], tuple[LeftOut, ...]]:
    """The remarks of states about each other in a record's statements, in the order of days, and what was left out and why.

    A statement has the day of the first article that tells it; a neutral one takes no side and is left out. What is no
    sequence is taken one by one, and must come in the order of ids.
    """
    told = told or Told()
    remarks: list[Remark] = []
    left = _Left()
    for item in _in_order(statements):
        said = item.best
        days = sorted(told.days[m.article] for m in item.mentions if m.article in told.days)
        others = _others(said)
        why = _fault_of_remark(item, others, days, today)
        if why:
            left.note(why, item.id)
            continue
        reports = _reports(item, told)
        assert said.speaker.country is not None  # else there are no others
        remarks += [
            Remark(item.id, said.speaker.country, other, days[0], said.tone, frozenset(), reports) for other in others
        ]
    return tuple(sorted(remarks, key=lambda r: (r.day, r.event, r.recipient))), left.said()


def _in_order(items: Iterable[_In]) -> Iterable[_In]:
    return sorted({i.id: i for i in items}.values(), key=lambda i: i.id) if isinstance(items, Sequence) else items


@dataclass(frozen=True, slots=True)
class _Left:
    items: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, code: str, item: str) -> None:
        self.items[code].append(item)

    def said(self) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(code, _WHY[code], tuple(self.items[code])) for code in _WHY if code in self.items)


def _fault(item: Event, event: EventMention, pairs: list[tuple[str, str]], today: date) -> str | None:
    """Why an event does not count."""
    if item.standing in NOT_BELIEVED:
        return "withdrawn"
    if event.status not in _DONE:
        return "not happened"
    if not pairs:
        return "no pair"
    return _fault_of_date(event.date, today)


def _fault_of_date(when: DateInterval | None, today: date) -> str | None:
    if when is None:
        return "undated"
    if when.start is None or when.end is None or (when.end - when.start).days >= _MOST_DAYS:
        return "vague date"
    return "future date" if when.start > today else None


def _fault_of_remark(item: Statement, others: list[str], days: list[date], today: date) -> str | None:
    if item.standing in NOT_BELIEVED:
        return "withdrawn"
    if not others:
        return "no pair"
    if item.best.tone is Tone.NEUTRAL:
        return "no side"
    if not days:
        return "undated"
    return "future date" if days[0] > today else None


def _pairs(event: EventMention) -> Iterator[tuple[str, str]]:
    """Who acts toward whom, by state; among the parties of a mutual act everybody toward everybody."""
    doers, receivers = _states(event.actors), _states(event.recipients)
    if event.recipients:
        yield from ((a, b) for a in doers for b in receivers if a != b)
    else:
        yield from permutations(doers, 2)


def _others(said: Quotation) -> list[str]:
    speaker = _states([said.speaker])
    return sorted({c for c in said.about if c not in (*speaker, _NO_STATE)}) if speaker else []


def _states(actors: Iterable[Actor]) -> list[str]:
    return sorted(
        {a.country for a in actors if a.country and a.country != _NO_STATE and a.sector not in _NOT_THE_STATE}
    )


def _domains(contexts: Iterable[Context]) -> frozenset[Domain]:
    given = frozenset(contexts)
    return frozenset(domain for domain, own in CONTEXTS_OF.items() if own & given)


def _reports(item: Item[EventMention] | Item[Quotation], told: Told) -> int:
    """How many independent articles tell an item; the record's own word where it says that there is one."""
    if item.standing is Standing.SINGLE_SOURCE:
        return 1
    return len({told.witness.get(m.article, m.article) for m in item.mentions})
