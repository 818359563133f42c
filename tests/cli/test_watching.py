"""A whole site watched from the command line: five articles, of which not all may be had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Command
from tests.site import HERE, Hands, Sent, Site, line_here, running_site
from tests.web.serving import client_of

from cordiale.capture import load
from cordiale.cli.reading import Manner, read_pages
from cordiale.cli.watching import Asked, archive_of, watch_sources
from cordiale.model.address import RecordAddress
from cordiale.model.issue import UsageError
from cordiale.store import NoRecord, Store
from cordiale.web import make_app

ARTICLES = {
    "/ships": "Japan protested to China on Tuesday over four ships near the islands. The foreign ministry in Tokyo said so.",
    "/talks": "South Korea and Japan held talks in Seoul on Wednesday. The two countries agreed to hold drills in June.",
    "/closed": "France accused Italy of breaking a promise on Monday. Rome denied that it had broken any promise to France.",
    "/reserved": "Brazil signed an agreement with Peru on Sunday. Lima said that the treaty would bring trade to both.",
}
DAY = 86_400.0


def page(title: str, text: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>May 8, 2024</p><p>{text}</p><p>{text.replace('on ', 'late on ')}</p></article></body></html>"
    ).encode()


def feed(root: str, paths: list[str]) -> bytes:
    entries = "".join(
        f"<item><title>{p}</title><link>{p if '://' in p else root + p}</link>"
        "<pubDate>Wed, 08 May 2024 06:00:00 GMT</pubDate></item>"
        for p in paths
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{entries}</channel></rss>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        for path, text in ARTICLES.items():
            running.sent[path] = Sent(page(f"News of {path[1:]}", text), etag=f'"{path}"')
        reserving = page("Reserved", ARTICLES["/reserved"], "<meta name='tdm-reservation' content='1'>")
        running.sent["/reserved"] = Sent(reserving)
        running.sent["/away"] = Sent(b"", 302, (("Location", f"http://127.0.0.2:{running.port}/talks"),))
        running.sent["/robots.txt"] = Sent(b"User-agent: cordiale\nDisallow: /closed\n", headers=())
        paths = [*ARTICLES, "/away", "ftp://127.0.0.1/passwd"]
        running.sent["/feed.xml"] = Sent(feed(running.root, paths), headers=(), etag='"feed-1"')
        yield running


@pytest.fixture
def sources(site: Site, tmp_path: Path) -> Path:
    file = tmp_path / "sources.toml"
    file.write_text(
        f'name = "The Harbour Times"\nowner = "Harbour"\ncountry = "NZL"\nfeeds = ["{site.root}/feed.xml"]\n'
        'every = "30m"\ndelay = "2s"\n[expect]\npages_a_day = 3\n'
    )
    return file


def watch(sources: Path, record: RecordAddress, hands: Hands) -> None:
    watch_sources([str(sources)], record, Asked("plain", once=True, line=line_here(), clock=hands.clock()))


def test_a_site_is_watched_as_a_guest_and_what_is_refused_is_told(
    site: Site, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, hands = tmp_path / "r.cordiale", Hands()
    watch(sources, record, hands)
    assert sorted(set(site.paths)) == sorted(
        ["/robots.txt", "/.well-known/tdmrep.json", "/feed.xml", "/ships", "/talks", "/reserved", "/away"]
    )
    with Store(record) as store:
        read = {a.document: a for a in store.articles()}
        refused = {i.document: (i.code, i.what) for i in store.issues()}
        decisions = {d.address: d for d in store.watches.decisions()}
    assert set(read) == {f"{site.root}/ships", f"{site.root}/talks"}
    assert {a.publisher for a in read.values()} == {"The Harbour Times"}
    assert refused == {
        f"{site.root}/closed": ("robots", "robots.txt forbids it"),
        f"{site.root}/reserved": ("reserved", "meta tag tdm-reservation: 1"),
        f"{site.root}/away": (
            "redirect",
            f"leads to http://127.0.0.2:{site.port}/talks: 127.0.0.2 is at 127.0.0.2, which is not a public address",
        ),
        "ftp://127.0.0.1/passwd": ("address", "ftp scheme; only http and https are followed"),
    }
    assert {a for a, d in decisions.items() if not d.is_allowed} == set(refused)
    assert decisions[f"{site.root}/ships"].reason == "robots.txt read, nothing reserved"
    # Between two requests to the site lay its pause.
    assert len(hands.slept) == len(site.paths) - 1
    assert all(1.9 < s <= 2.0 for s in hands.slept)
    assert "2 pages read" in capsys.readouterr().out


def test_a_second_watch_fetches_nothing_again(site: Site, sources: Path, tmp_path: Path) -> None:
    record, hands = tmp_path / "r.cordiale", Hands()
    watch(sources, record, hands)
    first = len(site.asked)
    watch(sources, record, hands)
    assert len(site.asked) == first  # nothing is due yet
    hands.at += 1801
    watch(sources, record, hands)
    path, headers = site.asked[-1]
    assert (len(site.asked), path, headers["if-none-match"]) == (first + 1, "/feed.xml", '"feed-1"')
    # A new article is fetched, and it alone.
    site.sent["/new"] = Sent(page("New", ARTICLES["/talks"].replace("Seoul", "Busan")))
    site.sent["/feed.xml"] = Sent(feed(site.root, ["/new", "/ships", "/talks"]), headers=(), etag='"feed-2"')
    hands.at += 1801
    watch(sources, record, hands)
    assert site.paths[first + 1 :] == ["/feed.xml", "/new"]


def test_the_audit_names_each_refused_page_and_who_falls_short(site: Site, sources: Path, tmp_path: Path) -> None:
    record, hands = tmp_path / "r.cordiale", Hands()
    watch(sources, record, hands)
    hands.at += 3 * DAY
    client = client_of(make_app(record, clock=lambda: date(2024, 5, 11)))
    told = client.get("/audit.json").json()
    assert {x["address"].rpartition("/")[2] for x in told["refused"]} == {"closed", "reserved", "away", "passwd"}
    (source,) = told["sources"]
    assert (source["name"], source["owner"], source["fetched"], source["refused"]) == (
        "The Harbour Times",
        "Harbour",
        2,
        4,
    )
    shown = client.get("/audit").text
    assert "robots.txt forbids it" in shown
    assert "meta tag tdm-reservation: 1" in shown


def test_a_publisher_that_gives_less_than_expected_is_named(
    site: Site, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, hands = tmp_path / "r.cordiale", Hands()
    watch(sources, record, hands)
    assert "below expectation" not in capsys.readouterr().out
    hands.at += 2 * DAY
    watch(sources, record, hands)
    assert (
        "below expectation: The Harbour Times: 1.0 pages a day in the last 2 days, 3 expected"
        in capsys.readouterr().out
    )


def test_pages_are_kept_as_they_came_and_can_be_read_again_from_there(
    site: Site, sources: Path, address: RecordAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORDIALE_FOLDER", str(tmp_path / "beside"))
    watch(sources, address, Hands())
    (kept,) = archive_of(address).iterdir()
    pages = list(load([str(kept)]))
    assert {(p.url, p.data) for p in pages} == {(f"{site.root}{p}", site.sent[p].body) for p in ("/ships", "/talks")}


def test_a_plan_asks_for_nothing(
    site: Site,
    sources: Path,
    address: RecordAddress,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CORDIALE_FOLDER", str(tmp_path / "beside"))
    record, hands = address, Hands()
    asked = Asked("plain", plan=True, line=line_here(), clock=hands.clock())
    watch_sources([str(sources)], record, asked)
    assert f"The Harbour Times  {site.root}/feed.xml" in capsys.readouterr().out
    with pytest.raises(NoRecord):
        Store(record, must_exist=True)
    watch(sources, record, hands)
    before = len(site.asked)
    watch_sources([str(sources)], record, asked)
    out = capsys.readouterr().out
    assert re.search(r"1 to fetch, 0 of them now\. Nothing was fetched\.", out)
    assert len(site.asked) == before


def test_watching_sleeps_until_more_is_due_and_stops_when_told(
    site: Site, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hands = Hands()
    clock = hands.clock()

    def sleep(seconds: float) -> None:
        if hands.at > Hands().at + 4000:
            raise KeyboardInterrupt
        hands.sleep(seconds)

    watch_sources([str(sources)], tmp_path / "r", Asked("plain", line=line_here(), clock=replace(clock, sleep=sleep)))
    assert site.paths.count("/feed.xml") == 4
    assert "Stopped. All that was fetched is kept" in capsys.readouterr().out


def test_a_second_watch_on_one_record_is_refused_until_the_first_has_ended(
    site: Site, sources: Path, tmp_path: Path
) -> None:
    record, clock = tmp_path / "r.cordiale", Hands().clock()
    refused = []

    def sleep(seconds: float) -> None:
        if not refused:
            with pytest.raises(UsageError, match="another `cordiale watch` is at work on this record") as told:
                watch_sources([str(sources)], record, Asked("plain", once=True, line=line_here(), clock=clock))
            refused.append(told)
        clock.sleep(seconds)

    asked = Asked("plain", once=True, line=line_here(), clock=replace(clock, sleep=sleep))
    watch_sources([str(sources)], record, asked)
    assert refused
    watch_sources([str(sources)], record, asked)


def test_a_single_page_is_read_by_its_address(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "r.cordiale"
    addresses = [f"{site.root}/ships?utm_source=x#top", f"{site.root}/closed"]
    read_pages(addresses, record, Manner("plain", 1), line_here(), Hands().clock())
    with Store(record) as store:
        assert [a.url for a in store.articles()] == [f"{site.root}/ships"]
    assert f"{site.root}/closed: robots.txt forbids it (robots)" in capsys.readouterr().out


def test_without_leave_no_page_on_this_machine_is_read(cordiale: Command, site: Site) -> None:
    told = cordiale("read", f"{site.root}/ships")
    assert f"{HERE} is at {HERE}, which is not a public address (address)" in told.out
    assert site.asked == []


def test_a_wrong_file_is_told_of_in_one_line(cordiale: Command, tmp_path: Path) -> None:
    told = cordiale("watch", "nowhere.toml", "--once")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "nowhere.toml: no such file or directory" in told.err


def test_an_empty_folder_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no TOML files in this folder"):
        watch_sources([str(tmp_path)], tmp_path / "r", Asked("plain"))
