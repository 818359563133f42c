"""Tables as Parquet, with the same columns and types whatever the record holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from cordiale.export.lines import Line
from cordiale.export.tables import Cell, Columns

_TEXTS = pa.list_(pa.string())
_ACTOR = pa.struct([(name, pa.string()) for name in ("country", "sector", "name", "office")])
_DATE = pa.struct([(name, pa.string()) for name in ("start", "end", "precision", "basis")])
_PUBLISHED = pa.struct([(name, pa.string()) for name in ("start", "end", "precision", "basis", "why")])
_PLACE = pa.struct([("name", pa.string()), ("country", pa.string()), ("lat", pa.float64()), ("lon", pa.float64())])
_PASSAGE = [("start", pa.int64()), ("end", pa.int64()), ("quote", pa.string()), ("sentence", pa.int64())]
_READ_BY = [("rule", pa.string()), ("score", pa.float64())]
_VALUES = pa.list_(pa.struct([("value", pa.string()), ("documents", _TEXTS)]))
_BLOCK = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("label", pa.string())])
_AT_ONCE = 10_000
_TYPES: Mapping[Cell, Any] = {
    Cell.TEXT: pa.string(),
    Cell.TEXTS: _TEXTS,
    Cell.WHOLE: pa.int64(),
    Cell.NUMBER: pa.float64(),
    Cell.TRUTH: pa.bool_(),
    Cell.ACTOR: _ACTOR,
    Cell.ACTORS: pa.list_(_ACTOR),
    Cell.DATE: _DATE,
    Cell.PUBLISHED: _PUBLISHED,
    Cell.PLACE: _PLACE,
    Cell.DISAGREEMENTS: pa.list_(pa.struct([("field", pa.string()), ("values", _VALUES)])),
    Cell.BLOCKS: pa.list_(_BLOCK),
    Cell.SIDE: pa.struct([(name, pa.string()) for name in ("country", "sector", "words")]),
}


def write_table(rows: Iterable[Line], columns: Columns, to: Path) -> None:
    """Write the rows of one table, some at a time."""
    schema = schema_of(columns)
    with pq.ParquetWriter(to, schema) as out:
        for batch in batches(rows, schema):
            out.write_batch(batch)


def schema_of(columns: Columns) -> Any:
    """The Arrow schema of a table."""
    return pa.schema(
        (name, _evidence("documents" in columns) if cell is Cell.EVIDENCE else _TYPES[cell])
        for name, cell in columns.items()
    )


def batches(rows: Iterable[Line], schema: Any) -> Iterator[Any]:
    """The rows of a table as Arrow record batches, some thousands at a time; fields without a column are left out."""
    rows = iter(rows)
    while some := list(islice(rows, _AT_ONCE)):
        yield pa.RecordBatch.from_pylist(msgspec.to_builtins(some), schema=schema)


def _evidence(is_merged: bool) -> Any:
    """Passages name their document only where an item has several."""
    return pa.list_(pa.struct([*_PASSAGE, *_READ_BY, *([("document", pa.string())] if is_merged else [])]))
