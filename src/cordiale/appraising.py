"""The path to figures: marked pages, each with its page, read by a reader, joined, and appraised."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cordiale.appraise import Figures, GoldPage, appraise, parse_gold
from cordiale.capture import load
from cordiale.corroborate import assemble
from cordiale.model.document import Article, Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.model.mention import Mentions
from cordiale.pipeline import ReadPage

_ENDINGS = (".txt", ".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked page and its bytes."""

    gold: GoldPage
    capture: Capture


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How a reader did: the figures, the seconds that reading took, and the pages that could not be read."""

    figures: Figures
    seconds: float
    issues: tuple[Issue, ...]


def marked_pages(folder: Path, pages: Path | None = None) -> list[Marked]:
    """The marked pages of a folder, each with the page of its name beside it, or in the folder `pages`.

    UsageError where there is none, or a page is missing or cannot be taken in.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise UsageError(f"{folder}: no marked pages there; give a folder of .json files, one for each page")
    return [_marked(file, pages or folder) for file in files]


def _marked(file: Path, pages: Path) -> Marked:
    gold = parse_gold(file.name, file.read_bytes())
    names = [*([Path(gold.document).name] if gold.document else []), *(file.stem + ending for ending in _ENDINGS)]
    page = next((pages / n for n in names if n != file.name and (pages / n).is_file()), None)
    if page is None:
        raise UsageError(f"{file}: its page {names[0]} is not in {pages}; name the folder of the pages with --pages")
    capture = next(iter(load([str(page)])))
    if isinstance(capture, Issue):
        raise UsageError(f"{page}: cannot be taken in: {capture.what}")
    return Marked(gold, capture)


def appraise_reader(
    marked: Sequence[Marked],
    begin: Callable[[Capture], Callable[[], ReadPage]],
    on_page: Callable[[str], None] = lambda name: None,
) -> Appraisal:
    """Read all marked pages by `begin`, which starts a page and returns what waits for it, and appraise what is read."""
    began = time.perf_counter()
    waiting = [begin(m.capture) for m in marked]
    articles: list[Article | None] = []
    mentions: list[Mentions] = []
    issues: list[Issue] = []
    for m, result in zip(marked, waiting, strict=True):
        page = result()
        on_page(m.capture.name)
        if isinstance(page, Issue):
            issues.append(page)
            articles.append(None)
        else:
            articles.append(page[0])
            mentions.append(page[1])
    seconds = time.perf_counter() - began
    record = assemble([a for a in articles if a], mentions, ())
    golds = [m.gold for m in marked]
    return Appraisal(appraise(zip(golds, articles, strict=True), record), seconds, tuple(issues))
