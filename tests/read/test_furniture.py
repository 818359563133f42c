from __future__ import annotations

import pytest

from cordiale.model.document import BlockLabel
from cordiale.read.furniture import label_alone
from cordiale.read.lines import split_lines
from cordiale.read.scrape import read_scrape

LEAD = "The two governments signed the accord on Monday after a year of talks, officials said."
TITLE = "Neighbours sign accord on herring"


def alone(text: str) -> BlockLabel | None:
    return label_alone(next(split_lines(text)))


def labels_of(*rows: str) -> dict[str, str]:
    scrape = read_scrape("\n".join(rows))
    return {line.text: label.value for line, label in zip(scrape.lines, scrape.labels, strict=True)}


def test_a_short_byline_and_date_above_share_buttons_are_no_menu() -> None:
    found = labels_of(
        TITLE, "By Ann Lee", "May 3, 2021", "Facebook", "Twitter", "WhatsApp", "Copy link", LEAD, LEAD + " Yes."
    )
    assert [found[row] for row in ("By Ann Lee", "May 3, 2021", "Facebook", "Copy link")] == [
        "byline",
        "date",
        "boilerplate",
        "boilerplate",
    ]


def test_a_bare_name_above_buttons_is_the_writers() -> None:
    found = labels_of(TITLE, "May 3, 2021", "Ann Lee", "Share", "Tweet", "Print", "Save", LEAD, LEAD + " Yes.")
    assert found["Ann Lee"] == "byline"


@pytest.mark.parametrize(
    "row",
    [
        "DONATE: Reporting like this needs you.",
        "Font size: A- A A+",
        "To report an error, write to the desk.",
        "Gazette readers can follow our live page on the vote.",
        "Key points",
        "Discover more from The Weir Letters",
    ],
)
def test_requests_and_box_headings_are_furniture(row: str) -> None:
    assert alone(row) is BlockLabel.BOILERPLATE


@pytest.mark.parametrize(
    "row",
    [
        "Boats wait at the quay of the old harbour. None had sailed since the closure. (Weir Gazette file photo)",
        "Ministers review a guard of honour in the rain on the quay. (Weir Newswire)",
        "Nets on the quay of the old harbour, last Monday. (Archive/Tidewire)",
    ],
)
def test_a_source_in_brackets_at_its_end_makes_a_caption(row: str) -> None:
    assert alone(row) is BlockLabel.CAPTION


def test_a_sentence_with_its_agency_in_brackets_is_no_caption() -> None:
    assert alone("The ministers will take part in the talks on the quay, officials said. (Weir Newswire)") is None


def test_bullets_of_a_box_are_furniture_unless_they_are_sentences() -> None:
    found = labels_of(
        TITLE, LEAD, "KEY POINTS", "• New quota for herring", "• Ships must carry a beacon.", LEAD + " Yes."
    )
    assert found["• New quota for herring"] == "boilerplate"
    assert found["• Ships must carry a beacon."] == "body"


def test_the_name_of_a_newsletter_inside_the_text_is_furniture_and_a_subheading_is_not() -> None:
    found = labels_of(
        TITLE,
        LEAD,
        "WEIR WEEKLY",
        "One email each Friday, straight to your inbox.",
        LEAD + " Yes.",
        "What comes next",
        LEAD + " No.",
    )
    assert found["WEIR WEEKLY"] == "boilerplate"
    assert found["What comes next"] == "body"


def test_the_name_above_a_biography_is_furniture_and_the_biography_a_credit() -> None:
    biography = "Ann Lee is a reporter for the Weir Gazette."
    found = labels_of(TITLE, "By Ann M. Lee", LEAD, LEAD + " 1.", LEAD + " 2.", LEAD + " 3.", "Ann Lee", biography)
    assert (found["Ann Lee"], found[biography]) == ("boilerplate", "credit")


def test_a_line_that_says_what_the_caption_below_it_says_stood_in_for_the_picture() -> None:
    text = "Fishermen with nets on the harbour quay"
    caption = "Fishermen mend their nets on the quay of the harbour. Photo: Ann Lee"
    found = labels_of(TITLE, "By Ann Lee", text, caption, LEAD, LEAD + " Yes.")
    assert (found[text], found[caption]) == ("boilerplate", "caption")


def test_replies_to_a_newsletter_begin_below_their_own_heading() -> None:
    rows = [
        TITLE,
        "By Ann Lee",
        LEAD,
        LEAD + " 1.",
        "Leave a comment",
        LEAD + " 2.",
        "Discussion about this post",
        LEAD + " 3.",
    ]
    found = labels_of(*rows)
    assert (found[LEAD + " 2."], found[LEAD + " 3."]) == ("body", "boilerplate")


def test_a_masthead_that_stands_again_beside_the_date_is_not_the_title() -> None:
    found = labels_of("WEIR GAZETTE", TITLE, "Weir Gazette | 3 May 2021", "Share", LEAD, LEAD + " Yes.")
    assert (found["WEIR GAZETTE"], found[TITLE], found["Weir Gazette | 3 May 2021"]) == ("boilerplate", "title", "date")
