"""Rows parted by tabs, as event files have them: no quoting, no tab and no line break in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from cordiale.export.files import whole

Cell = str | int | float | date | None


def write_rows(rows: Iterable[Sequence[Cell]], header: Sequence[str] | None, to: Path, empty: str = "") -> None:
    """Write rows under a header (or none) as UTF-8, whole or not at all; `empty` stands for what is not known."""
    with whole(to) as part, part.open("w", encoding="utf-8", newline="") as out:
        if header:
            out.write("\t".join(header) + "\n")
        out.writelines("\t".join(_text(cell, empty) for cell in row) + "\n" for row in rows)


def _text(cell: Cell, empty: str) -> str:
    """White space becomes a space, and a straight quotation mark a curly one, since programs take it for the start of a quoted cell."""
    return " ".join(str(cell).split()).replace('"', "”") or empty if cell is not None else empty
