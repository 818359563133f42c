"""One state of a file for many who look: lent, held while others write, and let go."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.web.serving import read_into

from cordiale.store import Store
from cordiale.web.stores import Lookup, Stores

PAGE = "Japan and China met\n\nTOKYO, May 1, 2024\n\nJapan met China in Tokyo on May 1, 2024."


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.cordiale"
    read_into(path, {"1.txt": PAGE})
    return path


def state_of(store: Store) -> str:
    return str(store.changes)


def number(stores: Stores) -> int:
    with stores.lend() as store:
        return store.heads.count()


def test_a_state_stays_as_it_was_until_it_is_let_go(record: Path) -> None:
    stores = Stores(record, state_of)
    read_into(record, {"2.txt": PAGE.replace("May 1", "May 2")})
    assert number(stores) == 1
    stores.close()
    assert number(stores) == 2


def test_more_may_look_than_there_are_connections(record: Path) -> None:
    stores, found = Stores(record, state_of), list[int]()
    threads = [threading.Thread(target=lambda: found.append(number(stores))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert found == [1] * 12
    stores.close()


def test_who_has_a_store_gets_the_same_one_again(record: Path) -> None:
    stores = Stores(record, state_of)
    with stores.lend() as one, stores.lend() as other:
        assert one is other
    stores.close()


def test_what_was_looked_up_is_held_and_the_oldest_is_looked_up_again() -> None:
    asked = list[int]()

    def find(key: int) -> int | None:
        asked.append(key)
        return key or None

    lookup = Lookup(find, 4)
    assert [lookup[1], lookup[1], lookup.get(0), lookup.get(0)] == [1, 1, None, None]
    assert 0 not in lookup
    assert asked == [1, 0]
    for key in (2, 3, 4, 1):
        assert lookup[key] == key
    assert asked == [1, 0, 2, 3, 4, 1]
    with pytest.raises(TypeError):
        list(lookup)
    with pytest.raises(TypeError):
        len(lookup)
