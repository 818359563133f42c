"""The page of a pair of states: how they stand by domain, what happened, what was promised, why, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query

from cordiale.brief.choice import Chosen
from cordiale.brief.disagreements import say_disagreements
from cordiale.brief.standing import standing_lines
from cordiale.brief.wording import say_date
from cordiale.export.points import point_line
from cordiale.model.actor import Dyad
from cordiale.model.brief import Passage
from cordiale.model.index_id import Kind
from cordiale.model.mention import Evidence
from cordiale.model.record import NOT_BELIEVED, Item
from cordiale.model.series import Change
from cordiale.model.time import DateInterval, Precision
from cordiale.store.items import Listed
from cordiale.web.address import item_address, pair_address
from cordiale.web.asked import EventsAsked, PairAsked
from cordiale.web.drawing import Drawing
from cordiale.web.forecast import ahead_of, forecast_of_pair, forecast_row, question_lines
from cordiale.web.lines import event_choices, excerpt, lines_of, sorted_by_day, told, told_all
from cordiale.web.narrowed import MOST_LINES, count, narrowed
from cordiale.web.pages import taken_part
from cordiale.web.pair_charts import Drawn, drawings, points_of
from cordiale.web.shelf import Now
from cordiale.web.shown import LATEST, Shown
from cordiale.web.states import pair_of, state_of
from cordiale.web.view import Elsewhere, Missing, Table, View

_MOST = 12
_QUESTIONS = 20
_CITED = 6
# Kinds beside events, each with its name in the contents, its heading, and what is said where there are none.
_PARTS: tuple[tuple[str, str, str, str], ...] = (
    ("commitments", "Promises", "Promises, and what became of them", "No promise is told."),
    ("drivers", "Drivers", "What is said to drive it, and who says so", "No cause is given."),
    ("quantities", "Figures", "Figures", "No figure is given."),
    ("statements", "Words", "Who said what", "Nobody is quoted."),
    ("groupings", "Groupings", "Groupings both belong to", "No treaty or grouping that has both is named."),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What is told of a pair, whatever is asked: its items beside events, the latest first, its sums, its charts."""

    beside: Mapping[str, Sequence[Item[Any]]]
    standing: Sequence[Passage]
    disagreements: Sequence[Passage]
    drawn: Sequence[Drawn]


def relation_of(shown: Shown, dyad: Dyad) -> Relation:
    """What is told of a pair, put together once for each state of the record."""
    return shown.kept(dyad, lambda: _relation(shown, dyad))


def _relation(shown: Shown, dyad: Dyad) -> Relation:
    chosen = shown.chosen(dyad)
    return Relation(
        {kind: _of_kind(shown, chosen, dyad, kind) for kind, _, _, _ in _PARTS},
        list(standing_lines(chosen.between(), chosen, shown.name_of)),
        list(say_disagreements(chosen, shown.articles, shown.name_of)),
        shown.kept(("drawn", dyad), lambda: drawings(shown, dyad)),
    )


def find_pair(shown: Now, asked: Annotated[PairAsked, Query()]) -> View:
    """The way to a pair by the names or codes of its two states."""
    if not asked.one and not asked.other:
        raise Elsewhere("/pairs")
    if not asked.one or not asked.other:
        raise Missing("Two states are needed for a pair.", "Write both by name or by three-letter code.")
    one, other = state_of(shown, asked.one), state_of(shown, asked.other)
    if one == other:
        raise Missing(f"{shown.name_of(one)} is one state; a pair needs two.", "Write another state beside it.")
    raise Elsewhere(pair_address(Dyad.of(one, other)))


def show_pair(shown: Now, pair: str, asked: Annotated[EventsAsked, Query()]) -> View:
    """The relation of two states: index by domain, events, promises, drivers, figures, statements, disagreements."""
    dyad = pair_of(shown, pair)
    if str(dyad) != pair:
        raise Elsewhere(pair_address(dyad))
    names = (shown.name_of(dyad.first), shown.name_of(dyad.second))
    own = relation_of(shown, dyad)
    found = narrowed(shown, "events", asked, dyad)
    path = pair_address(dyad)
    given = asked.model_dump(mode="json", exclude={"page"})
    part = taken_part(found.number, found.take, asked.page, path, {**given, "#": "#events"})
    values: dict[str, Any] = {
        "dyad": dyad,
        "names": names,
        "path": path,
        "drawn": own.drawn,
        "events": told_all(shown, "events", part.items),
        "part": part,
        "every": count(shown, "events", Listed(with_all=True), dyad),
        "among": found.among,
        "latest": LATEST,
        "is_much": any(count(shown, kind, Listed(), dyad) > LATEST for kind in ("events", "statements", "drivers")),
        "asked": asked,
        "choices": _choices(dyad, names),
        "parts": [
            (
                kind,
                short,
                heading,
                note,
                told_all(shown, kind, own.beside[kind][:_MOST]),
                len(own.beside[kind]),
            )
            for kind, short, heading, note in _PARTS
        ],
        "standing": [(p, _cited(shown, p.citations[:_CITED]), _item_href(shown, p.items)) for p in own.standing],
        "disagreements": [(p, _cited(shown, p.citations), _item_href(shown, p.items)) for p in own.disagreements],
        "say_change": say_change,
        "told_event": lambda id: told(shown, *shown.items[id], most=1) if id in shown.items else None,
    }

    def plain() -> dict[str, Any]:
        return {
            "pair": str(dyad),
            "first": {"code": dyad.first, "name": names[0]},
            "second": {"code": dyad.second, "name": names[1]},
            "index": [_drawn_line(shown, dyad, d) for d in own.drawn],
            "asked": given,
            "number": found.number,
            "events": lines_of(shown, "events", found.take(MOST_LINES, 0)),
            **{kind: lines_of(shown, kind, items) for kind, items in own.beside.items()},
            "disagreements": [{"text": p.text, "items": list(p.items)} for p in own.disagreements],
        }

    def table() -> Table:
        return event_table(lines_of(shown, "events", found.take(MOST_LINES, 0)))

    ahead = ahead_of(shown, dyad)
    values["open"] = question_lines(shown, ahead.open[:_QUESTIONS])
    values["overdue"] = question_lines(shown, ahead.overdue[:_QUESTIONS])
    values["number"] = {"open": len(ahead.open), "overdue": len(ahead.overdue)}
    values["forecasts"] = [forecast_row(d) for d in ahead.forecasts]
    foreseen = forecast_of_pair(shown, dyad, ahead)
    values["foreseen"] = Drawing("forecast", foreseen, f"{path}/forecast") if foreseen else None
    charts = (*(d.drawing for d in own.drawn), *((values["foreseen"],) if foreseen else ()))
    return View(f"{names[0]} and {names[1]}", "pair.html", values, plain, table, charts=charts)


def event_table(lines: Sequence[Mapping[str, Any]]) -> Table:
    """Events as a table of plain cells."""
    columns = "id date_start date_end type mode quad_class status standing actors recipients contexts place quote document address".split()
    rows = [
        {
            **line,
            "date_start": (line["date"] or {}).get("start"),
            "date_end": (line["date"] or {}).get("end"),
            "actors": "; ".join(_who(a) for a in line["actors"]),
            "recipients": "; ".join(_who(a) for a in line["recipients"]),
            "contexts": " ".join(line["contexts"]),
            "place": (line["place"] or {}).get("name"),
            "quote": line["evidence"][0]["quote"],
        }
        for line in lines
    ]
    return Table(tuple(columns), rows)


def _who(actor: Mapping[str, Any]) -> str:
    return " ".join(str(x) for x in (actor["country"], actor["name"] or actor["office"]) if x)


def _of_kind(shown: Shown, chosen: Chosen, dyad: Dyad, kind: str) -> list[Item[Any]]:
    items = [i for i in chosen.of(kind) if i.standing not in NOT_BELIEVED]
    if kind == "groupings":
        items = [i for i in items if {dyad.first, dyad.second} <= set(i.best.members)]
    return sorted_by_day(shown, items)


def _cited(shown: Shown, citations: Sequence[Evidence]) -> list[Any]:
    shown.articles.gather(e.article for e in citations)
    return [excerpt(shown, e) for e in citations]


def _item_href(shown: Shown, ids: Sequence[str]) -> str:
    return item_address(shown.items[ids[0]][0], ids[0]) if ids and ids[0] in shown.items else ""


def say_change(change: Change) -> str:
    """A turning point in words."""
    to = "the better" if change.is_improvement else "the worse"
    when = say_date(DateInterval(change.at.first, change.at.last, Precision.MONTH))
    return (
        f"Turned for {to} in {when}: {change.before:.0%} → {change.after:.0%} of acts cooperative "
        f"({change.certainty:.0%} sure, between {change.earliest} and {change.latest})"
    )


def _drawn_line(shown: Shown, dyad: Dyad, drawn: Drawn) -> dict[str, Any]:
    points = points_of(shown, dyad, drawn.domain)
    return {
        "domain": drawn.domain,
        "points": [point_line(Kind.ACTS, p) for p in points if not p.is_unseen],
        "changes": [
            {
                "period": str(c.at),
                "earliest": str(c.earliest),
                "latest": str(c.latest),
                "before": round(c.before, 4),
                "after": round(c.after, 4),
                "certainty": round(c.certainty, 4),
                "events": [m.event for m in c.events],
            }
            for c in drawn.changes
        ],
    }


def _choices(dyad: Dyad, names: tuple[str, str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What the form of a timeline offers, field by field: each value with its words."""
    return {**event_choices(), "by": [(dyad.first, names[0]), (dyad.second, names[1])]}
