"""Watch lists: searches that somebody saved, what each finds that was not seen yet, and a feed of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from cordiale.model.issue import UsageError
from cordiale.store import Store
from cordiale.store.saved import SavedSearch
from cordiale.web.address import with_query
from cordiale.web.asked import SearchAsked
from cordiale.web.forms import form_of
from cordiale.web.search import find_line, found_by, shown_find
from cordiale.web.shelf import Now, Shelf
from cordiale.web.shown import Shown
from cordiale.web.view import Missing, Table, View

LISTS = "/watching"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST_NEW, _MOST_FED, _LONGEST_NAME = 12, 50, 120
_COLUMNS = ("list", "kind", "id", "title", "day", "address", "is_new")


@dataclass(frozen=True, slots=True)
class Watched:
    """A watch list with all that it finds now, and what of it was not seen yet."""

    saved: SavedSearch
    finds: Sequence[Mapping[str, Any]]
    new: Sequence[Mapping[str, Any]]

    @property
    def href(self) -> str:
        """The search itself."""
        return with_query("/search", self.saved.asked)

    @property
    def feed(self) -> str:
        """Its feed."""
        return f"{LISTS}/{self.saved.id}.atom"


def show_watching(shown: Now) -> View:
    """The watch lists, each with what it finds that was not there when it was last marked as seen."""
    with Store(shown.record_file, must_exist=True) as store:
        lists = [_watched(shown, saved) for saved in store.saved.every()]
    values = {
        "lists": [(w, [shown_find(shown, f, ()) for f in w.new[:_MOST_NEW]]) for w in lists],
        "say": lambda asked: ", ".join(
            f"{name} {value}" if name != "q" else f"“{value}”" for name, value in asked.items()
        ),
    }

    def rows() -> list[dict[str, Any]]:
        return [
            {"list": w.saved.name, **line, "is_new": line["id"] not in w.saved.seen}
            for w in lists
            for line in (find_line(shown, f) for f in w.finds)
        ]

    return View("Watch lists", "watching.html", values, lambda: _plain(shown, lists), lambda: Table(_COLUMNS, rows()))


def _plain(shown: Shown, lists: Sequence[Watched]) -> dict[str, Any]:
    return {
        "lists": [
            {
                "id": w.saved.id,
                "name": w.saved.name,
                "asked": dict(w.saved.asked),
                "saved": w.saved.at.isoformat(timespec="seconds"),
                "seen": w.saved.seen_at.isoformat(timespec="seconds"),
                "found": len(w.finds),
                "new": [find_line(shown, f) for f in w.new],
                "address": w.href,
                "feed": w.feed,
            }
            for w in lists
        ]
    }


def _watched(shown: Shown, saved: SavedSearch) -> Watched:
    asked = SearchAsked.model_validate(saved.asked)
    finds = shown.kept(("search", asked), lambda: found_by(shown, asked).fitting)
    return Watched(saved, finds, [f for f in finds if f["id"] not in saved.seen])


def watching_feed(request: Request, shown: Now, id: int) -> Response:
    """What a watch list finds, as a feed of Atom: the latest first."""
    with Store(shown.record_file, must_exist=True) as store:
        saved = store.saved.named(id)
    if saved is None:
        raise Missing(f"There is no watch list {id}.", f"All of them: {LISTS}")
    watched = _watched(shown, saved)
    base = str(request.base_url).rstrip("/")
    lines = [find_line(shown, f) for f in watched.finds]
    latest = sorted(
        ((_moment(shown, x["id"], saved), x) for x in lines), key=lambda x: (x[0], x[1]["id"]), reverse=True
    )
    feed = ET.Element("feed", xmlns=_ATOM)
    _element(feed, "title", f"{saved.name} (Cordiale)")
    _element(feed, "id", f"urn:cordiale:watch:{saved.id}:{saved.at.isoformat()}")
    _element(feed, "updated", latest[0][0] if latest else saved.at.isoformat(timespec="seconds"))
    ET.SubElement(feed, "link", rel="self", href=base + watched.feed)
    ET.SubElement(feed, "link", rel="alternate", href=base + watched.href)
    _element(ET.SubElement(feed, "author"), "name", "Cordiale")
    for at, line in latest[:_MOST_FED]:
        entry = ET.SubElement(feed, "entry")
        _element(entry, "title", f"{line['day'] or ''} {line['title']}".strip())
        _element(entry, "id", f"urn:cordiale:{line['id']}")
        _element(entry, "updated", at)
        ET.SubElement(entry, "link", rel="alternate", href=base + line["address"])
        ET.SubElement(entry, "category", term=line["kind"])
    text = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(text, media_type="application/atom+xml; charset=utf-8")


def _element(parent: ET.Element, name: str, text: str) -> None:
    # XML has no way to write most control characters.
    ET.SubElement(parent, name).text = "".join(c for c in text if c >= " " or c in "\t\n")


def _moment(shown: Shown, id: str, saved: SavedSearch) -> str:
    """When a find was published: its page's day, or that of the first page which tells it; when it was saved where unknown."""
    pages = [id] if id in shown.articles else [e.article for e in shown.items[id][1].evidence]
    known = [d.anchor for page in pages if (d := shown.articles[page].day)]
    at = datetime(*min(known).timetuple()[:3], tzinfo=UTC) if known else saved.at
    return at.isoformat(timespec="seconds")


async def take_watching(request: Request) -> Response:
    """Save a search as a watch list, mark one as seen, or forget one."""
    given = await form_of(request)
    await run_in_threadpool(_take, request.app.state.shelf, given)
    return RedirectResponse(LISTS, status_code=303)


def _take(shelf: Shelf, given: Mapping[str, str]) -> None:
    shown = shelf.now()
    with shelf.open() as store:
        if store.is_read_only:
            raise UsageError("the record may only be read here; nothing can be watched")
        do, now = given.get("do", ""), datetime.now(UTC)
        if do == "save":
            asked = _asked(given)
            name = " ".join(given.get("name", "").split())[:_LONGEST_NAME] or str(asked["q"])
            store.saved.save(name, asked, _ids(shown, asked), now)
            return
        saved = store.saved.named(_number(given.get("id", "")))
        if saved is None:
            raise UsageError("there is no such watch list; it may have been forgotten")
        if do == "seen":
            # What is gone from the record today and back tomorrow is no news.
            store.saved.mark(saved.id, saved.seen | _ids(shown, saved.asked), now)
        elif do == "forget":
            store.saved.drop(saved.id)
        else:
            raise UsageError("a watch list is saved, seen or forgotten")


def _asked(given: Mapping[str, str]) -> Mapping[str, str]:
    """The questions of a search that a form sends; UsageError without words or with what no search asks."""
    try:
        asked = SearchAsked.model_validate(dict(parse_qsl(given.get("asked", ""))))
    except ValueError:
        raise UsageError("that is no search; go back, search, and save what is found") from None
    if not asked.q:
        raise UsageError("a watch list needs words to search for")
    return {
        name: str(value) for name, value in asked.model_dump(mode="json", exclude={"page"}).items() if value is not None
    }


def _ids(shown: Shown, asked: Mapping[str, str]) -> frozenset[str]:
    return frozenset(f["id"] for f in found_by(shown, SearchAsked.model_validate(asked)).fitting)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1
