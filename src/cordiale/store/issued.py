"""What was issued, kept for ever in the record file: each text under its digest, never written twice, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cordiale.store.connection import Connection, Row

_COLUMNS = "kind, pair, subject, at, body"
_KEEP = (
    "INSERT INTO issued (digest, kind, pair, subject, at, body) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (digest) DO NOTHING RETURNING digest"
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A text that was issued: what kind it is of, about which pair (None for no single one), when, and its words.

    `subject` is the digest of what a resolution or a score is about, None for what stands by itself.
    """

    kind: str
    at: datetime
    text: bytes
    pair: str | None = None
    subject: str | None = None

    @property
    def digest(self) -> str:
        """The sha256 of the text, in hexadecimal: the name that it is kept under."""
        return hashlib.sha256(self.text).hexdigest()


class IssuedThings:
    """The forecasts and questions of a record, with resolutions and scores beside them; reached as `Store.issued`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keep(self, things: Iterable[Issued]) -> frozenset[str]:
        """Keep what is not kept yet, all or none; the digests of what is new. What is kept stays as it was, its day too."""
        new = set()
        with self._db.write():
            for x in things:
                values = (x.digest, x.kind, x.pair, x.subject, x.at.isoformat(), x.text)
                new |= {str(digest) for (digest,) in self._db.execute(_KEEP, values)}
        return frozenset(new)

    def of_kind(self, kind: str, pair: str | None = None) -> list[Issued]:
        """All of a kind, of every pair or of one, in the order in which they were issued."""
        condition, values = ("kind = ? AND pair = ?", (kind, pair)) if pair else ("kind = ?", (kind,))
        return [_issued(row) for row in self._rows(condition, values)]

    def about(self, subject: str) -> list[Issued]:
        """The resolutions and scores of what has that digest, the oldest first."""
        return [_issued(row) for row in self._rows("subject = ?", (subject,))]

    def named(self, beginning: str) -> list[Issued]:
        """What has a digest that begins so; none for an empty beginning."""
        # Digits and letters sort before what follows the last letter of a digest.
        values = (beginning, f"{beginning}g")
        return [_issued(row) for row in self._rows("digest >= ? AND digest < ?", values)] if beginning else []

    def altered(self) -> Iterator[str]:
        """The digests of texts that are no longer those that were issued."""
        for digest, body in self._db.each("SELECT digest, body FROM issued ORDER BY place"):
            if not isinstance(body, bytes) or hashlib.sha256(body).hexdigest() != digest:
                yield str(digest)

    def _rows(self, condition: str, values: tuple[object, ...]) -> list[Row]:
        return self._db.execute(f"SELECT {_COLUMNS} FROM issued WHERE {condition} ORDER BY place", values)


def _issued(row: Row) -> Issued:
    kind, pair, subject, at, body = row
    assert isinstance(body, bytes)
    whose, about = (str(x) if x is not None else None for x in (pair, subject))
    return Issued(str(kind), datetime.fromisoformat(str(at)), body, whose, about)
