"""A record in a database of PostgreSQL: connecting, schema, transactions, statements."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

import msgspec

from cordiale.model.address import Database
from cordiale.model.issue import UsageError
from cordiale.store.connection import NoRecord, Row, StoreError
from cordiale.store.postgres.errors import said
from cordiale.store.postgres.schema import FIRST, FIRST_VERSION, SCHEMA, STEPS, VERSION
from cordiale.store.postgres.words import DatabaseWords

_LOG = logging.getLogger(__name__)
_MISSING = "a record in PostgreSQL needs its driver, which is an extra: pip install 'cordiale[postgres]'"
_OLDEST_SERVER = 130_000
_WAIT_SECONDS = 60.0
_CONNECT_SECONDS = 10
# Whoever writes holds this lock of the database; "Cord", as the record file's application id.
_LOCK = 0x436F7264
_AT_ONCE = 500
_MARK = re.compile(r"'[^']*'|\?(\d*)")
_ANSWERED = re.compile(r"^\s*(?:SELECT|WITH)\b|\bRETURNING\b")
_FOUND = (
    f"SELECT to_regnamespace('{SCHEMA}') IS NOT NULL, to_regclass('{SCHEMA}.version') IS NOT NULL, pg_is_in_recovery() "
    "OR current_setting('default_transaction_read_only') = 'on'"
)
# A state of the record may be held for as long as pages are shown of it.
_SET = (
    f", set_config('search_path', '{SCHEMA}, pg_temp', false), set_config('lock_timeout', ?, false), "
    "set_config('idle_in_transaction_session_timeout', '0', false)"
)
_NUMBERED_COLUMNS = (
    "SELECT table_name, column_name FROM information_schema.columns "
    f"WHERE table_schema = '{SCHEMA}' AND is_identity = 'YES' ORDER BY 1"
)
_VERSION = (
    f"SELECT number, has_table_privilege('{SCHEMA}.page', 'INSERT') AND has_table_privilege('{SCHEMA}.item', 'INSERT') "
    f"FROM {SCHEMA}.version"
)


class RecordDatabase:
    """One connection to a record in PostgreSQL (see `connection.Connection`).

    Raises UsageError where the driver is not installed, and for what is no record, of a newer schema or, with `must_exist`,
    not there; StoreError where the server cannot be reached or does not let us do what has to be done.
    """

    def __init__(self, address: Database, *, must_exist: bool = False) -> None:
        self.address = address
        self.words = DatabaseWords(self)
        self.is_read_only = False
        self._is_writing = False
        self._cursors, self._transactions = 0, 0
        # Cursors that are done with: those that outlive transactions, and those of the present one.
        self._left, self._left_inside = list[str](), list[str]()
        try:
            import psycopg
        except ImportError:
            raise UsageError(_MISSING) from None
        self._driver: Any = psycopg
        with self.explained():
            self._db = self._connect()
        try:
            with self.explained():
                self._prepare(must_exist)
        except (StoreError, UsageError):
            self._db.close()
            raise

    def _connect(self) -> Any:
        given = {"application_name": "cordiale", "connect_timeout": _CONNECT_SECONDS}
        usual = {key: value for key, value in given.items() if f"{key}=" not in self.address.url}
        return self._driver.connect(
            self.address.url,
            autocommit=True,
            client_encoding="utf8",
            cursor_factory=self._driver.RawCursor,
            **usual,
        )

    @property
    def is_lost(self) -> bool:
        """Whether the connection is gone, or its transaction failed, so that another has to be opened."""
        status = self._driver.pq.TransactionStatus
        return self._db.closed or self._db.info.transaction_status in (status.UNKNOWN, status.INERROR)

    def close(self) -> None:
        """Close the connection; a transaction that is open is given up."""
        self._db.close()

    # --- schema ---

    def _prepare(self, must_exist: bool) -> None:
        if self._db.info.server_version < _OLDEST_SERVER:
            raise UsageError(f"{self.address}: PostgreSQL {_OLDEST_SERVER // 10_000} or newer is needed")
        encoding = self._db.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise UsageError(
                f"{self.address}: its encoding is {encoding}; make one with `createdb -E UTF8 -T template0`"
            )
        waiting = str(int(_WAIT_SECONDS * 1000))
        _, is_record, is_standby = self.execute(_FOUND + _SET, (waiting,))[0][:3]
        version, may_write = self._version() if is_record else (0, True)
        if version > VERSION:
            raise UsageError(
                f"{self.address}: written by a newer Cordiale (schema {version}, not {VERSION}); upgrade to open it"
            )
        if must_exist and not version:
            raise NoRecord(
                f"{self.address}: no record here yet; make one with `cordiale read PAGES --record {self.address}`"
            )
        if version and must_exist:
            self.is_read_only = bool(is_standby or not may_write)
        if version < VERSION:
            if self.is_read_only:
                raise UsageError(
                    f"{self.address}: written by an older Cordiale; open it once where it may be written to"
                )
            self._migrate()

    def _version(self) -> tuple[int, bool]:
        """The version of the schema that is there, and whether this user may write to its tables."""
        rows = self.execute(_VERSION)
        if len(rows) != 1:
            raise StoreError(f"{self.address}: the record has lost its version; restore it from a dump")
        return int(str(rows[0][0])), bool(rows[0][1])

    def _migrate(self) -> None:
        """Make the tables or take the steps that are missing, all or none."""
        with self._locked():
            # Another command may have done so meanwhile.
            has_schema, is_record, _ = self.execute(_FOUND)[0]
            version = self._version()[0] if is_record else 0
            if has_schema and not version and self._tables():
                raise UsageError(
                    f"{self.address}: has a schema {SCHEMA} that is no record; name another database with --record"
                )
            if not has_schema:
                self._db.execute(f"CREATE SCHEMA {SCHEMA}")
            steps = STEPS[version - FIRST_VERSION :] if version else (FIRST, *STEPS)
            for step in steps:
                self._db.execute(step)
            if version:
                self.execute("UPDATE version SET number = ?", (VERSION,))
            else:
                self.execute("INSERT INTO version VALUES (?)", (VERSION,))
        if 0 < version < VERSION:
            _LOG.warning("%s: brought from schema %d to %d", self.address, version, VERSION)

    def _tables(self) -> list[str]:
        query = "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(?) AND relkind IN ('r', 'p', 'v') ORDER BY 1"
        return [str(name) for (name,) in self.execute(query, (SCHEMA,))]

    # --- transactions ---

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn the driver's errors, and bodies that cannot be decoded, into lines for people."""
        try:
            yield
        except self._driver.Error as e:
            # Not chained: the driver's own words may name what an address holds.
            raise said(e, self.address) from None
        except msgspec.MsgspecError as e:
            raise StoreError(
                f"{self.address}: the record is damaged ({e}); restore it from a dump, or read the pages again into a new one"
            ) from e

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction that holds the record's write lock from its start, whole or not at all; inside another, part of it."""
        if self._is_writing:
            yield
            return
        # What gives no rows is not waited for; what is wrong with it is said by the next that does, or at the end.
        with self._locked(), self._db.pipeline():
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self.explained():
            if self._is_in_transaction():
                raise StoreError(f"{self.address}: nothing can be written while a state of the record is held")
            self._is_writing = True
            try:
                self._db.execute(f"BEGIN; SELECT pg_advisory_xact_lock({_LOCK})")
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._is_writing = False
                self._ended()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the record for all that is read inside, whatever is written meanwhile."""
        if self._is_in_transaction():
            yield
            return
        with self.explained():
            self._sweep()
            self._db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._roll_back()
            self._ended()

    def _ended(self) -> None:
        """Forget the cursors of a transaction, which end with it."""
        self._transactions += 1
        self._left_inside.clear()

    def _is_in_transaction(self) -> bool:
        return bool(self._db.info.transaction_status != self._driver.pq.TransactionStatus.IDLE)

    def _roll_back(self) -> None:
        with suppress(self._driver.Error):  # then the server has given it up already
            if not self._db.closed and self._is_in_transaction():
                self._db.execute("ROLLBACK")

    # --- statements ---

    def execute(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """All the rows that a query gives."""
        with self.explained():
            self._sweep()
            found = self._db.execute(_numbered(query), [_storable(v) for v in values])
            rows: list[Row] = found.fetchall() if _ANSWERED.search(query) else []
            return rows

    def execute_many(self, query: str, rows: Iterator[Row]) -> None:
        """Run a statement once for each row of values."""
        with self.explained(), self._db.cursor() as cursor:
            cursor.executemany(_numbered(query), ([_storable(v) for v in row] for row in rows))

    def each(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows that a query gives, a few held at a time; outside a transaction the server lays them by."""
        with self.explained():
            self._sweep()
            self._cursors += 1
            name, inside = f"each_{self._cursors}", self._transactions
            is_held = not self._is_in_transaction()
            declared = f"DECLARE {name} NO SCROLL CURSOR {'WITH HOLD ' * is_held}FOR {_numbered(query)}"
            self._db.execute(declared, [_storable(v) for v in values], prepare=False)
            try:
                while rows := self._db.execute(f"FETCH {_AT_ONCE} FROM {name}", prepare=False).fetchall():
                    yield from rows
                    if len(rows) < _AT_ONCE:
                        break
            finally:
                # Whoever leaves early may do so in the middle of another statement, so it is closed before the next one.
                if is_held:
                    self._left.append(name)
                elif inside == self._transactions:
                    self._left_inside.append(name)

    def _sweep(self) -> None:
        """Close the cursors that are done with."""
        for names in (self._left, self._left_inside):
            while names and self._db.info.transaction_status != self._driver.pq.TransactionStatus.INERROR:
                self._db.execute(f"CLOSE {names.pop()}", prepare=False)

    # --- what is said otherwise than in SQLite ---

    def number_on(self) -> None:
        """Let places that are given out from now on follow those that were put in by number."""
        for table, column in self.execute(_NUMBERED_COLUMNS):
            self.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 0) + 1, false) FROM {table}"
            )

    def claim(self, what: str) -> bool:
        """Whether nobody else, on whichever machine, holds a claim on the record under this name; held until the end."""
        return bool(self.execute(f"SELECT pg_try_advisory_lock({_LOCK}, hashtext(?))", (what,))[0][0])

    def json_text(self, column: str, field: str) -> str:
        """An expression for the text under a field of the JSON object in a column."""
        return f"(CAST({column} AS json) ->> '{field}') COLLATE \"C\""

    def json_number(self, column: str, field: str) -> str:
        """An expression for the number under such a field."""
        return f"CAST(CAST({column} AS json) ->> '{field}' AS double precision)"

    def json_parts(self, column: str, field: str) -> str:
        """A table `part` with a column `value` of the objects in the list under such a field."""
        return f"json_array_elements(CAST({column} AS json) -> '{field}') AS part (value)"

    def broken(self) -> list[str]:
        """Tables that cannot be read to their end, a line each."""
        found = []
        for table in self._tables():
            try:
                for _ in self.each(f'SELECT * FROM "{table}"'):
                    pass
            except StoreError as trouble:
                found.append(f"the table {table} cannot be read to its end ({trouble})")
        return found

    def lost_rows(self) -> Iterator[str]:
        """Nothing: the server lets no row point to one that is not there."""
        yield from ()


@lru_cache(maxsize=2048)
def _numbered(query: str) -> str:
    """A statement with its marks as PostgreSQL has them: `$1` for `?1`, and for `?` the next number."""
    count = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal count
        if found[1] is None:
            return found[0]
        count += 1
        return f"${found[1] or count}"

    return _MARK.sub(mark, query)


def _storable(value: object) -> object:
    """A value as the driver takes it; PostgreSQL has no character NUL in texts."""
    if isinstance(value, str):
        return str(value).replace("\0", "\ufffd") if "\0" in value or type(value) is not str else value
    return value
