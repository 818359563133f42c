from __future__ import annotations

from datetime import date

import pytest

from cordiale.read.order import DayOrder, find_order
from cordiale.read.printed import is_dated_masthead, printed_day, stated_day, without_dates


@pytest.mark.parametrize(
    ("page", "url", "order"),
    [
        ("Posted 03/04/2024", None, None),
        ("Posted 03/04/2024, last visit 25/03/2024", None, DayOrder.DAY_FIRST),
        ("Posted 03/04/2024, last visit 03/25/2024", None, DayOrder.MONTH_FIRST),
        ("From 25/03/2024 to 03/25/2024", None, None),
        ("Posted 03/04/2024", "https://paper.co.uk/accord", DayOrder.DAY_FIRST),
        ("https://www.paper.com.au/accord\nPosted 03/04/2024", None, DayOrder.DAY_FIRST),
        ("Posted 03/04/2024", "https://city.paper.us/accord", DayOrder.MONTH_FIRST),
        ("Posted 03/04/2024 at 7 pm EST", None, DayOrder.MONTH_FIRST),
        ("Posted 03/04/2024 10:00 GMT", None, DayOrder.DAY_FIRST),
        ('<html lang="en-GB"><p>03/04/2024', None, DayOrder.DAY_FIRST),
        ('<meta property="og:locale" content="en_US"><p>03/04/2024', None, DayOrder.MONTH_FIRST),
        ("Posted on 3 April 2024 at 10:00 GMT", None, None),
    ],
)
def test_a_page_tells_by_itself_whether_it_puts_the_day_first(
    page: str, url: str | None, order: DayOrder | None
) -> None:
    assert find_order(page, url) == order


def test_a_known_order_decides_a_doubtful_date_and_no_other() -> None:
    assert printed_day("03/04/2024", DayOrder.DAY_FIRST) == date(2024, 4, 3)
    assert printed_day("03/04/2024", DayOrder.MONTH_FIRST) == date(2024, 3, 4)
    assert printed_day("25/04/2024", DayOrder.MONTH_FIRST) == date(2024, 4, 25)


@pytest.mark.parametrize(
    ("line", "day", "is_update"),
    [
        ("Updated: 4 May 2021 | Published: 3 May 2021", date(2021, 5, 3), False),
        ("First published 3 May 2021, last updated 4 May 2021", date(2021, 5, 3), False),
        ("Last modified on May 4, 2021", date(2021, 5, 4), True),
    ],
)
def test_the_day_of_publication_goes_before_the_day_of_an_update(line: str, day: date, is_update: bool) -> None:
    stated = stated_day(line)
    assert stated
    assert (stated.day, stated.is_update) == (day, is_update)


@pytest.mark.parametrize(
    "line", ["2021年5月3日", "2021年5月3日 09:30", "Mon, 03 May 2021 09:30 GMT", "03.05.2021, 9:30 Uhr"]
)
def test_dates_are_read_in_the_hands_of_many_countries(line: str) -> None:
    assert printed_day(line) == date(2021, 5, 3)


def test_a_name_and_a_date_with_a_bar_between_are_a_masthead() -> None:
    assert is_dated_masthead("The Weir Gazette | 3 May 2021")
    assert not is_dated_masthead("Ministers met on 3 May 2021 | They signed.")
    assert not is_dated_masthead("The Weir Gazette | News")


def test_what_is_left_of_a_stamp_without_its_date_is_the_name() -> None:
    assert without_dates("Posted on 03/05/2021 by Ann Lee") == "Ann Lee"
    assert without_dates("Ann Lee") == "Ann Lee"
