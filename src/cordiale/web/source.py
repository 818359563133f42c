"""The pages of outlets: what each printed, what was read from it, and what it shares with others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query

from cordiale.store.heads import Head
from cordiale.web.address import source_address
from cordiale.web.asked import NameAsked, PageAsked
from cordiale.web.lines import page_line
from cordiale.web.narrowed import MOST_LINES
from cordiale.web.pages import taken_part
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Missing, Table, View

NAMELESS = "no publisher known"
_MOST_SHARED = 200
_PAGE = ("id", "document", "title", "publisher", "published", "basis", "language", "mentions", "address")


def show_sources(shown: Now) -> View:
    """Every outlet of which pages were read."""
    rows = sources_read(shown)
    columns = ("name", "pages", "first", "last", "mentions", "address")
    return View("Sources", "sources.html", {"rows": rows}, lambda: {"sources": rows}, lambda: Table(columns, rows))


def sources_read(shown: Shown) -> Sequence[dict[str, Any]]:
    """Every outlet of which pages were read, as a row of their list."""
    return shown.kept("sources", lambda: _sources(shown))


def _sources(shown: Shown) -> list[dict[str, Any]]:
    with shown.reading() as store:
        outlets = store.heads.outlets()
    return [
        {
            "name": o.name or NAMELESS,
            "pages": o.pages,
            "first": o.first,
            "last": o.last,
            "mentions": o.mentions,
            "address": source_address(o.name or NAMELESS),
        }
        for o in outlets
    ]


def show_source(shown: Now, asked: Annotated[NameAsked, Query()]) -> View:
    """One outlet by name: its pages, what they tell, and whose texts they share."""
    name = asked.name or ""
    outlet = None if name == NAMELESS else name
    with shown.reading() as store:
        number = store.heads.count_outlet(outlet) if name else 0
        if not number:
            raise Missing(f"No page of {asked.name or 'no name'!r} was read.", "All sources: /sources")
        twins = store.heads.twins_of_outlet(outlet, _MOST_SHARED)
    kinds = shown.kept(("kinds of outlet", outlet), lambda: _kinds(shown, outlet))
    shared = [
        {"own": page_line(shown, t.first), "other": page_line(shown, t.second), "why": t.why}
        for t in twins
        if t.first in shown.articles and t.second in shown.articles
    ]

    def take(limit: int, begin: int) -> list[dict[str, Any]]:
        with shown.reading() as store:
            return _rows(shown, store.heads.of_outlet(outlet, limit, begin))

    part = taken_part(number, take, asked.page, "/source", {"name": name})
    values = {"name": name, "part": part, "shared": shared, "kinds": kinds}
    columns = ("id", "document", "title", "published", "basis", "mentions", "address")

    def plain() -> dict[str, Any]:
        return {"name": name, "pages": take(MOST_LINES, 0), "number": number, "shared": shared, "mentions": dict(kinds)}

    def table() -> Table:
        return Table(columns, take(MOST_LINES, 0))

    return View(name, "source.html", values, plain, table, (("Sources", "/sources"),))


def _kinds(shown: Shown, outlet: str | None) -> dict[str, int]:
    with shown.reading() as store:
        return store.heads.kinds_of_outlet(outlet)


def show_articles(shown: Now, asked: Annotated[PageAsked, Query()]) -> View:
    """Every article of the record, the latest first."""
    with shown.reading() as store:
        number = store.heads.count()

    def take(limit: int, begin: int) -> list[dict[str, Any]]:
        with shown.reading() as store:
            return _rows(shown, store.heads.latest(limit, begin))

    def plain() -> dict[str, Any]:
        return {"number": number, "articles": take(MOST_LINES, 0)}

    part = taken_part(number, take, asked.page, "/articles", {})
    return View("Pages read", "articles.html", {"part": part}, plain, lambda: Table(_PAGE, take(MOST_LINES, 0)))


def _rows(shown: Shown, heads: Sequence[Head]) -> list[dict[str, Any]]:
    shown.articles.gather(h.article for h in heads)
    return [page_line(shown, h.article) | {"mentions": h.mentions} for h in heads if h.article in shown.articles]
