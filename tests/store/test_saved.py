from __future__ import annotations

from datetime import UTC, datetime

from cordiale.model.address import RecordAddress
from cordiale.store import Store

AT, LATER = datetime(2025, 1, 2, tzinfo=UTC), datetime(2025, 2, 3, tzinfo=UTC)


def test_a_search_is_kept_with_what_was_seen_of_it(address: RecordAddress) -> None:
    with Store(address) as store:
        id = store.saved.save("Tariffs", {"q": "tariff", "kind": "event"}, {"ev_1", "ev_2"}, AT)
    with Store(address) as store:
        (found,) = store.saved.every()
        assert store.saved.named(id) == found
        assert (found.name, found.asked, found.seen_at) == ("Tariffs", {"q": "tariff", "kind": "event"}, AT)
        store.saved.mark(id, {"ev_1", "ev_2", "ev_3"}, LATER)
        marked = store.saved.named(id)
        assert marked is not None
        assert (marked.at, marked.seen_at, marked.seen) == (AT, LATER, {"ev_1", "ev_2", "ev_3"})


def test_the_same_search_is_saved_once_and_what_was_seen_stays(address: RecordAddress) -> None:
    with Store(address) as store:
        id = store.saved.save("one", {"q": "x", "year": "2024"}, {"ev_1"}, AT)
        assert store.saved.save("two", {"year": "2024", "q": "x"}, set(), LATER) == id
        (found,) = store.saved.every()
        assert (found.name, found.seen, found.at) == ("two", {"ev_1"}, AT)


def test_a_dropped_search_is_gone(address: RecordAddress) -> None:
    with Store(address) as store:
        id = store.saved.save("one", {"q": "x"}, set(), AT)
        store.saved.drop(id)
        assert store.saved.every() == []
        assert store.saved.named(id) is None
