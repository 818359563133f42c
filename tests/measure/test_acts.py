"""What of a record counts as an act or a remark."""

from __future__ import annotations

from datetime import date

import pytest

from cordiale.measure import Told, count_acts, count_remarks
from cordiale.model.actor import Actor
from cordiale.model.ontology import Context, EventType, Sector, Status, Tone
from cordiale.model.record import Standing
from cordiale.model.series import Domain
from cordiale.model.time import DateInterval, Precision
from tests.measure.acting import TODAY, event, statement


def left(items: tuple[object, ...]) -> dict[str, tuple[str, ...]]:
    return {x.code: x.items for x in items}  # type: ignore[attr-defined]


def test_an_act_toward_another_counts_one_way() -> None:
    acts, out = count_acts([event("e1", "AAA", "BBB", type=EventType.ACCUSE)], TODAY)
    assert [(a.event, a.actor, a.recipient, a.day, a.is_cooperative) for a in acts] == [
        ("e1", "AAA", "BBB", date(2024, 4, 10), False)
    ]
    assert out == ()


def test_a_mutual_act_counts_both_ways() -> None:
    acts, _ = count_acts([event("e1", "BBB AAA")], TODAY)
    assert [(a.actor, a.recipient) for a in acts] == [("AAA", "BBB"), ("BBB", "AAA")]


def test_two_persons_of_a_state_are_one_side() -> None:
    acts, _ = count_acts([event("e1", "AAA AAA", "BBB BBB")], TODAY)
    assert len(acts) == 1


@pytest.mark.parametrize("status", [Status.PLANNED, Status.POSSIBLE, Status.DENIED])
def test_what_has_not_happened_never_counts(status: Status) -> None:
    acts, out = count_acts([event("e1", "AAA", "BBB", status=status)], TODAY)
    assert (acts, left(out)) == ((), {"not happened": ("e1",)})


@pytest.mark.parametrize("standing", [Standing.REJECTED, Standing.RETRACTED])
def test_what_is_withdrawn_does_not_count(standing: Standing) -> None:
    acts, out = count_acts([event("e1", "AAA", "BBB", standing=standing)], TODAY)
    assert (acts, left(out)) == ((), {"withdrawn": ("e1",)})


def test_what_goes_on_counts() -> None:
    assert len(count_acts([event("e1", "AAA", "BBB", status=Status.ONGOING)], TODAY)[0]) == 1


def test_dates_that_do_not_tell_the_month_are_said() -> None:
    year = DateInterval(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR)
    since = DateInterval(date(2024, 1, 1), None, Precision.RANGE)
    ahead = DateInterval.day(date(2031, 1, 1))
    given = [event("e1", "AAA", "BBB", date=None), event("e2", "AAA", "BBB", date=year)]
    given += [event("e3", "AAA", "BBB", date=since), event("e4", "AAA", "BBB", date=ahead)]
    acts, out = count_acts(given, TODAY)
    assert acts == ()
    assert left(out) == {"undated": ("e1",), "vague date": ("e2", "e3"), "future date": ("e4",)}


def test_a_month_is_date_enough() -> None:
    april = DateInterval(date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH)
    assert [a.day for a in count_acts([event("e1", "AAA", "BBB", date=april)], TODAY)[0]] == [date(2024, 4, 1)]


def test_organisations_and_rebels_are_not_their_states() -> None:
    rebels = (Actor("AAA", Sector.REB),)
    acts, out = count_acts([event("e1", "IGO", "BBB"), event("e2", "", "BBB", doers=rebels), event("e3", "AAA")], TODAY)
    assert (acts, left(out)) == ((), {"no pair": ("e1", "e2", "e3")})


def test_a_row_given_twice_counts_once_and_its_double_is_said() -> None:
    one = event("e1", "AAA", "BBB")
    acts, out = count_acts([one, one, event("e2", "AAA", "BBB")], TODAY)
    assert [a.event for a in acts] == ["e1"]
    assert left(out) == {"duplicate": ("e2",)}


def test_the_contexts_of_an_event_give_its_domains() -> None:
    both = event("e1", "AAA", "BBB", contexts=(Context.NUCLEAR, Context.ENERGY, Context.ELECTIONS))
    assert count_acts([both], TODAY)[0][0].domains == {Domain.MILITARY, Domain.ECONOMIC}


def test_reprints_are_one_report() -> None:
    told = Told(witness={"a": 1, "b": 1, "c": 2})
    item = event("e1", "AAA", "BBB", articles=("a", "b", "c"), standing=Standing.CORROBORATED)
    assert count_acts([item], TODAY, told)[0][0].reports == 2
    alone = event("e1", "AAA", "BBB", articles=("a", "b"))
    assert count_acts([alone], TODAY)[0][0].reports == 1


def test_the_order_of_events_changes_nothing() -> None:
    given = [event(f"e{i}", "AAA BBB", date=DateInterval.day(date(2024, 1 + i, 1))) for i in range(4)]
    assert count_acts(given, TODAY) == count_acts(given[::-1], TODAY)


def test_a_remark_has_the_day_of_its_first_page_and_takes_a_side() -> None:
    told = Told({"ar1": date(2024, 5, 2), "ar2": date(2024, 5, 1)})
    given = [
        statement("s1", "AAA", "AAA BBB IGO", Tone.FAVOURABLE, ("ar1", "ar2")),
        statement("s2", "AAA", "BBB", Tone.NEUTRAL),
        statement("s3", "AAA", "AAA", Tone.CRITICAL),
        statement("s4", "AAA", "BBB", Tone.ALARMED, ("ar9",)),
        statement("s5", "BBB", "AAA", Tone.ALARMED),
    ]
    remarks, out = count_remarks(given, TODAY, told)
    assert [(r.event, r.actor, r.recipient, r.day.day, r.is_cooperative) for r in remarks] == [
        ("s1", "AAA", "BBB", 1, True),
        ("s5", "BBB", "AAA", 2, False),
    ]
    assert left(out) == {"no pair": ("s3",), "undated": ("s4",), "no side": ("s2",)}
