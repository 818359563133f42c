"""The shape of a language model's answer, and what of an answer has it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from cordiale.model.ontology import CommitmentState, Context, EventType, Status, Tone

KINDS = ("acts", "statements", "commitments", "drivers")
# More than a sentence tells; the rest of a longer list is no reading.
MOST = 400


class Act(msgspec.Struct, frozen=True):
    """An act in quoted words."""

    sentence: int
    words: str
    type: EventType
    status: Status
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mode: str | None = None
    contexts: tuple[Context, ...] = ()
    date: str | None = None
    place: str | None = None


class Saying(msgspec.Struct, frozen=True):
    """Words attributed to a speaker."""

    sentence: int
    content: str
    tone: Tone = Tone.NEUTRAL
    speaker: str | None = None
    cue: str | None = None


class Binding(msgspec.Struct, frozen=True):
    """Words that bind a party."""

    sentence: int
    what: str
    domain: Context
    state: CommitmentState
    party: str | None = None
    cue: str | None = None


class Cause(msgspec.Struct, frozen=True):
    """Words that are said to cause what other words say."""

    sentence: int
    cause: str
    effect: str
    polarity: str
    signal: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, item by item; `misshapen` counts the items that have not the shape."""

    acts: tuple[Act, ...] = ()
    statements: tuple[Saying, ...] = ()
    commitments: tuple[Binding, ...] = ()
    drivers: tuple[Cause, ...] = ()
    misshapen: int = 0


class Misshapen(Exception):
    """An answer that is no object with the four lists."""


def parse_answer(text: str) -> Answer:
    """The items of an answer; Misshapen when it is not one object with the four lists of objects.

    An item that has not the shape is left out and counted. Words around the object (a fence of code) are passed over.
    """
    start, end = text.find("{"), text.rfind("}")
    try:
        told = msgspec.json.decode(text[start : end + 1].encode("utf-8", "replace")) if start >= 0 else None
    except (msgspec.DecodeError, RecursionError):
        told = None
    if not isinstance(told, dict) or not all(isinstance(told.get(kind), list) for kind in KINDS):
        raise Misshapen
    acts, statements = _taken(told["acts"], Act), _taken(told["statements"], Saying)
    commitments, drivers = _taken(told["commitments"], Binding), _taken(told["drivers"], Cause)
    drivers = [d for d in drivers if d.polarity in ("+", "-")]
    kept = len(acts) + len(statements) + len(commitments) + len(drivers)
    lost = sum(len(told[kind]) for kind in KINDS) - kept
    return Answer(tuple(acts), tuple(statements), tuple(commitments), tuple(drivers), lost)


_T = TypeVar("_T")


def _taken(items: Iterable[object], shape: type[_T]) -> list[_T]:
    found = []
    for item in list(items)[:MOST]:
        try:
            found.append(msgspec.convert(item, shape))
        except msgspec.ValidationError:
            continue
    return found


def answer_schema(modes: Iterable[str]) -> Mapping[str, Any]:
    """The JSON schema of an answer, in the subset that servers hold a model to: all required, nothing further, null for nothing."""
    words, maybe, number = {"type": "string"}, {"type": ["string", "null"]}, {"type": "integer"}
    several = {"type": "array", "items": words}
    acts: dict[str, Any] = {
        "sentence": number,
        "words": words,
        "type": _one_of(EventType),
        "mode": {"anyOf": [_one_of(modes), {"type": "null"}]},
        "status": _one_of(Status),
        "contexts": {"type": "array", "items": _one_of(Context)},
        "actors": several,
        "recipients": several,
        "date": maybe,
        "place": maybe,
    }
    statements: dict[str, Any] = {
        "sentence": number,
        "content": words,
        "speaker": maybe,
        "cue": maybe,
        "tone": _one_of(Tone),
    }
    commitments: dict[str, Any] = {
        "sentence": number,
        "what": words,
        "party": maybe,
        "cue": maybe,
        "domain": _one_of(Context),
        "state": _one_of(CommitmentState),
    }
    drivers: dict[str, Any] = {
        "sentence": number,
        "cause": words,
        "effect": words,
        "signal": maybe,
        "polarity": _one_of(("+", "-")),
    }
    lists = zip(KINDS, (acts, statements, commitments, drivers), strict=True)
    return _object({kind: {"type": "array", "items": _object(shape)} for kind, shape in lists})


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": [str(w) for w in words]}


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(fields), "required": list(fields), "additionalProperties": False}


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as one text, the same for equal schemas."""
    return json.dumps(schema, sort_keys=True)
