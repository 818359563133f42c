"""How acts, dates and figures are worded in a brief."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

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
from cordiale.model.ontology import EventType, Status, Tone
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
    "third-party": "mediated meeting",
    "ceasefire": "ceasefire",
    "expel": "expulsion",
}
_STATUS = {
    Status.ONGOING: "going on",
    Status.PLANNED: "announced",
    Status.POSSIBLE: "possible, not told to have happened",
    Status.DENIED: "denied",
}
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "KRW": "₩", "INR": "₹"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_MANY = 8


def say_date(interval: DateInterval | None) -> str:
    """'10 April 2024', 'April 2024', '2024', '3–9 May 2026', 'March–May 2026', 'since 1951'; 'undated' for None."""
    if interval is None:
        return "undated"
    start, end = interval.start, interval.end
    if start is None or end is None:
        return f"since {start:%Y}" if start else f"until {interval.anchor:%Y}"
    if start == end:
        return f"{start.day} {start:%B %Y}"
    if interval.precision is Precision.YEAR and start.year == end.year:
        return f"{start:%Y}"
    if interval.precision is Precision.MONTH:
        return f"{start:%B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%B %Y}"
    if start.year == end.year:
        return f"{start:%B}–{end:%B %Y}"
    return f"{start:%Y}–{end:%Y}"


def say_actor(actor: Actor | None, name_of: NameOf) -> str:
    """'Japan (Fumio Kishida)', 'Japan', or the bare name where no state is known; 'the article' for None."""
    if actor is None:
        return "the article"
    who = _who(actor, name_of)
    if actor.country in (None, "IGO"):
        return who or "an organisation"
    assert actor.country is not None
    state = name_of(actor.country)
    return f"{state} ({who})" if who and who != state else state


def _who(actor: Actor, name_of: NameOf) -> str | None:
    """The person, body or office; where several speak as one, the codes among their names in words."""
    who = actor.name or actor.office
    return re.sub(r"\b[A-Z]{3}\b", lambda code: name_of(code[0]), who) if who else None


def join_words(parts: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'; each word once."""
    unique = list(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}" if unique else ""


def say_act(m: EventMention, name_of: NameOf) -> str:
    """'visit, Japan (Fumio Kishida) → United States, Washington', without its date."""
    act = _MODES.get(m.mode or "", _ACTS[m.type])
    doers, receivers = _say_side(m.actors, name_of), _say_side(m.recipients, name_of)
    place = f", {m.place.name}" if m.place else ""
    if receivers and not doers:
        doers = "somebody unnamed"
    return f"{act}{', ' + doers if doers else ''}{' → ' + receivers if receivers else ''}{place}"


def _say_side(actors: Sequence[Actor], name_of: NameOf) -> str:
    """The actors of one side state by state, the persons and bodies of each in brackets."""
    by_state: dict[str, list[str]] = {}
    for actor in actors:
        if actor.country in (None, "IGO"):
            by_state.setdefault(say_actor(actor, name_of), [])
        else:
            assert actor.country is not None
            who = _who(actor, name_of)
            by_state.setdefault(name_of(actor.country), []).extend([who] if who else [])
    return join_words([f"{s} ({', '.join(dict.fromkeys(who))})" if who else s for s, who in by_state.items()])


def say_status(status: Status) -> str | None:
    """What an act's status is called; None for what has simply happened."""
    return _STATUS.get(status)


def say_statement(m: Quotation, name_of: NameOf) -> str:
    """'Japan (Sanae Takaichi): “We will …” (critical)', 'Chile (Gabriel Boric) accused: Lima of failing …'.

    Relayed speakers are named, a neutral tone is left out; what is told in other words keeps the verb that the page gives it.
    """
    said = shorten(m.quote.strip('“”"‘’ ,'), 240)
    words = f"“{said}”" if m.is_direct else said
    tone = "" if m.tone is Tone.NEUTRAL else f" ({m.tone})"
    by = f", as told by {say_actor(m.within, name_of)}" if m.within else ""
    verb = f" {m.cue}" if not m.is_direct and not by and m.cue and re.fullmatch(r"[a-z]+(?:ed|es|s|d)", m.cue) else ""
    return f"{say_actor(m.speaker, name_of)}{by}{verb}: {words}{tone}"


def say_commitment(m: CommitmentMention, name_of: NameOf) -> str:
    """'Japan — raise defence spending (pledged, due 2027)'."""
    due = f", due {say_due(m.due)}" if m.due else ""
    return f"{join_words([name_of(p) for p in m.parties])} — {shorten(m.what, 200)} ({m.state}{due})"


def say_due(due: DateInterval) -> str:
    """'10 April 2024', 'by 31 December 2027'."""
    if due.start is None and due.end is not None:
        return f"by {due.end.day} {due.end:%B %Y}"
    return say_date(due)


def say_driver(m: DriverMention, name_of: NameOf) -> str:
    """'cause → effect (strengthens), says the article'."""
    effect = "strengthens" if m.polarity == "+" else "weakens"
    return f"{shorten(m.cause, 160)} → {shorten(m.effect, 160)} ({effect}), says {say_actor(m.claimed_by, name_of)}"


def say_quantity(m: QuantityMention, name_of: NameOf) -> str:
    """'Japan and United States — over $200 billion: goods traded, 2023, by account of the Trade Representative'."""
    what = f": {m.indicator.strip(' -–—,')}" if m.indicator.strip(" -–—,") else ""
    return f"{say_figure(m, name_of)}{what}{say_figure_ground(m)}"


def say_figure(m: QuantityMention, name_of: NameOf) -> str:
    """'Japan and United States — over $200 billion'."""
    return f"{join_words([name_of(s) for s in m.subject])} — {say_number(m)}"


def say_figure_ground(m: QuantityMention) -> str:
    """', 2023, by account of the Trade Representative'; nothing where neither is known."""
    period = f", {say_date(m.period)}" if m.period else ""
    return period + (f", by account of {m.attributed_to}" if m.attributed_to else "")


def say_number(m: QuantityMention) -> str:
    """A figure with its qualifier, scale and unit."""
    amount = say_amount(m.value, m.unit)
    return f"{m.qualifier} {amount}" if m.qualifier else amount


def say_amount(value: float, unit: str) -> str:
    """'$550 billion', '15%', '2% of gross domestic product', '54,000 troops', '211 billion SEK'."""
    size, scale = next(((value / n, f" {word}") for n, word in _SCALES if abs(value) >= n), (value, ""))
    number = f"{size:,.6g}" if scale or size != int(size) else f"{size:,.0f}"
    if unit.startswith("percent"):
        return f"{number}%{unit.removeprefix('percent')}"
    symbol = _SYMBOLS.get(unit)
    return f"{symbol}{number}{scale}" if symbol else f"{number}{scale} {unit}".strip()


def say_office(m: OfficeMention, name_of: NameOf) -> str:
    """'Fumio Kishida, prime minister of Japan (as of 10 April 2024)'; 'former' where the page says so."""
    of = f" of {name_of(m.country)}" if m.country else ""
    former = "former " if m.is_former else ""
    as_of = f" (as of {say_date(m.as_of)})" if m.as_of and m.as_of.start and m.as_of.end else ""
    return f"{m.person}, {former}{m.office}{of}{as_of}"


def say_grouping(m: GroupingMention, name_of: NameOf) -> str:
    """'Quad (grouping): Australia, India, Japan and United States'; of many members the number."""
    if len(m.members) > _MANY:
        return f"{m.name} ({m.kind}) of {len(m.members)} states"
    return f"{m.name} ({m.kind}): {join_words([name_of(c) for c in m.members])}"


def shorten(text: str, length: int) -> str:
    """A text on one line, cut at a word with an ellipsis where it is longer than `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1].rsplit(" ", 1)[0]
    return re.sub(r"[\s,;:–—-]+$", "", cut) + " …"


def plural(count: int, noun: str) -> str:
    """'1 page', '2 pages'."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
