"""A record moves from one engine to the other and stays what it was."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.test_joining import keep_page

from cordiale import joining
from cordiale.model.address import RecordAddress
from cordiale.model.issue import Issue, UsageError
from cordiale.model.record import Judgement, Verdict
from cordiale.store import Store
from cordiale.store.copying import _TABLES


def made(address: RecordAddress) -> Store:
    store, dice = Store(address), random.Random(3)
    for number in range(8):
        keep_page(store, number, dice)
    store.save_issue(Issue("b.txt", "empty", "nothing in it"))
    joining.join(store)
    store.judge(Judgement(Verdict.WRONG, (store.record().events[0].id,), "why", datetime(2024, 5, 1, tzinfo=UTC)))
    joining.join(store)
    return store


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    return sorted(store._db.execute(f"SELECT {_TABLES[table]} FROM {table}"), key=repr)


def test_a_copy_in_a_file_has_every_row_and_goes_on_as_the_original_would(
    address: RecordAddress, tmp_path: Path
) -> None:
    copied = tmp_path / "copy.cordiale"
    with made(address) as store:
        store.copy_to(copied)
        with Store(copied) as copy:
            for table in _TABLES:
                assert rows(copy, table) == rows(store, table), table
            assert copy.damage() == []
            assert sorted(copy.search("tolls")) == sorted(store.search("tolls"))
            for each in (store, copy):
                keep_page(each, 20, random.Random(4))
                joining.join(each)
            assert copy.record() == store.record()


def test_a_file_goes_into_a_database_and_its_places_are_counted_on(address: RecordAddress, tmp_path: Path) -> None:
    with made(tmp_path / "first.cordiale") as store:
        store.copy_to(address)
        with Store(address, must_exist=True) as copy:
            for table in _TABLES:
                assert rows(copy, table) == rows(store, table), table
            keep_page(copy, 21, random.Random(5))
            joining.join(copy)
            assert copy.damage() == []


def test_nothing_is_copied_over_a_record(address: RecordAddress, tmp_path: Path) -> None:
    made(address).close()
    with made(tmp_path / "other.cordiale") as store, pytest.raises(UsageError, match="holds a record already"):
        store.copy_to(address)


def test_every_table_is_copied(tmp_path: Path) -> None:
    with Store(tmp_path / "r.cordiale") as store:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_text%' ESCAPE '\\'"
        names = {str(name) for (name,) in store._db.execute(query)}
        columns = {t: {str(r[1]) for r in store._db.execute(f"PRAGMA table_info({t})")} for t in names}
    assert {table: set(given.split(", ")) for table, given in _TABLES.items()} == columns
