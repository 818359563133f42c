"""Event files into the record: once, whole, and again when they change; and the acts that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cordiale import streams
from cordiale.model.coded import CodedEvent
from cordiale.model.issue import UsageError
from cordiale.model.selection import Wanted
from cordiale.store import Store

TODAY = date(2026, 1, 1)
HEADER = "date\tsource\ttarget\tcameo\n"
ROWS = (
    "2014-08-01\tJapan\tChina\t040\n"
    "2014-08-02\tChina\tJapan\t163\n"
    "2014-08-02\tChina\tJapan\t163\n"
    "2014-08-03\tJapan\tJapan\t010\n"
    "2030-08-03\tJapan\tChina\t040\n"
    "2014-08-04\tNobody Known\tChina\t040\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.cordiale") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "events.tab"
    path.write_text(HEADER + ROWS, "utf-8")
    return path


def read(store: Store, *paths: Path, today: date = TODAY) -> streams.FilesRead:
    return streams.read_event_files([str(p) for p in paths], "icews", store, today)


def events(store: Store) -> list[CodedEvent]:
    return list(store.coded.events())


def test_rows_become_events_and_the_rest_is_counted_by_reason(store: Store, file: Path) -> None:
    (done,) = read(store, file).read
    assert (done.name, done.rows, done.coded) == ("events.tab", 6, 3)
    assert {x.code: x.number for x in done.left_out} == {"duplicate": 1, "future date": 1, "unknown actor": 1}
    assert any("row 6 ('Nobody Known')" in issue.what for issue in done.issues())
    assert [e.row for e in events(store)] == [1, 2, 4]
    assert store.coded.file("events.tab") == done


def test_every_event_opens_to_its_row(store: Store, file: Path) -> None:
    read(store, file)
    lines = file.read_text("utf-8").splitlines()
    for e in events(store):
        assert e.quote == lines[e.row]
        assert store.coded.event(e.id) == e
    assert store.coded.event("ce_0123456789_1") is None
    assert store.coded.event("ev_1") is None


def test_reading_twice_changes_nothing(store: Store, file: Path) -> None:
    file.write_text(HEADER + ROWS.replace("2030", "2013"), "utf-8")
    read(store, file)
    before = events(store)
    again = read(store, file)
    assert (len(again.unchanged), again.read, events(store)) == (1, (), before)


def test_a_date_that_lay_ahead_is_taken_once_it_has_come(store: Store, file: Path) -> None:
    read(store, file)
    (done,) = read(store, file, today=date(2031, 1, 1)).read
    assert done.coded == 4


def test_a_file_that_changed_takes_the_place_of_its_earlier_self(store: Store, file: Path) -> None:
    read(store, file)
    file.write_text(HEADER + "2014-09-01\tJapan\tChina\t040\n", "utf-8")
    read(store, file)
    assert [e.day for e in events(store)] == [date(2014, 9, 1)]
    assert len(store.coded.files()) == 1


def test_a_copy_of_a_file_adds_nothing(store: Store, file: Path, tmp_path: Path) -> None:
    file.write_text(HEADER + ROWS.replace("2030", "2013"), "utf-8")
    copy = tmp_path / "copy.tab"
    copy.write_bytes(file.read_bytes())
    done = read(store, file, copy)
    assert (len(done.read), len(done.unchanged), len(store.coded.files())) == (1, 1, 1)


def test_two_files_of_one_name_are_kept_apart(store: Store, file: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    other = tmp_path / "more" / "events.tab"
    other.write_text(HEADER + "2014-09-01\tJapan\tChina\t040\n", "utf-8")
    read(store, file, other)
    assert [f.name for f in store.coded.files()] == ["events.tab", "more/events.tab"]


def test_a_file_can_be_taken_out(store: Store, file: Path) -> None:
    read(store, file)
    assert store.coded.forget("events.tab")
    assert (events(store), store.coded.files(), store.coded.forget("events.tab")) == ([], [], False)
    assert store.damage() == []


def test_a_file_that_breaks_off_leaves_nothing_behind(store: Store, file: Path) -> None:
    read(store, file)
    before = events(store)
    file.write_bytes(b"\x1f\x8b\x08 broken")
    done = read(store, file)
    assert [issue.code for issue in done.issues] == ["unreadable"]
    assert events(store) == before


def test_events_can_be_asked_for_by_pair_state_type_and_day(store: Store, file: Path) -> None:
    read(store, file)
    every = events(store)
    for wanted in (
        Wanted(of="JPN"),
        Wanted(since=date(2014, 8, 2)),
        Wanted(until=date(2014, 8, 2)),
        Wanted(type=every[0].type),
        Wanted(between=every[0].dyad),
    ):
        found = list(store.coded.events(wanted))
        assert 0 < len(found) <= len(every)
        assert store.coded.count(wanted) == len(found)
    assert [e.row for e in store.coded.events(Wanted(since=date(2014, 8, 2)), limit=1)] == [2]


def test_a_format_or_a_path_that_is_not_there_is_wrong_use(store: Store, file: Path) -> None:
    with pytest.raises(UsageError, match="icews, gdelt"):
        streams.read_event_files([str(file)], "acled", store, TODAY)
    with pytest.raises(UsageError, match="no such file"):
        read(store, file, file.parent / "nowhere.tab")
    assert events(store) == []
