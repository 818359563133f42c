"""Cited pages as CSL-JSON, which Zotero, pandoc and citeproc read.

Source: Citation Style Language 1.0.2, csl-data.json.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from cordiale.export.cited import Work, cited_works
from cordiale.export.files import whole
from cordiale.export.lines import Line
from cordiale.export.selection import Selection


def write_csl(selection: Selection, to: Path) -> list[Path]:
    """Write one entry for each page that the record rests on."""
    with whole(to) as part, part.open("wb") as out:
        out.write(b"[\n")
        for n, work in enumerate(cited_works(selection)):
            out.write((b",\n" if n else b"") + msgspec.json.encode(csl_entry(work)))
        out.write(b"\n]\n")
    return [to]


def csl_entry(work: Work) -> Line:
    """A page as an entry; what is not known is not there, as the format has it, and a day that was inferred is `circa`."""
    entry = {
        "id": work.id,
        "type": "article-newspaper",
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "container-title": work.publisher,
        "issued": _issued(work),
        "URL": work.url,
        "language": work.language,
        "source": work.document,
    }
    return {name: value for name, value in entry.items() if value is not None}


def _issued(work: Work) -> Line | None:
    days = [x for x in dict.fromkeys((work.first, work.last)) if x]
    if not days:
        return None
    issued: Line = {"date-parts": _parts(work, days)}
    return issued | {"circa": True} if work.is_inferred else issued


def _parts(work: Work, days: list[date]) -> list[list[int]]:
    """A month that is meant as a whole has no day."""
    if len(days) == 2 and days[0].day == 1 and (days[0].year, days[0].month) == (days[1].year, days[1].month):
        return [[days[0].year, days[0].month]]
    return [[day.year, day.month, day.day] for day in days]
