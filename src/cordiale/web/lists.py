"""Lists of all items of a kind, the latest first, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query

from cordiale.store.items import Listed
from cordiale.web.asked import EventsAsked
from cordiale.web.lines import event_choices, lines_of, told_all
from cordiale.web.narrowed import MOST_LINES, count, narrowed
from cordiale.web.pages import taken_part
from cordiale.web.pair import event_table
from cordiale.web.shelf import Now
from cordiale.web.view import Table, View


def list_page(kind: str) -> Callable[..., View]:
    """The list of all items of a kind (a field of Record)."""

    def show(shown: Now, asked: Annotated[EventsAsked, Query()]) -> View:
        is_events = kind == "events"
        found = narrowed(shown, kind, asked if is_events else None)
        given = asked.model_dump(mode="json", exclude={"page"}) if is_events else {}
        part = taken_part(found.number, found.take, asked.page, f"/{kind}", given)
        values = {
            "kind": kind,
            "part": part,
            "lines": told_all(shown, kind, part.items),
            "asked": asked,
            "every": count(shown, kind, Listed(with_all=True)),
            "among": found.among,
            "choices": event_choices() if is_events else {},
        }

        def table() -> Table:
            lines = lines_of(shown, kind, found.take(MOST_LINES, 0))
            return event_table(lines) if is_events else Table(tuple(lines[0]) if lines else ("id",), lines)

        def plain() -> dict[str, Any]:
            lines = lines_of(shown, kind, found.take(MOST_LINES, 0))
            return {"asked": given, "number": found.number, "among": found.among, kind: lines}

        return View(kind.capitalize(), "list.html", values, plain, table)

    show.__doc__ = f"All {kind} of the record, the latest first."
    show.__name__ = f"list_{kind}"
    return show
