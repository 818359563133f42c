"""Full-text search over articles and items, narrowed by kind, state and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query
from markupsafe import Markup

from cordiale.export.lines import SHAPES
from cordiale.store.words import words_asked
from cordiale.web.address import article_address, with_query
from cordiale.web.asked import SearchAsked
from cordiale.web.lines import page_line, told
from cordiale.web.pages import part_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.states import state_of
from cordiale.web.view import Table, View

_MOST_ITEMS = 1_000
_MOST_ARTICLES = 500
_FACETS = 12
_AROUND = 90
_EXCERPTS = 3
_ARTICLE = "article"
_COLUMNS = ("kind", "id", "title", "day", "address")


@dataclass(frozen=True, slots=True)
class Found:
    """What has all the words of a search, what of it fits kind, state and year, and the code of the state that is asked for."""

    every: Sequence[dict[str, Any]]
    fitting: Sequence[dict[str, Any]]
    state: str | None


def show_search(shown: Now, asked: Annotated[SearchAsked, Query()]) -> View:
    """Articles and items that have all the words of a query, with counts by kind, state and year."""
    if not asked.q:
        values: dict[str, Any] = {"asked": asked, "part": None, "facets": [], "state": None}
        return View("Search", "search.html", values, lambda: {"q": None, "found": []}, lambda: Table(_COLUMNS, []))
    found = found_by(shown, asked)
    finds, fitting, code = found.every, found.fitting, found.state
    given = asked.model_dump(mode="json", exclude={"page"})
    part = part_of(fitting, asked.page, "/search", given)
    words = words_asked(asked.q)
    values = {
        "asked": asked,
        "state": shown.name_of(code) if code else None,
        "part": part,
        "finds": _shown_finds(shown, part.items, words),
        "facets": _facets(shown, finds, asked, code),
        "every": len(finds),
        "query_string": urlencode({name: value for name, value in given.items() if value is not None}),
    }

    def lines() -> list[dict[str, Any]]:
        return [find_line(shown, f) for f in fitting]

    return View(
        f"Search: {asked.q}", "search.html", values, lambda: {"asked": given, "found": lines()},
        lambda: Table(_COLUMNS, lines()),
    )  # fmt: skip


def found_by(shown: Shown, asked: SearchAsked) -> Found:
    """What a search finds. Missing where it asks for a state that there is not."""
    code = state_of(shown, asked.state) if asked.state else None
    every = shown.kept(("finds", asked.q), lambda: _every(shown, asked.q or ""))
    return Found(every, [f for f in every if _fits(f, asked, code)], code)


def _every(shown: Shown, query: str) -> list[dict[str, Any]]:
    """All that has the words: articles, then items, each with what it is narrowed by."""
    with shown.reading() as store:
        ids = store.search(query, _MOST_ARTICLES)
        heads, states = store.together.heads(ids), store.together.states_in(ids)
        finds = store.together.finds(store.search_items(query, _MOST_ITEMS))
    articles = [_find(_ARTICLE, id, states.get(id, frozenset()), heads[id].day) for id in ids if id in heads]
    return articles + [_find(SHAPES[f.kind][0], id, f.states, f.day) for id, f in finds.items()]


def _find(kind: str, id: str, states: frozenset[str], day: str | None) -> dict[str, Any]:
    return {"kind": kind, "id": id, "states": states, "year": int(day[:4]) if day else None}


def _fits(find: dict[str, Any], asked: SearchAsked, code: str | None) -> bool:
    return (
        (asked.kind is None or find["kind"] == asked.kind)
        and (code is None or code in find["states"])
        and (asked.year is None or find["year"] == asked.year)
    )


def _facets(
    shown: Shown, finds: Sequence[dict[str, Any]], asked: SearchAsked, code: str | None
) -> list[tuple[str, list[tuple[str, int, str, bool]]]]:
    """For each facet its values: words, number of finds, the address that narrows to it (or widens again), whether it is on."""
    given = asked.model_dump(mode="json", exclude={"page"})

    def address(name: str, value: Any, is_on: bool) -> str:
        return with_query("/search", {**given, name: None if is_on else value})

    def but(name: str) -> list[dict[str, Any]]:
        wide = asked.model_copy(update={name: None})
        return [f for f in finds if _fits(f, wide, None if name == "state" else code)]

    kinds = Counter(f["kind"] for f in but("kind"))
    states = Counter(c for f in but("state") for c in f["states"] if c in shown.lexicon.states)
    years = Counter(f["year"] for f in but("year") if f["year"])
    return [
        ("Kind", [(k, n, address("kind", k, k == asked.kind), k == asked.kind) for k, n in kinds.most_common()]),
        (
            "State",
            [(shown.name_of(c), n, address("state", c, c == code), c == code) for c, n in states.most_common(_FACETS)],
        ),
        (
            "Year",
            [
                (str(y), n, address("year", y, y == asked.year), y == asked.year)
                for y, n in sorted(years.items(), reverse=True)[:_FACETS]
            ],
        ),
    ]


def _shown_finds(shown: Shown, finds: Sequence[Mapping[str, Any]], words: Sequence[str]) -> list[dict[str, Any]]:
    items = [f["id"] for f in finds if f["kind"] != _ARTICLE]
    shown.items.gather(items)
    telling = (e.article for id in items if (found := shown.items.get(id)) for e in found[1].evidence[:_EXCERPTS])
    shown.articles.gather([*(f["id"] for f in finds if f["kind"] == _ARTICLE), *telling])
    return [shown_find(shown, f, words) for f in finds]


def shown_find(shown: Shown, find: Mapping[str, Any], words: Sequence[str]) -> dict[str, Any]:
    """A find as a page shows it, an article with the first place that has one of the words."""
    if find["kind"] != _ARTICLE:
        kind, item = shown.items[find["id"]]
        return {"kind": find["kind"], "told": told(shown, kind, item, _EXCERPTS)}
    article = shown.articles[find["id"]]
    return {
        "kind": _ARTICLE,
        "page": page_line(shown, article.id),
        "address": article_address(article.id),
        "snippet": snippet(article.text, words),
    }


def snippet(text: str, words: Sequence[str]) -> Markup:
    """The first place of a text that has a word, with those around it, the word marked; its beginning where none has."""
    low = text.lower()
    found = [(at, len(w)) for w in words if (at := low.find(w.lower())) >= 0]
    if not found or len(low) != len(text):
        return Markup("{} …").format(" ".join(text[: 2 * _AROUND].split()))
    at, length = min(found)
    before, after = text[max(0, at - _AROUND) : at], text[at + length : at + length + _AROUND]
    if at > _AROUND:
        before = "… " + (before.partition(" ")[2] or before)
    if at + length + _AROUND < len(text):
        after = (after.rpartition(" ")[0] or after) + " …"
    return Markup("{}<mark>{}</mark>{}").format(
        before.replace("\n", " "), text[at : at + length], after.replace("\n", " ")
    )


def find_line(shown: Shown, find: Mapping[str, Any]) -> dict[str, Any]:
    """A find as plain values."""
    if find["kind"] == _ARTICLE:
        page = page_line(shown, find["id"])
        return {
            "kind": _ARTICLE, "id": find["id"], "title": page["title"], "day": page["published"], "address": page["address"],
        }  # fmt: skip
    kind, item = shown.items[find["id"]]
    line = told(shown, kind, item, 0)
    return {"kind": find["kind"], "id": line.id, "title": line.text, "day": line.day, "address": line.href}
