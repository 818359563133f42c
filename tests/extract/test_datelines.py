"""Where a page was written, and whose government it then speaks of."""

import pytest

from cordiale.extract.datelines import find_dateline

from .pages import article_of, states_named


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("LONDON (Reuters) - Ghana has thanked Britain.", "LONDON"),
        ("LIMA, May 2 (AP) — Peru has closed the pass.", "LIMA"),
        ("Nairobi (AFP) – Kenya has opened the port.", "Nairobi"),
        ("SAN SALVADOR, 3 May 2024 — A ship has come.", "SAN SALVADOR"),
    ],
)
def test_a_city_in_capitals_or_before_an_agency_opens_the_page(text: str, city: str):
    found = find_dateline(article_of(text))
    assert found is not None
    assert found.city.of(text) == city


@pytest.mark.parametrize(
    "text",
    ["Ghana has thanked Britain.", "Peru - a neighbour of Chile - has closed the pass.", "Lima (the capital) waits."],
)
def test_other_openings_are_no_dateline(text: str):
    assert find_dateline(article_of(text)) is None


def test_a_government_without_a_state_is_that_of_the_dateline_before_the_one_named_last():
    text = "LIMA (AP) — Peru has closed the pass. Chile has sent a note.\nThe Senate will vote on Friday."
    assert states_named(text, "Senate") == {"PER"}


def test_a_state_that_acts_in_the_same_sentence_goes_before_the_dateline():
    text = "LIMA (AP) — Peru has closed the pass.\nChile said that the Senate would vote on Friday."
    assert states_named(text, "Senate") == {"CHL"}


def test_a_page_that_is_only_written_in_a_state_speaks_of_the_one_it_names():
    text = "GENEVA (AP) — Ghana has thanked Togo. Ghana will wait.\nThe government will vote on Friday."
    assert states_named(text, "government") == {"GHA"}


def test_the_agency_is_no_state_that_acts():
    text = "ACCRA (Reuters) - The government has sent aid."
    assert states_named(text, "government") == {"GHA"}
