"""The path of watching, on a site of this machine: what is due, what comes of it, and what is left after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cordiale import joining
from cordiale.cli.watching import posted
from cordiale.model.document import Source
from cordiale.model.watching import AddressKind, Expectation, Publisher
from cordiale.store import Store
from cordiale.watching import Round, plan, read_addresses, run_round, standings_of
from tests.site import Hands, Sent, Site, line_here, running_site
from tests.test_pipeline import PAGES, tools

DAY = 86_400.0
PAPER = Publisher(Source("paper", "The Paper"), delay=1.0, every=1800.0)
HTML = (
    "<!doctype html><html lang='en'><head><title>{0}</title></head><body><article><h1>{0}</h1>"
    "<p>May 8, 2024</p><p>{1}</p></article></body></html>"
)


def page(number: int) -> Sent:
    title, *_, body = PAGES[number].strip().split("\n\n")
    return Sent(HTML.format(title, body).encode())


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        for n in range(3):
            running.sent[f"/{n}"] = page(n)
        yield running


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.cordiale") as opened:
        yield opened


def run(publisher: Publisher, store: Store, hands: Hands) -> Round:
    with posted(store, line_here(), hands.clock()) as post:
        return run_round([publisher], post, tools())


def feed(site: Site, *paths: str) -> Sent:
    items = "".join(f"<item><link>{site.root}{p}</link></item>" for p in paths)
    return Sent(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode(), headers=())


def sitemap(site: Site, days: dict[str, str], of: str = "url") -> Sent:
    parts = "".join(f"<{of}><loc>{site.root}{p}</loc><lastmod>{d}</lastmod></{of}>" for p, d in days.items())
    whole = "urlset" if of == "url" else "sitemapindex"
    return Sent(f"<{whole}>{parts}</{whole}>".encode(), headers=())


def read_of(store: Store) -> set[str]:
    return {a.document.rpartition("/")[2] for a in store.articles()}


def test_a_sitemap_gives_pages_of_late_and_its_sitemaps_too(site: Site, store: Store, hands: Hands) -> None:
    site.sent["/map.xml"] = sitemap(site, {"/new.xml": "2024-05-08", "/old.xml": "2023-01-01"}, "sitemap")
    site.sent["/new.xml"] = sitemap(site, {"/0": "2024-05-07", "/1": "2024-01-01", "/2": "2024-05"})
    site.sent["/old.xml"] = sitemap(site, {"/1": "2024-05-07"})
    done = run(replace(PAPER, sitemaps=(f"{site.root}/map.xml",)), store, hands)
    assert read_of(store) == {"0", "2"}
    assert done.found == 2
    assert "/old.xml" not in site.paths


def test_a_list_of_articles_on_this_machine_is_read_when_it_changes(
    site: Site, store: Store, hands: Hands, tmp_path: Path
) -> None:
    gdelt = tmp_path / "list.json"
    gdelt.write_text(f'{{"articles": [{{"url": "{site.root}/0", "seendate": "20240508T010000Z"}}]}}')
    publisher = replace(PAPER, lists=(str(gdelt),))
    run(publisher, store, hands)
    assert read_of(store) == {"0"}
    # Pages of a list are whose they say themselves, not the list's.
    assert [a.publisher for a in store.articles()] != ["The Paper"]
    hands.at += 1801
    assert run(publisher, store, hands).ends == {"unchanged": 1}
    gdelt.write_text(f'["{site.root}/1"]')
    hands.at += 1801
    run(publisher, store, hands)
    assert read_of(store) == {"0", "1"}


def test_a_folder_is_read_again_with_what_is_new_in_it(store: Store, hands: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    publisher = replace(PAPER, folders=(str(folder),))
    assert [i.what for i in run(publisher, store, hands).summary.issues] == ["there is no such folder"]
    folder.mkdir()
    (folder / "a.txt").write_text(PAGES[0], "utf-8")
    hands.at += DAY
    assert run(publisher, store, hands).summary.read == 1
    (folder / "b.txt").write_text(PAGES[1], "utf-8")
    hands.at += DAY
    done = run(publisher, store, hands)
    assert (done.summary.read, done.summary.unchanged) == (1, 1)


def test_a_page_that_is_watched_itself_is_read_when_it_changes(site: Site, store: Store, hands: Hands) -> None:
    publisher = replace(PAPER, pages=(f"{site.root}/0",), hosts=("127.0.0.1",))
    assert run(publisher, store, hands).summary.read == 1
    hands.at += 1801
    assert run(publisher, store, hands).ends == {"unchanged": 1}
    site.sent["/0"] = page(1)
    hands.at += 1801
    done = run(publisher, store, hands)
    assert (done.summary.read, done.summary.replaced) == (1, 1)


def test_a_page_that_fails_is_asked_for_again_ever_later(site: Site, store: Store, hands: Hands) -> None:
    site.sent["/feed"] = feed(site, "/bad")
    site.sent["/bad"] = Sent(b"", 500)
    publisher = replace(PAPER, feeds=(f"{site.root}/feed",), every=30 * DAY)
    waits = []
    for _ in range(4):
        run(publisher, store, hands)
        bad = store.watches.address(f"{site.root}/bad")
        assert bad
        assert bad.due
        waits.append(round(bad.due - hands.at))
        hands.at = bad.due
    assert waits == [60, 120, 240, 480]
    assert [i.what for i in store.issues()] == ["HTTP 500"]
    site.sent["/bad"] = page(0)
    run(publisher, store, hands)
    assert (read_of(store), store.issues()) == ({"bad"}, [])


def test_a_page_that_is_gone_is_not_asked_for_again(site: Site, store: Store, hands: Hands) -> None:
    site.sent["/feed"] = feed(site, "/none", "/0")
    publisher = replace(PAPER, feeds=(f"{site.root}/feed",))
    run(publisher, store, hands)
    hands.at += 10 * DAY
    run(publisher, store, hands)
    assert site.paths.count("/none") == 1
    assert [(i.code, i.what) for i in store.issues()] == [("gone", "HTTP 404")]


def test_no_more_pages_a_round_than_asked_for_and_the_rest_in_the_next(site: Site, store: Store, hands: Hands) -> None:
    site.sent["/feed"] = feed(site, "/0", "/1", "/2")
    publisher = replace(PAPER, feeds=(f"{site.root}/feed",), at_most=2)
    run(publisher, store, hands)
    assert len(read_of(store)) == 2
    assert len(plan([publisher], store, hands.at)) == 2
    run(publisher, store, hands)
    assert len(read_of(store)) == 3


def test_a_feed_that_is_none_is_trouble_of_its_own_and_asked_for_again(site: Site, store: Store, hands: Hands) -> None:
    site.sent["/feed"] = Sent(b"<html>moved</html>", etag='"x"')
    publisher = replace(PAPER, feeds=(f"{site.root}/feed",))
    done = run(publisher, store, hands)
    assert [i.code for i in done.summary.issues] == ["feed"]
    site.sent["/feed"] = feed(site, "/0")
    assert done.next_due
    hands.at = done.next_due
    run(publisher, store, hands)
    assert read_of(store) == {"0"}


def test_what_is_no_longer_named_is_no_longer_asked_for(site: Site, store: Store, hands: Hands) -> None:
    site.sent["/feed"] = feed(site, "/0")
    run(replace(PAPER, feeds=(f"{site.root}/feed",)), store, hands)
    asked = len(site.asked)
    hands.at += DAY
    done = run(replace(PAPER, pages=(f"{site.root}/1",)), store, hands)
    assert site.paths[asked:] == ["/robots.txt", "/.well-known/tdmrep.json", "/1"]
    assert done.next_due == pytest.approx(hands.at + 1800, abs=5)


def test_what_is_no_page_is_said_to_be_none(site: Site, store: Store, hands: Hands) -> None:
    site.sent["/p.pdf"] = Sent(b"%PDF-1.7 x")
    site.sent["/empty"] = Sent(b"  ")
    site.sent["/feed"] = feed(site, "/0")
    with posted(store, line_here(), hands.clock()) as post:
        told = list(read_addresses([f"{site.root}{p}" for p in ("/p.pdf", "/empty", "/feed")], post))
    assert [t.code for t in told if not hasattr(t, "data")] == ["binary", "empty", "feed"]


def test_a_publisher_is_held_to_what_is_expected_once_it_was_watched_for_a_day(
    site: Site, store: Store, hands: Hands
) -> None:
    site.sent["/feed"] = feed(site, "/0", "/1")
    publisher = replace(PAPER, feeds=(f"{site.root}/feed",), expect=Expectation(pages_a_day=2, days_silent=1.5))
    run(publisher, store, hands)
    assert [s.breaches for s in standings_of(store, hands.at)] == [()]
    assert [s.breaches for s in standings_of(store, hands.at + 2 * DAY)] == [
        (
            "1.0 pages a day in the last 2 days, 2 expected",
            "no new page for 2.0 days, 1.5 at most expected",
        )
    ]


_CHILD = """
import os, signal, sys
from cordiale.cli.watching import Asked, watch_sources
from pathlib import Path
from tests.site import Hands, line_here

hands = Hands()
hands.at += float(sys.argv[4])
rest = hands.sleep

def sleep(seconds):
    rest(seconds)
    if len(hands.slept) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

hands.sleep = sleep
watch_sources([sys.argv[1]], Path(sys.argv[2]), Asked("plain", once=True, line=line_here(), clock=hands.clock()))
"""


@pytest.mark.parametrize("sleeps", [3, 5])
def test_a_kill_loses_no_page_and_costs_at_most_the_one_on_its_way(site: Site, tmp_path: Path, sleeps: int) -> None:
    site.sent["/feed"] = feed(site, "/0", "/1", "/2")
    file, record = tmp_path / "one.toml", tmp_path / "r.cordiale"
    file.write_text(f'name = "The Paper"\nfeeds = ["{site.root}/feed"]\ndelay = "1s"\n')
    command = [sys.executable, "-c", _CHILD, str(file), str(record), str(sleeps), "0"]
    folder = Path(__file__).parents[1]
    killed = subprocess.run(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    assert len(site.asked) == sleeps
    command[-2:] = ["0", "60"]
    subprocess.run(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, check=True, capture_output=True)
    assert set(site.paths) == {"/.well-known/tdmrep.json", "/0", "/1", "/2", "/feed", "/robots.txt"}
    assert len(site.paths) <= 6 + 1
    with Store(record) as store:
        assert read_of(store) == {"0", "1", "2"}
        assert store.damage() == []


def test_addresses_of_a_kind_are_kept_apart(store: Store, hands: Hands, site: Site) -> None:
    site.sent["/feed"] = feed(site, "/0")
    run(replace(PAPER, feeds=(f"{site.root}/feed",)), store, hands)
    kinds = {k: len(store.watches.due("paper", k, hands.at + DAY, 10)) for k in AddressKind}
    assert {k for k, n in kinds.items() if n} == {AddressKind.FEED}


def test_an_owner_that_is_news_has_the_publishers_articles_joined_anew(site: Site, store: Store, hands: Hands) -> None:
    publisher = replace(PAPER, pages=(f"{site.root}/0",), hosts=("127.0.0.1",))
    run(publisher, store, hands)
    assert house_told(store) == "paper"
    owned = replace(publisher, source=replace(publisher.source, owner="Coast Media"))
    run(owned, store, hands)
    assert not joining.is_joined(store)
    assert house_told(store) == "coast media"
    run(owned, store, hands)
    assert joining.is_joined(store)


def house_told(store: Store) -> str | None:
    joining.join(store)
    (witness,) = store.tellings.witnesses(a.id for a in store.articles()).values()
    return witness.house
