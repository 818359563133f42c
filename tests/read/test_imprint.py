from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Article, BlockLabel, Capture, DateBasis
from cordiale.read import read_page
from cordiale.read.imprint import dateline_day, find_imprint, is_dateline
from cordiale.read.printed import find_whole_dates

BODY = (
    "The foreign ministers of Peru and Chile met in Arica on Tuesday and agreed to open a second crossing. "
    "They will meet again in Tacna in the spring.\n\n"
    "Peru said that it would take down the fence along the coast road within the year.\n"
)
TITLE = "Peru and Chile meet"


def read(text: str, media: str = "text/plain") -> Article:
    return read_page(Capture("c" * 64, "page", media, text.encode()))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Desert Daily, 13 May 2024", "Desert Daily"),
        ("The Arica Monitor, Tuesday, May 14, 2024", "The Arica Monitor"),
        ("14 May 2024, Coast Road Gazette", "Coast Road Gazette"),
        ("Desert Daily (14 May 2024)", "Desert Daily"),
        ("Tacna Libre, 14 May 2024", "Tacna Libre"),
        ("Joint Statement, 14 May 2024", None),
        ("Treaty of Arica, 3 June 1929", None),
        ("The Desert Daily has been printed since 3 May 1921", None),
        ("Desert Daily", None),
        ("14 May 2024", None),
        ("On the road to Tacna, 14 May 2024", None),
    ],
)
def test_a_name_with_a_whole_date_beside_it_is_an_imprint(line: str, name: str | None) -> None:
    assert find_imprint(line) == name


def test_the_first_line_of_a_page_is_an_imprint_only_with_an_outlets_name() -> None:
    assert find_imprint("Tacna Libre, 14 May 2024", is_first=True) is None
    assert find_imprint("Desert Daily, 14 May 2024", is_first=True) == "Desert Daily"


@pytest.mark.parametrize(
    "start",
    [
        "ARICA, May 14, 2024 (Tidewire) - ",
        "ARICA, Chile, May 14, 2024 /Tidewire/ -- ",
        "Arica (Tidewire), 14 May 2024 – ",
        "ARICA: May 14, 2024: ",
        "Arica, 14 May 2024. ",
        "(Arica, 14 May 2024) ",
        "14 May 2024, Arica — ",
        "May 14, 2024 (Tidewire) - ",
        "San Pedro de Atacama, Tuesday, May 14, 2024 — ",
    ],
)
def test_a_whole_date_in_the_dateline_is_the_printed_one(start: str) -> None:
    assert dateline_day([start + BODY]) == date(2024, 5, 14)
    article = read(f"{TITLE}\n\n{start}{BODY}")
    assert article.published is not None
    assert (str(article.day), article.published.basis) == ("2024-05-14", DateBasis.EXPLICIT)
    assert article.title == TITLE


@pytest.mark.parametrize(
    "start",
    [
        "On May 14, 2020, Peru left the talks. ",
        "The quake of May 14, 1999 - the worst in memory - is told of still. ",
        "May 14, 1999 — the day of the quake — is remembered. ",
        "Since May 14, 2020 (a Thursday) the road is shut. ",
        "They signed on May 14, 2020. ",
    ],
)
def test_a_whole_date_in_the_first_sentence_is_no_printed_one(start: str) -> None:
    assert dateline_day([start + BODY]) is None
    assert read(f"{TITLE}\n\n{start}{BODY}").published is None


def test_a_dateline_on_a_line_of_its_own_is_the_date_and_not_the_title() -> None:
    assert is_dateline("ARICA, May 14, 2024 (Tidewire) -")
    article = read(f"{TITLE}\nARICA, May 14, 2024 (Tidewire) -\n{BODY}")
    assert (article.title, str(article.day)) == (TITLE, "2024-05-14")
    assert article.blocks[1].label is BlockLabel.DATE


@pytest.mark.parametrize(
    "line", ["Desert Daily, 14 May 2024", "14 May 2024, Desert Daily", "Desert Daily (14 May 2024)"]
)
@pytest.mark.parametrize("title", [TITLE, "Peru And Chile Meet", "Peru lifts ban"])
def test_a_headline_above_an_imprint_stays_the_title_and_the_outlet_is_the_publisher(line: str, title: str) -> None:
    article = read(f"{title}\n{line}\n\n{BODY}")
    assert (article.title, article.publisher, str(article.day)) == (title, "Desert Daily", "2024-05-14")
    assert article.published is not None
    assert article.published.basis is DateBasis.EXPLICIT


def test_a_masthead_with_the_day_above_the_headline_is_no_title() -> None:
    article = read(f"Desert Daily, 14 May 2024\n{TITLE}\n\n{BODY}")
    assert (article.title, article.publisher, str(article.day)) == (TITLE, "Desert Daily", "2024-05-14")


@pytest.mark.parametrize("title", [TITLE, "Peru And Chile Meet", "Peru lifts ban", "Talks on water resume"])
def test_the_headline_that_opens_a_page_goes_before_a_longer_standfirst(title: str) -> None:
    article = read(
        f"{title}\nA second crossing is to open after ten years of quarrel\nDesert Daily, 14 May 2024\n{BODY}"
    )
    assert (article.title, article.publisher) == (title, "Desert Daily")


def test_a_short_site_name_above_the_headline_is_still_no_title() -> None:
    article = read(f"Harrow Lane\nPeru and Chile open a second crossing\n14 May 2024\n{BODY}")
    assert (article.title, article.publisher) == ("Peru and Chile open a second crossing", "Harrow Lane")


@pytest.mark.parametrize(
    "line", ["Desert Daily, 14 May 2024", "ARICA, May 14, 2024 (Tidewire) - The talks began at noon."]
)
def test_imprint_and_dateline_give_the_day_of_html_too(line: str) -> None:
    rows = "".join(f"<p>{row}</p>" for row in (line, *filter(None, BODY.split("\n"))))
    article = read(
        f"<html><body><article><h1>Peru and Chile meet again</h1>{rows}</article></body></html>", "text/html"
    )
    assert article.published is not None
    assert (str(article.day), article.published.basis) == ("2024-05-14", DateBasis.EXPLICIT)


@given(st.text(max_size=150))
def test_only_text_with_a_whole_date_has_a_dateline_or_an_imprint(text: str) -> None:
    if not find_whole_dates(text):
        assert dateline_day([text]) is None
        assert find_imprint(text) is None
