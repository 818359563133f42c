"""Where a chart begins when something was seen alone long before."""

from __future__ import annotations

import pytest

from cordiale.export.charts import Caption, begin_of, saying_before
from cordiale.model.actor import Dyad
from cordiale.model.series import Direction, Domain, Grain, Mover, Period, Point

CAPTION = Caption("Two", "Share", "Somebody.")


def month(year: int, number: int = 1) -> Period:
    return Period(Grain.MONTH, year * 12 + number - 1)


def point(period: Period, seen: int) -> Point:
    movers = tuple(Mover(f"ev_{n}", 0.1) for n in range(seen))
    key = (Dyad("AAA", "BBB"), Domain.ALL, Direction.BOTH)
    return Point(*key, period, 0.0, -1.0, 1.0, 0.0, -1.0, 1.0, seen=seen, movers=movers, is_unseen=not seen)


def test_a_single_early_act_does_not_stretch_the_span() -> None:
    assert begin_of([month(1951, 9), month(2024, 3), month(2025), month(2026)]) == month(2024, 3)


def test_a_series_with_a_gap_in_its_midst_or_a_short_one_begins_with_its_first() -> None:
    halves = [*(month(y) for y in range(1960, 1970)), *(month(y) for y in range(2010, 2020))]
    assert begin_of(halves) == month(1960)
    assert begin_of([month(2020), month(2022), month(2023), month(2024)]) == month(2020)
    assert begin_of([month(1951)]) == month(1951)


def test_nothing_seen_has_no_beginning() -> None:
    with pytest.raises(ValueError, match="saw something"):
        begin_of([])


def test_what_lies_before_is_said_below_the_chart() -> None:
    points = [point(month(1951), 1), point(month(1951, 2), 0), point(month(1952), 2), point(month(2024), 1)]
    assert saying_before(CAPTION, points, month(1951)) == CAPTION
    said = saying_before(CAPTION, points, month(2024)).source
    assert said == "Somebody. Not drawn: 3 acts from 1951-01 to 1952-01."
    assert saying_before(CAPTION, points, month(1952)).source.endswith("Not drawn: 1 act in 1951-01.")
