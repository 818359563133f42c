"""How many acts are usual."""

from __future__ import annotations

import pytest

from cordiale.measure import Choice, measure_index, measure_volume
from cordiale.measure.pooling import USUAL
from cordiale.model.actor import Dyad
from cordiale.model.series import Act, Period, Volume
from tests.measure.acting import month

PAIR = Dyad("AAA", "BBB")


def volumes(acts: list[Act]) -> tuple[Volume, ...]:
    return measure_volume(measure_index(acts, Choice(model=USUAL)), PAIR)


def test_a_month_of_many_acts_is_unusual() -> None:
    others = [a for i in range(30) for a in month(i, 60, 0, "CCC DDD")]
    found = volumes([*others, *(a for i in range(30) for a in month(i, 25 if i == 28 else 4 + i % 3, 0))])
    assert found[28].quantile is not None
    assert found[28].quantile > 0.99
    assert found[28].high is not None
    assert found[28].seen > found[28].high
    assert all(0.02 < v.quantile < 0.98 for v in found[6:28] if v.quantile is not None)


def test_growing_coverage_is_no_news() -> None:
    acts = [a for i in range(30) for a in (*month(i, 3 + i, 0), *month(i, 20 * (3 + i), 0, "CCC DDD"))]
    assert volumes(acts)[29].usual == pytest.approx(32, rel=0.1)


def test_where_too_little_came_before_nothing_is_usual() -> None:
    found = volumes([a for i in range(8) for a in month(i, 2, 0)])
    assert [v.usual is None for v in found] == [True] * 6 + [False] * 2


def test_months_without_acts_count_until_the_last_of_the_record() -> None:
    found = volumes([*month(0, 3, 0), *month(12, 3, 0, "CCC DDD")])
    assert [v.seen for v in found] == [3] + [0] * 12
    assert found[-1].period == found[0].period.later(12)


def test_a_pair_never_seen_has_no_volume_and_one_without_events_cannot_be_built() -> None:
    assert volumes(month(0, 3, 0, "CCC DDD")) == ()
    with pytest.raises(ValueError, match="needs its events"):
        Volume(PAIR, Period.of(month(0, 1, 0)[0].day), 2, None, None, None, None)
