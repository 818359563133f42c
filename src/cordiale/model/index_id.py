"""The ids of index points: which index, pair, domain, direction and period a point is of, as one word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cordiale.model.actor import Dyad
from cordiale.model.series import Direction, Domain, Grain, Period

_ID = re.compile(r"(i[xwt])_([A-Z]{3})-(to-)?([A-Z]{3})_([a-z]+)_(\d{4})-(W?)(\d{2})")
_FIRST_WEEKDAY = 1


class Kind(StrEnum):
    """Which index: of acts all alike, of acts by their weight, or of what states say of each other."""

    ACTS = "acts"
    WEIGHTY = "weighty"
    TALK = "talk"


_PREFIX = {Kind.ACTS: "ix", Kind.WEIGHTY: "iw", Kind.TALK: "it"}


@dataclass(frozen=True, slots=True)
class IndexId:
    """What names a point of an index; `str` of it is the id, such as `ix_AAA-BBB_all_2014-08` or `ix_AAA-to-BBB_all_2014-W31`."""

    kind: Kind
    dyad: Dyad
    domain: Domain
    direction: Direction
    period: Period

    def __str__(self) -> str:
        first, second = self.dyad.first, self.dyad.second
        if self.direction is Direction.BACKWARD:
            first, second = second, first
        link = "-" if self.direction is Direction.BOTH else "-to-"
        return f"{_PREFIX[self.kind]}_{first}{link}{second}_{self.domain}_{self.period}"

    @classmethod
    def parse(cls, id: str) -> IndexId | None:
        """The point that an id names; None when it names none."""
        found = _ID.fullmatch(id)
        if not found or found[2] == found[4] or found[5] not in list(Domain):
            return None
        dyad = Dyad.of(found[2], found[4])
        direction = Direction.BOTH
        if found[3]:
            direction = Direction.FORWARD if dyad.first == found[2] else Direction.BACKWARD
        period = _period(int(found[6]), bool(found[7]), int(found[8]))
        kind = next(k for k, prefix in _PREFIX.items() if prefix == found[1])
        return cls(kind, dyad, Domain(found[5]), direction, period) if period else None


def _period(year: int, is_week: bool, number: int) -> Period | None:

    try:
        if is_week:
            return Period.of(date.fromisocalendar(year, number, _FIRST_WEEKDAY), Grain.WEEK)
        return Period.of(date(year, number, 1))
    except ValueError:
        return None
