"""Records as older schemas had them: made from a present one, for what reads them to be tried on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cordiale.store.schema import APPLICATION, STEPS
from cordiale.store.words import apart

# What is a source; everything else is made anew from it.
_SOURCES = ("capture", "page", "article", "article_text", "judgement", "issue", "issued", "event_file", "coded_event")


def make_older(present: Path, older: Path, version: int) -> Path:
    """Write the pages, judgements and other sources of a record into a new file of that schema version."""
    with closing(sqlite3.connect(older, isolation_level=None)) as db:
        db.create_function("apart", 1, apart, deterministic=True)
        db.execute("PRAGMA journal_mode = WAL")
        for step in STEPS[:version]:
            for statement in step.split(";\n"):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute("ATTACH ? AS present", (str(present),))
        for table in _SOURCES:
            columns = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))]
            if columns:
                names = ", ".join(("rowid", *columns) if table == "article_text" else columns)
                db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM present.{table}")
        db.execute("INSERT INTO main.state SELECT * FROM present.state WHERE key = 'changes'")
        if "fresh" in {name for (name,) in db.execute("SELECT name FROM sqlite_master")}:
            db.execute("INSERT INTO fresh SELECT id FROM article")
    return older


def version_of(record: Path) -> int:
    """The schema version of a record file."""
    with closing(sqlite3.connect(record)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def is_sound(record: Path) -> bool:
    """Whether a record file is whole as a database, whatever its schema."""
    with closing(sqlite3.connect(record)) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
