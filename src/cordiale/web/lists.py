"""Lists of all items of a kind, the latest first, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query

from cordiale.model.record import NOT_BELIEVED
from cordiale.web.asked import EventsAsked
from cordiale.web.lines import event_choices, lines_of, sorted_by_day, told
from cordiale.web.pages import part_of
from cordiale.web.pair import event_table
from cordiale.web.shelf import Now
from cordiale.web.view import Table, View


def list_page(kind: str) -> Callable[..., View]:
    """The list of all items of a kind (a field of Record)."""

    def show(shown: Now, asked: Annotated[EventsAsked, Query()]) -> View:
        is_events = kind == "events"
        every = getattr(shown.record, kind)
        latest_first = shown.kept(kind, lambda: sorted_by_day(shown, every))
        ordered = [i for i in latest_first if (asked.fits(i) if is_events else i.standing not in NOT_BELIEVED)]
        given = asked.model_dump(mode="json", exclude={"page"}) if is_events else {}
        part = part_of(ordered, asked.page, f"/{kind}", given)
        values = {
            "kind": kind,
            "part": part,
            "lines": [told(shown, kind, i) for i in part.items],
            "asked": asked,
            "every": len(every),
            "choices": event_choices() if is_events else {},
        }

        def table() -> Table:
            lines = lines_of(shown, kind, ordered)
            return event_table(lines) if is_events else Table(tuple(lines[0]) if lines else ("id",), lines)

        def plain() -> dict[str, Any]:
            return {"asked": given, kind: lines_of(shown, kind, ordered)}

        return View(kind.capitalize(), "list.html", values, plain, table)

    show.__doc__ = f"All {kind} of the record, the latest first."
    show.__name__ = f"list_{kind}"
    return show
