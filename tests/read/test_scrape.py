from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.model.document import BlockLabel
from cordiale.read.scrape import label_lines, read_scrape

PAGES = sorted(Path(__file__).with_name("pages").glob("*.txt"))
LETTERS = dict(zip("TYDSBCKX", BlockLabel, strict=True))


def read_labelled(path: Path) -> tuple[str, list[BlockLabel]]:
    """A page's text and the labels of its lines that are not blank; pages/README.md says how they are written."""
    rows = [(row[2:], row[:1]) if row[1:2] == "|" else ("", "") for row in path.read_text("utf-8").split("\n")]
    return "\n".join(row for row, _ in rows), [LETTERS[letter] for row, letter in rows if row.strip()]


def labels_of(text: str) -> list[tuple[str, str]]:
    scrape = read_scrape(text)
    return [(line.text, label.value) for line, label in zip(scrape.lines, scrape.labels, strict=True)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_of_our_own_keeps_its_title_and_nine_lines_in_ten(path: Path) -> None:
    text, expected = read_labelled(path)
    scrape = read_scrape(text)
    wrong = [
        f"line {number}: {want} read as {got}"
        for (number, got), want in zip(label_lines(text), expected, strict=True)
        if want != got
    ]
    assert len(wrong) <= max(2, len(expected) // 10), wrong
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    titles = [row for row, want in zip(rows, expected, strict=True) if want is BlockLabel.TITLE]
    if titles:
        assert scrape.title is not None
        assert scrape.lines[scrape.title].text in titles


def test_pages_of_our_own_are_labelled_right_in_97_lines_of_a_hundred() -> None:
    assert len(PAGES) >= 40
    pairs = [
        (want, got)
        for path in PAGES
        for want, (_, got) in zip(read_labelled(path)[1], label_lines(read_labelled(path)[0]), strict=True)
    ]
    assert sum(want == got for want, got in pairs) / len(pairs) >= 0.97


WRAPPED = """Fishing accord is signed

The two governments signed the accord on fishing in the strait
on Monday. By Ann Lee's account, the talks had taken a year,
Subscribe and Share being no words that anybody used in them.
    Neither side gave way on herring. The quotas will be set in
the autumn, when the ministers meet again.
"""


def test_a_paragraph_broken_by_width_is_one_block() -> None:
    blocks = [(block.label.value, block.span.of(WRAPPED)) for block in read_scrape(WRAPPED).blocks]
    assert blocks[0] == ("title", "Fishing accord is signed")
    assert {label for label, _ in blocks[1:]} == {"body"}
    assert blocks[1][1].startswith("The two governments signed the accord on fishing in the strait\non Monday.")


LEAD = "The two governments signed the accord on Monday after a year of talks, officials said."


def test_the_line_glued_to_a_breadcrumb_is_not_the_title() -> None:
    title = "Can the Strait Stay Open Through the Winter?"
    found = labels_of(f"Home Asia ASIA — Gulf {title}\n\n{title}\n\n{LEAD}\nMore talks are set for May, they said.")
    assert found[0][1] == "boilerplate"
    assert found[1] == (title, "title")


def test_a_title_given_twice_is_title_both_times() -> None:
    found = labels_of(f"Ministers Agree on a Border Code\nNews\nMinisters Agree on a Border Code\nBy: Ann Lee\n{LEAD}")
    assert [label for _, label in found] == ["title", "section", "title", "byline", "body"]


def test_a_file_name_is_boilerplate_and_the_line_below_it_a_caption() -> None:
    found = labels_of(f"Ministers meet\n{LEAD}\nborder_meeting_2\nThe ministers at the border post\n{LEAD[:-1]} again.")
    assert [label for _, label in found][2:4] == ["boilerplate", "caption"]


def test_a_date_inside_the_text_of_a_chronology_is_body() -> None:
    page = "Chronology of a quarrel\n" + "\n".join(f"May {n}, 2021\n{LEAD} It was day {n}." for n in range(1, 9))
    assert labels_of(page)[-2] == ("May 8, 2021", "body")


def test_comments_below_the_article_are_not_read() -> None:
    page = f"{LEAD}\n{LEAD} One.\n{LEAD} Two.\nLeave a Reply\nI think that this is all wrong and always was, frankly."
    assert labels_of(page)[-1][1] == "boilerplate"


@given(st.text())
def test_any_text_gives_ordered_blocks_that_are_not_blank(text: str) -> None:
    blocks = read_scrape(text).blocks
    for one, other in pairwise(blocks):
        assert one.span.end <= other.span.start
    for block in blocks:
        assert block.span.end <= len(text)
        assert block.span.of(text).strip()


words = st.sampled_from(
    ["Home", "Share", "By", "Ann Lee", "signed", "the", "accord.", "“", "2024", "May 3, 2021", "...", "|", "U.S."]
)


@settings(max_examples=60)
@given(st.lists(st.lists(words, min_size=1, max_size=30).map(" ".join), max_size=30))
def test_every_line_that_is_not_blank_has_one_label(rows: list[str]) -> None:
    found = label_lines("\n".join(rows))
    assert [number for number, _ in found] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        ".",
        "(",
        "– ",
        "By ",
        "”",
        "[link to ",
        "1/2/2024 ",
        "A",
        "#a ",
        "word\n",
        ".\n",
        "{",
        "_a",
        "• a\n",
        "Weir Gazette\n",
    ],
)
def test_reading_takes_time_in_proportion_to_length(unit: str) -> None:
    started = time.process_time()
    read_scrape(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 12
