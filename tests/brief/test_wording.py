"""Dates, figures and actors in words."""

from dataclasses import replace
from datetime import date

import pytest
from tests.corroborate.telling import page, told_event, told_statement

from cordiale.brief.wording import join_words, say_act, say_amount, say_date, say_statement, shorten
from cordiale.model.time import DateInterval, Precision


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (550e9, "USD", "$550 billion"),
        (1e12, "USD", "$1 trillion"),
        (14.9e9, "USD", "$14.9 billion"),
        (43e12, "JPY", "¥43 trillion"),
        (2, "percent of gross domestic product", "2% of gross domestic product"),
        (27.5, "percent", "27.5%"),
        (54_000, "troops", "54,000 troops"),
        (2_500, "USD", "$2,500"),
        (5e9, "SEK", "5 billion SEK"),
    ],
)
def test_an_amount_has_its_scale_and_unit(value: float, unit: str, said: str) -> None:
    assert say_amount(value, unit) == said


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (None, "undated"),
        (DateInterval.day(date(2024, 4, 10)), "10 April 2024"),
        (DateInterval(date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH), "April 2024"),
        (DateInterval(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR), "2024"),
        (DateInterval(date(2024, 5, 3), date(2024, 5, 9), Precision.WEEK), "3–9 May 2024"),
        (DateInterval(date(1951, 9, 8), None, Precision.RANGE), "since 1951"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(interval: DateInterval | None, said: str) -> None:
    assert say_date(interval) == said


def test_words_are_joined_once_each() -> None:
    assert join_words(["a", "b", "a", "c"]) == "a, b and c"
    assert join_words([]) == ""


def test_a_text_is_cut_at_a_word() -> None:
    assert shorten("one two three, four", 16) == "one two three …"


def test_an_act_that_nobody_is_named_for_says_so() -> None:
    article = page("a", "A protest was sent to Japan.")
    act = told_event(article, "protest was sent", (), ("JPN",), "PROTEST")
    assert say_act(act, lambda code: "Japan") == "protest, somebody unnamed → Japan"


def test_words_told_at_second_hand_keep_the_verb_that_the_page_gives_them() -> None:
    article = page("a", "Boric accused Lima of failing its duties.")
    said = replace(
        told_statement(article, "Lima of failing its duties", "CHL:Gabriel Boric"), is_direct=False, cue="accused"
    )
    assert say_statement(said, lambda code: "Chile") == "Chile (Gabriel Boric) accused: Lima of failing its duties"
    assert say_statement(replace(said, cue="according to"), lambda code: "Chile").startswith("Chile (Gabriel Boric): ")
