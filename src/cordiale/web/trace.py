"""From any id to the page that opens it; and the pages of index points and of rows of event files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from cordiale.export.lines import coded_line
from cordiale.export.points import moved_share, point_line
from cordiale.model.coded import parse_coded_id
from cordiale.model.index_id import IndexId, Kind
from cordiale.model.series import Act, Direction, Point, Remark
from cordiale.store import Store
from cordiale.web.address import article_address, item_address, pair_address
from cordiale.web.asked import IdAsked
from cordiale.web.lines import told
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Elsewhere, Missing, View

_MANY = 1_000


def show_trace(shown: Now, asked: Annotated[IdAsked, Query()]) -> View:
    """The way to anything by its id, the beginning of it, or the name of a page; without one, how to ask."""
    if asked.id is None:
        return View("Trace", "trace.html", {}, lambda: {"id": None})
    raise Elsewhere(_address(shown, asked.id.strip()))


def _address(shown: Shown, id: str) -> str:
    if IndexId.parse(id):
        return f"/point/{id}"
    if parse_coded_id(id):
        return f"/coded/{id}"
    if place := shown.places.get(id):
        return item_address(place.kind, place.item)
    if id in shown.articles:
        return article_address(id)
    with shown.reading() as store:
        if named := store.article_of(id):
            return article_address(named)
        if store.issues_of(id):
            return "/audit#not-read"
        found = [*store.tellings.beginning(id, _MANY), *store.heads.beginning(id, _MANY)]
    if len(found) == 1:
        return _address(shown, found[0])
    if found:
        raise Missing(f"{'Many' if len(found) >= _MANY else len(found)} ids begin with {id!r}.", "Write more of it.")
    raise Missing(f"Nothing in the record has the id {id!r}.", "Ids stand on the pages of items, beside their words.")


def show_point(shown: Now, id: str) -> View:
    """One point of an index: share and band, and each event that moved it with by how much."""
    parsed = IndexId.parse(id)
    if parsed is None:
        raise Missing(f"{id!r} names no point of an index.")
    point = _point(shown, parsed)
    if point is None or point.is_unseen:
        raise Missing(f"Nothing was seen of {parsed.dyad} in {parsed.period}.", "Points of the pair: its index page.")
    names = (shown.name_of(parsed.dyad.first), shown.name_of(parsed.dyad.second))
    acts: dict[str, Act | Remark] = {a.event: a for a in shown.made.acts_between(parsed.dyad)}
    movers = [(100 * moved_share(point, m), m.event, _of_act(shown, m.event, acts)) for m in point.movers]
    values = {"point": point, "names": names, "id": id, "movers": movers, "pair": pair_address(parsed.dyad)}
    up = ((f"{names[0]} and {names[1]}", pair_address(parsed.dyad)),)
    title = f"{names[0]} and {names[1]}, {parsed.period}"
    return View(title, "point.html", values, lambda: point_line(parsed.kind, point), None, up)


def _point(shown: Shown, id: IndexId) -> Point | None:
    if id.kind is Kind.ACTS and id.direction in shown.index.choice.directions:
        return shown.index.series(id.dyad, id.domain, id.direction).at(id.period)
    raise (
        Missing(
            "The pages show the index of acts by month.",
            f"`cordiale trace {id}` tells of this one on the command line.",
        )
        if id.direction is Direction.BOTH or id.kind is not Kind.ACTS
        else Missing(f"There is no point {id}.")
    )


def _of_act(shown: Shown, event: str, acts: dict[str, Act | Remark]) -> Any:
    """The line of an item, or what a row of an event file says in short."""
    if event in shown.items:
        return told(shown, *shown.items[event])
    act = acts.get(event)
    return act


def show_coded(shown: Now, id: str) -> View:
    """One row of an event file that others have coded: what it says, and the row as given."""
    with Store(shown.record_file, must_exist=True) as store:
        event = store.coded.event(id)
        file = store.coded.file_of(event.file) if event else None
    if event is None or file is None:
        raise Missing(f"No row of an event file has the id {id!r}.")
    line = coded_line(event, file)
    values = {
        "event": event,
        "file": file,
        "pair": pair_address(event.dyad) if event.dyad else None,
        "names": [shown.name_of(side.country) for side in (event.actor, event.recipient)],
    }
    return View(f"Coded event {id}", "coded.html", values, lambda: line)
