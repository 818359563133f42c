from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Span
from cordiale.model.time import DateInterval, Precision
from cordiale.text.dates import find_article_dates, find_dates, parse_explicit
from cordiale.text.sentences import split_sentences

MONDAY = DateInterval.day(date(2024, 4, 15))


def dates_in(text: str, anchor: DateInterval | None = MONDAY) -> list[str]:
    return [str(d.interval) for d in find_dates(text, Span(0, len(text)), anchor)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("on Sunday, July 28, 2024,", "2024-07-28"),
        ("on 10 April 2024", "2024-04-10"),
        ("the 10th of April, 2024", "2024-04-10"),
        ("2024/04/10", "2024-04-10"),
        ("2024-04-10T12:00", "2024-04-10"),
        ("10.04.2024", "2024-04-10"),
        ("04/25/2024", "2024-04-25"),
        ("25/04/2024", "2024-04-25"),
        ("2024年4月10日に", "2024-04-10"),
        ("令和6年4月に", "2024-04"),
        ("in March 2022", "2022-03"),
        ("in 2018", "2018"),
        ("spring 2026", "2026-03-01/2026-05-31"),
        ("late 2023", "2023-09-02/2023-12-31"),
        ("the 1990s", "1990-01-01/1999-12-31"),
        ("since 1951", "1951-01-01/"),
        ("by 2030", "/2030-12-31"),
        ("between 2017 and 2021", "2017-01-01/2021-12-31"),
        ("from 2017 to 2021", "2017-01-01/2021-12-31"),
        ("2017–21", "2017-01-01/2021-12-31"),
        ("April 10-14, 2024", "2024-04-10/2024-04-14"),
        ("from March to May 2024", "2024-03-01/2024-05-31"),
        ("the second quarter of 2027", "2027-04-01/2027-06-30"),
        ("in fiscal 2027", "2027"),
    ],
)
def test_a_date_written_whole_needs_no_page_date(text: str, meant: str):
    assert dates_in(text) == [meant]
    assert dates_in(text, None) == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("They met today.", "2024-04-15"),
        ("They met yesterday.", "2024-04-14"),
        ("They spoke last night.", "2024-04-14"),
        ("They met on April 10.", "2024-04-10"),
        ("They met on April 10-14.", "2024-04-10/2024-04-14"),
        ("They met in January.", "2024-01"),
        ("They met in May.", "2023-05"),
        ("They will meet in May.", "2024-05"),
        ("They met on Dec. 3.", "2023-12-03"),
        ("They met last October.", "2023-10"),
        ("They will meet this spring.", "2024-03-01/2024-05-31"),
        ("They met last week.", "2024-04-08/2024-04-14"),
        ("They met earlier this month.", "2024-04-01/2024-04-15"),
        ("They will meet next year.", "2025"),
        ("They met three years ago.", "2021"),
        ("They met two days ago.", "2024-04-13"),
        ("Trade grew in the first quarter.", "2024-01-01/2024-03-31"),
        ("帰国した4月12日", "2024-04-12"),
    ],
)
def test_a_date_without_its_year_goes_by_the_page_and_the_tense(text: str, meant: str):
    assert dates_in(text) == [meant]
    assert dates_in(text, None) == ["None"]


def test_a_weekday_equal_to_the_pages_own_day_is_that_day():
    assert dates_in("They met on Monday.") == ["2024-04-15"]


def test_tomorrow_at_the_head_of_a_sentence_is_the_day_after_the_pages():
    on = DateInterval.day(date(2024, 5, 6))
    assert dates_in("Tomorrow Ghana hosts Togo.", on) == dates_in("Ghana hosts Togo tomorrow.", on) == ["2024-05-07"]


def test_another_weekday_is_the_last_in_the_past_and_the_next_in_the_future():
    assert dates_in("They met on Thursday.") == ["2024-04-11"]
    assert dates_in("They will meet on Thursday.") == ["2024-04-18"]
    assert dates_in("They gather next Sunday.") == ["2024-04-21"]
    assert dates_in("They met last Monday.") == ["2024-04-08"]


def test_this_spring_is_the_one_that_was_or_the_one_to_come_by_the_tense():
    november = DateInterval.day(date(2024, 11, 15))
    assert dates_in("They met this spring.", november) == ["2024-03-01/2024-05-31"]
    assert dates_in("They will meet this spring.", november) == ["2025-03-01/2025-05-31"]


def test_a_weekday_says_nothing_where_the_page_is_dated_to_the_month_only():
    april = DateInterval(date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH)
    assert dates_in("They met on Thursday.", april) == ["None"]
    assert dates_in("They met in January.", april) == ["2024-01"]


@pytest.mark.parametrize(
    "text",
    [
        "She is currently aged 54.",
        "71 years after its founding",
        "2,024 people and over 2000 troops",
        "They may march in step and fall.",
        "April Jones said, and Robert May agreed",
        "a 10-year plan, 24/7",
        "Article 1951 of the code",
    ],
)
def test_ages_amounts_and_verbs_are_no_dates(text: str):
    assert dates_in(text) == []


def test_a_day_that_the_calendar_does_not_have_is_no_date():
    assert parse_explicit("30.02.2024 and 2023-02-29") == []


def article(*lines: str, anchor: DateInterval | None = MONDAY) -> Article:
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(Span(at, at + len(line)), BlockLabel.BODY))
        at += len(line) + 1
    published = Publication(anchor, DateBasis.EXPLICIT) if anchor else None
    return Article("a", "d", "c", text, tuple(blocks), published=published)


def test_the_next_day_follows_the_date_told_last():
    page = article(
        "They met on April 2.", "The next day, both left. Two days later they called.", "On the 9th, they met."
    )
    sentences = split_sentences(page)
    dates = find_article_dates(page, sentences)
    told = [str(d.interval) for s in sentences for d in dates[s.index]]
    assert told == ["2024-04-02", "2024-04-03", "2024-04-05", "2024-04-09"]


def test_a_date_told_whole_carries_on_where_the_page_has_no_date():
    page = article("They met on April 2, 2019.", "A day earlier he had arrived.", anchor=None)
    dates = find_article_dates(page, split_sentences(page))
    assert [str(d.interval) for found in dates.values() for d in found] == ["2019-04-02", "2019-04-01"]


def test_dates_written_whole_are_found_anywhere_in_a_page():
    found = parse_explicit("Published Nov. 15, 2024 | Updated 2024/11/16 yesterday")
    assert [str(d.interval) for d in found] == ["2024-11-15", "2024-11-16"]


WORDS = st.sampled_from(
    "from between and to since by April May 10 31 2024 9999 1500 last next this year Monday the days ago two later"
    " 2017–21 early mid- quarter second century 99 decades on 9th , . of 月 年 0001-01-01 in spring".split()
)


@given(
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join) | st.text(min_size=1), st.sampled_from([1, 1900, 2024, 9999])
)
def test_dates_stand_inside_the_text_in_order_without_overlap(text: str, year: int):
    for anchor in (DateInterval.day(date(year, 2, 28)), None):
        found = find_dates(text, Span(0, len(text)), anchor)
        assert all(d.span.end <= len(text) for d in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.dates(date(1600, 1, 1), date(2150, 1, 1)), st.sampled_from(["{:%B} {}, {:%Y}", "{1} {0:%B} {0:%Y}"]))
def test_any_day_written_whole_is_read_as_that_day(day: date, form: str):
    text = form.format(day, day.day, day)
    assert [d.interval and d.interval.start for d in parse_explicit(text)] == [day]
