"""The page of somebody who acts: a state, or a person or body by name; offices over time, words, acts, promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import Query

from cordiale.brief.wording import say_date
from cordiale.export.lines import SHAPES
from cordiale.lexicon.entries import Tenure
from cordiale.model.actor import Actor, Dyad
from cordiale.model.record import NOT_BELIEVED, Item
from cordiale.model.selection import countries_of
from cordiale.store.kinds import KINDS
from cordiale.web.address import NOWHERE, actor_address, item_address, pair_address, state_address
from cordiale.web.asked import NameAsked
from cordiale.web.home import counts_of_pairs
from cordiale.web.lines import SAY, day_words, lines_of, sorted_by_day, told_all
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.states import state_of
from cordiale.web.view import Elsewhere, Missing, Table, View

_MOST = 15
_PEOPLE = 24
# Of each kind so many of a state, the latest, are shown and given as data.
_LATEST = 1_000
_COLUMNS = ("code", "name", "items", "address")
_ANYBODY = ("IGO", NOWHERE)
_HEADINGS = {
    "events": "Acts",
    "statements": "Words",
    "commitments": "Promises",
    "drivers": "Causes named",
    "quantities": "Figures",
    "offices": "Offices",
    "groupings": "Groupings",
}


def show_actor(shown: Now, code: str, asked: Annotated[NameAsked, Query()]) -> View:
    """A state by its code, or with `name` a person or body of it: offices over time, words, acts, and with whom."""
    if code not in _ANYBODY and code not in shown.lexicon.states:
        raise Elsewhere(state_address(state_of(shown, code)))
    country = None if code == NOWHERE else code
    if asked.name:
        return _named(shown, country, asked.name)
    if country is None:
        raise Missing("A name is needed where no state is.", "Add ?name= and the name to the address.")
    with shown.reading() as store:
        every = store.items.count_of_state(country)
        latest = [(kind, i) for kind in KINDS for i in store.items.of_state(country, kind, _LATEST)]
        people = [(name, n) for name, n in store.items.names(country, _PEOPLE + 1) if name][:_PEOPLE]
    items = [(k, i) for k, i in latest if i.standing not in NOT_BELIEVED]
    title = shown.name_of(country) if country != "IGO" else "Organisations of states"
    known = shown.lexicon.states
    pairs = counts_of_pairs(shown) if country in known else ()
    both = {
        other: n for first, second, n in pairs for own, other in ((first, second), (second, first)) if own == country
    }
    partners = _partners(shown, country, both)
    extra = {
        "people": [(name, n, actor_address(Actor(country, None, name))) for name, n in people],
        "partners": partners,
        "tenures": [],
        "others": [],
    }
    data = {"code": country, "name": title, "people": [n for n, _ in people], "partners": [p[0] for p in partners]}
    return _view(
        shown, title, items, extra | {"counts": every if max(every.values(), default=0) > _LATEST else {}}, data
    )


def _named(shown: Shown, country: str | None, name: str) -> View:
    with shown.reading() as store:
        found = store.items.of_name(country, name)
        elsewhere = [c for c in store.items.countries_named(name) if c != country]
    if not found:
        if len(elsewhere) == 1:
            raise Elsewhere(actor_address(Actor(elsewhere[0], None, name)))
        raise Missing(f"Nobody called {name!r} acts or speaks in this record.", "Search for the name instead.")
    items = [(k, i) for k, i in found if i.standing not in NOT_BELIEVED]
    tenures = [t for t in shown.lexicon.tenures_of(name) if country is None or t.country == country]
    others = [(shown.name_of(c) if c else "no state known", actor_address(Actor(c, None, name))) for c in elsewhere]
    extra: dict[str, Any] = {
        "people": [],
        "partners": _partners(shown, country, _beside(country, items)) if country else [],
        "counts": {},
        "tenures": [_tenure(shown, t) for t in tenures],
        "others": others,
        "state": (shown.name_of(country), state_address(country)) if country else None,
    }
    data = {"code": country, "name": name, "tenures": [_tenure_line(t) for t in tenures]}
    return _view(shown, name, items, extra, data)


def _view(
    shown: Shown, title: str, items: Sequence[tuple[str, Item[Any]]], extra: dict[str, Any], data: dict[str, Any]
) -> View:
    by_kind = {kind: sorted_by_day(shown, [i for k, i in items if k == kind]) for kind in KINDS}
    offices = _offices(shown, by_kind["offices"])
    values = {
        "title": title,
        "state": None,
        **extra,
        "offices": offices,
        "parts": [
            (
                kind,
                _HEADINGS[kind],
                told_all(shown, kind, by_kind[kind][:_MOST]),
                extra["counts"].get(kind) or len(by_kind[kind]),
            )
            for kind in KINDS
            if kind != "offices" and by_kind[kind]
        ],
        "code": data["code"],
    }

    def plain() -> dict[str, Any]:
        return data | {kind: lines_of(shown, kind, found) for kind, found in by_kind.items()}

    def table() -> Table:
        rows = [
            {"kind": SHAPES[k][0], "id": i.id, "day": day_words(shown, i), "text": SAY[k](i.best, shown.name_of),
             "address": item_address(k, i.id)}
            for k, i in items
        ]  # fmt: skip
        return Table(("kind", "id", "day", "text", "address"), rows)

    return View(title, "actor.html", values, plain, table)


def _beside(country: str, items: Sequence[tuple[str, Item[Any]]]) -> Mapping[str, int]:
    """How many of some acts each other state is in."""
    return Counter(c for kind, i in items if kind == "events" for c in countries_of(i.best) if c != country)


def _partners(shown: Shown, country: str, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The states with which most is told of it."""
    known = {c: n for c, n in counts.items() if c in shown.lexicon.states and country in shown.lexicon.states}
    most = Counter(known).most_common(12)
    return [(shown.name_of(c), pair_address(Dyad.of(country, c)), n) for c, n in most]


def _offices(shown: Shown, offices: Sequence[Item[Any]]) -> list[dict[str, Any]]:
    """Who held which office, as pages tell it, the latest first."""
    return [
        {
            "person": o.best.person,
            "person_href": actor_address(Actor(o.best.country, None, o.best.person)),
            "office": ("former " if o.best.is_former else "") + o.best.office,
            "as_of": say_date(o.best.as_of) if o.best.as_of else "undated",
            "href": f"/office/{o.id}",
            "pages": len({e.article for e in o.evidence}),
        }
        for o in offices
    ]


def _tenure(shown: Shown, t: Tenure) -> dict[str, str]:
    return {
        "office": t.office,
        "state": shown.name_of(t.country),
        "from": _day(t.start),
        "until": _day(t.end) if t.end else "now",
    }


def _tenure_line(t: Tenure) -> dict[str, Any]:
    return {
        "office": t.office,
        "country": t.country,
        "start": t.start.isoformat() if t.start else None,
        "end": t.end.isoformat() if t.end else None,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else "?"


def show_states(shown: Now) -> View:
    """Every state of which the record tells, with how many items concern it."""
    rows = states_told(shown)
    return View("Actors", "states.html", {"rows": rows}, lambda: {"actors": rows}, lambda: Table(_COLUMNS, rows))


def states_told(shown: Shown) -> Sequence[dict[str, Any]]:
    """Every state of which the record tells, as a row of their list."""
    return shown.kept("states", lambda: _states(shown))


def _states(shown: Shown) -> list[dict[str, Any]]:
    with shown.reading() as store:
        states = store.items.states()
    return [
        {"code": code, "name": shown.name_of(code), "items": n, "address": state_address(code)}
        for code, n in states
        if code in shown.lexicon.states or code == "IGO"
    ]
