"""The path to answers by SQL: the record as tables, those that a question names, in a database that is thrown away after it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cordiale import joining
from cordiale.export.lines import SHAPES, Line, coded_line, header_line, item_lines
from cordiale.export.tables import BESIDE, Columns, columns_of
from cordiale.model.coded import EventFile
from cordiale.model.issue import UsageError
from cordiale.model.record import Item
from cordiale.store import Store
from cordiale.store.scratch import Filling, Scratch, fill

# The tables that a question may name, under the names that they have there; headers are articles to everybody else.
TABLES = (*SHAPES, "articles", *BESIDE)
# What may name tables by other words than their names, or tell how much is in them.
_INDIRECT = re.compile(r"\b(?:query|query_table|duckdb_\w+|pg_\w+|information_schema)\b", re.IGNORECASE)


def columns(table: str) -> Columns:
    """The columns of a table: those of `cordiale export parquet --merged`."""
    return columns_of("headers" if table == "articles" else table, merged=True)


def named_tables(query: str) -> frozenset[str]:
    """The tables that a question may need: those whose names stand in it, all where it may name them otherwise."""
    if _INDIRECT.search(query):
        return frozenset(TABLES)
    words = {word.lower() for word in re.findall(r"\w+", query)}
    return frozenset(TABLES) & words


@contextmanager
def answer(store: Store, query: str, rows_at_once: int = 10_000) -> Iterator[Any]:
    """The answer of the record to one SELECT, as an Arrow record batch reader.

    Only the tables that are named are filled, from one state of the file, some items at a time. UsageError where DuckDB is
    not installed, where the question is no single SELECT, and where the database will not answer it.
    """
    needed = named_tables(query)
    with tempfile.TemporaryDirectory(prefix="cordiale-") as folder:
        file = Path(folder) / "record.duckdb"
        fill_tables(store, file, needed)
        with Scratch(file) as scratch:
            reader = scratch.ask(query, rows_at_once)
            try:
                yield reader
            finally:
                reader.close()


def fill_tables(store: Store, file: Path, needed: frozenset[str]) -> None:
    """Write all tables of a record into a database file, rows only for those that are needed."""
    from cordiale.export.parquet import batches, schema_of  # loading Arrow takes longer than most verbs

    if not (joining.is_joined(store) or store.is_read_only):
        joining.join(store)
    with store.snapshot():
        rows = _Rows(store)
        schemas = {table: schema_of(columns(table)) for table in TABLES}
        fill(
            file,
            (
                Filling(table, schema, batches(rows.of(table), schema) if table in needed else ())
                for table, schema in schemas.items()
            ),
        )


class _Rows:
    """The rows of a record's tables, from its file as it is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._documents: dict[str, str] | None = None
        if not joining.is_joined(store):
            raise UsageError(
                f"{store.address}: what was read has not been joined yet; open it once where it may be written to"
            )

    def of(self, table: str) -> Iterator[Line]:
        """The rows of a table."""
        if table == "articles":
            return map(header_line, self._store.articles())
        if table == "mentions":
            return (
                row for kind in SHAPES for item in self._store.items.all(kind) for row in self._mentions(kind, item)
            )
        if table == "judgements":
            return self._judgements()
        if table == "coded_events":
            return self._coded()
        return (line for item in self._store.items.all(table) for line in self._lines(table, item))

    def _lines(self, kind: str, item: Item[Any]) -> list[Line]:
        return item_lines(kind, item, self._known(), merged=True)

    def _known(self) -> dict[str, str]:
        """The names of the pages under the ids of their articles."""
        if self._documents is None:
            self._documents = {a.id: a.document for a in self._store.articles()}
        return self._documents

    def _mentions(self, kind: str, item: Item[Any]) -> Iterator[Line]:
        for line in self._lines(kind, item):
            for e in line["evidence"]:
                place = {"item": item.id, "kind": line["kind"], "begins": e["start"], "ends": e["end"]}
                yield place | {name: e[name] for name in ("document", "sentence", "quote", "rule", "score")}

    def _judgements(self) -> Iterator[Line]:
        for j in self._store.judgements():
            yield {
                "id": j.id,
                "verdict": j.verdict,
                "items": list(j.items),
                "documents": list(j.documents),
                "reason": j.reason,
                "at": j.at.isoformat(),
                "undoes": j.undoes,
            }

    def _coded(self) -> Iterator[Line]:
        files: dict[str, EventFile] = {f.id: f for f in self._store.coded.files()}
        for event in self._store.coded.events():
            line = coded_line(event, files[event.file])
            source = line.pop("evidence")
            yield line | {name: source[name] for name in ("file", "format", "row", "quote")}
