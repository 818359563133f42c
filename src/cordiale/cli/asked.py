"""What is asked of the measures: which index, whose, over which periods; and the words for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cordiale.cli.options import parse_period
from cordiale.cli.states import parse_pair, parse_state
from cordiale.lexicon import Lexicon, load_lexicon
from cordiale.model.actor import Dyad
from cordiale.model.index_id import Kind
from cordiale.model.issue import UsageError
from cordiale.model.series import Act, Direction, Domain, Grain, Period, Point, Remark

if TYPE_CHECKING:
    from cordiale.measure import Choice
    from cordiale.relations import Material

DIRECTIONS = "both, forward (the first state's acts toward the second), backward"


@dataclass(frozen=True, slots=True)
class View:
    """Which index is asked for: of acts or talk, in which domain, direction and periods, and which stretch is shown."""

    kind: Kind
    domain: Domain
    direction: Direction
    grain: Grain
    since: date | None
    until: date | None

    @property
    def choice(self) -> Choice:
        """What the index has to be made of."""
        from cordiale.measure import Choice  # loading the measures takes longer than most verbs

        return Choice(self.grain, (self.domain,), (self.direction,))

    def shown(self, points: Sequence[Point]) -> list[Point]:
        """The points of the stretch that is asked for."""
        return [
            p
            for p in points
            if (self.since is None or p.period.last >= self.since)
            and (self.until is None or p.period.first <= self.until)
        ]

    @property
    def of(self) -> str:
        """What is measured, in words."""
        things = {Kind.ACTS: "acts", Kind.WEIGHTY: "acts, weighty ones counting for more,", Kind.TALK: "remarks"}
        side = "favourable" if self.kind is Kind.TALK else "cooperative"
        field = "" if self.domain is Domain.ALL else f" in the {self.domain} domain"
        return f"share of {things[self.kind]} that are {side}{field}"


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is given: as JSON Lines, as CSV or (neither) as a table, and the files that are written beside."""

    is_json: bool = False
    is_csv: bool = False
    svg: Path | None = None
    png: Path | None = None
    parquet: Path | None = None

    def __post_init__(self) -> None:
        if self.is_json and self.is_csv:
            raise UsageError("--json and --csv are two formats; give one of them")

    @property
    def is_table(self) -> bool:
        """Whether people read it."""
        return not (self.is_json or self.is_csv)

    @property
    def is_plain(self) -> bool:
        """Whether it is a table alone."""
        return self == Form()


def one_of(given: str, known: type[Domain] | type[Direction] | type[Grain], what: str) -> str:
    """The word of an enumeration; UsageError with what there is for another."""
    if given.lower() not in list(known):
        raise UsageError(f"no {what} {given!r}; there is {', '.join(known)}")
    return given.lower()


def view(domain: str, by: str, direction: str, kinds: tuple[bool, bool], period: tuple[str | None, str | None]) -> View:
    """What is asked, from the words of the options; `kinds` says whether weighty acts or talk is asked for."""
    is_weighty, is_talk = kinds
    if is_weighty and is_talk:
        raise UsageError("--weighty is for acts and --talk for what is said; give one of them")
    kind = Kind.WEIGHTY if is_weighty else Kind.TALK if is_talk else Kind.ACTS
    field = Domain(one_of(domain, Domain, "domain"))
    if is_talk and field is not Domain.ALL:
        raise UsageError("remarks have no domains; give --talk without --domain")
    where = Direction(one_of(direction, Direction, "direction"))
    return View(kind, field, where, Grain(one_of(by, Grain, "period")), *parse_period(*period))


def pair_of(given: Sequence[str] | None, verb: str) -> tuple[Dyad, bool] | None:
    """The pair and whether it was given in the order of the dyad; None where none was given."""
    if not given:
        return None
    if len(given) != 2:
        raise UsageError(f"a relation is between two states: cordiale {verb} USA JPN")
    dyad = parse_pair(*given)
    return dyad, parse_state(given[0], load_lexicon()) == dyad.first


def as_given(direction: Direction, is_in_order: bool) -> Direction:
    """The direction in the order of the dyad, from the one in the order that the states were given in."""
    if direction is Direction.BOTH or is_in_order:
        return direction
    return Direction.BACKWARD if direction is Direction.FORWARD else Direction.FORWARD


def say_pair(dyad: Dyad, direction: Direction, lexicon: Lexicon) -> str:
    """'Japan – United States', or 'Japan toward United States'."""
    first, second = (lexicon.states[c].names[0] if c in lexicon.states else c for c in (dyad.first, dyad.second))
    if direction is Direction.BOTH:
        return f"{first} – {second}"
    return f"{first} toward {second}" if direction is Direction.FORWARD else f"{second} toward {first}"


def say_event(id: str, acts: Mapping[str, Act | Remark]) -> str:
    """'2014-08-03 CHN → JPN SANCTION': what an event is, in a few words."""
    act = acts.get(id)
    if act is None:
        return id
    what = act.type if isinstance(act, Act) else act.tone
    return f"{act.day} {act.actor} → {act.recipient} {what}"


def by_event(material: Material) -> dict[str, Act | Remark]:
    """The acts under the ids of their events."""
    return {a.event: a for a in material.counted}


def parse_month(given: str, grain: Grain = Grain.MONTH) -> Period:
    """The period of a month such as 2014-08; UsageError for anything else."""
    try:
        year, month = (int(p) for p in given.split("-"))
        return Period.of(date(year, month, 1), grain)
    except ValueError:
        raise UsageError(f"not a month: {given!r}; write 2014-08") from None
