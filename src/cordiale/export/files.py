"""Files that appear under their name only when they are complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cordiale.model.issue import UsageError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` at the end and vanishes when anything is raised.

    Devices and pipes are written directly. Raises UsageError for a folder, or for a file in no folder.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file with -o")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}; make it first or name another file with -o")
    if path.exists() and not path.is_file():
        yield path
        return
    target = path.resolve()
    part = target.with_name(f".cordiale-{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    except OSError as e:
        if e.filename == str(part):
            e.filename = str(path)  # the name that was asked for, not that of the part
        raise
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8, whole or not at all."""
    with whole(path) as part:
        part.write_text(text, "utf-8")


def folder(path: Path) -> Path:
    """The folder of that path, made if need be; UsageError when it is a file."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; this format writes one table for each kind: name a folder with -o")
    path.mkdir(parents=True, exist_ok=True)
    return path
