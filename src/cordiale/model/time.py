"""Intervals of days, as exact as a text supports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# The basis of the day of a page's news, given to what has no date of its own.
LEAD = "lead"


class Precision(StrEnum):
    """How exact an interval is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class DateInterval:
    """From `start` to `end`, both days included; None leaves a side open.

    `basis` says how it is known: explicit (written whole), relative (worked out from the
    publication date), inferred, lead (not said of this, but of the news that the page opens
    with). Raises ValueError when both sides are open or the end lies before the start.
    """

    start: date | None
    end: date | None
    precision: Precision
    basis: str = "explicit"

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("an interval needs a start or an end")
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"an interval ends before it starts: {self.start} > {self.end}")

    @classmethod
    def day(cls, on: date, basis: str = "explicit") -> DateInterval:
        """The interval of one day."""
        return cls(on, on, Precision.DAY, basis)

    @property
    def is_told(self) -> bool:
        """Whether the text says it of what it dates; else it is only the day of the news around."""
        return self.basis != LEAD

    @property
    def anchor(self) -> date:
        """One day to reckon from: the start, or the end where the start is open."""
        found = self.start or self.end
        assert found is not None  # the constructor refuses two open sides
        return found

    def overlaps(self, other: DateInterval) -> bool:
        """Whether some day lies in both."""
        return (self.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (
            self.end or date.max
        )

    def __str__(self) -> str:
        if self.start and self.end:
            if self.precision is Precision.DAY:
                return self.start.isoformat()
            if self.precision is Precision.MONTH:
                return f"{self.start:%Y-%m}"
            if self.precision is Precision.YEAR:
                return f"{self.start:%Y}"
        return f"{self.start or ''}/{self.end or ''}"
