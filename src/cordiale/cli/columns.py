"""The columns of the terminal's tables: a heading, the cell of a line of the export contract, and the greatest width."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.markup import escape

Line = dict[str, Any]
Column = tuple[str, Callable[[Line], str], int | None]


def _id(line: Line) -> str:
    return str(line["id"])


def _date(key: str) -> Callable[[Line], str]:
    def cell(line: Line) -> str:
        value = line[key]
        if not value:
            return "-"
        start, end = value["start"] or "", value["end"] or ""
        short = {"day": start, "month": start[:7], "year": start[:4]}
        return short.get(value["precision"]) or (f"{start}/{end}" if start != end else start)

    return cell


def actor_name(actor: Line | None) -> str:
    """'JPN Fumio Kishida', or the state alone."""
    if actor is None:
        return "-"
    return " ".join(str(x) for x in (actor["country"], actor["name"] or actor["office"]) if x) or "-"


def _actors(line: Line) -> str:
    doers = ", ".join(actor_name(a) for a in line["actors"])
    receivers = ", ".join(actor_name(a) for a in line["recipients"])
    return escape(f"{doers} → {receivers}" if receivers else doers)


def _text(key: str) -> Callable[[Line], str]:
    return lambda line: escape(str(line[key] if line[key] is not None else "-"))


def _codes(key: str) -> Callable[[Line], str]:
    return lambda line: " ".join(line[key]) or "-"


def _quote(line: Line) -> str:
    return escape(line["evidence"][0]["quote"])


def _number(line: Line) -> str:
    value = f"{line['value']:,.10g}"
    return escape(" ".join(x for x in (line["qualifier"], value, line["unit"]) if x))


COLUMNS: Mapping[str, Sequence[Column]] = {
    "events": (
        ("id", _id, 13),
        ("date", _date("date"), 12),
        ("type", _text("type"), 9),
        ("status", _text("status"), 9),
        ("who → whom", _actors, 34),
        ("words", _quote, None),
    ),
    "statements": (
        ("id", _id, 13),
        ("speaker", lambda line: escape(actor_name(line["speaker"])), 26),
        ("tone", _text("tone"), 10),
        ("what", _text("quote"), None),
    ),
    "commitments": (
        ("id", _id, 13),
        ("who", _codes("parties"), 12),
        ("state", _text("state"), 9),
        ("due", _date("due"), 12),
        ("what", _text("what"), None),
    ),
    "drivers": (
        ("id", _id, 13),
        ("cause", _text("cause"), None),
        ("", _text("polarity"), 1),
        ("effect", _text("effect"), None),
    ),
    "quantities": (
        ("id", _id, 13),
        ("about", _codes("subject"), 12),
        ("figure", _number, 30),
        ("of what", _text("indicator"), None),
        ("period", _text("period"), 12),
    ),
    "offices": (
        ("id", _id, 13),
        ("state", _text("country"), 5),
        ("person", _text("person"), None),
        ("office", _text("office"), None),
        ("as of", _text("as_of"), 12),
    ),
    "groupings": (
        ("id", _id, 13),
        ("name", _text("name"), None),
        ("kind", _text("type"), 11),
        ("members", _codes("members"), None),
    ),
}
