"""Results in a table make the record that reading would have made."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cordiale import pipeline, sharing
from cordiale.capture import load
from cordiale.capture.seal import seal
from cordiale.cli.readers import instruments
from cordiale.model.document import Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.store import Store, StoreError, results
from cordiale.store.results import Result, Results
from cordiale.workers import Workers
from tests.exported import exported

deltalake = pytest.importorskip("deltalake", reason="the extra delta is not installed; `make cluster` installs it")

SAMPLES = Path(__file__).parents[1] / "examples" / "pages"
ACT = "TOKYO, May {day}, 2024 - The foreign ministers of {a} and France met in Paris on Tuesday. Page {n} says no more."
TOOLS = instruments("plain")

Read = tuple[bytes, list[Issue]]


@pytest.fixture
def table(tmp_path: Path) -> Results:
    return Results(str(tmp_path / "table"))


def alone(captures: Iterable[Capture | Issue], path: Path) -> Read:
    """What one process makes of the pages."""
    with Store(path) as store:
        pipeline.read_captures(captures, store, TOOLS)
        return exported(store)


def taken(table: Results, path: Path) -> Read:
    with Store(path) as store:
        sharing.take(table, store, TOOLS)
        return exported(store)


def bad_pages() -> list[Capture | Issue]:
    line = replace(seal("lines.jsonl:1", "text/plain", ACT.format(day=3, a="Japan", n=1).encode()), is_article=True)
    return [
        Issue("gone.txt", "unreadable", "gone.txt: no such file"),
        seal("empty.txt", "text/plain", b" "),
        line,
        seal(
            "a.txt", "text/plain", ACT.format(day=3, a="Italy", n=2).encode(), "https://a.example/1", (("title", "T"),)
        ),
    ]


def two_folders(root: Path) -> list[str]:
    """Two folders with files of the same names: one the same in both, one that cannot be read."""
    for folder, a in (("one", "Japan"), ("two", "Italy")):
        (root / folder).mkdir()
        for n in range(4):
            text = ACT.format(day=n + 1, a="Spain" if n == 2 else a, n=n)
            text = (
                text if n < 3 else f"Le ministre est venu hier dans la ville pour parler avec les autres ministres. {a}"
            )
            (root / folder / f"{n}.txt").write_text(text, "utf-8")
    return [str(root / "one"), str(root / "two")]


def test_the_record_is_that_of_one_process_byte_for_byte(tmp_path: Path, table: Results) -> None:
    pages = [*load([str(SAMPLES)]), *bad_pages()]
    run = sharing.read_into(pages, table, TOOLS)
    assert (run.read, run.added, len(run.issues)) == (22, 24, 2)
    assert taken(table, tmp_path / "two") == alone(pages, tmp_path / "one")


def test_the_record_is_the_same_when_several_runs_and_processes_filled_the_table(
    tmp_path: Path, table: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cordiale.workers._ALONE", 1)
    monkeypatch.setattr(sharing, "PART", 3)
    monkeypatch.setattr(results, "_PART", 2)
    pages = list(load([str(SAMPLES)]))
    with Workers(partial(instruments, "plain"), TOOLS, 2) as two:
        sharing.read_into(pages[:13], table, TOOLS, workforce=two)
    sharing.read_into(pages[10:], table, TOOLS)
    expected = alone(pages, tmp_path / "one")
    assert taken(table, tmp_path / "two") == expected
    deltalake.DeltaTable(table.where).optimize.compact()
    assert taken(table, tmp_path / "three") == expected


def test_pages_of_one_name_from_two_machines_come_under_the_names_that_one_process_gives_them(
    tmp_path: Path, table: Results
) -> None:
    folders = two_folders(tmp_path)
    for folder in folders:
        sharing.read_into(load([folder]), table, TOOLS)
    read, issues = taken(table, tmp_path / "record")
    with Store(tmp_path / "alone") as store:
        for folder in folders:
            pipeline.read_captures(load([folder]), store, TOOLS)
        assert (read, issues) == exported(store)
    assert b'"two/0.txt"' in read
    assert [i.document for i in issues] == ["3.txt", "two/3.txt"]


def test_a_run_that_is_repeated_reads_nothing_and_adds_nothing(
    tmp_path: Path, table: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [*load([str(SAMPLES)]), *bad_pages()]
    sharing.read_into(pages, table, TOOLS)
    before = table.count_by_stage()

    def unwanted(capture: Capture, tools: pipeline.Instruments) -> pipeline.ReadPage:
        raise AssertionError(capture.name)

    monkeypatch.setattr(sharing, "read_capture", unwanted)
    again = sharing.read_into(pages, table, TOOLS)
    assert (again.read, again.added, again.unchanged) == (0, 0, 23)
    assert table.count_by_stage() == before == {TOOLS.stage: 24}


def test_taking_twice_changes_nothing(tmp_path: Path, table: Results) -> None:
    sharing.read_into(load([str(SAMPLES)]), table, TOOLS)
    with Store(tmp_path / "record") as store:
        assert sharing.take(table, store, TOOLS).read == 20
        first = exported(store)
        again = sharing.take(table, store, TOOLS)
        assert (again.read, again.unchanged) == (0, 20)
        assert exported(store) == first


def test_what_other_stages_read_is_not_taken(tmp_path: Path, table: Results) -> None:
    page = seal("a.txt", "text/plain", ACT.format(day=3, a="Italy", n=2).encode())
    table.add([(0, Result(page, Issue("a.txt", "language", "a.txt: of old")))], "run", "another stage")
    with Store(tmp_path / "record") as store:
        assert sharing.take(table, store, TOOLS).issues == ()
    assert sharing.read_into([page], table, TOOLS).added == 1
    assert table.count_by_stage() == {"another stage": 1, TOOLS.stage: 1}


def test_bytes_that_are_not_those_of_their_digest_are_refused(tmp_path: Path, table: Results) -> None:
    page = replace(seal("a.txt", "text/plain", b"one"), data=b"two")
    table.add([(0, Result(page, Issue("a.txt", "language", "no")))], "run", TOOLS.stage)
    with Store(tmp_path / "record") as store, pytest.raises(StoreError, match=r"a\.txt"):
        sharing.take(table, store, TOOLS)


def put_in(where: str, run: str, begin: Any) -> int:
    """What another process does: put in the same forty results, one commit each."""
    table, added = Results(where), 0
    begin.wait()
    for n in range(20):
        issue = Issue(f"{n}.txt", "unreadable", "gone")
        added += table.add([(n, Result(None, issue))], run, "stage")
    return added


def test_of_two_writers_at_the_same_time_each_result_is_in_the_table_once(table: Results) -> None:
    spawn = multiprocessing.get_context("spawn")
    with spawn.Manager() as shared, spawn.Pool(2) as pool:
        begin = shared.Barrier(2)
        added = pool.starmap(put_in, [(table.where, "one", begin), (table.where, "two", begin)])
    assert sum(added) == 20
    assert table.count_by_stage() == {"stage": 20}


def conflicting(times: int, merge: Callable[[Any], int]) -> Callable[[Any], int]:
    """A commit before which another writer is quicker, so often."""
    left = [times]

    def attempt(source: Any) -> int:
        left[0] -= 1
        if left[0] >= 0:
            raise deltalake.exceptions.CommitFailedError("another writer was quicker")
        return merge(source)

    return attempt


def test_a_commit_is_tried_again_until_it_is_given_up(table: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "_FIRST_PAUSE", 0.0)
    one = [(0, Result(None, Issue("a", "unreadable", "gone")))]
    merge = table._merge
    monkeypatch.setattr(table, "_merge", conflicting(results._TRIES, merge))
    with pytest.raises(StoreError, match="again"):
        table.add(one, "run", "stage")
    monkeypatch.setattr(table, "_merge", conflicting(results._TRIES - 1, merge))
    assert table.add(one, "run", "stage") == 1


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("a page", "utf-8")
    with pytest.raises(UsageError, match="other things"):
        Results(str(tmp_path))
    with pytest.raises(UsageError, match="no table"):
        Results(str(tmp_path / "new"), must_exist=True)
    assert [p.name for p in tmp_path.iterdir()] == ["page.txt"]
