"""Which items a question asks for: by pair of states, type, status and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cordiale.model.actor import Actor, Dyad
from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    GroupingMention,
    Mention,
    OfficeMention,
    QuantityMention,
    Quotation,
)
from cordiale.model.ontology import EventType, Status
from cordiale.model.record import Item
from cordiale.model.time import DateInterval

# Kinds of items (fields of Record) that are told of a pair where they concern both, and where they concern one of its states.
OF_BOTH = ("events", "statements", "drivers", "groupings")
OF_EITHER = ("commitments", "quantities", "offices")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for; None asks for everything. `of` is a state that is concerned, whoever else is."""

    between: Dyad | None = None
    type: EventType | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None
    of: str | None = None


def countries_of(mention: Mention) -> frozenset[str]:
    """Every state that a mention concerns."""
    if isinstance(mention, EventMention):
        return frozenset(a.country for a in (*mention.actors, *mention.recipients) if a.country)
    if isinstance(mention, Quotation):
        return frozenset({*mention.about, *({mention.speaker.country} if mention.speaker.country else ())})
    if isinstance(mention, CommitmentMention):
        return frozenset(mention.parties)
    if isinstance(mention, DriverMention):
        return frozenset({*mention.cause_actors, *mention.effect_actors})
    if isinstance(mention, QuantityMention):
        return frozenset(mention.subject)
    if isinstance(mention, GroupingMention):
        return frozenset(mention.members)
    return frozenset({mention.country} if mention.country else ())


def named_in(mention: Mention) -> list[Actor]:
    """Those whom a mention names as acting, speaking, claiming or holding office, by a name of their own or an office."""
    if isinstance(mention, EventMention):
        found = [*mention.actors, *mention.recipients]
    elif isinstance(mention, Quotation):
        found = [mention.speaker, *([mention.within] if mention.within else [])]
    elif isinstance(mention, DriverMention):
        found = [mention.claimed_by] if mention.claimed_by else []
    elif isinstance(mention, OfficeMention):
        found = [Actor(mention.country, None, mention.person, mention.office)]
    else:
        found = []
    return [a for a in found if a.name or (a.country is None and a.office)]


def day_of(mention: Mention) -> DateInterval | None:
    """When a mention's matter took place, or is due, where it says so."""
    if isinstance(mention, EventMention):
        return mention.date
    if isinstance(mention, CommitmentMention):
        return mention.made or mention.due
    if isinstance(mention, QuantityMention):
        return mention.period
    if isinstance(mention, OfficeMention):
        return mention.as_of
    return None


def is_wanted(item: Item[Any], wanted: Wanted) -> bool:
    """Whether an item fits; items of one state (offices, quantities, commitments) fit a pair that has that state."""
    best = item.best
    if wanted.type and getattr(best, "type", None) is not wanted.type:
        return False
    if wanted.status and getattr(best, "status", None) is not wanted.status:
        return False
    if wanted.of and wanted.of not in countries_of(best):
        return False
    return _concerns(best, wanted.between) and _within(day_of(best), wanted)


def _concerns(mention: Mention, pair: Dyad | None) -> bool:
    if pair is None:
        return True
    both, found = {pair.first, pair.second}, countries_of(mention)
    if isinstance(mention, (OfficeMention, QuantityMention, CommitmentMention)):
        return bool(both & found)
    return both <= found


def _within(day: DateInterval | None, wanted: Wanted) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    if day is None:
        return False
    return (wanted.since is None or (day.end or date.max) >= wanted.since) and (
        wanted.until is None or (day.start or date.min) <= wanted.until
    )
