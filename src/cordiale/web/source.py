"""The pages of outlets: what each printed, what was read from it, and what it shares with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Annotated, Any

from fastapi import Query

from cordiale.model.document import Article
from cordiale.web.address import source_address
from cordiale.web.asked import NameAsked, PageAsked
from cordiale.web.lines import page_line
from cordiale.web.pages import part_of
from cordiale.web.shelf import Now, Shown
from cordiale.web.view import Missing, Table, View

NAMELESS = "no publisher known"
_PAGE = ("id", "document", "title", "publisher", "published", "basis", "language", "mentions", "address")


def _by_source(shown: Shown) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in shown.held.articles:
        found[article.publisher or NAMELESS].append(article)
    return found


def show_sources(shown: Now) -> View:
    """Every outlet of which pages were read."""
    rows = shown.kept("sources", lambda: _sources(shown))
    columns = ("name", "pages", "first", "last", "mentions", "address")
    return View("Sources", "sources.html", {"rows": rows}, lambda: {"sources": rows}, lambda: Table(columns, rows))


def _sources(shown: Shown) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "pages": len(articles),
            "first": _day(min((a.day.anchor for a in articles if a.day), default=None)),
            "last": _day(max((a.day.anchor for a in articles if a.day), default=None)),
            "mentions": sum(len(shown.told_in.get(a.id, ())) for a in articles),
            "address": source_address(name),
        }
        for name, articles in sorted(_by_source(shown).items(), key=lambda x: (-len(x[1]), x[0]))
    ]


def show_source(shown: Now, asked: Annotated[NameAsked, Query()]) -> View:
    """One outlet by name: its pages, what they tell, and whose texts they share."""
    articles = _by_source(shown).get(asked.name or "", [])
    if not articles:
        raise Missing(f"No page of {asked.name or 'no name'!r} was read.", "All sources: /sources")
    ids = {a.id for a in articles}
    ordered = sorted(articles, key=lambda a: (a.day.anchor if a.day else date.min, a.document), reverse=True)
    rows = [page_line(shown, a.id) | {"mentions": len(shown.told_in.get(a.id, ()))} for a in ordered]
    shared: list[dict[str, Any]] = []
    for t in shown.record.twins:
        for own, other in ((t.first, t.second), (t.second, t.first)):
            if own in ids and other not in ids:
                shared.append({"own": page_line(shown, own), "other": page_line(shown, other), "why": t.why})
    kinds = Counter(t.kind for a in articles for t in shown.told_in.get(a.id, ()))
    name = asked.name or ""
    part = part_of(rows, asked.page, "/source", {"name": name})
    values = {"name": name, "part": part, "shared": shared, "kinds": kinds}
    columns = ("id", "document", "title", "published", "basis", "mentions", "address")
    data = {"name": name, "pages": rows, "shared": shared, "mentions": dict(kinds)}
    return View(name, "source.html", values, lambda: data, lambda: Table(columns, rows), (("Sources", "/sources"),))


def show_articles(shown: Now, asked: Annotated[PageAsked, Query()]) -> View:
    """Every article of the record, the latest first."""
    rows = shown.kept("articles", lambda: _articles(shown))
    part = part_of(rows, asked.page, "/articles", {})
    return View("Pages read", "articles.html", {"part": part}, lambda: {"articles": rows}, lambda: Table(_PAGE, rows))


def _articles(shown: Shown) -> list[dict[str, Any]]:
    ordered = sorted(shown.held.articles, key=lambda a: (a.day.anchor if a.day else date.min, a.document), reverse=True)
    return [page_line(shown, a.id) | {"mentions": len(shown.told_in.get(a.id, ()))} for a in ordered]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
