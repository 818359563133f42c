from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordiale import joining, pipeline
from cordiale.capture import load
from cordiale.cli.readers import instruments
from cordiale.cli.related import related
from cordiale.export import EXPORTERS, Selection
from cordiale.export.exporters import jsonl_lines
from cordiale.model.document import Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.model.record import Judgement, Standing, Verdict
from cordiale.store import Store, StoreError
from tests.made import capture

PAGES = (
    "Tokyo protests to Beijing over ships\n\nBy A. Writer\n\nMay 8, 2024\n\nJapan protested to China on Tuesday over "
    "four ships near the islands. “We ask that they leave,” Japanese Foreign Minister Yoko Kamikawa said in Tokyo.\n",
    "Ships leave after protest\n\nBy B. Writer\n\nMay 9, 2024\n\nFour Chinese ships left on Wednesday, a day after Japan "
    "protested to China. Beijing denied that it had broken any promise to Japan.\n",
    "Talks in Seoul\n\nBy C. Writer\n\nMay 10, 2024\n\nSouth Korean President Yoon Suk-yeol met Japanese Prime Minister "
    "Fumio Kishida in Seoul on Friday. The two countries agreed to hold drills in June because of North Korea’s missiles.\n",
    "Tokyo protests to Beijing over ships\n\nBy A. Writer\n\nMay 8, 2024\n\nJapan protested to China on Tuesday over "
    "four ships near the islands. “We ask that they leave,” Japanese Foreign Minister Yoko Kamikawa told reporters.\n",
    "오늘 일본과 중국의 외교장관이 도쿄에서 회담했다. 양국은 협력을 계속하기로 합의했다. 회담은 두 시간 동안 이어졌다.\n"
    * 4,
)


@cache
def tools() -> pipeline.Instruments:
    return instruments("plain")


def captures(order: Sequence[int] = range(len(PAGES))) -> list[Capture]:
    return [capture(f"{n}.txt", PAGES[n]) for n in order]


def exported(store: Store) -> bytes:
    held = pipeline.hold(store)
    return b"".join(jsonl_lines(Selection(held.record, held.articles)))


def read_into(path: Path, pages: Sequence[Capture | Issue]) -> pipeline.Summary:
    with Store(path) as store:
        return pipeline.read_captures(pages, store, tools())


def test_pages_are_read_and_the_one_that_cannot_be_is_named_with_the_reason(tmp_path: Path) -> None:
    seen: list[str] = []
    with Store(tmp_path / "r") as store:
        summary = pipeline.read_captures(captures(), store, tools(), seen.append)
        record = pipeline.current_record(store)
        assert store.count_pages() == 4
    assert (summary.read, summary.replaced, summary.unchanged) == (4, 0, 0)
    assert [(i.document, i.code) for i in summary.issues] == [("4.txt", "language")]
    assert seen == [f"{n}.txt" for n in range(5)]
    assert record.events
    assert record.statements


def test_reading_twice_changes_nothing_and_still_names_what_was_not_read(tmp_path: Path) -> None:
    first = read_into(tmp_path / "r", captures())
    with Store(tmp_path / "r") as store:
        before, changes = exported(store), store.changes
        second = pipeline.read_captures(captures(), store, tools())
        assert store.changes == changes
        assert exported(store) == before
    assert (second.read, second.replaced, second.unchanged) == (0, 0, 4)
    assert second.issues == first.issues


def test_a_changed_page_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    read_into(tmp_path / "r", captures())
    summary = read_into(tmp_path / "r", [replace(captures()[2], name="0.txt")])
    assert (summary.read, summary.replaced, summary.unchanged) == (1, 1, 0)
    read_into(tmp_path / "other", [replace(captures()[2], name="0.txt"), *captures([1, 2, 3, 4])])
    with Store(tmp_path / "r") as changed, Store(tmp_path / "other") as fresh:
        assert exported(changed) == exported(fresh)


@given(st.permutations(range(len(PAGES))), st.integers(0, len(PAGES)))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_reading_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("order")
    read_into(folder / "straight", captures())
    read_into(folder / "mixed", captures(order[:cut]))
    with Store(folder / "mixed") as store:
        pipeline.current_record(store)  # built once on the way, as after a first run
    read_into(folder / "mixed", captures(order))
    with Store(folder / "straight") as one, Store(folder / "mixed") as other:
        assert exported(one) == exported(other)


def test_every_quotation_stands_where_it_is_said_to(tmp_path: Path) -> None:
    read_into(tmp_path / "r", captures())
    with Store(tmp_path / "r") as store:
        assert pipeline.ungrounded(store) == []
        store._db.execute("UPDATE article SET body = replace(body, 'protested', 'protesten')")
        assert pipeline.ungrounded(store)


def test_a_page_kept_by_another_command_while_the_record_is_built_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_into(tmp_path / "r", captures([0]))
    is_joined, pages = joining.is_joined, [2]

    def slow(store: Store) -> bool:
        found = is_joined(store)
        # Right after the record was found whole, another command keeps a page.
        if found and pages:
            another = threading.Thread(target=read_into, args=(tmp_path / "r", captures([pages.pop()])))
            another.start()
            another.join()
        return found

    monkeypatch.setattr(joining, "is_joined", slow)
    with Store(tmp_path / "r") as store:
        pipeline.current_record(store)
        late = exported(store)
    read_into(tmp_path / "calm", captures([0, 2]))
    with Store(tmp_path / "calm") as store:
        assert late == exported(store)


def test_a_record_that_may_only_be_read_is_put_together_and_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_into(tmp_path / "r", captures())
    monkeypatch.setattr("cordiale.store.file._is_writable", lambda path: False)
    with Store(tmp_path / "r", must_exist=True) as store:
        assert store.is_read_only
        assert pipeline.current_record(store).events
        assert store.built_from is None


def test_a_judgement_rebuilds_the_record_and_its_undoing_restores_it(tmp_path: Path) -> None:
    read_into(tmp_path / "r", captures())
    with Store(tmp_path / "r") as store:
        before = pipeline.current_record(store)
        judged = before.events[0].id
        number = store.judge(Judgement(Verdict.WRONG, (judged,), "why", datetime.now(UTC)))
        assert {e.id: e.standing for e in pipeline.current_record(store).events}[judged] is Standing.REJECTED
        store.judge(Judgement(Verdict.WRONG, (judged,), "not", datetime.now(UTC), undoes=number))
        assert pipeline.current_record(store) == before


def judge_first(store: Store) -> str:
    held = pipeline.hold(store)
    event = next(e for e in held.record.events if held.documents[e.best.article] == "2.txt")
    store.judge(Judgement(Verdict.WRONG, (event.id,), "why", datetime.now(UTC), documents=("2.txt",)))
    return event.id


def test_a_judgement_outlives_an_edit_elsewhere_on_its_page(tmp_path: Path) -> None:
    read_into(tmp_path / "r", captures())
    with Store(tmp_path / "r") as store:
        judged = judge_first(store)
        text = PAGES[2].replace("South Korean", "Seoul has many parks. South Korean") + "\nIt rained all day.\n"
        pipeline.read_captures([capture("2.txt", text)], store, tools())
        held = pipeline.hold(store)
        assert {e.id: e.standing for e in held.record.events}[judged] is Standing.REJECTED
        assert pipeline.lost_judgements(store) == []


def test_a_judgement_whose_item_is_gone_is_found_with_its_page_until_it_is_taken_back(tmp_path: Path) -> None:
    read_into(tmp_path / "r", captures())
    with Store(tmp_path / "r") as store:
        judged = judge_first(store)
        pipeline.read_captures([replace(captures()[1], name="2.txt")], store, tools())
        (lost,) = (joining.join(store), pipeline.lost_judgements(store))[1]
        assert (lost.judgement.id, lost.item, lost.document, lost.is_page_held) == (1, judged, "2.txt", True)
        store.forget("2.txt")
        (lost,) = (joining.join(store), pipeline.lost_judgements(store))[1]
        assert not lost.is_page_held
        store.judge(replace(lost.judgement, id=None, undoes=1))
        assert (joining.join(store), pipeline.lost_judgements(store))[1] == []


def test_a_brief_of_a_record_without_acts_says_what_to_do(tmp_path: Path) -> None:
    with Store(tmp_path / "r") as store, pytest.raises(UsageError, match="read more pages with cordiale read"):
        pipeline.brief_of(pipeline.hold(store), store.issues(), tools().lexicon)


def test_a_disk_that_fills_up_stops_the_run_and_keeps_the_pages_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, kept = Store.save_page, []

    def fill(self: Store, page: Capture, *rest: object) -> None:
        if len(kept) == 2:
            raise StoreError("the disk is full; free some space and run this again, what was read is kept")
        keep(self, page, *rest)  # type: ignore[arg-type]
        kept.append(page.name)

    monkeypatch.setattr(Store, "save_page", fill)
    with pytest.raises(StoreError, match="what was read is kept"):
        read_into(tmp_path / "r", captures())
    monkeypatch.undo()
    assert read_into(tmp_path / "r", captures()).unchanged == 2
    read_into(tmp_path / "calm", captures())
    with Store(tmp_path / "r") as full, Store(tmp_path / "calm") as calm:
        assert exported(full) == exported(calm)


READING = "import sys; from cordiale.cli import main; main(['read', sys.argv[1], '--record', sys.argv[2], '--reader', 'plain'])"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_run_that_is_killed_leaves_a_whole_record_and_finishing_it_gives_the_same(tmp_path: Path, seed: int) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(60):
        (pages / f"{n:02d}.txt").write_text(PAGES[n % 3].replace("four", f"{n + 4}").replace("Four", f"{n + 4}"))
    record, dice = tmp_path / "r", random.Random(seed)
    running = subprocess.Popen([sys.executable, "-c", READING, str(pages), str(record)], stdout=subprocess.DEVNULL)
    while running.poll() is None and not record.exists():
        time.sleep(0.01)
    time.sleep(dice.uniform(0, 0.6))
    running.send_signal(signal.SIGKILL)
    running.wait()
    if record.stat().st_size:
        with Store(record) as store:
            assert store.damage() == []
            assert pipeline.ungrounded(store) == []
    for path in (record, tmp_path / "calm"):
        subprocess.run([sys.executable, "-c", READING, str(pages), str(path)], check=True, capture_output=True)
    with Store(record) as killed, Store(tmp_path / "calm") as calm:
        assert killed.damage() == []
        assert killed.count_pages() == 60
        assert exported(killed) == exported(calm)


def test_every_exporter_gives_the_same_twice(tmp_path: Path) -> None:
    read_into(tmp_path / "r", captures())
    with Store(tmp_path / "r") as store:
        held, relations = pipeline.hold(store), related(store, None, "all")
    selection = Selection(held.record, held.articles, relations=relations)
    for name, export in EXPORTERS.items():
        end = ".csv" if name == "panel" else ""
        one, other = (export(selection, tmp_path / f"{name}{n}{end}") for n in range(2))
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def read_folder(record: Path, *folders: Path) -> tuple[pipeline.Summary, list[str]]:
    with Store(record) as store:
        summary = pipeline.read_captures(load([str(folder) for folder in folders]), store, tools())
        return summary, [article.document for article in store.articles()]


def test_folders_with_equal_file_names_read_one_after_the_other_keep_all_their_pages(tmp_path: Path) -> None:
    record, monday, tuesday = tmp_path / "r.cordiale", tmp_path / "monday", tmp_path / "tuesday"
    for folder, page in ((monday, PAGES[0]), (tuesday, PAGES[2])):
        folder.mkdir()
        (folder / "a.txt").write_text(page)
    assert read_folder(record, monday)[1] == ["a.txt"]
    summary, documents = read_folder(record, tuesday)
    assert (summary.read, summary.replaced, documents) == (1, 0, ["a.txt", "tuesday/a.txt"])
    for again in ((monday,), (tuesday,), (tuesday, monday), (tmp_path,)):
        summary, documents = read_folder(record, *again)
        assert (summary.read, documents) == (0, ["a.txt", "tuesday/a.txt"])
    (tuesday / "a.txt").write_text(PAGES[1])
    summary, documents = read_folder(record, tuesday)
    assert (summary.replaced, documents) == (1, ["a.txt", "tuesday/a.txt"])


def test_a_folder_that_was_moved_is_not_read_twice(tmp_path: Path) -> None:
    record, old = tmp_path / "r.cordiale", tmp_path / "old"
    old.mkdir()
    (old / "a.txt").write_text(PAGES[0])
    read_folder(record, old)
    summary, documents = read_folder(record, old.rename(tmp_path / "new"))
    assert (summary.read, summary.unchanged, documents) == (0, 1, ["a.txt"])
