"""What a pair can be told from is what the whole record has of it, as long as that is not too much."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cordiale.brief.choice import Chosen, Question
from cordiale.choosing import around
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.selection import OF_BOTH, OF_EITHER
from cordiale.store import Store
from tests.test_joining import joined

PAIR = Dyad("JPN", "USA")


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    with joined(address, pages=16, seed=5) as opened:
        yield opened


def test_what_is_chosen_from_around_a_pair_is_chosen_from_the_whole_record(store: Store) -> None:
    record, leaves = around(store, PAIR, 1_000)
    near = Chosen(record, leaves, Question(PAIR), store.together.acts_in)
    whole = Chosen(store.record(), {a.id: a for a in store.articles()}, Question(PAIR))
    for kind in (*OF_BOTH, *OF_EITHER):
        assert {i.id for i in near.of(kind)} == {i.id for i in whole.of(kind)}
    assert near.events
    for event in near.events:
        assert near.weight(event) == whole.weight(event)
        assert near.when(event) == whole.when(event)


def test_no_more_than_the_latest_are_taken(store: Store) -> None:
    record, _ = around(store, PAIR, 2)
    assert record.events == tuple(store.items.of_pair(PAIR, "events", 2))
