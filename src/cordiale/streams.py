"""The path of other people's events: event files -> coded events, kept beside the record."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cordiale.capture.rows import Row, digest_of, open_rows
from cordiale.lexicon import load_lexicon
from cordiale.lexicon.codes import load_codes
from cordiale.lexicon.digest import tables_digest
from cordiale.model.coded import CodedEvent, EventFile, RowsLeftOut
from cordiale.model.issue import Issue, Rejected, UsageError
from cordiale.read.event_files import EVENT_FORMATS, Coder, EventFormat, Fault
from cordiale.read.event_files.coding import WHY
from cordiale.store import Store

# Raised when the same row comes to be coded differently.
CODING = "2"
_EXAMPLES = 3
OnRows = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class FilesRead:
    """What a run of `read_event_files` did: files read anew, those held unchanged, and files that could not be read."""

    read: tuple[EventFile, ...] = ()
    unchanged: tuple[EventFile, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_event_files(
    paths: Sequence[str], format: str, store: Store, today: date, on_rows: OnRows = lambda name, number: None
) -> FilesRead:
    """Read event files (or all in a folder) into the record file; each is kept whole before the next is begun.

    A file that has changed takes the place of its earlier self. Raises UsageError for an unknown format, or for a path that
    does not exist, before anything is read.
    """
    if format not in EVENT_FORMATS:
        raise UsageError(f"no event files called {format!r}; there is {', '.join(EVENT_FORMATS)}")
    missing = [p for p in paths if not os.path.exists(p)]
    if missing:
        raise UsageError(f"{missing[0]}: there is no such file or folder")
    read, unchanged, issues = [], [], []
    for path in _files(paths):
        origin = Path(os.path.abspath(path)).as_posix()
        name = store.coded.name_for(origin)
        try:
            digest = digest_of(path)
            file = EventFile(digest, name, origin, format, _stage(format))
            held = store.coded.file_of(digest)
            if held and _is_current(held, file):
                unchanged.append(held)
            else:
                read.append(_read_file(path, file, store, _Reading(today, on_rows)))
        except Rejected as e:
            issues.append(Issue(name, e.code, f"{name}: {e.what}"))
    return FilesRead(tuple(read), tuple(unchanged), tuple(issues))


def _files(paths: Sequence[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        else:
            yield path


def _stage(format: str) -> str:
    return hashlib.sha256(f"{CODING}|{format}|{tables_digest()}".encode()).hexdigest()[:16]


def _is_current(held: EventFile, file: EventFile) -> bool:
    """Whether reading again would give the same; a date that lay ahead may have come."""
    return held.stage == file.stage and not any(x.code == "future date" for x in held.left_out)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file being read: the day of reading, whom to tell, and what was left out so far."""

    today: date
    on_rows: OnRows
    left: Counter[str] = field(default_factory=Counter)
    examples: dict[str, dict[str, int]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)

    def events(self, batches: Iterable[list[Row]], coder: Coder, name: str) -> Iterator[list[CodedEvent]]:
        for batch in batches:
            found = []
            for row in batch:
                event = coder.code(row.number, row.cells, row.text)
                if isinstance(event, Fault):
                    self._leave(event, row.number)
                else:
                    found.append(event)
            self.rows["rows"] += len(batch)
            self.rows["coded"] += len(found)
            self.on_rows(name, len(batch))
            yield found

    def _leave(self, fault: Fault, number: int) -> None:
        self.left[fault.code] += 1
        kept = self.examples.setdefault(fault.code, {})
        if len(kept) < _EXAMPLES:
            kept.setdefault(fault.cell, number)

    def finish(self, file: EventFile) -> EventFile:
        left = (
            RowsLeftOut(code, WHY[code], number, tuple(_example(c, n) for c, n in self.examples[code].items()))
            for code, number in sorted(self.left.items())
        )
        return replace(file, rows=self.rows["rows"], coded=self.rows["coded"], left_out=tuple(left))


def _example(cell: str, number: int) -> str:
    cell = cell if len(cell) <= 60 else f"{cell[:59]}…"
    return f"row {number} ({cell!r})" if cell else f"row {number}"


def _read_file(path: Path, file: EventFile, store: Store, reading: _Reading) -> EventFile:
    format = EVENT_FORMATS[file.format]
    with ExitStack() as opened:
        rows = open_rows(path, format.has_header, opened)
        columns, batches = _columns(rows.columns, rows.batches, format)
        coder = Coder(format, columns, (load_lexicon(), load_codes()), file.id, reading.today)
        return store.coded.save(file, reading.events(batches, coder, file.name), reading.finish)


def _columns(
    named: tuple[str, ...], batches: Iterator[list[Row]], format: EventFormat
) -> tuple[tuple[str, ...], Iterator[list[Row]]]:
    """The columns of a file by its header, or by how many cells its first row has."""
    if named:
        return named, batches
    first = next(batches, [])
    width = len(first[0].cells) if first else 0
    if width not in format.headless:
        wanted = " or ".join(map(str, format.headless))
        raise Rejected("columns", f"its first row has {width} cells, and files of this format have {wanted}")

    def every() -> Iterator[list[Row]]:
        yield first
        yield from batches

    return format.headless[width], every()
