"""Two pairs, or two outlets on one pair, side by side over one span: indices, counts by type, what one has and the other has not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Query

from cordiale.export.charts import Caption, Chart, Side, begin_of, compared_chart, saying_before
from cordiale.measure import Choice, measure_index
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType
from cordiale.model.record import Event, Item
from cordiale.model.selection import Wanted, is_wanted
from cordiale.model.series import Direction, Domain, Period, Point
from cordiale.store.items import Listed
from cordiale.web.address import pair_address, source_address
from cordiale.web.asked import CompareAsked
from cordiale.web.drawing import Drawing, source_of
from cordiale.web.lines import lines_of, told_all
from cordiale.web.pair import relation_of
from cordiale.web.pair_charts import points_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.source import NAMELESS, sources_read
from cordiale.web.states import pair_of
from cordiale.web.view import Missing, Table, View

_COLUMNS = ("type", "a", "b")
_MOST = 20
# So many events of a side, the latest, are compared.
_MOST_EVENTS = 2_000


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two sides: its name and address, its points, its events, and its groupings or nothing."""

    name: str
    href: str
    points: Sequence[Point]
    events: Sequence[Event]
    groupings: Sequence[Item[Any]] = ()


def show_compare(shown: Now, asked: Annotated[CompareAsked, Query()]) -> View:
    """Two pairs (a, b), or two outlets (source_a, source_b) on one pair, over one span."""
    sides = _sides(shown, asked)
    if sides is None:
        values: dict[str, Any] = {"asked": asked, "sides": None, "outlets": _outlets(shown)}
        return View(
            "Compare", "compare.html", values, lambda: {"a": None, "b": None}, lambda: Table(_COLUMNS, []),
        )  # fmt: skip
    one, other = (_within(side, asked) for side in sides)
    rows = _by_type(one.events, other.events)
    chart = _chart(shown, (one, other), asked)
    only = _only(shown, one, other, is_of_sources=asked.pair is not None)
    values = {
        "asked": asked,
        "sides": (one, other),
        "rows": rows,
        "only": [(heading, told_all(shown, kind, items[:_MOST], 2), len(items)) for heading, kind, items in only],
        "outlets": _outlets(shown),
    }
    given = asked.model_dump(mode="json")

    def plain() -> dict[str, Any]:
        return {
            "asked": given,
            "a": _plain(shown, one),
            "b": _plain(shown, other),
            "types": rows,
            "spec": chart.spec if chart else None,
        }

    drawn = (Drawing("compared", chart, "/compare", given),) if chart else ()
    return View(
        f"{one.name} beside {other.name}", "compare.html", values, plain, lambda: Table(_COLUMNS, rows), charts=drawn,
        chart=lambda: chart,
    )  # fmt: skip


def _sides(shown: Shown, asked: CompareAsked) -> tuple[Compared, Compared] | None:
    """Both sides; None where one is still to be named."""
    if asked.pair:
        if not asked.source_a or not asked.source_b:
            return None
        dyad = pair_of(shown, asked.pair)
        return _of_source(shown, dyad, asked.source_a), _of_source(shown, dyad, asked.source_b)
    if not asked.a or not asked.b:
        return None
    return _of_pair(shown, asked.a), _of_pair(shown, asked.b)


def _of_pair(shown: Shown, given: str) -> Compared:
    dyad = pair_of(shown, given)
    name = f"{shown.name_of(dyad.first)} – {shown.name_of(dyad.second)}"
    points = points_of(shown, dyad)
    return Compared(
        name, pair_address(dyad), points, _events(shown, dyad), relation_of(shown, dyad).beside["groupings"]
    )


def _of_source(shown: Shown, dyad: Dyad, source: str) -> Compared:
    publisher = None if source == NAMELESS else source
    with shown.reading() as store:
        if not store.heads.count_outlet(publisher):
            raise Missing(f"No page of {source!r} was read.", "All sources: /sources")

    def is_theirs(article: str) -> bool:
        head = shown.heads.get(article)
        return head is not None and head.publisher == publisher

    events = [e for e in _events(shown, dyad) if any(is_theirs(x.article) for x in e.evidence)]
    points = shown.kept(("by source", dyad, source), lambda: _points(shown, dyad, {e.id for e in events}))
    return Compared(source, source_address(source), points, events)


def _points(shown: Shown, dyad: Dyad, events: set[str]) -> Sequence[Point]:
    """The index of a pair from some of its events alone, by what all pairs have in common."""
    acts = [a for a in shown.made.acts_between(dyad) if a.event in events]
    if not acts:
        return ()
    choice = Choice(domains=(Domain.ALL,), directions=(Direction.BOTH,), model=shown.index.model)
    return measure_index(acts, choice).series(dyad).points


def _events(shown: Shown, dyad: Dyad) -> Sequence[Event]:
    """The latest believed events of a pair."""

    def ask() -> Sequence[Event]:
        with shown.reading() as store:
            return store.items.timeline(dyad, "events", Listed(), _MOST_EVENTS)

    return shown.kept(("events", dyad), ask)


def _within(side: Compared, asked: CompareAsked) -> Compared:
    """A side with what lies in the span that is asked for."""
    wanted = Wanted(None, since=asked.since, until=asked.until)
    return replace(
        side,
        events=[e for e in side.events if is_wanted(e, wanted)],
        points=[
            p
            for p in side.points
            if (asked.since is None or p.period.last >= asked.since)
            and (asked.until is None or p.period.first <= asked.until)
        ],
    )


def _chart(shown: Shown, sides: tuple[Compared, Compared], asked: CompareAsked) -> Chart | None:
    points = sorted((p for side in sides for p in side.points if not p.is_unseen), key=lambda p: p.period)
    if not points:
        return None
    begin = Period.of(asked.since) if asked.since else begin_of([p.period for p in points])
    span = begin, Period.of(asked.until) if asked.until else points[-1].period
    names = [side.name for side in sides]
    of = f", {asked.pair}" if asked.pair else ""
    measure = f"Share of acts that are cooperative, by month, 0 to 100 %, with its 90 % band, on one scale{of}"
    caption = Caption(f"{names[0]} beside {names[1]}", measure, source_of(shown))
    # The same side twice is still two.
    names[1] += " (again)" if names[0] == names[1] else ""
    one, other = (Side(name, side.points) for name, side in zip(names, sides, strict=True))
    return compared_chart((one, other), span, saying_before(caption, points, begin))


def _by_type(a: Sequence[Event], b: Sequence[Event]) -> list[dict[str, Any]]:
    one, other = (Counter(e.best.type for e in side) for side in (a, b))
    return [{"type": t, "a": one[t], "b": other[t]} for t in EventType if one[t] or other[t]]


def _only(shown: Shown, a: Compared, b: Compared, *, is_of_sources: bool) -> list[tuple[str, str, Sequence[Item[Any]]]]:
    """What one side has and the other has not: events that one outlet tells; types of events and groupings of one pair."""
    if is_of_sources:
        return [
            (f"Told by {x.name}, not by {y.name}", "events", _but(x.events, {e.id for e in y.events}, lambda e: e.id))
            for x, y in ((a, b), (b, a))
        ]
    found: list[tuple[str, str, Sequence[Item[Any]]]] = []
    for x, y in ((a, b), (b, a)):
        types = {e.best.type for e in y.events}
        found.append((f"Of a type that only {x.name} has", "events", _but(x.events, types, lambda e: e.best.type)))
    for x, y in ((a, b), (b, a)):
        names = {g.best.name for g in y.groupings}
        found.append(
            (f"Groupings that only {x.name} shares", "groupings", _but(x.groupings, names, lambda g: g.best.name))
        )
    return found


def _but(items: Sequence[Item[Any]], held: set[Any], key: Callable[[Item[Any]], Any]) -> list[Item[Any]]:
    return [i for i in items if key(i) not in held]


def _outlets(shown: Shown) -> Sequence[str]:
    return sorted(row["name"] for row in sources_read(shown) if row["name"] != NAMELESS)


def _plain(shown: Shown, side: Compared) -> dict[str, Any]:
    return {
        "name": side.name,
        "address": side.href,
        "points": [
            {"period": str(p.period), "share": round(p.share, 4), "low": round(p.band[0], 4), "high": round(p.band[1], 4), "acts": p.seen}
            for p in side.points
            if not p.is_unseen
        ],
        "events": lines_of(shown, "events", side.events),
    }  # fmt: skip
