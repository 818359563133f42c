"""Pages from files, folders, web archives and standard input, one at a time."""

from __future__ import annotations

import gzip
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cordiale.capture.json_lines import opens_json_lines, read_json_lines
from cordiale.capture.kinds import ARCHIVES, HTML, JSON_LINES, MEDIA_TYPES, PACKED_JSON_LINES, foreign_kind, sniff
from cordiale.capture.seal import seal
from cordiale.model.document import Capture, names_of
from cordiale.model.issue import Issue, UsageError

# A page of news has a few hundred kilobytes; 64 MB leaves room for whole feeds saved as one page.
SIZE_CAP = 64 * 2**20
STANDARD_INPUT = "-"


def load(paths: Sequence[str]) -> Iterator[Capture | Issue]:
    """Every page under the paths, in the order given and by name within a folder; `-` is standard input.

    A capture is named by its path below the given folder, by its file name when the file is
    given itself, `stdin`, `FILE.jsonl:LINE`, `FILE.warc.gz:RECORD`, or `stdin:LINE` for JSON Lines from there; of two
    files with one name the later has its folder before it. What cannot be read is an Issue with one of
    the codes unreadable, empty, binary, size, unsupported, json, no_text, archive. One page is held
    at a time. Raises UsageError before anything is read when a path does not exist.
    """
    for path in paths:
        if path != STANDARD_INPUT and not os.path.lexists(path):
            raise UsageError(f"{path}: there is no such file or folder")
    return _each(paths)


def _each(paths: Sequence[str]) -> Iterator[Capture | Issue]:
    names: dict[str, str] = {}
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _standard_input()
        elif os.path.isdir(path):
            yield from _folder(Path(path), names)
        else:
            yield from _file(Path(path), _name_once(Path(path).name, Path(path), names), True)


def _name_once(name: str, path: Path, taken: dict[str, str]) -> str:
    """The name, with as many of its folders as tell it from other files of that name; `taken` maps names to paths."""
    origin = _origin_of(path)
    name = next(one for one in names_of(name, origin) if taken.get(one, origin) == origin)
    taken[name] = origin
    return name


def _origin_of(path: Path) -> str:
    return Path(os.path.abspath(path)).as_posix()


def _folder(root: Path, taken: dict[str, str]) -> Iterator[Capture | Issue]:
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
                yield from _file(path, _name_once(relative, path, taken), False)
        yield from unreadable
        unreadable.clear()
    yield from unreadable


def _file(path: Path, name: str, is_given: bool) -> Iterator[Capture | Issue]:
    """What a file holds, each capture with its origin."""
    origin = _origin_of(path)
    for found in _contents(path, name, is_given):
        if isinstance(found, Capture):
            found = replace(found, origin=origin + found.name.removeprefix(name))
        yield found


def _contents(path: Path, name: str, is_given: bool) -> Iterator[Capture | Issue]:
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
        elif path.name.lower().endswith((*ARCHIVES, *PACKED_JSON_LINES)):
            yield from _packed(path, name)
        elif suffix not in MEDIA_TYPES and not is_given:
            yield Issue(
                name, "unsupported", f"{name}: not one of .txt .html .jsonl .warc.gz; give the file itself to read it"
            )
        elif found.st_size > SIZE_CAP:
            yield _too_large(name)
        else:
            yield _page(name, path.read_bytes(), MEDIA_TYPES.get(suffix))
    except OSError as trouble:
        yield Issue(name, "unreadable", f"{name}: {trouble.strerror or trouble}")


def _packed(path: Path, name: str) -> Iterator[Capture | Issue]:
    """The pages of a web archive, or of packed JSON Lines."""
    if path.name.lower().endswith(ARCHIVES):
        from cordiale.capture.warc import read_archive  # its library is wanted by nobody else

        with path.open("rb") as stream:
            yield from read_archive(stream, name, SIZE_CAP)
        return
    try:
        with gzip.open(path, "rb") as unpacked:
            yield from read_json_lines(unpacked, name, SIZE_CAP)  # type: ignore[arg-type]
    except (EOFError, zlib.error) as trouble:
        yield Issue(name, "unreadable", f"{name}: the packed file breaks off ({trouble})")


def _standard_input() -> Iterator[Capture | Issue]:
    stream = sys.stdin.buffer
    first = stream.readline(SIZE_CAP + 1)
    if opens_json_lines(first):
        yield from read_json_lines(stream, "stdin", SIZE_CAP, first)
        return
    data = first + stream.read(SIZE_CAP + 1 - len(first))
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
