"""The map: events at the places where they happened, a mark for each place, and what happened at one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query

from cordiale.export.charts import Caption, Chart, Spot, places_chart
from cordiale.lexicon.outward import load_outward
from cordiale.model.mention import Place
from cordiale.model.record import Event
from cordiale.model.selection import day_of
from cordiale.web.address import with_query
from cordiale.web.asked import PlacesAsked
from cordiale.web.drawing import Drawing
from cordiale.web.lines import event_choices, side_of, told_all
from cordiale.web.pages import part_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Table, View

_COLUMNS = (
    "place",
    "country",
    "precision",
    "events",
    "cooperative",
    "hostile",
    "first",
    "last",
    "lat",
    "lon",
    "address",
)
# So many events, the latest, are put on the map.
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with the place it lies at on the map: a name, its state, a point where one is known, and how exactly."""

    event: Event
    place: str
    country: str
    point: tuple[float, float] | None
    precision: str


def show_map(shown: Now, asked: Annotated[PlacesAsked, Query()]) -> View:
    """Events where they happened, a mark for each place; those of one place where it is asked for."""
    every = shown.kept("placed", lambda: _placed(shown))
    fitting = [p for p in every if asked.fits(p.event)]
    spots = _spots(p for p in fitting if p.point)
    chart = _chart(shown, spots, asked)
    given = asked.model_dump(mode="json", exclude={"page", "place"})
    chosen = [p.event for p in fitting if asked.place is None or p.place == asked.place]
    part = part_of(chosen, asked.page, "/map", {**given, "place": asked.place}, "#events")
    rows = [{name: getattr(s, name) for name in _COLUMNS[:-1]} | {"address": _page_of(s, given)} for s in spots]
    values = {
        "asked": asked,
        "every": len(every),
        "among": _MOST if len(every) == _MOST else None,
        "fitting": len(fitting),
        "rows": rows,
        "nowhere": sum(p.point is None for p in fitting),
        "part": part,
        "events": told_all(shown, "events", part.items, 3),
        "choices": event_choices(),
        "name_of": shown.name_of,
        "all_places": with_query("/map", given),
    }
    drawn = (Drawing("map", chart, "/map", given),) if chart else ()
    return View(
        "Map of events", "map.html", values,
        lambda: {"asked": given, "places": rows, "spec": chart.spec if chart else None}, lambda: Table(_COLUMNS, rows),
        charts=drawn, chart=lambda: chart,
    )  # fmt: skip


def _placed(shown: Shown) -> list[Placed]:
    with shown.reading() as store:
        events = store.items.placed(_MOST)
    return [_at(shown, e, place) for e in events if (place := e.best.place) is not None]


def _at(shown: Shown, event: Event, place: Place) -> Placed:
    """The city where the tables have it; else the capital of the state that the place is or lies in."""
    outward, lexicon = load_outward(), shown.lexicon
    if point := outward.point(place.country, place.name):
        return Placed(event, place.name, place.country or "", point, "city")
    state = lexicon.state_of_name(place.name) or lexicon.states.get(place.country or "")
    if state is None:
        return Placed(event, place.name, "", None, "name")
    capital = outward.point(state.iso3, state.capital) if state.capital else None
    return Placed(event, state.names[0], state.iso3, capital, "country")


def _spots(placed: Any) -> list[Spot]:
    """A spot for each place, those with most events first."""
    at: dict[tuple[str, str, str, tuple[float, float]], list[Event]] = defaultdict(list)
    for p in placed:
        at[p.place, p.country, p.precision, p.point].append(p.event)
    found = []
    for (place, country, precision, (lat, lon)), events in at.items():
        sides = [side_of(e.best) for e in events]
        days = sorted(d.anchor.isoformat() for e in events if (d := day_of(e.best)))
        ends = (days[0], days[-1]) if days else ("", "")
        numbers = len(events), sides.count("good"), sides.count("bad")
        found.append(Spot(place, country, precision, lat, lon, *numbers, *ends))
    return sorted(found, key=lambda s: (-s.events, s.place, s.country))


def _page_of(spot: Spot, given: Mapping[str, Any]) -> str:
    return with_query("/map", {**given, "place": spot.place}) + "#events"


def _chart(shown: Shown, spots: Sequence[Spot], asked: PlacesAsked) -> Chart | None:
    if not spots:
        return None
    number = sum(s.events for s in spots)
    measure = (
        f"{number:,} events by where they happened; a mark is as large as their number, hollow where only the state is known "
        "and it stands at the capital"
    )
    with shown.reading() as store:
        pages = store.heads.count()
    source = f"Cordiale: {pages:,} pages. Points: GeoNames (CC BY 4.0). Land: Natural Earth (public domain)."
    given = asked.model_dump(mode="json", exclude={"page", "place"})
    return places_chart(spots, Caption("Where it happened", measure, source), lambda s: _page_of(s, given))
