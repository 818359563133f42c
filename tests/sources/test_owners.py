"""Houses and their papers."""

from cordiale.sources import house_of


def test_two_papers_of_one_house_have_one_owner_however_they_are_written() -> None:
    assert house_of("Financial Times") == house_of("nikkei asia") == house_of("www.ft.com")


def test_a_paper_that_no_house_of_ours_owns_is_its_own() -> None:
    assert house_of("The Harbour Gazette") == house_of("harbour gazette") != house_of("Inland Post")


def test_an_owner_that_a_watched_publishers_file_names_goes_before_ours() -> None:
    told = {"harbour gazette": "Inland Media", "inland post": "Inland Media", "lantern": "nikkei"}
    assert house_of("The Harbour Gazette", told) == house_of(
        "inlandpost.example", {"inlandpost.example": "INLAND MEDIA"}
    )
    assert house_of("The Harbour Gazette", told) != house_of("The Harbour Gazette")
    assert house_of("Lantern", told) == house_of("Financial Times")
