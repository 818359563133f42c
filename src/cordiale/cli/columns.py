"""The columns of the terminal's tables: for each kind of item what is shown of a line of the export contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cordiale.model.record import NOT_BELIEVED

Line = dict[str, Any]

# Longer texts and lists are cut in a table; `cordiale trace` shows them whole.
_LONGEST = 180
_MOST_CODES = 9
_POWERS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the cell of a line, the greatest width in characters (None takes what is left), whether the cell may be
    broken into several lines, and how many columns the terminal must have for it to be shown.
    """

    heading: str
    cell: Callable[[Line], str]
    width: int | None = None
    breaks: bool = True
    shown_from: int = 0


def day_cell(value: Line | None) -> str:
    """An interval as exact as it is: a day, a month, a year, or first and last day on two lines; '-' where unknown."""
    if not value:
        return "-"
    start, end = value["start"] or "", value["end"] or ""
    short = {"day": start, "month": start[:7], "year": start[:4]}.get(value["precision"])
    return short or (start if start == end else f"{start}\n–{end}" if start and end else f"{start}–{end}")


def _day(key: str) -> Callable[[Line], str]:
    return lambda line: day_cell(line[key])


def actor_name(actor: Line | None) -> str:
    """'JPN Fumio Kishida', or the state alone."""
    if actor is None:
        return "-"
    return " ".join(str(x) for x in (actor["country"], actor["name"] or actor["office"]) if x) or "-"


def _actors(line: Line) -> str:
    doers = ", ".join(actor_name(a) for a in line["actors"])
    receivers = ", ".join(actor_name(a) for a in line["recipients"])
    return f"{doers} → {receivers}" if receivers else doers


def _text(key: str) -> Callable[[Line], str]:
    return lambda line: shorten("-" if line[key] is None else str(line[key]))


def _period(key: str) -> Callable[[Line], str]:
    return lambda line: (line[key] or "-").replace("/", "\n–").strip()


def _codes(key: str) -> Callable[[Line], str]:
    def cell(line: Line) -> str:
        codes = line[key]
        more = f" … {len(codes)} in all" if len(codes) > _MOST_CODES else ""
        return " ".join(codes[:_MOST_CODES]) + more or "-"

    return cell


def _speaker(line: Line) -> str:
    return actor_name(line["speaker"])


def _quote(line: Line) -> str:
    return shorten(line["evidence"][0]["quote"])


def shorten(text: str) -> str:
    """A text on one line, cut with an ellipsis where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def figure(value: float) -> str:
    """A number with thousands marked, or in millions, billions and trillions where that is exact enough."""
    for power, word in _POWERS:
        if abs(value) >= power and float(f"{value:.6g}") == value:
            return f"{value / power:,.6g} {word}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def _number(line: Line) -> str:
    return " ".join(x for x in (line["qualifier"], figure(line["value"]), line["unit"]) if x)


def _id(line: Line) -> str:
    """The id; below it the standing of what is no longer believed."""
    return f"{line['id']}\n({line['standing']})" if line["standing"] in NOT_BELIEVED else str(line["id"])


_WIDE, _WIDER = 110, 120  # columns from which a table has room for the words of an act, and for the standing of items
_ID = Column("id", _id, 15, breaks=False)
STANDING = Column("standing", _text("standing"), 13, breaks=False, shown_from=_WIDER)

COLUMNS: Mapping[str, Sequence[Column]] = {
    "events": (
        _ID,
        Column("date", _day("date"), 11, breaks=False),
        Column("type", _text("type"), 9, breaks=False),
        Column("status", _text("status"), 9, breaks=False),
        Column("who → whom", _actors, 44),
        Column("words", _quote, shown_from=_WIDE),
    ),
    "statements": (
        _ID,
        Column("speaker", _speaker, 22),
        Column("tone", _text("tone"), 10, breaks=False),
        Column("what", _text("quote")),
    ),
    "commitments": (
        _ID,
        Column("who", _codes("parties"), 7),
        Column("state", _text("state"), 9, breaks=False),
        Column("due", _day("due"), 11, breaks=False),
        Column("what", _text("what")),
    ),
    "drivers": (
        _ID,
        Column("cause", _text("cause")),
        Column("", _text("polarity"), 1, breaks=False),
        Column("effect", _text("effect")),
        Column("said by", _text("claimed_by"), 24, shown_from=_WIDE),
    ),
    "quantities": (
        _ID,
        Column("about", _codes("subject"), 7),
        Column("figure", _number, 24),
        Column("of what", _text("indicator")),
        Column("period", _period("period"), 11, breaks=False),
    ),
    "offices": (
        _ID,
        Column("state", _text("country"), 5, breaks=False),
        Column("person", _text("person")),
        Column("office", _text("office")),
        Column("as of", _period("as_of"), 11, breaks=False),
    ),
    "groupings": (
        _ID,
        Column("name", _text("name")),
        Column("kind", _text("type"), 11, breaks=False),
        Column("members", _codes("members"), 40),
    ),
}
