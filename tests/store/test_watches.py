from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cordiale.model.address import RecordAddress
from cordiale.model.document import Source
from cordiale.model.watching import AddressKind, Decision, Expectation, HostState, Publisher, Watched
from cordiale.store import Store

FEED = Watched("https://a.example/rss", "a", AddressKind.FEED, 10.0, 5.0, etag='"1"')
ARTICLE = Watched("https://a.example/1", "a", AddressKind.ARTICLE, 10.0, 6.0, published="2024-05-08")
REFUSED = Decision(
    "https://a.example/1", "a", datetime(2024, 5, 8, tzinfo=UTC), False, "robots", "robots.txt forbids it"
)


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    with Store(address) as opened:
        yield opened


def test_what_is_kept_comes_back_as_it_was(store: Store) -> None:
    publisher = Publisher(Source("a", "A", "Owner", is_state_run=True), feeds=("x",), expect=Expectation(3.0))
    host = HostState("https://a.example", "User-agent: *", "robots.txt read", False, "[]", 3.0, 9.0)
    store.watches.keep_publisher(publisher)
    store.watches.keep(FEED, [ARTICLE], REFUSED)
    store.watches.keep_host(host)
    with Store(store.address) as again:
        assert again.watches.publishers() == [publisher]
        assert (again.watches.address(FEED.address), again.watches.address(ARTICLE.address)) == (FEED, ARTICLE)
        assert again.watches.host(host.site) == host
        assert again.watches.decisions() == [REFUSED]
    assert (store.watches.address("x"), store.watches.host("x")) == (None, None)


def test_an_address_that_is_known_is_not_found_anew(store: Store) -> None:
    assert store.watches.keep(FEED, [ARTICLE]) == 1
    fetched = replace(ARTICLE, due=None, fetched=8.0)
    store.watches.keep(fetched)
    assert store.watches.keep(FEED, [ARTICLE]) == 0
    assert store.watches.address(ARTICLE.address) == fetched


def test_what_is_due_comes_first_due_first(store: Store) -> None:
    later, never = replace(ARTICLE, address="l", due=20.0), replace(ARTICLE, address="n", due=None)
    store.watches.keep(FEED, [later, ARTICLE, never])
    assert store.watches.due("a", AddressKind.ARTICLE, 15.0, 9) == [ARTICLE]
    assert store.watches.due("a", AddressKind.ARTICLE, 25.0, 9) == [ARTICLE, later]
    assert store.watches.due("a", AddressKind.ARTICLE, 25.0, 1) == [ARTICLE]
    assert store.watches.due("b", AddressKind.ARTICLE, 25.0, 9) == []
    assert [w.address for w in store.watches.waiting("a")] == [ARTICLE.address, FEED.address, "l"]
    assert store.watches.standing("a") == [FEED]
    assert (store.watches.first_due("a"), store.watches.first_due("b")) == (10.0, None)


def test_of_pages_due_at_once_the_latest_comes_first(store: Store) -> None:
    days = ("2024-05-07", None, "2024-05-09")
    store.watches.keep(FEED, [replace(ARTICLE, address=str(n), published=day) for n, day in enumerate(days)])
    assert [w.published for w in store.watches.due("a", AddressKind.ARTICLE, 15.0, 9)] == [
        "2024-05-09",
        "2024-05-07",
        None,
    ]


def test_the_last_decision_on_an_address_stands(store: Store) -> None:
    store.watches.keep(FEED, (), REFUSED)
    store.watches.keep(FEED, (), replace(REFUSED, is_allowed=True, reason="robots.txt read"))
    assert [d.reason for d in store.watches.decisions()] == ["robots.txt read"]
    assert store.watches.decisions(refused_only=True) == []


def test_pages_are_counted_from_a_moment_on(store: Store) -> None:
    assert (store.watches.tally("a", 0.0), store.watches.first_seen("a")) == ((0, 0, None), None)
    for n, was_read in enumerate((True, False, True)):
        store.watches.keep(replace(ARTICLE, address=str(n), fetched=10.0 * n, was_read=was_read))
    assert store.watches.tally("a", 0.0) == (3, 2, 20.0)
    assert store.watches.tally("a", 5.0) == (2, 1, 20.0)
    assert store.watches.first_seen("a") == 6.0
