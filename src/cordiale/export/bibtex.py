"""Cited pages as BibTeX."""

from __future__ import annotations

import re
from pathlib import Path

from cordiale.export.cited import Work, cited_works
from cordiale.export.files import whole
from cordiale.export.selection import Selection

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_FOUND = re.compile("|".join(map(re.escape, _SPECIAL)))
# Braces that do not pair would end a field or an entry too early even when a backslash stands before them.
_BRACES = str.maketrans("{}", "()")


def write_bibtex(selection: Selection, to: Path) -> list[Path]:
    """Write one `misc` entry for each page that the record rests on, as UTF-8; its key is the article's id."""
    with whole(to) as part, part.open("w", encoding="utf-8") as out:
        out.writelines(bibtex_entry(work) for work in cited_works(selection))
    return [to]


def bibtex_entry(work: Work) -> str:
    """A page as an entry; what is not known is not there. A day that was inferred, or is not one day, is told in the note."""
    is_one_day = work.first is not None and work.first == work.last
    fields = {
        "title": f"{{{_text(work.title)}}}",
        "author": f"{{{_text(work.author)}}}" if work.author else None,
        "howpublished": _text(work.publisher) if work.publisher else None,
        "year": f"{work.first.year}" if work.first and work.last and work.first.year == work.last.year else None,
        "month": f"{work.first.month}" if work.first and is_one_day else None,
        "day": f"{work.first.day}" if work.first and is_one_day else None,
        "url": _url(work.url) if work.url else None,
        "language": _text(work.language) if work.language else None,
        "note": _text(_note(work, is_one_day)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{work.id},\n{lines}}}\n\n"


def _note(work: Work, is_one_day: bool) -> str:
    told = [work.document]
    if (work.first and not is_one_day) or (work.last and not is_one_day):
        told.append(f"published between {work.first or 'an unknown day'} and {work.last or 'an unknown day'}")
    if work.is_inferred:
        told.append("day of publication inferred")
    return "; ".join(told)


def _text(words: str) -> str:
    """Words in one line with what TeX takes for its own made plain; braces become round brackets."""
    plain = " ".join(words.split()).translate(_BRACES)
    return _FOUND.sub(lambda found: _SPECIAL[found[0]], plain)


def _url(url: str) -> str:
    """An address as it is, with what would end the field written as in addresses."""
    escaped = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return "".join(escaped.get(c, c) for c in "".join(url.split()))
