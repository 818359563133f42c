"""When two mentions tell the same thing, kind by kind: a key that both must share, words to compare, and a last test."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    GroupingMention,
    OfficeMention,
    QuantityMention,
    Quotation,
)
from cordiale.model.ontology import EventType, Status
from cordiale.model.time import DateInterval

# Dates told of one act may differ by this much between pages (time zones, a reporter's slip) before they are two acts.
_SLIP = timedelta(days=2)
_STOP = frozenset(
    "the a an of to in on and for with by at from that this its their his her is was were has have had be as it will".split()
)


@dataclass(frozen=True, slots=True)
class Sameness:
    """How mentions of a kind are compared: `key` must be equal, `words` resemble by `at_least`, and `fits` hold."""

    key: Callable[[Any], Hashable]
    words: Callable[[Any], str]
    at_least: float
    fits: Callable[[Any, Any], bool]


def content_words(text: str) -> frozenset[str]:
    """The words of a text without the commonest ones, crudely stemmed."""
    return frozenset(w[:6] for w in re.findall(r"\w+", text.lower()) if w not in _STOP)


def _event_key(m: EventMention) -> Hashable:
    return m.type, frozenset(a.country for a in (*m.actors, *m.recipients))


def _event_words(m: EventMention) -> str:
    names = " ".join(a.name or "" for a in (*m.actors, *m.recipients))
    return f"{names} {' '.join(e.quote for e in m.evidence)}"


def _events_fit(one: EventMention, other: EventMention) -> bool:
    """Whether dates and status allow one act: exact days within a slip, else both undated or overlapping periods."""
    if (one.status is Status.POSSIBLE) != (other.status is Status.POSSIBLE):
        return False
    if one.date and other.date:
        return one.date.overlaps(_widened(other.date))
    return one.date is None and other.date is None


def _widened(interval: DateInterval) -> DateInterval:
    start = interval.start - _SLIP if interval.start and interval.start > date.min + _SLIP else interval.start
    end = interval.end + _SLIP if interval.end and interval.end < date.max - _SLIP else interval.end
    return DateInterval(start, end, interval.precision, interval.basis)


def is_exactly_dated(event: EventMention) -> bool:
    """Whether an act is dated to a span of at most five days: such acts need fewer words in common."""
    d = event.date
    return bool(d and d.start and d.end and (d.end - d.start).days <= 4)


def _statement_key(m: Quotation) -> Hashable:
    return m.speaker.country, (m.speaker.name or m.speaker.office or "").casefold()


def _quantities_fit(one: QuantityMention, other: QuantityMention) -> bool:
    return one.period is None or other.period is None or one.period.overlaps(other.period)


def _always(one: object, other: object) -> bool:
    return True


SAMENESS: Mapping[str, Sameness] = {
    "events": Sameness(_event_key, _event_words, 0.2, _events_fit),
    "statements": Sameness(_statement_key, lambda m: m.quote, 0.5, _always),
    "commitments": Sameness(lambda m: frozenset(m.parties), lambda m: m.what, 0.5, _always),
    "drivers": Sameness(
        lambda m: (frozenset(m.cause_actors), frozenset(m.effect_actors)),
        lambda m: f"{m.cause} {m.effect}",
        0.6,
        _always,
    ),
    "quantities": Sameness(lambda m: (frozenset(m.subject), m.unit), lambda m: f"{m.indicator}", 0.5, _quantities_fit),
    "offices": Sameness(lambda m: (m.person.casefold(), m.country, m.office), lambda m: m.person, 0.0, _always),
    "groupings": Sameness(lambda m: (m.kind, m.name.casefold()), lambda m: m.name, 0.0, _always),
}
PREFIXES: Mapping[str, str] = {
    "events": "ev",
    "statements": "st",
    "commitments": "co",
    "drivers": "dr",
    "quantities": "qu",
    "offices": "of",
    "groupings": "gr",
}
# Acts that happen once between two parties on a day whatever words tell them.
MEETINGS = frozenset({EventType.CONSULT})


def compared_fields(mention: Any) -> dict[str, str]:
    """The fields on which pages may disagree about one thing, as text; unknown values are left out."""
    if isinstance(mention, EventMention):
        fields = {
            "date": str(mention.date or ""),
            "place": mention.place.name if mention.place else "",
            "status": str(mention.status),
        }
    elif isinstance(mention, QuantityMention):
        fields = {"value": f"{mention.value:,.10g} {mention.unit}"}
    elif isinstance(mention, CommitmentMention):
        fields = {"due": str(mention.due or ""), "state": str(mention.state)}
    elif isinstance(mention, GroupingMention):
        fields = {"members": " ".join(sorted(mention.members))}
    elif isinstance(mention, OfficeMention | DriverMention | Quotation):
        fields = {}
    else:
        raise TypeError(f"no such mention: {type(mention).__name__}")
    return {k: v for k, v in fields.items() if v}
