"""A record in a file of SQLite: opening, schema, transactions, and errors turned into lines for people."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec

from cordiale.model.issue import UsageError
from cordiale.store.backup import back_up, newest_backup
from cordiale.store.connection import NoRecord, Row, StoreError
from cordiale.store.file_damage import broken_parts
from cordiale.store.file_words import FileWords
from cordiale.store.schema import APPLICATION, STEPS
from cordiale.store.words import apart

_LOG = logging.getLogger(__name__)
_WAIT_SECONDS = 60.0
_PAUSE_SECONDS = 0.05
# No file of SQLite is smaller; it would write over a file of a few bytes, which it takes for an empty one.
_SMALLEST = 512
_NO_DATABASE = "file is not a database"
_HINTS = {
    "database or disk is full": "the disk is full; free some space and run this again, what was read is kept",
    "disk I/O error": "the disk fails or is full; free some space and run this again, what was read is kept",
    "attempt to write a readonly database": "the file or its folder is read-only; name another with --record",
    "unable to open database file": "cannot be opened; is the folder there, and may you write in it?",
    "database is locked": "another command is writing to it; wait for it to end and run this again",
}


class RecordFile:
    """One open record file.

    Raises UsageError for a path that is no record (a folder, another database, a newer schema, nothing at all with
    `must_exist`), and StoreError for a record that is damaged, locked for long, or on a disk that is full or read-only.
    A record that may only be read is opened for reading. One of an older schema is brought up to the present one, with a
    copy of it as it was beside it (see store/backup.py).
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        self.address = self.path = path
        self.is_lost = False
        self.words = FileWords(self)
        self._is_writing = False
        if path.is_dir():
            raise UsageError(f"{path}: a folder; name the record file with --record {path / 'record.cordiale'}")
        if must_exist and (not path.exists() or path.stat().st_size == 0):
            raise NoRecord(f"{path}: no record here yet; make one with `cordiale read PAGES --record {path}`")
        if path.is_file() and not _may_be_database(path):
            raise UsageError(f"{path}: not a record of Cordiale; name another file with --record")
        self.is_read_only = must_exist and not _is_writable(path)
        with self.explained():
            self._db = self._connect()
            self._db.create_function("apart", 1, apart, deterministic=True)
        try:
            with self.explained():
                self._prepare()
        except (StoreError, UsageError):
            self._db.close()
            raise

    def _connect(self) -> sqlite3.Connection:
        if self.is_read_only:
            # Without write access there is no shared memory for the log; nobody else writes there either.
            address = f"file:{quote(str(self.path.absolute()))}?immutable=1"
            return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        # The app hands a connection from thread to thread, one at a time.
        return sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _prepare(self) -> None:
        """See that the file is a record, before anything is written to it, then bring it up to the present schema."""
        with self.snapshot():
            application, version = self._number("application_id"), self._number("user_version")
            is_empty = self.execute("SELECT count(*) FROM sqlite_master")[0][0] == 0
        if application != APPLICATION and not (application == 0 and is_empty):
            raise UsageError(f"{self.path}: a database, but not a record of Cordiale; name another file with --record")
        if version > len(STEPS):
            raise UsageError(self._too_new(version))
        if self.is_read_only:
            if version < len(STEPS):
                raise UsageError(f"{self.path}: written by an older Cordiale; open it once where it may be written to")
            return
        self._use_log()
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if version < len(STEPS):
            self._migrate()

    def _use_log(self) -> None:
        """Write-ahead logging, so that reading goes on beside one writer; the switch itself needs the file alone."""
        until = time.monotonic() + _WAIT_SECONDS
        while self._db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as e:
                if "locked" not in str(e) or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_SECONDS)

    def _too_new(self, version: int) -> str:
        line = f"{self.path}: written by a newer Cordiale (schema {version}, not {len(STEPS)}); upgrade to open it"
        kept = newest_backup(self.path, len(STEPS))
        return f"{line}, or open the copy made before with --record {kept}" if kept else line

    def _migrate(self) -> None:
        """Take the steps that are missing, all or none; a record that is not new is copied first, and a line says so."""
        kept = None
        with self.write():
            version = self._number("user_version")  # another command may have taken the steps meanwhile
            if 0 < version < len(STEPS):
                kept = back_up(self.path, version)
            for n, step in enumerate(STEPS[version:], version + 1):
                for statement in step.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {n}")
            self._db.execute(f"PRAGMA application_id = {APPLICATION}")
        if kept:
            _LOG.warning(
                "%s: brought from schema %d to %d; as it was it stays in %s", self.path, version, len(STEPS), kept
            )

    def _number(self, pragma: str) -> int:
        return int(self._db.execute(f"PRAGMA {pragma}").fetchone()[0])

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn the database's errors into lines for people."""
        try:
            yield
        except sqlite3.OperationalError as e:
            raise StoreError(f"{self.path}: {_HINTS.get(str(e), str(e))}") from e
        except (sqlite3.DatabaseError, msgspec.MsgspecError) as e:
            if str(e) == _NO_DATABASE:
                raise UsageError(f"{self.path}: not a record of Cordiale; name another file with --record") from e
            raise StoreError(
                f"{self.path}: the record is damaged ({e}); read the pages again into a new one with --record"
            ) from e

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction that holds the file's write lock from its start, whole or not at all; inside another, part of it."""
        if self._is_writing:
            yield
            return
        with self.explained():
            self._db.execute("BEGIN IMMEDIATE")
            self._is_writing = True
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            finally:
                self._is_writing = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the file for all that is read inside, whatever is written meanwhile."""
        if self._db.in_transaction:
            yield
            return
        with self.explained():
            self._db.execute("BEGIN")
        try:
            yield
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def execute(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """All the rows that a query gives."""
        with self.explained():
            return self._db.execute(query, values).fetchall()

    def execute_many(self, query: str, rows: Iterator[Row]) -> None:
        """Run a statement once for each row of values."""
        with self.explained():
            self._db.executemany(query, rows)

    def each(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows that a query gives, a few held at a time."""
        with self.explained():
            yield from self._db.execute(query, values)

    def copy_file(self, path: Path) -> None:
        """Put all of it, as it is now, into a new file; UsageError where there is something already."""
        if path.exists() and path.stat().st_size:
            raise UsageError(f"{path}: holds a record already; name another")
        part = path.with_name(f"{path.name}.part")
        part.unlink(missing_ok=True)  # of a copy that was cut off
        self.execute("VACUUM INTO ?", (str(part),))
        part.replace(path)

    def number_on(self) -> None:
        """Nothing: SQLite looks which numbers are taken."""

    def claim(self, what: str) -> bool:
        """Always: those who would claim a file are on one machine, and have files to lock."""
        return True

    def json_text(self, column: str, field: str) -> str:
        """An expression for the text under a field of the JSON object in a column."""
        return f"json_extract({column}, '$.{field}')"

    json_number = json_text

    def json_parts(self, column: str, field: str) -> str:
        """A table `part` with a column `value` of the objects in the list under such a field."""
        return f"json_each({column}, '$.{field}') AS part"

    def broken(self) -> list[str]:
        """What SQLite finds damaged of the file."""
        return broken_parts(self)

    def lost_rows(self) -> Iterator[str]:
        """Rows that point to others which are not there, a line each."""
        for row in self.execute("PRAGMA foreign_key_check"):
            yield f"a row of {row[0]} points nowhere"


def _may_be_database(path: Path) -> bool:
    """Whether a file is empty or large enough for a database; what it holds, SQLite sees.

    The file is not opened here: closing it again would take away every lock that this process has on it by way of SQLite
    (POSIX knows locks by process, not by opening), and another process would then clear the log away under it.
    """
    if not os.access(path, os.R_OK):
        raise StoreError(f"{path}: cannot be opened; may you read it?")
    size = path.stat().st_size
    return size == 0 or size >= _SMALLEST


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
