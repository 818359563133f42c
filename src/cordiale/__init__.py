"""Cordiale reads news pages about states and keeps the record of their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cordiale.opened import OpenRecord

__version__ = "0.1.0"


def open(path: str | Path) -> OpenRecord:
    """A record opened in Python: `cordiale.open("record.cordiale").events(between=("USA", "JPN")).to_pandas()`.

    A record in PostgreSQL has the address postgresql://USER@HOST/DATABASE instead of a path.
    """
    # Loading the measures takes longer than most verbs, and the command line does not need this.
    from cordiale.opened import OpenRecord

    return OpenRecord(path)
