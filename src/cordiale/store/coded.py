"""The coded events of other people's files in the record file: kept file by file, with their rows packed beside them."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from cordiale.model.actor import Dyad
from cordiale.model.coded import NO_STATE, CodedEvent, EventFile, RowsLeftOut, Side, parse_coded_id
from cordiale.model.document import names_of
from cordiale.model.ontology import Context, EventType, QuadClass, Sector
from cordiale.model.selection import Wanted
from cordiale.store.connection import Connection, Row, up_to

_FILE = "place, id, name, origin, format, stage, row_count, coded, left_out"
_EVENT = (
    "file, row, day, actor, actor_sector, actor_words, recipient, recipient_sector, recipient_words, type, quad_class, "
    "code, contexts, place, key"
)
_INSERT = f"INSERT INTO coded_event (pair, {_EVENT}) VALUES (?{', ?' * 15})"
_ACTS = (
    "SELECT file, row, day, actor, actor_sector, recipient, recipient_sector, type, contexts, key FROM coded_event "
    "WHERE pair IS NOT NULL AND type IS NOT NULL"
)
_INSERT_FILE = (
    "INSERT INTO event_file (id, name, origin, format, stage, row_count, coded, left_out) "
    "VALUES (?, ?, ?, ?, ?, 0, 0, '[]') RETURNING place"
)
# Rows are packed so many together, and the packs last opened are kept at hand.
_PACKED = 500
_AT_HAND = 200
_QUICK = 1


@dataclass(frozen=True, slots=True)
class CodedAct:
    """Of a coded event what counts as an act: `contexts` are words, `day` counts from the beginning of the calendar."""

    file: str
    row: int
    day: int
    sides: tuple[str, str]
    sectors: tuple[str | None, str | None]
    type: str
    contexts: str
    key: int


class CodedEvents:
    """The event files of a record and their events; reached as `Store.coded`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    # --- files ---

    def files(self) -> list[EventFile]:
        """The files that were read, by name."""
        return [_file(row) for row in self._db.execute(f"SELECT {_FILE} FROM event_file ORDER BY name")]

    def file(self, name: str) -> EventFile | None:
        """The file of that name, or None."""
        rows = self._db.execute(f"SELECT {_FILE} FROM event_file WHERE name = ?", (name,))
        return _file(rows[0]) if rows else None

    def file_of(self, digest: str) -> EventFile | None:
        """The file with that sha256, or None."""
        rows = self._db.execute(f"SELECT {_FILE} FROM event_file WHERE id = ?", (digest,))
        return _file(rows[0]) if rows else None

    def name_for(self, origin: str) -> str:
        """The name of the file at a path: the one it is held by, else the shortest that no other file has."""
        held = self._db.execute("SELECT name FROM event_file WHERE origin = ?", (origin,))
        if held:
            return str(held[0][0])
        taken = "SELECT 1 FROM event_file WHERE name = ?"
        names = names_of(origin.rpartition("/")[2], origin)
        return next((n for n in names if not self._db.execute(taken, (n,))), origin)

    def save(
        self, file: EventFile, batches: Iterable[Sequence[CodedEvent]], finish: Callable[[EventFile], EventFile]
    ) -> EventFile:
        """Keep a file's events in place of those of an earlier file at its path or of the same bytes, whole or not at all.

        The batches are taken one at a time; `finish` then says what became of the rows.
        """
        with self._db.write():
            self._db.execute("DELETE FROM event_file WHERE origin = ? OR id = ?", (file.origin, file.id))
            place = self._db.execute(_INSERT_FILE, (file.id, file.name, file.origin, file.format, file.stage))[0][0]
            for batch in batches:
                self._db.execute_many(_INSERT, (_values(place, e) for e in batch))
                for begin in range(0, len(batch), _PACKED):
                    some = batch[begin : begin + _PACKED]
                    packed = zlib.compress(msgspec.json.encode([(e.row, e.quote) for e in some]), _QUICK)
                    self._db.execute("INSERT INTO coded_rows VALUES (?, ?, ?)", (place, some[0].row, packed))
            done = finish(file)
            left = msgspec.json.encode(done.left_out).decode()
            self._db.execute(
                "UPDATE event_file SET row_count = ?, coded = ?, left_out = ? WHERE place = ?",
                (done.rows, done.coded, left, place),
            )
        return done

    def forget(self, name: str) -> bool:
        """Take a file out with all its events; whether there was one of that name."""
        with self._db.write():
            return bool(self._db.execute("DELETE FROM event_file WHERE name = ? RETURNING 1", (name,)))

    # --- events ---

    def count(self, wanted: Wanted | None = None) -> int:
        """How many coded events fit."""
        condition, values = _condition(wanted or Wanted())
        return int(str(self._db.execute(f"SELECT count(*) FROM coded_event{condition}", values)[0][0]))

    def events(self, wanted: Wanted | None = None, limit: int = -1) -> Iterator[CodedEvent]:
        """The coded events that fit, by day, file and row; at most `limit` of them."""
        condition, values = _condition(wanted or Wanted())
        query = f"SELECT {_EVENT} FROM coded_event{condition} ORDER BY day, file, row LIMIT ?"
        files, rows = self._digests(), _PackedRows(self._db)
        for row in self._db.each(query, (*values, up_to(limit))):
            yield _event(row, files, rows)

    def event(self, id: str) -> CodedEvent | None:
        """The coded event of that id, or None."""
        parsed = parse_coded_id(id)
        files = self._digests()
        places = [place for place, digest in files.items() if parsed and digest.startswith(parsed[0])]
        for place in places:
            query = f"SELECT {_EVENT} FROM coded_event WHERE file = ? AND row = ?"
            for row in self._db.execute(query, (place, parsed[1] if parsed else 0)):
                return _event(row, files, _PackedRows(self._db))
        return None

    def acts(self, pair: Dyad | None = None) -> Iterator[CodedAct]:
        """What of the coded events may count as an act: between two states, of a type; all or those of one pair."""
        files = self._digests()
        query, values = (f"{_ACTS} AND pair = ?", (str(pair),)) if pair else (_ACTS, ())
        for file, row, day, actor, a, recipient, b, type, contexts, key in self._db.each(query, values):
            yield CodedAct(files[file], row, day, (actor, recipient), (a, b), type, contexts, key)  # type: ignore[arg-type, index]

    def left_out_of_acts(self) -> dict[str, int]:
        """How many coded events cannot count as an act, by the reason: not between two states, or a code of no act."""
        query = (
            "SELECT count(*), count(pair), count(*) FILTER (WHERE pair IS NOT NULL AND type IS NULL) FROM coded_event"
        )
        every, between, no_act = (int(str(x or 0)) for x in self._db.execute(query)[0])
        return {"no pair": every - between, "no act": no_act}

    def _digests(self) -> dict[int, str]:
        return {int(str(place)): str(id) for place, id in self._db.execute("SELECT place, id FROM event_file")}


class _PackedRows:
    """Gives back the row of an event; the packs last opened are at hand."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._held: dict[tuple[int, int], dict[int, str]] = {}
        self._firsts: dict[int, list[int]] = {}

    def quote(self, file: int, row: int) -> str:
        if file not in self._firsts:
            query = "SELECT first FROM coded_rows WHERE file = ? ORDER BY first"
            self._firsts[file] = [int(str(first)) for (first,) in self._db.execute(query, (file,))]
        first = self._firsts[file][bisect_right(self._firsts[file], row) - 1]
        if (file, first) not in self._held:
            if len(self._held) >= _AT_HAND:
                self._held.pop(next(iter(self._held)))
            data = self._db.execute("SELECT data FROM coded_rows WHERE file = ? AND first = ?", (file, first))[0][0]
            assert isinstance(data, bytes)
            self._held[file, first] = dict(msgspec.json.decode(zlib.decompress(data), type=list[tuple[int, str]]))
        return self._held[file, first][row]


def _condition(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    asked: dict[str, tuple[object, ...]] = {}
    if wanted.between:
        asked["pair = ?"] = (str(wanted.between),)
    if wanted.of:
        asked["(actor = ? OR recipient = ?)"] = (wanted.of, wanted.of)
    if wanted.type:
        asked["type = ?"] = (wanted.type.value,)
    if wanted.since:
        asked["day >= ?"] = (wanted.since.toordinal(),)
    if wanted.until:
        asked["day <= ?"] = (wanted.until.toordinal(),)
    condition = f" WHERE {' AND '.join(asked)}" if asked else ""
    return condition, tuple(value for values in asked.values() for value in values)


def _values(place: object, e: CodedEvent) -> Row:
    one, other = e.actor.country, e.recipient.country
    is_pair = one != other and NO_STATE not in (one, other)
    pair = (f"{one}-{other}" if one < other else f"{other}-{one}") if is_pair else None
    return (
        pair,
        place,
        e.row,
        e.day.toordinal(),
        one,
        e.actor.sector,
        e.actor.words,
        other,
        e.recipient.sector,
        e.recipient.words,
        e.type,
        int(e.quad_class),
        e.code,
        " ".join(e.contexts),
        e.place,
        e.key,
    )


def _event(row: Row, files: dict[int, str], rows: _PackedRows) -> CodedEvent:
    file, number, day, actor, a, a_words, recipient, b, b_words, type, quad, code, contexts, place, key = row
    assert isinstance(file, int)
    assert isinstance(number, int)
    assert isinstance(day, int)
    assert isinstance(key, int)
    return CodedEvent(
        files[file],
        number,
        date.fromordinal(day),
        Side(str(actor), Sector(str(a)) if a else None, str(a_words)),
        Side(str(recipient), Sector(str(b)) if b else None, str(b_words)),
        EventType(str(type)) if type else None,
        QuadClass(int(str(quad))),
        str(code),
        tuple(Context(c) for c in str(contexts).split()),
        str(place) if place else None,
        key,
        rows.quote(file, number),
    )


def _file(row: Row) -> EventFile:
    _, id, name, origin, format, stage, rows, coded, left = row
    left_out = tuple(msgspec.json.decode(str(left), type=list[RowsLeftOut]))
    told = (str(id), str(name), str(origin), str(format), str(stage))
    return EventFile(*told, int(str(rows)), int(str(coded)), left_out)
