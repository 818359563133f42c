"""A part of the hostile pages of `make faults`: each read in bounds, the record whole, and shown as words alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from faults.hostile import COUNT, LARGEST, hostile_pages
from faults.reading import Hung, Read, given_up_after, read_hostile
from lxml import html
from tests.web.serving import client_of, links_of

from cordiale.web import make_app

KINDS = 36
# What takes long to make or to read is left to `make faults`.
LEFT_OUT = {LARGEST}


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Read], list[str], Path]:
    folder = tmp_path_factory.mktemp("hostile")
    pages = [p for p in hostile_pages(KINDS + 1) if p.name not in LEFT_OUT]
    found, faults = read_hostile(pages, folder, folder / "hostile.cordiale")
    return found, faults, folder / "hostile.cordiale"


def test_hostile_pages_are_as_many_as_are_said_and_always_the_same() -> None:
    some = list(hostile_pages(40))
    assert [p.name for p in some] == [p.name for p in hostile_pages(40)]
    assert [p.data for p in some[:-1]] == [p.data for p in list(hostile_pages(40))[:-1]]
    assert len(some) == 40
    assert len({p.name for p in some}) == 40
    assert COUNT == 300


def test_one_of_each_kind_is_read_in_two_seconds_and_a_gigabyte(reads: tuple[list[Read], list[str], Path]) -> None:
    assert len(reads[0]) == KINDS
    assert [over for read in reads[0] if (over := read.over)] == []


def test_the_record_stays_whole(reads: tuple[list[Read], list[str], Path]) -> None:
    found, faults, _ = reads
    assert faults == []
    assert sum(read.pages for read in found) > KINDS // 3


def test_the_app_shows_hostile_pages_as_words(reads: tuple[list[Read], list[str], Path]) -> None:
    client = client_of(make_app(reads[2], clock=lambda: date(2024, 6, 1)))
    articles = client.get("/articles.json").json()["articles"]
    assert len(articles) > 10
    for path in ("/", "/articles", "/audit", "/events", *(a["address"] for a in articles)):
        answer = client.get(path)
        assert answer.status_code == 200, path
        tree = html.fromstring(answer.text)
        assert tree.xpath("//style | //iframe | //object | //*[@style]") == []
        assert [a for e in tree.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on")] == []
        assert not any(link.lower().startswith(("javascript:", "data:", "file:")) for link in links_of(answer.text))
        for data in tree.xpath("//script[not(@src)]"):
            json.loads(data.text)


def hang() -> None:
    while True:
        pass


def test_a_page_that_hangs_is_given_up() -> None:
    with given_up_after(0.1), pytest.raises(Hung, match="hang:"):
        hang()
