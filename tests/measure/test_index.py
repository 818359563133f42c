"""The relation index of all pairs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.measure import INDICES, Asked, Choice, Told, measure_index, suits_weeks
from cordiale.measure.pooling import USUAL
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType, Tone
from cordiale.model.record import Record
from cordiale.model.series import Act, Direction, Domain, Grain, Period, Point, share_of
from tests.measure.acting import TODAY, act, event, month, statement

PAIR = Dyad("AAA", "BBB")
PLAIN = Choice(model=USUAL)
some_acts = st.lists(
    st.builds(
        act,
        st.integers(0, 9999),
        st.dates(date(2020, 1, 1), date(2021, 12, 31)),
        st.booleans(),
        st.sampled_from(["AAA BBB", "BBB AAA", "AAA CCC", "DDD CCC"]),
    ),
    min_size=1,
    max_size=30,
)


def test_a_relation_that_turns_hostile_falls_and_recovers() -> None:
    acts = [a for i in range(24) for a in month(i, *((2, 18) if 10 <= i < 14 else (18, 2)))]
    points = measure_index(acts, PLAIN).series(PAIR).points
    assert [p.estimate > 0 for p in points] == [not 10 <= i < 14 for i in range(24)]
    assert points[10].high < points[5].low


def test_nothing_is_drawn_where_nothing_was_seen() -> None:
    index = measure_index([*month(3, 2, 0), *month(7, 1, 1)], PLAIN)
    points = index.series(PAIR).points
    assert [str(p.period) for p in points] == ["2020-04", "2020-05", "2020-06", "2020-07", "2020-08"]
    assert [p.is_unseen for p in points] == [False, True, True, True, False]
    assert index.series(Dyad("AAA", "XXX")).points == ()
    assert index.series(PAIR, Domain.ECONOMIC).points == ()


def test_a_gap_is_wide() -> None:
    acts = [a for i in (*range(6), *range(30, 36)) for a in month(i, 15, 5)]
    widths = [p.high - p.low for p in measure_index(acts, PLAIN).series(PAIR).points]
    assert min(widths[8:28]) > max(widths[:6])


def test_a_pair_with_three_events_is_wide_and_does_not_jump() -> None:
    acts = [act(0, date(2020, 1, 5)), act(1, date(2020, 6, 5), False), act(2, date(2020, 9, 5))]
    points = measure_index(acts, PLAIN).series(PAIR).points
    assert all(p.high - p.low > 2 for p in points)
    assert max(abs(b.estimate - a.estimate) for a, b in pairwise(points)) < 1.5
    assert all(p.low < points[0].estimate < p.high for p in points)


def test_more_of_the_same_does_not_look_like_friendship() -> None:
    few = measure_index([a for i in range(12) for a in month(i, 6, 4)], PLAIN).series(PAIR).points
    many = measure_index([a for i in range(12) for a in month(i, 24, 16)], PLAIN).series(PAIR).points
    assert many[-1].share == pytest.approx(0.6, abs=0.06)
    assert few[-1].low < many[-1].estimate < few[-1].high


def test_each_direction_is_told_apart() -> None:
    acts = [a for i in range(6) for a in (*month(i, 20, 0), *month(i, 2, 18, "BBB AAA"))]
    index = measure_index(acts, PLAIN)
    by = {d: index.series(PAIR, direction=d).points[3].estimate for d in Direction}
    assert by[Direction.BACKWARD] < 0 < by[Direction.BOTH] < by[Direction.FORWARD]


def test_a_domain_counts_its_own_acts() -> None:
    acts = [
        act(i, date(2020, 1, 1 + i), i % 2 == 0, domains=frozenset({Domain.MILITARY if i % 2 else Domain.ECONOMIC}))
        for i in range(20)
    ]
    index = measure_index(acts, PLAIN)
    military, economic = (index.series(PAIR, d).points[0] for d in (Domain.MILITARY, Domain.ECONOMIC))
    assert (military.seen, economic.seen) == (10, 10)
    assert military.estimate < economic.estimate


def test_a_point_lists_what_moved_it_and_by_how_much() -> None:
    acts = month(0, 12, 1)
    point = measure_index(acts, PLAIN).series(PAIR).points[0]
    assert {m.event for m in point.movers} == {a.event for a in acts}
    hostile = next(a.event for a in acts if not a.is_cooperative)
    assert point.movers[0].event == hostile
    without = measure_index([a for a in acts if a.event != hostile], PLAIN).series(PAIR).points[0]
    assert point.estimate - without.estimate == pytest.approx(point.movers[0].by, rel=0.4)


def test_a_point_without_its_events_cannot_be_built() -> None:
    given = (PAIR, Domain.ALL, Direction.BOTH, Period.of(date(2020, 1, 1)), 0.0, -1.0, 1.0, 0.0, -1.0, 1.0)
    with pytest.raises(ValueError, match="needs its events"):
        Point(*given, seen=2)
    with pytest.raises(ValueError, match="needs its events"):
        Point(*given, seen=0)
    assert Point(*given, seen=0, is_unseen=True).share == 0.5


def test_weighty_acts_can_count_for_more() -> None:
    acts = [act(i, date(2020, 1, 1 + i), type=EventType.ASSAULT if i % 2 else EventType.CONSULT) for i in range(20)]
    weights = {EventType.ASSAULT: 0.9, EventType.CONSULT: 0.3}
    plain, weighty = (
        measure_index(acts, c).series(PAIR).points[0] for c in (PLAIN, Choice(weights=weights, model=USUAL))
    )
    assert weighty.estimate < plain.estimate


def test_acts_on_one_day_of_a_week_tell_less_than_acts_apart() -> None:
    apart = [act(i, date(2020, 1, 1 + i), i % 4 > 0) for i in range(28)]
    together = [act(i, date(2020, 1, 8), i % 4 > 0) for i in range(28)]
    wide, narrow = (measure_index(a, PLAIN).series(PAIR).points[0] for a in (together, apart))
    assert wide.high - wide.low > 1.1 * (narrow.high - narrow.low)


def test_weeks_are_for_dense_pairs() -> None:
    dense = [a for i in range(6) for a in month(i, 20, 20)]
    assert suits_weeks(dense)
    assert not suits_weeks(month(0, 2, 1))
    points = measure_index(dense, Choice(grain=Grain.WEEK, model=USUAL)).series(PAIR).points
    assert {p.period.grain for p in points} == {Grain.WEEK}
    assert str(points[0].period) == "2020-W01"


def test_an_empty_record_has_an_empty_index() -> None:
    index = measure_index([])
    assert index.dyads == ()
    assert index.series(PAIR).points == ()
    assert list(index.snapshot(Period.of(date(2020, 1, 1)))) == []


@settings(max_examples=25)
@given(some_acts, st.randoms())
def test_the_order_of_acts_changes_nothing(acts: list[Act], dice: object) -> None:
    unique = list({a.event: a for a in acts}.values())
    mixed = sorted(unique, key=lambda a: (a.event[::-1], a.day))
    one, other = measure_index(unique, PLAIN), measure_index(mixed, PLAIN)
    for dyad in one.dyads:
        assert one.series(dyad).points == other.series(dyad).points


@settings(max_examples=25)
@given(some_acts)
def test_one_pair_alone_has_the_points_it_has_among_all(acts: list[Act]) -> None:
    whole = measure_index(acts, PLAIN)
    for dyad in whole.dyads:
        own = [a for a in acts if Dyad.of(a.actor, a.recipient) == dyad]
        alone = measure_index(own, PLAIN).series(dyad).points
        together = whole.series(dyad).points
        assert [p.seen for p in alone] == [p.seen for p in together]
        assert [p.estimate for p in alone] == pytest.approx([p.estimate for p in together], abs=1e-3)


@settings(max_examples=25)
@given(some_acts)
def test_every_act_is_in_one_point_and_every_period_has_one(acts: list[Act]) -> None:
    index = measure_index(acts, PLAIN)
    points = [p for d in index.dyads for p in index.series(d).points]
    assert sum(p.seen for p in points) == len(acts)
    for one, other in pairwise(points):
        assert one.dyad != other.dyad or other.period == one.period.later(1)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 1)), st.sampled_from(Grain))
def test_a_day_lies_in_its_period(day: date, grain: Grain) -> None:
    period = Period.of(day, grain)
    assert period.first <= day <= period.last
    assert Period.of(period.last, grain) == period != Period.of(period.later(1).first, grain)


@given(st.floats(-1e6, 1e6))
def test_a_share_lies_between_nothing_and_all(log_odds: float) -> None:
    assert 0 <= share_of(log_odds) <= 1


@pytest.mark.parametrize("name", INDICES)
def test_every_index_of_the_table_measures_a_record(name: str) -> None:
    record = Record(events=(event("e1", "AAA BBB"),), statements=(statement("s1", "AAA", "BBB", Tone.FAVOURABLE),))
    index, left = INDICES[name](record, Asked(TODAY, Told({"ar1": date(2024, 4, 10)})))
    points = index.series(PAIR).points
    assert [m.event for p in points for m in p.movers] == [("s1" if name == "talk" else "e1")]
    assert left == ()
    assert INDICES[name].__doc__
