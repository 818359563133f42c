"""The export contract as tables: for each kind its columns and what a cell of each holds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

import msgspec


class Cell(Enum):
    """What the cells of a column hold, or null."""

    TEXT = auto()
    TEXTS = auto()
    WHOLE = auto()
    NUMBER = auto()
    TRUTH = auto()
    ACTOR = auto()
    ACTORS = auto()
    DATE = auto()
    PUBLISHED = auto()
    PLACE = auto()
    EVIDENCE = auto()
    DISAGREEMENTS = auto()
    BLOCKS = auto()
    SIDE = auto()


Columns = Mapping[str, Cell]

_C = Cell
_OWN: Mapping[str, Columns] = {
    "events": {
        "type": _C.TEXT,
        "mode": _C.TEXT,
        "contexts": _C.TEXTS,
        "quad_class": _C.WHOLE,
        "actors": _C.ACTORS,
        "recipients": _C.ACTORS,
        "date": _C.DATE,
        "status": _C.TEXT,
        "place": _C.PLACE,
    },
    "statements": {
        "speaker": _C.ACTOR,
        "mode": _C.TEXT,
        "quote": _C.TEXT,
        "within": _C.ACTOR,
        "about": _C.TEXTS,
        "tone": _C.TEXT,
        "cue": _C.TEXT,
    },
    "commitments": {
        "parties": _C.TEXTS,
        "what": _C.TEXT,
        "domain": _C.TEXT,
        "made": _C.DATE,
        "due": _C.DATE,
        "state": _C.TEXT,
    },
    "drivers": {
        "cause": _C.TEXT,
        "cause_actors": _C.TEXTS,
        "effect": _C.TEXT,
        "effect_actors": _C.TEXTS,
        "polarity": _C.TEXT,
        "claimed_by": _C.TEXT,
    },
    "quantities": {
        "indicator": _C.TEXT,
        "subject": _C.TEXTS,
        "value": _C.NUMBER,
        "unit": _C.TEXT,
        "qualifier": _C.TEXT,
        "period": _C.TEXT,
        "attributed_to": _C.TEXT,
    },
    "offices": {
        "person": _C.TEXT,
        "country": _C.TEXT,
        "office": _C.TEXT,
        "as_of": _C.TEXT,
        "former": _C.TRUTH,
    },
    "groupings": {"name": _C.TEXT, "type": _C.TEXT, "members": _C.TEXTS},
}
_HEADERS: Columns = {
    "document": _C.TEXT,
    "title": _C.TEXT,
    "byline": _C.TEXT,
    "publisher": _C.TEXT,
    "url": _C.TEXT,
    "language": _C.TEXT,
    "published": _C.PUBLISHED,
    "truncated": _C.TRUTH,
    "blocks": _C.BLOCKS,
}
# What stands beside the items: their places in the pages one by one, verdicts, and events that others have coded.
_BESIDE: Mapping[str, Columns] = {
    "mentions": {
        "item": _C.TEXT,
        "kind": _C.TEXT,
        "document": _C.TEXT,
        "sentence": _C.WHOLE,
        "begins": _C.WHOLE,
        "ends": _C.WHOLE,
        "quote": _C.TEXT,
        "rule": _C.TEXT,
        "score": _C.NUMBER,
    },
    "judgements": {
        "id": _C.WHOLE,
        "verdict": _C.TEXT,
        "items": _C.TEXTS,
        "documents": _C.TEXTS,
        "reason": _C.TEXT,
        "at": _C.TEXT,
        "undoes": _C.WHOLE,
    },
    "coded_events": {
        "id": _C.TEXT,
        "type": _C.TEXT,
        "quad_class": _C.WHOLE,
        "code": _C.TEXT,
        "contexts": _C.TEXTS,
        "actor": _C.SIDE,
        "recipient": _C.SIDE,
        "date": _C.TEXT,
        "place": _C.TEXT,
        "file": _C.TEXT,
        "format": _C.TEXT,
        "row": _C.WHOLE,
        "quote": _C.TEXT,
    },
}
TABLES = ("headers", *_OWN)
BESIDE = tuple(_BESIDE)


def columns_of(table: str, *, merged: bool) -> Columns:
    """The columns of a table, in order."""
    if table == "headers":
        return _HEADERS
    if table in _BESIDE:
        return _BESIDE[table]
    documents = {"documents": _C.TEXTS} if merged else {}
    head = {"id": _C.TEXT, "document": _C.TEXT, **documents}
    tail = {"evidence": _C.EVIDENCE, "standing": _C.TEXT, "disagreements": _C.DISAGREEMENTS}
    return {**head, **_OWN[table], **tail}


def csv_cell(value: Any) -> Any:
    """A value as a cell of CSV: lists, parts and truths as JSON, null as nothing."""
    return msgspec.json.encode(value).decode() if isinstance(value, (list, dict, bool)) else value
