"""Acts for the measures from pages and event files, and the indices of all pairs and of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cordiale import relations, streams
from cordiale.model.actor import Actor, Dyad
from cordiale.model.index_id import Kind
from cordiale.model.series import Domain, Period
from cordiale.store import Store
from tests.made import article, capture, evidence, mentions

TODAY = date(2026, 1, 1)
PAIR = Dyad.of("AAA", "BBB")
HEADER = "date\tsource\ttarget\tcameo\n"


def rows(year: int, good: int, bad: int, pair: tuple[str, str] = ("Japan", "China")) -> str:
    """So many cooperative and hostile acts in every month of a year, each on a day of its own."""
    lines = []
    for month in range(1, 13):
        for n in range(good + bad):
            code = "057" if n < good else "163"
            lines.append(f"{year}-{month:02}-{n + 1:02}\t{pair[0]}\t{pair[1]}\t{code}\n")
    return "".join(lines)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.cordiale") as opened:
        yield opened


def read(store: Store, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(HEADER + text, "utf-8")
    streams.read_event_files([str(folder / name)], "icews", store, TODAY)


def save_page(store: Store, name: str) -> None:
    page = capture(name)
    of = article(page)
    said = mentions(of)
    act = replace(said.events[0], actors=(Actor("AAA"),), recipients=(Actor("BBB"),), evidence=evidence(of, "met"))
    store.save_page(page, "s", of, replace(said, events=(act,)))


def test_acts_of_pages_and_of_event_files_count_together(store: Store, tmp_path: Path) -> None:
    save_page(store, "a.txt")
    read(store, tmp_path, "e.tab", "2014-08-01\tJapan\tChina\t040\n2014-07-01\tChina\tJapan\t163\n")
    acts = relations.acts_of(store, TODAY).counted
    assert [(str(Dyad.of(a.actor, a.recipient)), a.day.year) for a in acts] == [
        ("CHN-JPN", 2014),
        ("CHN-JPN", 2014),
        ("AAA-BBB", 2024),
    ]
    assert [a.day for a in acts] == sorted(a.day for a in acts)
    assert len(relations.acts_of(store, TODAY, PAIR).counted) == 1


def test_what_is_not_counted_is_said_with_its_number(store: Store, tmp_path: Path) -> None:
    text = (
        "2014-08-01\tJapan\tChina\t010\n"
        "2014-08-01\tJapan\tJapan\t040\n"
        "2014-08-02\tJapan\tUnited Nations\t040\n"
        "2014-08-01\tArmed Rebel (Sudan)\tChina\t190\n"
        "2014-08-01\tJapan\tChina\t040\n"
    )
    read(store, tmp_path, "e.tab", text)
    material = relations.acts_of(store, TODAY)
    assert len(material.counted) == 1
    assert {x.number for x in material.uncounted} == {1, 2}
    assert sum(x.number for x in material.uncounted) == 4


def test_an_event_of_two_files_counts_once_whichever_was_read_first(tmp_path: Path) -> None:
    one, two = "2014-08-01\tJapan\tChina\t040\n", "2014-08-01\tJapan\tChina\t040\n2014-09-01\tJapan\tChina\t163\n"
    found = []
    for name, order in (("x", (one, two)), ("y", (two, one))):
        with Store(tmp_path / f"{name}.cordiale") as store:
            for text in order:
                read(store, tmp_path, f"{name}{len(text)}.tab", text)
            material = relations.acts_of(store, TODAY)
            found.append(material.counted)
            assert [x.number for x in material.uncounted] == [1]
    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_a_pair_alone_stands_where_it_stands_among_all(store: Store, tmp_path: Path) -> None:
    save_page(store, "a.txt")
    read(store, tmp_path, "e.tab", rows(2013, 5, 1) + rows(2014, 1, 5))
    pair = Dyad.of("JPN", "CHN")
    for kind in (Kind.ACTS, Kind.WEIGHTY):
        every, _ = relations.index_of(store, TODAY, kind)
        alone, _ = relations.index_of_pair(store, TODAY, pair, kind)
        one, other = every.series(pair), alone.series(pair)
        assert [p.seen for p in one.points] == [p.seen for p in other.points]
        if kind is Kind.ACTS:
            for p, q in zip(one.points, other.points, strict=True):
                assert p.estimate == pytest.approx(q.estimate, abs=1e-3)


def test_every_point_lists_events_that_the_record_holds(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, "e.tab", rows(2013, 2, 1))
    index, _ = relations.index_of(store, TODAY)
    movers = [m.event for p in index.series(Dyad.of("JPN", "CHN")).points for m in p.movers]
    assert len(movers) == 36
    assert all(store.coded.event(m) for m in movers)


def test_the_model_is_kept_until_something_is_read(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, "e.tab", rows(2013, 2, 1))
    relations.index_of(store, TODAY)
    kept = store.kept("model acts month")
    relations.index_of_pair(store, TODAY, Dyad.of("JPN", "CHN"))
    assert store.kept("model acts month") == kept
    read(store, tmp_path, "f.tab", rows(2014, 2, 1))
    relations.index_of(store, TODAY)
    assert store.kept("model acts month") != kept


def test_the_pairs_that_changed_most_come_first(store: Store, tmp_path: Path) -> None:
    steady = ("Japan", "France")
    text = rows(2013, 25, 2) + rows(2014, 2, 25) + rows(2013, 25, 2, steady) + rows(2014, 25, 2, steady)
    read(store, tmp_path, "e.tab", text)
    index, _ = relations.index_of(store, TODAY)
    found = relations.shifts(index, Domain.ALL)
    assert [str(s.dyad) for s in found] == ["CHN-JPN", "FRA-JPN"]
    assert found[0].is_clear
    assert found[0].by < 0 < found[0].seen
    assert (found[0].before, found[0].after) == (Period.of(date(2013, 12, 1)), Period.of(date(2014, 12, 1)))


def test_remarks_make_an_index_of_talk(store: Store) -> None:
    page = capture("a.txt")
    of = article(page)
    said = mentions(of)
    store.save_page(page, "s", of, replace(said, statements=(replace(said.statements[0], about=("BBB",)),)))
    index, material = relations.index_of(store, TODAY, Kind.TALK)
    assert len(material.counted) == len(index.series(PAIR).points) == 1


def test_acts_of_a_file_that_may_only_be_read_are_joined_in_memory(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_page(store, "a.txt")
    monkeypatch.setattr(type(store), "is_read_only", True)
    in_memory = relations.acts_of(store, TODAY)
    assert store.items.count("events") == 0
    monkeypatch.setattr(type(store), "is_read_only", False)
    assert relations.acts_of(store, TODAY) == in_memory
    assert len(in_memory.counted) == store.items.count("events") == 1


def test_nothing_held_gives_an_empty_index(store: Store) -> None:
    index, material = relations.index_of(store, TODAY)
    assert (list(index.dyads), list(material.counted), relations.shifts(index, Domain.ALL)) == ([], [], [])
