"""The contract of `cordiale export jsonl`, written down a second time: for each kind its fields and what they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def truth(value: Any) -> bool:
    return isinstance(value, bool)


def one_of(*values: Any) -> Check:
    return lambda value: value in values


def null_or(check: Check) -> Check:
    return lambda value: value is None or check(value)


def list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def shaped(**fields: Check) -> Check:
    """Exactly these fields, each passing its check."""
    return lambda value: (
        isinstance(value, dict) and list(value) == list(fields) and all(fields[k](value[k]) for k in fields)
    )


def country(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 3 and value.isupper()


def day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value.count("-") == 2


ACTOR = shaped(country=null_or(country), sector=null_or(text), name=null_or(text), office=null_or(text))
_PRECISION = one_of("day", "week", "month", "season", "year", "range")
DATE = shaped(start=null_or(day), end=null_or(day), precision=_PRECISION, basis=text)
PLACE = shaped(name=text, country=null_or(country), lat=null_or(number), lon=null_or(number))
EVIDENCE = shaped(start=whole, end=whole, quote=text, sentence=whole, rule=text, score=number)
VALUES = shaped(value=text, documents=list_of(text))
DISAGREEMENT = shaped(field=text, values=list_of(VALUES))
_STANDINGS = ("single source", "corroborated", "contested", "retracted", "rejected")
_BASES = one_of("explicit", "metadata", "url", "inferred")
_PUBLISHED = shaped(start=null_or(day), end=null_or(day), precision=_PRECISION, basis=_BASES, why=null_or(text))
_LABELS = one_of("title", "byline", "date", "section", "body", "caption", "credit", "boilerplate")
_STATUSES = one_of("happened", "ongoing", "planned", "possible", "denied")

KINDS: Mapping[str, Mapping[str, Check]] = {
    "header": {
        "document": text,
        "title": null_or(text),
        "byline": null_or(text),
        "publisher": null_or(text),
        "url": null_or(text),
        "language": null_or(text),
        "published": null_or(_PUBLISHED),
        "truncated": truth,
        "blocks": list_of(shaped(start=whole, end=whole, label=_LABELS)),
    },
    "event": {
        "type": text,
        "mode": null_or(text),
        "contexts": list_of(text),
        "quad_class": one_of(1, 2, 3, 4),
        "actors": list_of(ACTOR),
        "recipients": list_of(ACTOR),
        "date": null_or(DATE),
        "status": _STATUSES,
        "place": null_or(PLACE),
    },
    "statement": {
        "speaker": ACTOR,
        "mode": one_of("direct", "indirect"),
        "quote": text,
        "within": null_or(ACTOR),
        "about": list_of(country),
        "tone": one_of("favourable", "neutral", "critical", "alarmed"),
        "cue": null_or(text),
    },
    "commitment": {
        "parties": list_of(country),
        "what": text,
        "domain": text,
        "made": null_or(DATE),
        "due": null_or(DATE),
        "state": one_of("pledged", "agreed", "under way", "done", "broken"),
    },
    "driver": {
        "cause": text,
        "cause_actors": list_of(country),
        "effect": text,
        "effect_actors": list_of(country),
        "polarity": one_of("+", "-"),
        "claimed_by": text,
    },
    "quantity": {
        "indicator": text,
        "subject": list_of(country),
        "value": number,
        "unit": text,
        "qualifier": null_or(text),
        "period": null_or(text),
        "attributed_to": null_or(text),
    },
    "office": {
        "person": text,
        "country": null_or(country),
        "office": text,
        "as_of": null_or(text),
        "former": truth,
    },
    "grouping": {
        "name": text,
        "type": one_of("treaty", "alliance", "grouping", "pact", "institution"),
        "members": list_of(country),
    },
}


def faults(line: Mapping[str, Any]) -> list[str]:
    """What in a line breaks the contract; empty when it is kept."""
    own = KINDS[line["kind"]]
    fields: dict[str, Check] = dict(own)
    if line["kind"] != "header":
        fields = {
            "id": text,
            "document": text,
            **own,
            "evidence": lambda value: bool(value) and list_of(EVIDENCE)(value),
            "standing": one_of(*_STANDINGS),
            "disagreements": list_of(DISAGREEMENT),
        }
    names = ["kind", *fields]
    if list(line) != names:
        return [f"the fields are {list(line)}, not {names}"]
    return [f"{name}: {line[name]!r}" for name in fields if not fields[name](line[name])]
