"""One digest over all tables, so that what was read by other words is read again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files


@cache
def tables_digest() -> str:
    """The first 12 hex digits of the sha256 over every table, by name."""
    folder = files("cordiale.lexicon").joinpath("tables")
    digest = hashlib.sha256()
    for table in sorted(folder.iterdir(), key=lambda t: t.name):
        if table.name.endswith(".toml"):
            digest.update(table.name.encode() + b"\0" + table.read_bytes())
    return digest.hexdigest()[:12]
