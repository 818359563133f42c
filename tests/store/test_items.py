"""The record's items in the file and what they are looked up by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.made import article, capture, mentions

from cordiale.corroborate.assemble import assemble
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.record import Record, Standing
from cordiale.model.telling import Bucket
from cordiale.store import Store
from cordiale.store.items import Listed
from cordiale.store.kinds import KINDS

MADE = article(capture("a.txt"))
RECORD = assemble([MADE], [mentions(MADE)], [])


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    with Store(address) as opened:
        save(opened, RECORD)
        yield opened


def save(store: Store, record: Record, key: str = "all") -> None:
    with store.change():
        for kind in KINDS:
            items = getattr(record, kind)
            bucket = Bucket(kind, key)
            store.items.replace(kind, [bucket], {i.id: bucket for i in items}, items)


def test_a_record_comes_back_as_it_was(store: Store) -> None:
    assert store.record() == RECORD


def test_items_that_are_no_more_are_out_of_everything_they_were_found_by(store: Store) -> None:
    save(store, Record())
    assert store.record() == Record()
    assert store.items.of_state("AAA", "events") == store.items.of_pair(Dyad("AAA", "BBB"), "events") == []
    assert store.items.of_name("AAA", "Ana Sol") == []
    assert store.search_items("Ana Sol") == []


def test_an_item_is_found_by_its_id_its_state_its_pair_and_who_acts_in_it(store: Store) -> None:
    event = RECORD.events[0]
    assert store.items.get([event.id, "ev_none"]) == {event.id: ("events", event)}
    assert store.items.of_state("AAA", "events") == [event]
    assert store.items.of_pair(Dyad("AAA", "BBB"), "events") == [event]
    assert store.items.of_pair(Dyad("AAA", "CCC"), "events") == []
    assert ("events", event) in store.items.of_name("BBB", "Bo Lund")
    assert store.items.pairs() == [(Dyad("AAA", "BBB"), 1)]
    assert store.items.count("events") == 1


def test_items_are_found_by_what_they_say(store: Store) -> None:
    assert RECORD.events[0].id in store.search_items("Ana Sol")
    assert store.search_items("nobody") == []


def test_the_standing_of_an_item_is_known_by_its_id(store: Store) -> None:
    assert store.items.standing(RECORD.events[0].id) is Standing.SINGLE_SOURCE
    assert store.items.standing("ev_none") is None


def test_an_item_that_moves_to_another_bucket_lies_there_alone(store: Store) -> None:
    save(store, RECORD, "elsewhere")
    assert store.record() == RECORD


def test_a_list_shows_what_fits_the_latest_day_first_and_what_is_believed(store: Store) -> None:
    assert store.items.listed("events", Listed()) == list(RECORD.events)
    assert store.items.listed("events", Listed(type="CONSULT", status="happened")) == list(RECORD.events)
    assert store.items.listed("events", Listed(type="ASSAULT")) == []
    assert store.items.listed("events", Listed(standing="rejected")) == []
    assert store.items.count_listed("events", Listed()) == 1
    assert store.items.listed("events", Listed(), 1, 1) == []


def test_states_and_people_are_counted_by_what_concerns_them(store: Store) -> None:
    assert dict(store.items.states())["AAA"] == sum(store.items.count_of_state("AAA").values())
    assert ("Ana Sol", 4) in store.items.names("AAA", 5)
    assert store.items.countries_named("Bo Lund") == ["BBB"]
    assert store.items.countries_named("Nobody") == []


def test_acts_are_found_where_they_happened_and_when_they_are_announced_for(store: Store) -> None:
    assert list(store.items.placed()) == list(RECORD.events)
    assert store.items.planned("2024-01-01", "2030-01-01") == []


def test_a_timeline_shows_a_part_of_what_concerns_both_the_latest_first(store: Store) -> None:
    pair = Dyad("AAA", "BBB")
    assert store.items.timeline(pair, "events", Listed(type="CONSULT"), 5) == list(RECORD.events)
    assert store.items.timeline(pair, "events", Listed(), 5, 1) == []
    assert store.items.count_timeline(pair, "events", Listed(since="2024-05-07", until="2024-05-07")) == 1
    assert store.items.count_timeline(pair, "events", Listed(until="2024-05-06")) == 0
    assert store.items.count_timeline(pair, "events", Listed(standing="rejected")) == 0


def test_items_come_in_the_order_of_their_ids(store: Store) -> None:
    for kind in KINDS:
        assert [i.id for i in store.items.by_id(kind)] == sorted(i.id for i in getattr(RECORD, kind))
    assert list(store.items.by_id("events", Dyad("AAA", "BBB"))) == list(RECORD.events)
    assert list(store.items.by_id("events", Dyad("AAA", "CCC"))) == []
