"""A row of an event file coded: its day, its two sides, its act; a row that cannot be coded is a Fault, never a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b

from cordiale.lexicon import Lexicon
from cordiale.lexicon.codes import CodedAct, Codes
from cordiale.model.coded import CodedEvent, Side
from cordiale.model.ontology import EventType, Status
from cordiale.read.event_files.formats import Coding, EventFormat
from cordiale.read.event_files.sides import Sides

WHY: Mapping[str, str] = {
    "columns": "with another number of cells than the file has columns",
    "broken date": "with a date that is none",
    "future date": "dated after the day of reading",
    "unknown code": "with a code that the codebook does not have",
    "not happened": "planned, possible or denied",
    "no actor": "that name nobody on one side",
    "unknown actor": "with an actor whose state is not known",
    "duplicate": "that repeat an earlier row",
}
_DONE = frozenset({"", Status.HAPPENED, Status.ONGOING})
# What POLECAT writes for what it does not know.
_NONE = "None"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: a key of WHY, and the cell that is at fault."""

    code: str
    cell: str


@dataclass
class Coder:
    """Codes the rows of one file; what it has worked out for a cell it keeps, for cells repeat.

    `columns` are the file's own, none where it has no header; raises Rejected (columns) where one that is needed is missing.
    """

    format: EventFormat
    columns: tuple[str, ...]
    words: tuple[Lexicon, Codes]
    file: str
    today: date
    _days: dict[str, date | None] = field(default_factory=dict)
    _known: dict[tuple[str, str, str, str], Side | str | None] = field(default_factory=dict)
    _acts: dict[tuple[str, str, str], CodedAct | None] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._sides = Sides(*self.words)
        self._places = self.format.places(self.columns)
        self._width = len(self.columns)

    def code(self, number: int, cells: Sequence[str], text: str) -> CodedEvent | Fault:
        """The event of a row, or why there is none."""
        if len(cells) != self._width:
            return Fault("columns", f"{len(cells)}, not {self._width}")
        at = self._cell
        given = at(cells, "day")
        day = self._day(given)
        if day is None or day > self.today:
            return Fault("future date" if day else "broken date", given)
        code = at(cells, "code") or at(cells, "type")
        act = self._act(code, at(cells, "contexts"))
        if act is None:
            return Fault("unknown code", code)
        if at(cells, "status").lower() not in _DONE:
            return Fault("not happened", at(cells, "status"))
        actor, recipient = self._side(cells, self._actor), self._side(cells, self._recipient)
        if actor is None or recipient is None:
            return Fault("no actor", "")
        if isinstance(actor, str) or isinstance(recipient, str):
            return Fault("unknown actor", actor if isinstance(actor, str) else str(recipient))
        key = _key((at(cells, "id"), given, actor.words, recipient.words, code) if self._has_ids else (text,))
        if key in self._seen:
            return Fault("duplicate", at(cells, "id") or given)
        self._seen.add(key)
        mode = at(cells, "mode")
        full = f"{code}/{mode}" if mode else code
        sides = (day, actor, recipient, act.type, act.quad_class, full, act.contexts)
        return CodedEvent(self.file, number, *sides, self._place(cells), key, text)

    @cached_property
    def _actor(self) -> tuple[int, ...]:
        return self._columns_of("actor")

    @cached_property
    def _recipient(self) -> tuple[int, ...]:
        return self._columns_of("recipient")

    @cached_property
    def _has_ids(self) -> bool:
        return "id" in self._places

    def _columns_of(self, who: str) -> tuple[int, ...]:
        """Where words, country, group and sector of a side stand; -1 where the file has no such column."""
        return tuple(self._places.get(part, -1) for part in (who, f"{who}_country", f"{who}_group", f"{who}_sector"))

    def _cell(self, cells: Sequence[str], part: str) -> str:
        place = self._places.get(part)
        found = cells[place].strip() if place is not None else ""
        return "" if found == _NONE else found

    def _day(self, given: str) -> date | None:
        if given not in self._days:
            self._days[given] = parse_day(given)
        return self._days[given]

    def _side(self, cells: Sequence[str], places: tuple[int, ...]) -> Side | str | None:
        words, country, group, sector = (cells[p] if p >= 0 else "" for p in places)
        key = (words, country, group, sector)
        if key not in self._known:
            self._known[key] = self._sides.side(*key)
        return self._known[key]

    def _act(self, code: str, contexts: str) -> CodedAct | None:
        key = (code, contexts, "")
        if key not in self._acts:
            self._acts[key] = self._plover(code, contexts) if self.format.coding is Coding.PLOVER else self._cameo(code)
        return self._acts[key]

    def _cameo(self, code: str) -> CodedAct | None:
        return self.words[1].acts.get(code)

    def _plover(self, code: str, contexts: str) -> CodedAct | None:
        try:
            type = EventType(code.upper())
        except ValueError:
            return None
        known = self.words[1].contexts
        words = contexts.replace(",", ";").lower().split(";")
        found = dict.fromkeys(known[w] for word in words if (w := word.strip().replace(" ", "_")) in known)
        return CodedAct(type, type.quad_class, tuple(found))

    def _place(self, cells: Sequence[str]) -> str | None:
        """The place as given; without a name of one, the country."""
        return self._cell(cells, "place") or self._cell(cells, "place_country") or None


def parse_day(given: str) -> date | None:
    """The day of '2014-08-01', '20140801' or '2014-08-01 00:00:00'; None for anything else."""
    day = given.replace("T", " ").partition(" ")[0]
    try:
        if len(day) == 8 and day.isdecimal():
            return date(int(day[:4]), int(day[4:6]), int(day[6:]))
        return date.fromisoformat(day) if len(day) == 10 else None
    except ValueError:
        return None


def _key(parts: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest(), signed=True)
