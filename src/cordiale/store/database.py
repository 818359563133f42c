"""The record file: pages with their mentions, judgements, issues, and the record rebuilt from them."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

import msgspec

from cordiale.model.document import Article, Capture
from cordiale.model.issue import Issue
from cordiale.model.mention import Mentions
from cordiale.model.record import Judgement, Record, Standing, Twin, Verdict
from cordiale.store.kinds import KINDS, decode_item, encode_item
from cordiale.store.schema import STEPS

_WAIT_SECONDS = 60.0
_HINTS = {
    "database or disk is full": "the disk is full; free some space and run this again, what was read is kept",
    "attempt to write a readonly database": "the file or its folder is read-only; name another with --record",
    "database is locked": "another command is writing to it; wait for it to end and run this again",
}
_SEARCH = (
    "SELECT article.id FROM article_text JOIN article ON article.rowid = article_text.rowid "
    "WHERE article_text MATCH ? ORDER BY rank LIMIT ?"
)


class StoreError(Exception):
    """The record file cannot be used; one line says why and what to do."""


class Store:
    """One record file. Use it as a context manager; each method is one transaction, whole or not at all.

    Raises StoreError for a file that is no record, is damaged, was written by a newer Cordiale,
    cannot be written, or for a full disk.
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        self.path = path
        if must_exist and not path.exists():
            raise StoreError(f"{path}: no record here yet; make one with `cordiale read PAGES --record {path}`")
        try:
            self._db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        except sqlite3.Error as e:
            raise StoreError(f"{path}: cannot be opened ({e}); is the folder there, and may you write in it?") from e
        try:
            with self._explained():
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")
                self._db.execute("PRAGMA foreign_keys = ON")
                self._migrate()
        except StoreError:
            self._db.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _migrate(self) -> None:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(STEPS):
            raise StoreError(
                f"{self.path}: written by a newer Cordiale (schema {version}, not {len(STEPS)}); upgrade to open it"
            )
        if version == 0 and self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StoreError(f"{self.path}: a database, but not a record of Cordiale; name another file with --record")
        if version < len(STEPS):
            with self._write():
                version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
                for n, step in enumerate(STEPS[version:], version + 1):
                    for statement in step.split(";\n"):
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version = {n}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the database's errors into lines for people."""
        try:
            yield
        except sqlite3.OperationalError as e:
            reason = str(e)
            hint = _HINTS.get(reason, reason)
            raise StoreError(f"{self.path}: {hint}") from e
        except sqlite3.DatabaseError as e:
            raise StoreError(
                f"{self.path}: not a record of Cordiale, or damaged ({e}); name another file with --record"
            ) from e

    @contextmanager
    def _write(self) -> Iterator[None]:
        """One transaction that holds the file's write lock from its start."""
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self._explained():
            return self._db.execute(query, values).fetchall()

    # --- pages ---

    def is_read(self, document: str, capture: str, stage: str) -> bool:
        """Whether these bytes were already read under this name by this version of the stages."""
        return bool(
            self._rows(
                "SELECT 1 FROM page WHERE document = ? AND capture = ? AND stage = ?", (document, capture, stage)
            )
        )

    def save_page(self, capture: Capture, stage: str, article: Article, mentions: Mentions) -> None:
        """Keep a page, its article and its mentions, in place of an earlier version under the same name."""
        with self._write():
            self._forget(capture.name)
            self._keep_capture(capture, stage, article.id)
            values = (article.id, article.document, _text(article), _text(mentions))
            row = self._db.execute(
                "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?) RETURNING rowid", values
            ).fetchone()[0]
            self._db.execute(
                "INSERT OR REPLACE INTO article_text (rowid, title, text) VALUES (?, ?, ?)",
                (row, article.title, article.text),
            )
            self._touch()

    def save_rejected(self, capture: Capture, stage: str, issue: Issue) -> None:
        """Keep the bytes of a page that could not be read, and why."""
        with self._write():
            self._forget(capture.name)
            self._keep_capture(capture, stage, None)
            self._keep_issue(issue)

    def save_issue(self, issue: Issue) -> None:
        """Keep trouble that has no page: an unreadable file, a broken line."""
        with self._write():
            self._keep_issue(issue)

    def _keep_issue(self, issue: Issue) -> None:
        self._db.execute("INSERT OR IGNORE INTO issue VALUES (?, ?, ?)", (issue.document, issue.code, issue.what))

    def _keep_capture(self, capture: Capture, stage: str, article: str | None) -> None:
        packed = zlib.compress(capture.data, 6)
        self._db.execute(
            "INSERT OR IGNORE INTO capture VALUES (?, ?, ?, ?)",
            (capture.id, capture.media_type, packed, len(capture.data)),
        )
        values = (capture.name, capture.id, capture.url, _text(dict(capture.metadata)), stage, article)
        self._db.execute("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?)", values)

    def _forget(self, document: str) -> None:
        """Take out an earlier version of a page; its bytes stay, for nothing captured is lost."""
        rows = self._db.execute(
            "SELECT rowid FROM article WHERE id = (SELECT article FROM page WHERE document = ?)", (document,)
        ).fetchall()
        for (row,) in rows:
            self._db.execute("DELETE FROM article_text WHERE rowid = ?", (row,))
            self._db.execute("DELETE FROM article WHERE rowid = ?", (row,))
            self._touch()
        self._db.execute("DELETE FROM page WHERE document = ?", (document,))
        self._db.execute("DELETE FROM issue WHERE document = ?", (document,))

    def articles(self) -> Iterator[Article]:
        """Every article, in order of its document's name."""
        for (body,) in self._rows("SELECT body FROM article ORDER BY document"):
            yield msgspec.json.decode(str(body), type=Article)

    def article(self, id: str) -> Article | None:
        """The article of that id, or None."""
        rows = self._rows("SELECT body FROM article WHERE id = ?", (id,))
        return msgspec.json.decode(str(rows[0][0]), type=Article) if rows else None

    def mentions(self) -> Iterator[Mentions]:
        """What each article says, in order of its document's name."""
        for (body,) in self._rows("SELECT mentions FROM article ORDER BY document"):
            yield msgspec.json.decode(str(body), type=Mentions)

    def capture(self, id: str) -> bytes | None:
        """The bytes of a capture, or None."""
        rows = self._rows("SELECT data FROM capture WHERE id = ?", (id,))
        return zlib.decompress(_bytes(rows[0][0])) if rows else None

    def issues(self) -> list[Issue]:
        """What could not be read, by document."""
        return [
            Issue(str(d), str(c), str(w))
            for d, c, w in self._rows("SELECT document, code, what FROM issue ORDER BY 1, 2, 3")
        ]

    def count_pages(self) -> int:
        """How many pages are held, read or rejected."""
        return int(str(self._rows("SELECT count(*) FROM page")[0][0]))

    def search(self, query: str, limit: int = 20) -> list[str]:
        """Ids of the articles that match a full-text query, best first."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        rows = self._rows(_SEARCH, (quoted, limit))
        return [str(id) for (id,) in rows]

    # --- judgements ---

    def judge(self, judgement: Judgement) -> int:
        """Add a judgement to the ledger; its number."""
        with self._write():
            values = (
                judgement.verdict,
                _text(judgement.items),
                judgement.reason,
                judgement.at.isoformat(),
                judgement.undoes,
            )
            query = "INSERT INTO judgement (verdict, items, reason, at, undoes) VALUES (?, ?, ?, ?, ?) RETURNING id"
            id = self._db.execute(query, values).fetchone()[0]
            self._touch()
        return int(id)

    def judgements(self) -> list[Judgement]:
        """The ledger, oldest first."""
        rows = self._rows("SELECT verdict, items, reason, at, id, undoes FROM judgement ORDER BY id")
        return [
            Judgement(
                Verdict(str(verdict)),
                tuple(msgspec.json.decode(str(items), type=list[str])),
                str(reason),
                datetime.fromisoformat(str(at)),
                int(str(id)),
                None if undoes is None else int(str(undoes)),
            )
            for verdict, items, reason, at, id, undoes in rows
        ]

    # --- the record ---

    def _touch(self) -> None:
        """Note that the record no longer says all that the pages and judgements say."""
        self._db.execute("INSERT INTO state VALUES ('stale', 'yes') ON CONFLICT (key) DO UPDATE SET value = 'yes'")

    @property
    def is_stale(self) -> bool:
        """Whether pages or judgements came after the record was last rebuilt."""
        return bool(self._rows("SELECT 1 FROM state WHERE key = 'stale' AND value = 'yes'"))

    def save_record(self, record: Record) -> None:
        """Put a rebuilt record in place of the former one."""
        with self._write():
            self._db.execute("DELETE FROM item")
            self._db.execute("DELETE FROM twin")
            for kind in KINDS:
                rows = ((i.id, kind, n, i.standing.value, encode_item(i)) for n, i in enumerate(getattr(record, kind)))
                self._db.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?)", rows)
            twins = ((t.first, t.second, t.why, t.similarity) for t in record.twins)
            self._db.executemany("INSERT INTO twin VALUES (?, ?, ?, ?)", twins)
            self._db.execute("DELETE FROM state WHERE key = 'stale'")

    def record(self) -> Record:
        """The record as last rebuilt."""
        parts = {
            kind: tuple(
                decode_item(kind, str(body))
                for (body,) in self._rows("SELECT body FROM item WHERE kind = ? ORDER BY place", (kind,))
            )
            for kind in KINDS
        }
        rows = self._rows("SELECT first, second, why, similarity FROM twin ORDER BY 1, 2, 3")
        twins = tuple(Twin(str(a), str(b), str(why), float(str(s))) for a, b, why, s in rows)
        return Record(**parts, twins=twins)

    def standing(self, id: str) -> Standing | None:
        """The standing of an item, or None when there is no such item."""
        rows = self._rows("SELECT standing FROM item WHERE id = ?", (id,))
        return Standing(str(rows[0][0])) if rows else None

    def damage(self) -> list[str]:
        """What is wrong with the file, line by line; empty when it is whole."""
        found = [str(line) for (line,) in self._rows("PRAGMA integrity_check") if line != "ok"]
        return found + [f"a row of {row[0]} points nowhere" for row in self._rows("PRAGMA foreign_key_check")]


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _bytes(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value
