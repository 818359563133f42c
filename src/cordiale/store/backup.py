"""A copy of a record beside it, made before its schema changes, and found again by an older Cordiale."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

_MARK = ".schema-"


def backup_of(record: Path, version: int) -> Path:
    """Where the copy of a record of that schema version lies."""
    return record.with_name(f"{record.name}{_MARK}{version}")


def back_up(record: Path, version: int) -> Path:
    """Copy a record beside itself, in place of an earlier copy of that version; the path of the copy.

    The copy is on the disk and whole before it has its name. Meanwhile the record must not be written to: the caller
    holds its write lock. Raises sqlite3.Error and OSError when there is no room or no right to make it.
    """
    kept = backup_of(record, version)
    part = kept.with_name(f"{kept.name}.part")
    part.unlink(missing_ok=True)  # of a run that was cut off
    try:
        with closing(sqlite3.connect(f"file:{quote(str(record.absolute()))}?mode=ro", uri=True)) as db:
            db.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as copy:
            os.fsync(copy.fileno())
        os.replace(part, kept)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return kept


def newest_backup(record: Path, version: int) -> Path | None:
    """The newest copy beside a record that has that schema version or an older one; None where there is none."""
    held = (backup_of(record, v) for v in range(version, 0, -1))
    return next((path for path in held if path.is_file()), None)
