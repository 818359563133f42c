"""What lists of articles show without opening one: its page, its day, its outlet, and how much it tells."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.model.record import Twin
from cordiale.store.connection import Connection, Row, up_to

_HEAD = "article, document, day, publisher, mentions"


@dataclass(frozen=True, slots=True)
class Head:
    """An article that has been joined: the name of its page, its day (ISO) and outlet where known, and its mentions."""

    article: str
    document: str
    day: str | None
    publisher: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet (None: none is named), how many of its pages are held, their first and last day, and their mentions."""

    name: str | None
    pages: int
    first: str | None
    last: str | None
    mentions: int


class Heads:
    """The articles in a record file as lists show them."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def count(self) -> int:
        """How many articles have been joined."""
        return int(str(self._db.execute("SELECT count(*) FROM witness")[0][0]))

    def count_telling(self) -> int:
        """How many of them tell something."""
        return int(str(self._db.execute("SELECT count(*) FROM witness WHERE mentions > 0")[0][0]))

    def latest(self, limit: int = -1, offset: int = 0) -> list[Head]:
        """Articles, those of the latest day first, the undated last."""
        query = f"SELECT {_HEAD} FROM witness ORDER BY day DESC, document DESC LIMIT ? OFFSET ?"
        return [_head(row) for row in self._db.execute(query, (up_to(limit), offset))]

    def last_day(self) -> str | None:
        """The latest day of an article (ISO); None where none tells its day."""
        day = self._db.execute("SELECT max(day) FROM witness")[0][0]
        return str(day) if day else None

    def of_outlet(self, name: str | None, limit: int = -1, offset: int = 0) -> list[Head]:
        """The articles of an outlet, those of the latest day first."""
        query = f"SELECT {_HEAD} FROM witness WHERE publisher = ? ORDER BY day DESC, document DESC LIMIT ? OFFSET ?"
        return [_head(row) for row in self._db.execute(query, (name or "", up_to(limit), offset))]

    def days(self) -> dict[str, str]:
        """The day (ISO) of every article that tells its own, under the articles' ids."""
        rows = self._db.each("SELECT article, day FROM witness WHERE day != ''")
        return {str(article): str(day) for article, day in rows}

    def families(self) -> dict[str, str]:
        """Of which family (see `model.telling.Witness`) each article is that is a copy of another or has one."""
        rows = self._db.each(
            "SELECT article, family FROM witness WHERE article IN (SELECT first FROM twin UNION SELECT second FROM twin)"
        )
        return {str(article): str(family) for article, family in rows}

    def get(self, article: str) -> Head | None:
        """An article as lists show it, or None."""
        rows = self._db.execute(f"SELECT {_HEAD} FROM witness WHERE article = ?", (article,))
        return _head(rows[0]) if rows else None

    def beginning(self, with_: str, limit: int) -> list[str]:
        """Ids of articles that begin so, in order."""
        query = "SELECT article FROM witness WHERE article >= ? AND article < ? ORDER BY article LIMIT ?"
        return [str(id) for (id,) in self._db.execute(query, (with_, with_ + "\U0010ffff", limit))]

    def count_outlet(self, name: str | None) -> int:
        """How many articles of an outlet there are."""
        return int(str(self._db.execute("SELECT count(*) FROM witness WHERE publisher = ?", (name or "",))[0][0]))

    def kinds_of_outlet(self, name: str | None) -> dict[str, int]:
        """How much of each kind the articles of an outlet tell."""
        query = (
            "SELECT kind, count(*) FROM witness JOIN mention ON mention.article = witness.article WHERE publisher = ? "
            "GROUP BY kind ORDER BY kind"
        )
        return {str(kind): int(str(n)) for kind, n in self._db.execute(query, (name or "",))}

    def outlets(self) -> list[Outlet]:
        """Every outlet, the fullest first."""
        query = (
            "SELECT publisher, count(*), min(nullif(day, '')), max(nullif(day, '')), sum(mentions) FROM witness "
            "GROUP BY publisher ORDER BY 2 DESC, 1"
        )
        return [
            Outlet(str(name) or None, int(str(n)), _day(first), _day(last), int(str(mentions)))
            for name, n, first, last, mentions in self._db.execute(query)
        ]

    def twins_of_outlet(self, name: str | None, limit: int = -1) -> list[Twin]:
        """The copies in which an article of an outlet and one of another are alike, its own first."""
        query = (
            "SELECT own.article, other.article, why, similarity FROM witness AS own JOIN twin ON own.article IN (first, second) "
            "JOIN witness AS other ON other.article = CASE own.article WHEN first THEN second ELSE first END "
            "WHERE own.publisher = ? AND other.publisher != own.publisher ORDER BY 1, 2 LIMIT ?"
        )
        rows = self._db.execute(query, (name or "", up_to(limit)))
        return [Twin(str(a), str(b), str(why), float(str(share))) for a, b, why, share in rows]


def _head(row: Row) -> Head:
    article, document, day, publisher, mentions = row
    return Head(str(article), str(document), str(day) or None, str(publisher) or None, int(str(mentions)))


def _day(day: object) -> str | None:
    return str(day) if day else None
