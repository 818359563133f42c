"""How acts, dates and figures are worded in a brief."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cordiale.model.actor import Actor
from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    GroupingMention,
    OfficeMention,
    QuantityMention,
    Quotation,
)
from cordiale.model.ontology import EventType
from cordiale.model.time import DateInterval, Precision

NameOf = Callable[[str], str]

_ACTS: Mapping[EventType, str] = {
    EventType.AGREE: "agreement",
    EventType.CONSULT: "meeting",
    EventType.SUPPORT: "support",
    EventType.CONCEDE: "concession",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aid",
    EventType.RETREAT: "pull-back",
    EventType.REQUEST: "demand",
    EventType.ACCUSE: "criticism",
    EventType.REJECT: "rejection",
    EventType.THREATEN: "threat",
    EventType.PROTEST: "protest",
    EventType.SANCTION: "sanction",
    EventType.MOBILIZE: "show of force",
    EventType.COERCE: "coercion",
    EventType.ASSAULT: "attack",
}
_MODES = {
    "visit": "visit",
    "phone": "call",
    "multilateral": "multilateral meeting",
    "ceasefire": "ceasefire",
    "expel": "expulsion",
}
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "percent": ""}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def say_date(interval: DateInterval | None) -> str:
    """'10 April 2024', 'April 2024', '2024', 'March–May 2026', 'since 1951'; 'undated' for None."""
    if interval is None:
        return "undated"
    start, end = interval.start, interval.end
    if start is None or end is None:
        return f"since {start:%Y}" if start else f"until {interval.anchor:%Y}"
    if start == end:
        return f"{start.day} {start:%B %Y}"
    if interval.precision is Precision.YEAR:
        return f"{start:%Y}"
    if interval.precision is Precision.MONTH:
        return f"{start:%B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%B %Y}"
    if start.year == end.year:
        return f"{start:%B}–{end:%B %Y}"
    return f"{start:%Y}–{end:%Y}"


def say_actor(actor: Actor | None, name_of: NameOf) -> str:
    """'Japan (Fumio Kishida)', 'Japan', or the bare name where no state is known."""
    if actor is None:
        return "the article"
    who = actor.name or actor.office
    if actor.country in (None, "IGO"):
        return who or "somebody"
    assert actor.country is not None
    return f"{name_of(actor.country)} ({who})" if who else name_of(actor.country)


def join_words(parts: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    unique = list(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}" if unique else ""


def say_event(m: EventMention, name_of: NameOf) -> str:
    """'10 April 2024: visit, Japan (Fumio Kishida) → United States'."""
    act = _MODES.get(m.mode or "", _ACTS[m.type])
    doers = join_words([say_actor(a, name_of) for a in m.actors])
    receivers = join_words([say_actor(a, name_of) for a in m.recipients])
    place = f", {m.place.name}" if m.place else ""
    return f"{say_date(m.date)}: {act}, {doers}{' → ' + receivers if receivers else ''}{place}"


def say_statement(m: Quotation, name_of: NameOf) -> str:
    """'Japan (Sanae Takaichi): “We will …” (favourable)'."""
    said = shorten(m.quote.strip('“”"‘’ ,'), 240)
    words = f"“{said}”" if m.is_direct else said
    return f"{say_actor(m.speaker, name_of)}: {words} ({m.tone})"


def say_commitment(m: CommitmentMention, name_of: NameOf) -> str:
    """'Japan: raise defence spending (pledged, due 2027)'."""
    due = f", due {say_date(m.due)}" if m.due else ""
    return f"{join_words([name_of(p) for p in m.parties])}: {shorten(m.what, 200)} ({m.state}{due})"


def say_driver(m: DriverMention, name_of: NameOf) -> str:
    """'cause → effect (strengthens), says the article'."""
    effect = "strengthens" if m.polarity == "+" else "weakens"
    return f"{shorten(m.cause, 160)} → {shorten(m.effect, 160)} ({effect}), says {say_actor(m.claimed_by, name_of)}"


def say_quantity(m: QuantityMention, name_of: NameOf) -> str:
    """'Japan and United States: over $200 billion, goods traded annually'."""
    period = f", {say_date(m.period)}" if m.period else ""
    by = f", by account of {m.attributed_to}" if m.attributed_to else ""
    return f"{join_words([name_of(s) for s in m.subject])}: {say_number(m)}, {m.indicator}{period}{by}"


def say_number(m: QuantityMention) -> str:
    """A figure with its qualifier, scale and unit."""
    size, scale = next(((m.value / n, f" {word}") for n, word in _SCALES if abs(m.value) >= n), (m.value, ""))
    number = f"{size:,.10g}{scale}"
    symbol = _SYMBOLS.get(m.unit)
    worded = f"{number}%" if m.unit == "percent" else f"{symbol}{number}" if symbol else f"{number} {m.unit}"
    return f"{m.qualifier} {worded}" if m.qualifier else worded


def say_office(m: OfficeMention, name_of: NameOf) -> str:
    """'Fumio Kishida, prime minister of Japan (as of April 2024)'."""
    of = f" of {name_of(m.country)}" if m.country else ""
    as_of = f" (as of {say_date(m.as_of)})" if m.as_of else ""
    return f"{m.person}, {m.office}{of}{as_of}"


def say_grouping(m: GroupingMention, name_of: NameOf) -> str:
    """'Quad (grouping): Australia, India, Japan and United States'."""
    return f"{m.name} ({m.kind}): {join_words([name_of(c) for c in m.members[:12]])}{' and others' if len(m.members) > 12 else ''}"


def shorten(text: str, length: int) -> str:
    """A text on one line, cut at a word with an ellipsis where it is longer than `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + " …"


def say(kind: str, mention: Any, name_of: NameOf) -> str:
    """A mention of a kind (a field of Record) in words."""
    return _SAID[kind](mention, name_of)


_SAID: Mapping[str, Callable[[Any, NameOf], str]] = {
    "events": say_event,
    "statements": say_statement,
    "commitments": say_commitment,
    "drivers": say_driver,
    "quantities": say_quantity,
    "offices": say_office,
    "groupings": say_grouping,
}
