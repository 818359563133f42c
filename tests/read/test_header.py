from __future__ import annotations

from datetime import date

import pytest

from cordiale.read.given import day_in_url
from cordiale.read.inference import infer_from_dateline, infer_publication
from cordiale.read.names import is_person_name, lists_writer, opens_with_by, read_writers
from cordiale.read.printed import is_date_line, printed_day


@pytest.mark.parametrize(
    ("line", "persons", "outlet"),
    [
        ("By: Ann Lee", "Ann Lee", None),
        ("By ANN LEE and Juan de la Cruz", "ANN LEE, Juan de la Cruz", None),
        ("Written by Ann Lee, Harbour Post", "Ann Lee", "Harbour Post"),
        ("Ann M. Lee, Drumlin University, The Daily Wire on", "Ann M. Lee", "The Daily Wire"),
        ("By Ann Lee | 3 May 2021", "Ann Lee", None),
        ("By Kyodo News", "Kyodo News", None),
        ("Ann Lee, harbourpost.example", "Ann Lee", "harbourpost.example"),
    ],
)
def test_a_byline_names_persons_and_outlet(line: str, persons: str, outlet: str | None) -> None:
    found = read_writers(line)
    assert (found.persons, found.outlet) == (persons, outlet)


@pytest.mark.parametrize(
    "line", ["By Monday the two sides had met", "By 2030 it will have grown", "By land and by sea, they came"]
)
def test_a_sentence_that_opens_with_by_is_no_byline(line: str) -> None:
    assert not opens_with_by(line)


def test_a_list_of_states_is_no_byline() -> None:
    assert not lists_writer("Fiji, Tonga and Samoa to share patrol boats")


@pytest.mark.parametrize(
    ("text", "is_person"), [("Ann Lee", True), ("The Journal", False), ("World News", False), ("ann lee", False)]
)
def test_persons_are_told_from_outlets_and_sections(text: str, is_person: bool) -> None:
    assert is_person_name(text) is is_person


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("November 15, 2024", date(2024, 11, 15)),
        ("Published: 3rd May 2021, 09:12 GMT", date(2021, 5, 3)),
        ("May 9, 20235:02 AM UTC", date(2023, 5, 9)),
        ("2021-05-03T08:00:00Z", date(2021, 5, 3)),
        ("06/23/2021", date(2021, 6, 23)),
        ("03.10.2022, 14:22", date(2022, 10, 3)),
        ("03/04/2024", None),
        ("February 30, 2021", None),
    ],
)
def test_printed_dates_are_read_and_doubtful_ones_are_not_guessed(text: str, day: date | None) -> None:
    assert printed_day(text) == day


@pytest.mark.parametrize(
    "text",
    ["November 15, 2024", "Updated 3 hours ago", "Madrid, 19 Mar 2022 - 08:15 CET", "Posted on May 7, 2024 by Ann Lee"],
)
def test_lines_that_hold_a_date_alone_are_date_lines(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize("text", ["The accord was signed on May 3, 2021 in the harbour hall.", "A day to remember", ""])
def test_sentences_are_no_date_lines(text: str) -> None:
    assert not is_date_line(text)


def test_addresses_give_whole_days_only() -> None:
    assert day_in_url("https://a.example/world/2021/05/03/accord") == date(2021, 5, 3)
    assert day_in_url("https://a.example/accord-2021-05-03.html") == date(2021, 5, 3)
    assert day_in_url("https://a.example/2021/accord") is None
    assert day_in_url("https://a.example/2021/13/45/x") is None


@pytest.mark.parametrize(
    ("body", "interval"),
    [
        ("December 2021 was a month of visits. Talks went on.", "2022-01"),
        ("The two met on Sunday, July 28, 2024, in the harbour hall.", "2024-07"),
        ("He said 2024 could be a pivotal year. It will be hard this year.", "2024"),
        ("The treaty was signed on September 8, 1951. It has held since.", None),
        ("The visit in May 2019 is remembered. They met last October.", None),
        ("The plan is to be ready by March 3, 2030, and 2030 will be hard.", None),
    ],
)
def test_a_publication_is_inferred_only_where_the_text_bounds_it(body: str, interval: str | None) -> None:
    found = infer_publication(body)
    assert (str(found.interval) if found else None) == interval
    assert found is None or found.why


@pytest.mark.parametrize(
    ("body", "around", "day"),
    [
        ("TOKYO, July 28 (Tidewire) - The ministers met.", "© 2024 Tidewire", "2024-07-28"),
        ("GENEVA, Sept. 3 — The talks went on. They began in 2023.", "Copyright 2024 Tidewire", "2024-09-03"),
        ("TOKYO, July 28 (Tidewire) - The ministers met.", "All rights reserved", None),
        ("TOKYO, July 28 (Tidewire) - The ministers met in 2025.", "© 2024 Tidewire", None),
        ("TOKYO, July 28 (Tidewire) - The treaty of 2019 holds.", "© 2026 Tidewire", None),
        ("TOKYO, February 30 (Tidewire) - The ministers met.", "© 2024 Tidewire", None),
        ("The ministers met on July 28 - a Sunday.", "© 2024 Tidewire", None),
    ],
)
def test_a_dateline_gives_the_day_when_the_page_gives_its_year(body: str, around: str, day: str | None) -> None:
    found = infer_from_dateline(body, around)
    assert (str(found.interval) if found else None) == day
    assert found is None or "dateline" in str(found.why)
