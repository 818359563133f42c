from __future__ import annotations

import pytest

from cordiale.read.scrape import read_scrape
from cordiale.read.truncation import find_truncation, has_open_quotation

BODY = "The two governments signed the accord on Monday after a year of talks, officials said.\n"


def is_cut(text: str) -> bool:
    from cordiale.model.document import BlockLabel

    scrape = read_scrape(text)
    return find_truncation(scrape.with_label(BlockLabel.BODY), scrape.with_label(BlockLabel.BOILERPLATE))


@pytest.mark.parametrize(
    "end",
    [
        "Continue reading...",
        "...continued",
        "Read more",
        "Subscribe to continue reading",
        "This article is for subscribers only",
        "The minister then went on to say that the whole of the plan was to be…",
        "“We shall sign the text when it is ready and not before that day comes, and nobody will",
        "The talks will go on [+1200 chars]",
    ],
)
def test_a_page_that_goes_on_elsewhere_is_truncated(end: str) -> None:
    assert is_cut(f"Ministers sign\n{BODY}{BODY[:-2]} again.\n{end}")


@pytest.mark.parametrize(
    "end", ["Leave a Reply", "Back To Top", "Credit: Ann Lee, The Post", "“We are done,” she said."]
)
def test_a_page_that_ends_with_its_article_is_whole(end: str) -> None:
    assert not is_cut(f"Ministers sign\n{BODY}{BODY[:-2]} again.\n{end}")


def test_a_quotation_is_open_until_its_mark_closes() -> None:
    assert has_open_quotation("He said: “We will")
    assert not has_open_quotation("He said: “We will.”")
