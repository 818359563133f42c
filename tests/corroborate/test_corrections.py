"""Pages that correct others."""

import pytest
from tests.corroborate.telling import page

from cordiale.corroborate.corrections import is_correction


@pytest.mark.parametrize(
    "title", ["Correction: Japan trade deal", "CORRECTION — Summit date", "Corrections", "Clarification"]
)
def test_a_title_headed_so_is_a_correction(title: str) -> None:
    assert is_correction(page("a", "Ministers met.", title=title))


@pytest.mark.parametrize(
    "title", ["Correctional officers strike", "Market correction deepens", "The corrections, a novel"]
)
def test_a_title_that_only_has_the_word_is_none(title: str) -> None:
    assert not is_correction(page("a", "Ministers met.", title=title))


@pytest.mark.parametrize(
    "notice",
    [
        "An earlier version of this article said $500 billion.",
        "This story has been corrected to give the right figure.",
        "We regret the error.",
    ],
)
def test_a_notice_in_the_text_makes_it_one(notice: str) -> None:
    assert is_correction(page("a", f"Ministers met. {notice}"))


def test_a_minister_who_regrets_is_no_correction() -> None:
    assert not is_correction(page("a", "The minister said that he regretted an error of the past."))
