"""What is counted over time: acts and remarks between two states, the periods they fall in, and the points of an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from math import exp

from cordiale.model.actor import Dyad
from cordiale.model.mention import GroupingKind
from cordiale.model.ontology import Context, EventType, QuadClass, Tone


class Domain(StrEnum):
    """A field of a relation; `ALL` takes in every act, whatever its contexts."""

    ALL = "all"
    MILITARY = "military"
    DIPLOMATIC = "diplomatic"
    ECONOMIC = "economic"
    TECHNOLOGICAL = "technological"


CONTEXTS_OF: dict[Domain, frozenset[Context]] = {
    Domain.MILITARY: frozenset({Context.MILITARY, Context.NUCLEAR, Context.TERRITORIAL, Context.INTELLIGENCE}),
    Domain.DIPLOMATIC: frozenset({Context.DIPLOMATIC, Context.LEGAL, Context.HUMAN_RIGHTS, Context.HUMANITARIAN}),
    Domain.ECONOMIC: frozenset({Context.ECONOMIC, Context.ENERGY, Context.RESOURCE}),
    Domain.TECHNOLOGICAL: frozenset({Context.TECHNOLOGY, Context.CYBER, Context.SPACE}),
}


@dataclass(frozen=True, slots=True)
class Act:
    """An act that has happened, by one state toward another, as the measures count it.

    `event` is the id of the event it comes from, `reports` the number of independent reports of it. A mutual act is two
    acts, one in each direction, with the same `event`.
    """

    event: str
    actor: str
    recipient: str
    day: date
    type: EventType
    domains: frozenset[Domain]
    reports: int = 1

    @property
    def quad_class(self) -> QuadClass:
        """Verbal or material, cooperation or conflict."""
        return self.type.quad_class

    @property
    def is_cooperative(self) -> bool:
        """Whether the act is on the side of cooperation."""
        return self.quad_class in (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement by one state about another, as the index of talk counts it; `event` is the id of the statement."""

    event: str
    actor: str
    recipient: str
    day: date
    tone: Tone
    domains: frozenset[Domain] = frozenset()
    reports: int = 1

    @property
    def is_cooperative(self) -> bool:
        """Whether the speaker speaks well of the other."""
        return self.tone is Tone.FAVOURABLE


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month, or a week from Monday to Sunday; `number` counts them from the beginning of the calendar."""

    grain: Grain
    number: int

    @classmethod
    def of(cls, day: date, grain: Grain = Grain.MONTH) -> Period:
        """The period that a day lies in."""
        if grain is Grain.MONTH:
            return cls(grain, day.year * 12 + day.month - 1)
        return cls(grain, (day.toordinal() - 1) // 7)

    @property
    def first(self) -> date:
        """Its first day."""
        if self.grain is Grain.MONTH:
            return date(self.number // 12, self.number % 12 + 1, 1)
        return date.fromordinal(self.number * 7 + 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date.fromordinal(self.later(1).first.toordinal() - 1)

    def later(self, by: int) -> Period:
        """The period so many periods later, or earlier where `by` is negative."""
        return Period(self.grain, self.number + by)

    def __str__(self) -> str:
        if self.grain is Grain.MONTH:
            return f"{self.first:%Y-%m}"
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02}"


class Direction(StrEnum):
    """Whose acts count: those of either side, of the first of the dyad toward the second, or of the second toward the first."""

    BOTH = "both"
    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Mover:
    """An event and by how much (log-odds) the estimate of its period would be lower without it."""

    event: str
    by: float


@dataclass(frozen=True, slots=True)
class Point:
    """Where a relation stands in one period: the log-odds that an act is cooperative, with its 90 % band.

    `estimate`, `low` and `high` know the whole history; `filtered` and its band know only what had happened by the end of
    the period. `seen` is the number of acts in it and `movers` are their events, the strongest first; a period that saw
    none says so by `is_unseen`. Raises ValueError where a point has neither, or the band does not hold its estimate.
    """

    dyad: Dyad
    domain: Domain
    direction: Direction
    period: Period
    estimate: float
    low: float
    high: float
    filtered: float
    filtered_low: float
    filtered_high: float
    seen: int
    movers: tuple[Mover, ...] = ()
    is_unseen: bool = False

    def __post_init__(self) -> None:
        if self.is_unseen != (self.seen == 0) or bool(self.movers) == self.is_unseen:
            raise ValueError(
                f"a point of {self.dyad} in {self.period} needs its events, or has to say that it saw none"
            )
        if not (self.low <= self.estimate <= self.high and self.filtered_low <= self.filtered <= self.filtered_high):
            raise ValueError(f"the band of {self.dyad} in {self.period} does not hold its estimate")

    @property
    def share(self) -> float:
        """The estimate as the share of acts that are cooperative, 0 to 1."""
        return share_of(self.estimate)

    @property
    def band(self) -> tuple[float, float]:
        """The 90 % band as shares."""
        return share_of(self.low), share_of(self.high)


def share_of(log_odds: float) -> float:
    """The share, 0 to 1, that log-odds stand for."""
    return 1 / (1 + exp(-log_odds)) if log_odds > -700 else 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one dyad, domain and direction, period by period without a hole; empty where nothing was ever seen."""

    dyad: Dyad
    domain: Domain
    direction: Direction
    grain: Grain
    points: tuple[Point, ...] = ()

    def at(self, period: Period) -> Point | None:
        """The point of a period; None before the first and after the last."""
        place = period.number - self.points[0].period.number if self.points else -1
        return self.points[place] if period.grain is self.grain and 0 <= place < len(self.points) else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not counted and why: a stable short `code`, a line for people, and the ids of the items."""

    code: str
    what: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A turning point: the level of a relation before it differs from that after it by more than it usually swings.

    It begins in `at`, with 90 % probability between `earliest` and `latest`. `size` is the change in log-odds (positive: for
    the better), `before` and `after` are shares of cooperative acts, `certainty` the probability that there is a change at
    all, .5 to 1. `events` are those around it that pull its way, the strongest first. Raises ValueError without events.
    """

    dyad: Dyad
    domain: Domain
    direction: Direction
    at: Period
    earliest: Period
    latest: Period
    size: float
    before: float
    after: float
    certainty: float
    events: tuple[Mover, ...]

    def __post_init__(self) -> None:
        if not self.events:
            raise ValueError(f"a change of {self.dyad} in {self.at} needs the events around it")

    @property
    def is_improvement(self) -> bool:
        """Whether the relation is better after it."""
        return self.size > 0


@dataclass(frozen=True, slots=True)
class Volume:
    """How many acts a pair has in a period against what is usual for it.

    `usual` is the expected number, `low` and `high` hold 90 % of what would be usual, and `quantile` (0 to 1) says how much
    of it lies below the number seen; all four are None where there is too little before it. `events` are the acts' events.
    """

    dyad: Dyad
    period: Period
    seen: int
    usual: float | None
    low: float | None
    high: float | None
    quantile: float | None
    events: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.seen) != bool(self.events):
            raise ValueError(f"the volume of {self.dyad} in {self.period} needs its events")


@dataclass(frozen=True, slots=True)
class Tie:
    """An alliance or another grouping that the record names: its members, who said so and when it was first and last told.

    `told` and `last_told` are days of publication, None where no page that tells it is dated; a grouping's own founding day
    is not told by them. Raises ValueError without items.
    """

    name: str
    kind: GroupingKind
    members: tuple[str, ...]
    told: date | None
    last_told: date | None
    items: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError(f"a tie needs the items that tell of it: {self.name}")

    @property
    def dyads(self) -> tuple[Dyad, ...]:
        """The pairs that it binds."""
        return tuple(Dyad(a, b) for a, b in combinations(sorted(self.members), 2))
