"""Houses and their papers."""

from cordiale.sources import house_of


def test_two_papers_of_one_house_have_one_owner_however_they_are_written() -> None:
    assert house_of("Financial Times") == house_of("nikkei asia") == house_of("www.ft.com")


def test_a_paper_that_no_house_of_ours_owns_is_its_own() -> None:
    assert house_of("The Harbour Gazette") == house_of("harbour gazette") != house_of("Inland Post")
