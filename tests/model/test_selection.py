"""Which items a question asks for."""

from datetime import date

import pytest
from tests.corroborate.telling import page, told_event, told_promise, told_statement

from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType, Status
from cordiale.model.record import Item
from cordiale.model.selection import Wanted, countries_of, is_wanted
from cordiale.model.time import DateInterval, Precision

ARTICLE = page("a", "Ministers met and spoke.")
ON = date(2024, 4, 10)
MET = Item("ev_1", (told_event(ARTICLE, "Ministers met", ("JPN", "USA"), date_=ON),))
UNDATED = Item("ev_2", (told_event(ARTICLE, "Ministers met", ("JPN", "PHL")),))


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(between=Dyad("JPN", "USA")), True),
        (Wanted(between=Dyad("JPN", "PHL")), False),
        (Wanted(type=EventType.CONSULT), True),
        (Wanted(type=EventType.AID), False),
        (Wanted(status=Status.PLANNED), False),
        (Wanted(since=ON, until=ON), True),
        (Wanted(since=date(2024, 4, 11)), False),
        (Wanted(until=date(2024, 4, 9)), False),
    ],
)
def test_an_event_fits_when_it_meets_everything_asked(wanted: Wanted, fits: bool) -> None:
    assert is_wanted(MET, wanted) is fits


def test_what_has_no_day_is_in_no_period() -> None:
    assert is_wanted(UNDATED, Wanted())
    assert not is_wanted(UNDATED, Wanted(since=date(1900, 1, 1)))


def test_a_month_fits_a_period_that_touches_it() -> None:
    month = DateInterval(date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH)
    item = Item("ev_3", (told_event(ARTICLE, "Ministers met", date_=month),))
    assert is_wanted(item, Wanted(since=date(2024, 4, 30)))
    assert not is_wanted(item, Wanted(since=date(2024, 5, 1)))


def test_a_promise_of_one_state_fits_a_pair_that_has_it_and_a_statement_needs_both() -> None:
    promise = Item("co_1", (told_promise(ARTICLE, "met and spoke", ("JPN",)),))
    words = Item("st_1", (told_statement(ARTICLE, "met and spoke", "JPN:Fumio Kishida"),))
    assert is_wanted(promise, Wanted(between=Dyad("JPN", "PHL")))
    assert not is_wanted(words, Wanted(between=Dyad("JPN", "PHL")))
    assert is_wanted(words, Wanted(between=Dyad("JPN", "USA")))


def test_the_states_of_an_event_are_those_of_both_sides() -> None:
    act = told_event(ARTICLE, "Ministers met", ("JPN", "USA"), ("CHN",))
    assert countries_of(act) == {"JPN", "USA", "CHN"}


def test_a_kind_without_type_or_status_fits_no_question_for_one() -> None:
    words = Item("st_1", (told_statement(ARTICLE, "met and spoke", "JPN:Fumio Kishida"),))
    assert not is_wanted(words, Wanted(type=EventType.CONSULT))
