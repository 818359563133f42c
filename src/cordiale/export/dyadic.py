"""The record's events as coders of events have them: one row for each ordered pair of sides, with a day and a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import permutations, product

from cordiale.export.selection import Selection
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.lexicon.outward import load_outward
from cordiale.model.actor import Actor
from cordiale.model.document import Article
from cordiale.model.mention import EventMention
from cordiale.model.ontology import Context, EventType, Sector, Status
from cordiale.model.record import NOT_BELIEVED, Event
from cordiale.model.time import DateInterval

_NO_STATE = "IGO"
# Who is not the state stands on a side of their own.
_APART = frozenset({Sector.REB, Sector.OPP})
# A date that leaves more days open than a month has stands for no day.
_MOST_DAYS = 31
_WHY: Mapping[str, str] = {
    "withdrawn": "rejected or retracted",
    "denied": "denied",
    "not happened": "possible, or announced without the format having a code for it",
    "undated": "without a date",
    "vague": "dated more vaguely than a month",
    "nobody": "without an actor",
    "one side": "without another side",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Those of one state (or one organisation, or one group) who stand on one side of an event."""

    country: str | None
    actors: tuple[Actor, ...]

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """The parts of the state that they belong to."""
        return tuple(dict.fromkeys(a.sector for a in self.actors if a.sector))

    @property
    def titles(self) -> tuple[str, ...]:
        """The offices they hold."""
        return tuple(dict.fromkeys(a.office for a in self.actors if a.office))

    @property
    def state(self) -> str | None:
        """The code of the state; None for an organisation of states and where none is known."""
        return None if self.country == _NO_STATE else self.country

    def words(self, lexicon: Lexicon) -> str:
        """Their names; without any the name of the state."""
        names = "; ".join(dict.fromkeys(a.name for a in self.actors if a.name))
        return names or name_of(self.state, lexicon) or "; ".join(self.titles) or self.country or ""


@dataclass(frozen=True, slots=True)
class DyadicEvent:
    """What one side did to another on a day; `recipient` is None where nobody else is named.

    `id` is the event's, with a number where it has several rows; `number` is a whole number under 2**63 for formats that want
    one. `type` is what the act is called outside, `status` what the record says of it; `last` is the last day it may be of.
    """

    id: str
    event: Event
    number: int
    type: EventType
    mode: str | None
    contexts: tuple[Context, ...]
    actor: Side
    recipient: Side | None
    first: date
    last: date
    status: Status

    @property
    def told(self) -> EventMention:
        """The mention that tells it best."""
        return self.event.best


def name_of(country: str | None, lexicon: Lexicon) -> str | None:
    """The usual English name of a state, one without a comma where it has one: files turn names round at a comma."""
    state = lexicon.states.get(country) if country else None
    return next((n for n in state.names if "," not in n), state.names[0]) if state else None


def number_of(*parts: str) -> int:
    """A whole number for these words, under 2**63 and the same every time."""
    return int.from_bytes(blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def dyadic_events(
    selection: Selection, *, marks_future: bool = False, needs_recipient: bool = False
) -> Iterator[DyadicEvent]:
    """The rows of all events; at the end `say` is told what was left out and why.

    An act that is announced is what PLOVER makes of it (a visit to come is an AGREE), on the day of the first page that tells
    it; `marks_future` keeps those of other types, and possible acts, for a format that has a mark for them.
    """
    articles = {a.id: a for a in selection.articles}
    left: Counter[str] = Counter()
    for event in selection.record.events:
        found = _act(event, articles, marks_future)
        if isinstance(found, str):
            left[found] += 1
            continue
        pairs = _pairs(event.best)
        if needs_recipient:
            pairs = [(a, b) for a, b in pairs if b]
        if not pairs:
            left["one side" if event.best.actors else "nobody"] += 1
        yield from _rows(event, found, pairs)
    for why in _WHY:
        if left[why]:
            selection.say(f"left out: {left[why]:,} event{'s' * (left[why] != 1)} {_WHY[why]}")


@dataclass(frozen=True, slots=True)
class _Act:
    type: EventType
    mode: str | None
    first: date
    last: date


def _act(event: Event, articles: Mapping[str, Article], marks_future: bool) -> _Act | str:
    """What an event is called outside and when it was; why it is left out."""
    told = event.best
    if event.standing in NOT_BELIEVED:
        return "withdrawn"
    if told.status is Status.DENIED:
        return "denied"
    type, mode, when = told.type, told.mode, told.date
    if told.status is Status.PLANNED and type in (announced := load_outward().announced):
        type, mode, when = announced[type], None, _first_told(event, articles)
    elif told.status in (Status.PLANNED, Status.POSSIBLE) and not marks_future:
        return "not happened"
    if when is None:
        return "undated"
    if when.start is None or when.end is None or (when.end - when.start).days >= _MOST_DAYS:
        return "vague"
    return _Act(type, mode, when.start, when.end)


def _first_told(event: Event, articles: Mapping[str, Article]) -> DateInterval | None:
    days = [day for m in event.mentions if (day := articles[m.article].day) and day.start and day.end]
    return min(days, key=lambda day: (day.start or date.max, day.end or date.max), default=None)


def _pairs(told: EventMention) -> list[tuple[Side, Side | None]]:
    """Who acts toward whom; the parties of a mutual act each toward every other."""
    doers, others = _sides(told.actors), _sides(told.recipients)
    if others:
        return [(a, b) for a, b in product(doers, others) if a != b]
    return [*permutations(doers, 2)] if len(doers) > 1 else [(a, None) for a in doers]


def _sides(actors: Sequence[Actor]) -> list[Side]:
    sides: dict[tuple[object, ...], list[Actor]] = {}
    for a in actors:
        who = (a.name, a.office) if a.country in (None, _NO_STATE) else ()
        sides.setdefault((a.country, a.sector if a.sector in _APART else None, *who), []).append(a)
    return [Side(held[0].country, tuple(held)) for held in sides.values()]


def _rows(event: Event, act: _Act, pairs: Sequence[tuple[Side, Side | None]]) -> Iterator[DyadicEvent]:
    told = event.best
    for n, (actor, recipient) in enumerate(pairs, 1):
        id = event.id if len(pairs) == 1 else f"{event.id}_{n}"
        what = (act.type, act.mode, told.contexts, actor, recipient, act.first, act.last, told.status)
        yield DyadicEvent(id, event, number_of(event.id, repr(actor), repr(recipient)), *what)


def lexicon_and_articles(selection: Selection) -> tuple[Lexicon, dict[str, Article]]:
    """The names of states, and the articles under their ids."""
    return load_lexicon(), {a.id: a for a in selection.articles}
