"""The table of exporters and what each writes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from cordiale.export.lines import SHAPES, Line, header_line, item_lines
from cordiale.model.document import Article
from cordiale.model.issue import UsageError
from cordiale.model.record import Record


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported: the record, the articles it rests on, and whether an item told by several pages is one line."""

    record: Record
    articles: Sequence[Article]
    is_merged: bool = False

    def lines(self) -> Iterator[Line]:
        """Headers, then items kind by kind, in the shape of the contract."""
        documents = {a.id: a.document for a in self.articles}
        for article in self.articles:
            yield header_line(article)
        for kind in SHAPES:
            for item in getattr(self.record, kind):
                yield from item_lines(kind, item, documents, merged=self.is_merged)


Exporter = Callable[[Selection, Path], list[Path]]


def jsonl_lines(selection: Selection) -> Iterator[bytes]:
    """One JSON object a line, UTF-8."""
    for line in selection.lines():
        yield msgspec.json.encode(line) + b"\n"


def write_jsonl(selection: Selection, to: Path) -> list[Path]:
    """Write JSON Lines to a file, whole or not at all; the paths written."""
    with _whole(to) as part, part.open("wb") as out:
        out.writelines(jsonl_lines(selection))
    return [to]


def write_csv(selection: Selection, to: Path) -> list[Path]:
    """Write one CSV file for each kind into a folder; lists and parts are JSON in their cell."""
    written = []
    for kind, rows in _tables(selection).items():
        path = _folder(to) / f"{kind}s.csv"
        with _whole(path) as part, part.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
        written.append(path)
    return written


def write_parquet(selection: Selection, to: Path) -> list[Path]:
    """Write one Parquet file for each kind into a folder, with nested columns."""
    written = []
    for kind, rows in _tables(selection).items():
        path = _folder(to) / f"{kind}s.parquet"
        plain = msgspec.to_builtins(rows)
        with _whole(path) as part:
            pq.write_table(pa.Table.from_pylist(plain), part)
        written.append(path)
    return written


EXPORTERS: Mapping[str, Exporter] = {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet}


def _tables(selection: Selection) -> dict[str, list[Line]]:
    """The lines by kind, each row without the name of its kind."""
    tables: dict[str, list[Line]] = {}
    for line in selection.lines():
        tables.setdefault(str(line["kind"]), []).append({k: v for k, v in line.items() if k != "kind"})
    return tables


def _cell(value: Any) -> Any:
    return msgspec.json.encode(value).decode() if isinstance(value, (list, dict)) else value


def _folder(path: Path) -> Path:
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; this format writes one table for each kind: name a folder with -o")
    path.mkdir(parents=True, exist_ok=True)
    return path


class _whole:
    """A file that appears under its name only when it is complete."""

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")

    def __enter__(self) -> Path:
        return self._part

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)
