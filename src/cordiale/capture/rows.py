"""Event files as rows of text: CSV, TSV, JSON Lines and Parquet, plain or packed, a batch at a time."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from hashlib import file_digest
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from cordiale.model.issue import Rejected

_AT_ONCE = 5_000
_PARQUET = b"PAR1"
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_LONGEST = 2**20
_OPEN: tuple[type[Exception], ...] = (OSError, EOFError, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1 without the header, its cells as text, and the row as it stands in the file."""

    number: int
    cells: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A file of rows: the sha256 of its bytes, the names of its columns (none where it has no header), and its rows."""

    digest: str
    columns: tuple[str, ...]
    batches: Iterator[list[Row]]


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal; Rejected (unreadable) when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError as trouble:
        raise Rejected("unreadable", f"{trouble.strerror or trouble}") from None


def open_rows(path: Path, has_header: bool, opened: ExitStack) -> Rows:
    """The rows of a file, which stays open until `opened` is closed.

    Text is UTF-8, or Windows-1252 where a line is not; cells are parted by tabs where the first line has one and by commas
    otherwise. A packed file (.gz, or .zip with one file in it) is unpacked on the way. Raises Rejected with the codes
    unreadable, empty, json, parquet.
    """
    digest = digest_of(path)
    try:
        with path.open("rb") as beginning:
            head = beginning.read(4)
        if not head:
            raise Rejected("empty", "the file is empty")
        if head == _PARQUET:
            return _parquet(path, digest)
        stream = _stream(path, head, opened)
        opened.enter_context(stream)
        return _text(stream, has_header, digest)
    except _OPEN as trouble:
        raise Rejected("unreadable", f"{getattr(trouble, 'strerror', None) or trouble}") from None


def _stream(path: Path, head: bytes, opened: ExitStack) -> IO[bytes] | gzip.GzipFile:
    if head.startswith(_GZIP):
        return gzip.open(path, "rb")
    if head == _ZIP:
        packed = opened.enter_context(zipfile.ZipFile(path))
        names = [n for n in packed.namelist() if not n.endswith("/")]
        if len(names) != 1:
            raise Rejected("unreadable", f"a ZIP archive of {len(names)} files; unpack it and name the files")
        return packed.open(names[0])
    return path.open("rb")


def _text(stream: IO[bytes] | gzip.GzipFile, has_header: bool, digest: str) -> Rows:
    lines = _lines(stream)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise Rejected("empty", "nothing but white space")
    lines = chain([first], lines)
    if first.lstrip().startswith("{"):
        return _json(lines, digest)
    parted = _by_tabs(lines) if "\t" in first else _by_commas(lines)
    columns = next(parted)[0] if has_header else []
    numbered = (Row(n, cells, text) for n, (cells, text) in enumerate(parted, 1))
    return Rows(digest, tuple(c.strip() for c in columns), _batches(numbered))


def _lines(stream: IO[bytes] | gzip.GzipFile) -> Iterator[str]:
    mark = b"\xef\xbb\xbf"
    while raw := stream.readline(_LONGEST):
        raw, mark = raw.removeprefix(mark) if mark else raw, b""
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            yield raw.decode("cp1252", "replace")


def _by_tabs(lines: Iterable[str]) -> Iterator[tuple[list[str], str]]:
    for line in lines:
        text = line.rstrip("\r\n")
        if text:
            yield text.split("\t"), text


def _by_commas(lines: Iterable[str]) -> Iterator[tuple[list[str], str]]:
    kept: list[str] = []

    def passed() -> Iterator[str]:
        for line in lines:
            kept.append(line)
            yield line

    for cells in csv.reader(passed()):
        text = "".join(kept).rstrip("\r\n")
        kept.clear()
        if cells:
            yield cells, text


def _json(lines: Iterable[str], digest: str) -> Rows:
    """Objects as rows: nested values are named by their path (`date.start`), a list by its first element."""
    held = list(islice(lines, _AT_ONCE))
    columns = tuple(dict.fromkeys(key for line in held for key, _ in _flat(_object(line))))

    def rows() -> Iterator[Row]:
        for number, line in enumerate((x for x in chain(held, lines) if x.strip()), 1):
            found = dict(_flat(_object(line)))
            yield Row(number, [found.get(c, "") for c in columns], line.rstrip("\r\n"))

    return Rows(digest, columns, _batches(rows()))


def _object(line: str) -> dict[str, Any]:
    if not line.strip():
        return {}
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _flat(value: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, part in value.items():
        name = f"{before}{key}"
        if isinstance(part, list) and part and isinstance(part[0], dict):
            part = part[0]
        if isinstance(part, dict):
            yield from _flat(part, f"{name}.")
        elif isinstance(part, list):
            yield name, ";".join(str(p) for p in part)
        elif part is not None:
            yield name, str(part)


def _parquet(path: Path, digest: str) -> Rows:
    import pyarrow as pa  # loading Arrow takes longer than most verbs
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as trouble:
        raise Rejected("parquet", f"not readable as Parquet ({trouble})") from None
    names = tuple(file.schema_arrow.names)

    def rows() -> Iterator[Row]:
        number = 0
        for batch in file.iter_batches(_AT_ONCE, use_threads=False):
            for cells in zip(*(_cells(column) for column in batch.columns), strict=True):
                number += 1
                yield Row(number, list(cells), "\t".join(cells))

    return Rows(digest, names, _batches(rows(), pa.ArrowException))


def _cells(column: Any) -> list[str]:
    """The values of a column as text, those at midnight as days."""
    import pyarrow as pa

    if pa.types.is_nested(column.type):
        return [";".join(map(str, v)) if isinstance(v, list) else str(v or "") for v in column.to_pylist()]
    if pa.types.is_timestamp(column.type):
        with suppress(pa.ArrowInvalid):
            column = column.cast(pa.date32())
    return [value or "" for value in column.cast(pa.string()).to_pylist()]


def _batches(rows: Iterable[Row], *more: type[Exception]) -> Iterator[list[Row]]:
    """The rows some at a time; what goes wrong on the way is Rejected."""
    rows = iter(rows)
    broken: tuple[type[Exception], ...] = (*_OPEN, zlib.error, csv.Error, *more)
    try:
        while batch := list(islice(rows, _AT_ONCE)):
            yield batch
    except broken as trouble:
        raise Rejected("unreadable", f"breaks off ({trouble})") from None
