from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.made import TEXT, article, capture, mentions

from cordiale.model.issue import UsageError
from cordiale.store import Store, StoreError
from cordiale.store.schema import APPLICATION, STEPS


def made(path: Path, pages: int = 3) -> Path:
    with Store(path) as store:
        for n in range(pages):
            page = capture(f"{n}.txt", f"{TEXT} {n}")
            store.save_page(page, "stage", article(page), mentions(article(page)))
    return path


def read_all(path: Path) -> None:
    with Store(path, must_exist=True) as store:
        assert store.damage() == []
        list(store.articles())


def fill(path: Path) -> Iterator[int]:
    """Keep one large page after another; the number of each once it is kept."""
    with Store(path) as store:
        for n in range(100):
            page = capture(f"{n}.txt", TEXT + os.urandom(30_000).hex())
            store.save_page(page, "stage", article(page), mentions(article(page)))
            yield n


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where one can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_record_that_is_not_there_is_wrong_use_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no record here yet; make one with `cordiale read PAGES"):
        Store(tmp_path / "none.cordiale", must_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_record_yet(tmp_path: Path) -> None:
    path = tmp_path / "empty.cordiale"
    path.touch()
    with pytest.raises(UsageError, match="no record here yet"):
        Store(path, must_exist=True)
    Store(path).close()
    Store(path, must_exist=True).close()


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a folder; name the record file with --record .*record\.cordiale"):
        Store(tmp_path)


def test_a_folder_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is the folder there, and may you write in it"):
        Store(tmp_path / "no" / "record.cordiale")


@pytest.mark.parametrize("data", [b"some words, not a database\n" * 90, b"\x00" * 5000, b"x"])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="not a record of Cordiale; name another file with --record"):
        Store(path)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("version", [0, 1, 7])
def test_somebody_elses_database_is_left_as_it_is(tmp_path: Path, version: int) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE page (x)")
        theirs.execute(f"PRAGMA user_version = {version}")
    theirs.close()
    before = path.read_bytes()
    with pytest.raises(UsageError, match="a database, but not a record of Cordiale"):
        Store(path)
    assert path.read_bytes() == before


def test_a_record_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    path = made(tmp_path / "record.cordiale")
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"written by a newer Cordiale .schema 99.*upgrade to open it"):
        Store(path)
    assert path.read_bytes() == before


def made_by_the_first_schema(path: Path) -> Path:
    with sqlite3.connect(path) as db:
        db.executescript(f"{STEPS[0]}; PRAGMA user_version = 1; PRAGMA application_id = {APPLICATION}")
        db.execute("INSERT INTO judgement VALUES (1, 'wrong', '[\"ev_1\"]', 'why', '2024-05-01T00:00:00+00:00', NULL)")
    db.close()
    return path


def test_a_record_of_an_older_version_is_brought_up_to_date_with_its_judgements(tmp_path: Path) -> None:
    with Store(made_by_the_first_schema(tmp_path / "record.cordiale")) as store:
        (judgement,) = store.judgements()
        assert (judgement.items, judgement.documents) == (("ev_1",), ())


def test_a_record_of_an_older_version_that_may_only_be_read_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made_by_the_first_schema(tmp_path / "record.cordiale")
    monkeypatch.setattr("cordiale.store.file._is_writable", lambda path: False)
    with pytest.raises(UsageError, match="written by an older Cordiale; open it once where it may be written to"):
        Store(path, must_exist=True)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_record_is_said_to_be_damaged(tmp_path: Path, share: float) -> None:
    path = made(tmp_path / "record.cordiale", 30)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(StoreError, match=r"damaged|malformed"):
        read_all(path)


def test_a_body_that_cannot_be_decoded_is_said_to_be_damage(tmp_path: Path) -> None:
    path = made(tmp_path / "record.cordiale")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE article SET body = '{\"id\": 3'")
    db.close()
    with Store(path) as store, pytest.raises(StoreError, match="the record is damaged"):
        list(store.articles())


def test_many_can_open_a_new_record_at_once(tmp_path: Path) -> None:
    path = tmp_path / "record.cordiale"
    code = f"from pathlib import Path; from cordiale.store import Store; Store(Path({str(path)!r})).close()"
    running = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(4)]
    assert [p.communicate()[1] for p in running] == [b""] * 4
    with Store(path, must_exist=True) as store:
        assert store.damage() == []


def test_a_full_disk_is_said_in_a_line_and_what_was_kept_stays_whole(small_disk: Path) -> None:
    path = small_disk / "record.cordiale"
    numbers: list[int] = []
    with pytest.raises(StoreError, match="full"):
        numbers.extend(fill(path))
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    with Store(path) as store:
        assert store.damage() == []
        assert store.count_pages() == len(list(store.articles())) == len(numbers)
    assert 0 < len(numbers) < 100


def test_a_record_at_its_largest_size_is_said_to_be_on_a_full_disk(tmp_path: Path) -> None:
    path = made(tmp_path / "record.cordiale")
    with Store(path) as store:
        store._db.execute("PRAGMA max_page_count = 1")
        page = capture("large.txt", TEXT + os.urandom(200_000).hex())
        with pytest.raises(StoreError, match="the disk is full; free some space"):
            store.save_page(page, "stage", article(page), mentions(article(page)))
        assert store.count_pages() == 3
        assert store.damage() == []


def test_a_record_on_a_read_only_disk_can_be_read_but_not_written(small_disk: Path) -> None:
    path = made(small_disk / "record.cordiale")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Store(path, must_exist=True) as store:
        assert store.is_read_only
        assert len(list(store.articles())) == 3
    with pytest.raises(StoreError, match=r"read-only|may you write in it"):
        next(fill(path))


def test_another_command_that_writes_for_long_is_said_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "record.cordiale")
    monkeypatch.setattr("cordiale.store.file._WAIT_SECONDS", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = capture("new.txt")
    with Store(path) as store, pytest.raises(StoreError, match="another command is writing to it; wait"):
        store.save_page(page, "stage", article(page), mentions(article(page)))
    other.close()
