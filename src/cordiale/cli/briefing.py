"""Briefs written to files, in every format there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from cordiale.brief import FORMATS, write_docx
from cordiale.brief.choice import Question
from cordiale.export.files import whole, write_whole
from cordiale.export.printed import can_print, pdf_of
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief
from cordiale.model.document import Article
from cordiale.model.issue import UsageError
from cordiale.model.series import Domain

LENGTHS = {"short": 4, "usual": 10, "long": 30}
# Formats that no terminal shows.
OF_BYTES = ("docx", "pdf")


def may_write(format: str, output: Path | None) -> None:
    """UsageError, before anything is read, for a format that there is not, lacks its file or lacks what writes it."""
    if format not in (*FORMATS, *OF_BYTES):
        raise UsageError(f"no format {format!r}; there is {', '.join((*FORMATS, *OF_BYTES))}")
    if format in OF_BYTES and output is None:
        raise UsageError(f"{format} is written to a file: name one with -o")
    if format == "docx" and not _has("docx"):
        raise UsageError("docx is written by python-docx, which is not here: pip install 'cordiale[documents]'")
    if format == "pdf" and not can_print():
        raise UsageError(
            "pdf is printed by Chromium, which is not here: install it (apt install chromium), or take --format html"
        )


def picking(domain: str, length: str, pinned: Sequence[str], dropped: Sequence[str]) -> Callable[[Dyad], Question]:
    """What a brief of a pair is asked, by the words of the options; UsageError for words that there are not."""
    if domain not in list(Domain):
        raise UsageError(f"no domain {domain!r}; there is {', '.join(Domain)}")
    if length not in LENGTHS:
        raise UsageError(f"no length {length!r}; there is {', '.join(LENGTHS)}")
    if both := sorted(set(pinned) & set(dropped)):
        raise UsageError(f"{', '.join(both)} cannot be both pinned and dropped")
    by_hand = frozenset(pinned), frozenset(dropped)
    return lambda pair: Question(pair, None, None, Domain(domain), LENGTHS[length], *by_hand)


def _has(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ValueError:  # what is barred from being loaded has no place to be found at
        return False


def write_brief(brief: Brief, articles: Mapping[str, Article], format: str, to: Path) -> None:
    """Write a brief to a file, whole or not at all."""
    if format not in OF_BYTES:
        write_whole(to, FORMATS[format](brief, articles))
        return
    made = write_docx(brief, articles) if format == "docx" else pdf_of(FORMATS["html"](brief, articles))
    with whole(to) as part:
        part.write_bytes(made)
