"""Tables in a database of their own that lasts for one question: it can be asked by SQL, and can do nothing else.

The database is DuckDB's, an extra. It is filled first, then opened again for reading only, without access to other files, the
network, extensions or the program around it, and with its settings locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cordiale.model.issue import UsageError

_MISSING = "cordiale sql needs DuckDB, which is an extra: pip install 'cordiale[sql]'"
# From https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview; the lock must come last.
_CONFINED = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unredacted_secrets": "false",
    "lock_configuration": "true",
}
_INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Filling:
    """A table to be filled: its name, its Arrow schema, and its rows as Arrow record batches, none where it stays empty."""

    name: str
    schema: Any
    batches: Iterable[Any] = ()


def fill(file: Path, tables: Iterable[Filling]) -> None:
    """Write tables into a new database file, some rows at a time; UsageError where DuckDB is not installed."""
    duckdb = _duckdb()
    import pyarrow as pa

    with duckdb.connect(str(file)) as db:
        for table in tables:
            db.register(_INCOMING, table.schema.empty_table())
            db.execute(f'CREATE TABLE "{table.name}" AS SELECT * FROM {_INCOMING}')
            # One by one, since a stream would be drawn from by DuckDB's own threads, which the record's file does not bear.
            for batch in table.batches:
                db.register(_INCOMING, pa.Table.from_batches([batch]))
                db.execute(f'INSERT INTO "{table.name}" SELECT * FROM {_INCOMING}')
            db.unregister(_INCOMING)


class Scratch:
    """A filled database file, opened for questions; a context manager."""

    def __init__(self, file: Path, settings: Mapping[str, str] | None = None) -> None:
        self._duckdb = _duckdb()
        self._db = self._duckdb.connect(str(file), read_only=True, config={**(settings or {}), **_CONFINED})

    def ask(self, query: str, rows_at_once: int = 10_000) -> Any:
        """The answer to one SELECT as an Arrow record batch reader, to be used before this is closed.

        UsageError, on one line, for what is no single SELECT, and for what DuckDB will not answer.
        """
        try:
            statements = self._db.extract_statements(query)
            if len(statements) != 1 or statements[0].type != self._duckdb.StatementType.SELECT:
                raise UsageError("one SELECT is answered, nothing else: the record is only read")
            return self._db.sql(query).to_arrow_reader(rows_at_once)
        except self._duckdb.Error as e:
            raise UsageError(_said(e)) from None

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *raised: object) -> None:
        self._db.close()


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise UsageError(_MISSING) from None
    return duckdb


def _said(trouble: Exception) -> str:
    """The database's complaint on one line, without the drawing of the place."""
    told = str(trouble).split("\n\nLINE ")[0]
    return " ".join(told.split())
