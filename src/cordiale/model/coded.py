"""Events that others have coded: rows of event files, kept beside the record with the row as their evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cordiale.model.actor import Dyad
from cordiale.model.issue import Issue
from cordiale.model.ontology import Context, EventType, QuadClass, Sector

_ID = re.compile(r"ce_([0-9a-f]{10})_([1-9][0-9]*)")
_DIGITS = 10
NO_STATE = "IGO"


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side of a row: a state (or IGO for an organisation of states), its part, and the words of the row."""

    country: str
    sector: Sector | None
    words: str


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """What a row of an event file says: who did what to whom on which day, with the code and the words as given.

    `file` is the sha256 of the file, `row` counts its rows from 1 without the header. `type` is None for a code that stands
    for no act (CAMEO's statements and appeals). `key` is equal for two rows that tell the same event; `quote` is the row.
    """

    file: str
    row: int
    day: date
    actor: Side
    recipient: Side
    type: EventType | None
    quad_class: QuadClass
    code: str
    contexts: tuple[Context, ...]
    place: str | None
    key: int
    quote: str

    @property
    def id(self) -> str:
        """The file and the row as one word."""
        return coded_id(self.file, self.row)

    @property
    def dyad(self) -> Dyad | None:
        """The pair of states it lies between; None within one state, or where a side is an organisation of states."""
        one, other = self.actor.country, self.recipient.country
        return None if one == other or NO_STATE in (one, other) else Dyad.of(one, other)


def coded_id(file: str, row: int) -> str:
    """The id of the coded event in a row of the file with that sha256."""
    return f"ce_{file[:_DIGITS]}_{row}"


def parse_coded_id(id: str) -> tuple[str, int] | None:
    """The first digits of the file's sha256 and the row that an id names; None when it is no such id."""
    found = _ID.fullmatch(id)
    return (found[1], int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class RowsLeftOut:
    """How many rows of a file were not taken and why: a stable short code, words for people, and the first of them."""

    code: str
    what: str
    number: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventFile:
    """An event file that was read: its sha256, name, path and format, and what became of its rows.

    `stage` names the version of the coding and of the tables that it was read with.
    """

    id: str
    name: str
    origin: str
    format: str
    stage: str
    rows: int = 0
    coded: int = 0
    left_out: tuple[RowsLeftOut, ...] = ()

    def issues(self) -> tuple[Issue, ...]:
        """The rows that were not taken as trouble that can be said, the most frequent first."""
        ranked = sorted(self.left_out, key=lambda x: (-x.number, x.code))
        return tuple(Issue(self.name, x.code, _say(x)) for x in ranked)


def _say(x: RowsLeftOut) -> str:
    such = f": {'; '.join(x.examples)}" if x.examples else ""
    return f"{x.number:,} row{'s' * (x.number != 1)} {x.what}{such}"
