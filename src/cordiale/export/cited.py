"""The pages that a record rests on, as works that can be cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cordiale.export.lines import SHAPES
from cordiale.export.selection import Selection
from cordiale.model.document import Article, DateBasis

_BY = re.compile(r"^\s*by\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """A page as a work: who wrote and published it under which title, and on which day, or between which days.

    `is_inferred` says that the page itself does not tell its day.
    """

    id: str
    title: str
    author: str | None
    publisher: str | None
    first: date | None
    last: date | None
    is_inferred: bool
    url: str | None
    language: str | None
    document: str


def cited_works(selection: Selection) -> Iterator[Work]:
    """Every page that an item of the record rests on, in the order of the articles."""
    cited = {e.article for kind in SHAPES for item in getattr(selection.record, kind) for e in item.evidence}
    return (_work(article) for article in selection.articles if article.id in cited)


def _work(a: Article) -> Work:
    day = a.day
    return Work(
        id=a.id,
        title=a.title or a.document,
        author=(_BY.sub("", a.byline).strip() or None) if a.byline else None,
        publisher=a.publisher,
        first=day.start if day else None,
        last=day.end if day else None,
        is_inferred=a.published is not None and a.published.basis is DateBasis.INFERRED,
        url=a.url,
        language=a.language,
        document=a.document,
    )
