"""What is wrong with the pages of a record file, as SQLite finds it."""

from __future__ import annotations

from collections.abc import Iterator

from cordiale.store.connection import Connection, StoreError
from cordiale.store.told import lines_of


def broken_parts(db: Connection) -> list[str]:
    """What SQLite finds by itself. It may break off with nothing but that something is damaged; then pages are looked for."""
    told = lines_of(str(line) for (line,) in db.each("PRAGMA integrity_check"))
    found = [line for lines in told for line in lines.splitlines() if line != "ok" and not line.startswith("***")]
    return found and (lines_of(_spoilt_pages(db)) or lines_of(_broken_tables(db))) + found


def _spoilt_pages(db: Connection) -> Iterator[str]:
    """Pages that are none of a tree; only where SQLite is built to tell of its pages (dbstat)."""
    try:
        rows = db.execute("SELECT pageno, name FROM dbstat WHERE pagetype = 'corrupted' ORDER BY pageno")
    except StoreError:
        return
    for number, name in rows:
        yield f"page {number} of the file, of {name}, cannot be read"


def _broken_tables(db: Connection) -> Iterator[str]:
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"):
        try:
            for _ in db.each(f'SELECT * FROM "{name}"'):
                pass
        except StoreError:
            yield f"the table {name} cannot be read to its end"
