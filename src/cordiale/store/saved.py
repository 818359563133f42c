"""Saved searches: what somebody wants to be told of again, and what of it they have seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from cordiale.store.connection import Connection, Row

_COLUMNS = "id, name, asked, at, seen_at, seen"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name: its questions, when it was saved, and the ids of the finds that were seen, last at `seen_at`."""

    id: int
    name: str
    asked: Mapping[str, str]
    at: datetime
    seen_at: datetime
    seen: frozenset[str]


class SavedSearches:
    """The saved searches of a record; reached as `Store.saved`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def every(self) -> list[SavedSearch]:
        """All of them, the oldest first."""
        return [_saved(row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM saved_search ORDER BY id")]

    def named(self, id: int) -> SavedSearch | None:
        """The one of that id."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM saved_search WHERE id = ?", (id,))
        return _saved(rows[0]) if rows else None

    def save(self, name: str, asked: Mapping[str, str], seen: Collection[str], at: datetime) -> int:
        """Save a search with the finds it has now; its id. One with the same questions is not saved twice."""
        questions = _text(dict(sorted(asked.items())))
        insert = (
            "INSERT INTO saved_search (name, asked, at, seen_at, seen) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (asked) DO UPDATE SET name = excluded.name RETURNING id"
        )
        with self._db.write():
            rows = self._db.execute(insert, (name, questions, at.isoformat(), at.isoformat(), _text(sorted(seen))))
        return int(str(rows[0][0]))

    def mark(self, id: int, seen: Collection[str], at: datetime) -> None:
        """Note that these finds were seen."""
        with self._db.write():
            values = (at.isoformat(), _text(sorted(seen)), id)
            self._db.execute("UPDATE saved_search SET seen_at = ?, seen = ? WHERE id = ?", values)

    def drop(self, id: int) -> None:
        """Forget one."""
        with self._db.write():
            self._db.execute("DELETE FROM saved_search WHERE id = ?", (id,))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _saved(row: Row) -> SavedSearch:
    id, name, asked, at, seen_at, seen = (str(x) for x in row)
    return SavedSearch(
        int(id),
        name,
        msgspec.json.decode(asked, type=dict[str, str]),
        datetime.fromisoformat(at),
        datetime.fromisoformat(seen_at),
        frozenset(msgspec.json.decode(seen, type=list[str])),
    )
