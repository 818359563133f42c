"""Pages from files, folders and standard input, one at a time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cordiale.capture.json_lines import read_json_lines
from cordiale.capture.kinds import HTML, JSON_LINES, MEDIA_TYPES, foreign_kind, sniff
from cordiale.capture.seal import seal
from cordiale.model.document import Capture
from cordiale.model.issue import Issue, UsageError

# A page of news has a few hundred kilobytes; 64 MB leaves room for whole feeds saved as one page.
SIZE_CAP = 64 * 2**20
STANDARD_INPUT = "-"


def load(paths: Sequence[str]) -> Iterator[Capture | Issue]:
    """Every page under the paths, in the order given and by name within a folder; `-` is standard input.

    A capture is named by its path below the given folder, by its file name when the file is
    given itself, `stdin`, or `FILE.jsonl:LINE`. What cannot be read is an Issue with one of
    the codes unreadable, empty, binary, size, unsupported, json, no_text. One page is held
    at a time. Raises UsageError before anything is read when a path does not exist.
    """
    for path in paths:
        if path != STANDARD_INPUT and not os.path.lexists(path):
            raise UsageError(f"{path}: there is no such file or folder")
    return _each(paths)


def _each(paths: Sequence[str]) -> Iterator[Capture | Issue]:
    names: set[str] = set()
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _standard_input()
        elif os.path.isdir(path):
            yield from _folder(Path(path), names if len(paths) > 1 else None)
        else:
            yield from _file(Path(path), _name_once(Path(path).name, path, names if len(paths) > 1 else None), True)


def _name_once(name: str, path: str, taken: set[str] | None) -> str:
    """The name, or the path as given when an earlier path has a page of that name."""
    if taken is None:
        return name
    if name in taken:
        name = path
    taken.add(name)
    return name


def _folder(root: Path, taken: set[str] | None) -> Iterator[Capture | Issue]:
    unreadable: list[Issue] = []

    def note(error: OSError) -> None:
        where = str(error.filename or root)
        unreadable.append(Issue(where, "unreadable", f"{where}: {error.strerror or error}"))

    for folder, below, files in os.walk(root, onerror=note):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                path = Path(folder, name)
                relative = path.relative_to(root).as_posix()
                yield from _file(path, _name_once(relative, str(path), taken), False)
        yield from unreadable
        unreadable.clear()
    yield from unreadable


def _file(path: Path, name: str, is_given: bool) -> Iterator[Capture | Issue]:
    """The captures of a file; a file of another kind is read only when it is given by name."""
    suffix = path.suffix.lower()
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            yield Issue(name, "unreadable", f"{name}: not a regular file")
        elif found.st_size == 0:
            yield Issue(name, "empty", f"{name}: the file is empty")
        elif suffix in JSON_LINES:
            with path.open("rb") as stream:
                yield from read_json_lines(stream, name, SIZE_CAP)
        elif suffix not in MEDIA_TYPES and not is_given:
            yield Issue(name, "unsupported", f"{name}: not one of .txt .html .jsonl; give the file itself to read it")
        elif found.st_size > SIZE_CAP:
            yield _too_large(name)
        else:
            yield _page(name, path.read_bytes(), MEDIA_TYPES.get(suffix))
    except OSError as trouble:
        yield Issue(name, "unreadable", f"{name}: {trouble.strerror or trouble}")


def _standard_input() -> Iterator[Capture | Issue]:
    data = sys.stdin.buffer.read(SIZE_CAP + 1)
    yield _too_large("stdin") if len(data) > SIZE_CAP else _page("stdin", data, None)


def _page(name: str, data: bytes, media_type: str | None) -> Capture | Issue:
    foreign = foreign_kind(data)
    if foreign:
        return Issue(name, "binary", f"{name}: {foreign}, not text or HTML")
    if not data.strip():
        return Issue(name, "empty", f"{name}: nothing but white space")
    # A saved page often carries .txt, and standard input has no name to go by.
    return seal(name, HTML if media_type == HTML else sniff(data), data)


def _too_large(name: str) -> Issue:
    return Issue(name, "size", f"{name}: larger than {SIZE_CAP // 2**20} MB")
