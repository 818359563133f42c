from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from faults.older import is_sound, make_older, version_of
from tests.made import TEXT, article, capture, mentions

from cordiale import joining
from cordiale.model.issue import UsageError
from cordiale.store import Store, StoreError
from cordiale.store.backup import backup_of, newest_backup
from cordiale.store.schema import STEPS


def made(path: Path) -> Path:
    with Store(path) as store:
        for n in range(3):
            page = capture(f"{n}.txt", f"{TEXT} {n}")
            store.save_page(page, "stage", article(page), mentions(article(page)))
        joining.join(store)
    return path


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_a_record_of_any_older_schema_says_the_same_and_stays_beside_as_it_was(version: int, tmp_path: Path) -> None:
    present = made(tmp_path / "present.cordiale")
    older = make_older(present, tmp_path / "older.cordiale", version)
    with Store(present) as one, Store(older) as other:
        joining.join(other)
        assert other.record() == one.record()
        assert other.damage() == []
        assert sorted(other.search("ports")) == sorted(one.search("ports"))
    kept = backup_of(older, version)
    assert version_of(older) == len(STEPS)
    assert version_of(kept) == version
    assert is_sound(kept)
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("SELECT count(*) FROM article").fetchone() == (3,)


def test_the_change_is_said_in_one_line_and_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    older = make_older(made(tmp_path / "present.cordiale"), tmp_path / "older.cordiale", 2)
    for _ in range(2):
        Store(older).close()
    (line,) = caplog.messages
    assert line == f"{older}: brought from schema 2 to {len(STEPS)}; as it was it stays in {backup_of(older, 2)}"


def test_a_new_record_needs_no_copy(tmp_path: Path) -> None:
    made(tmp_path / "record.cordiale")
    assert newest_backup(tmp_path / "record.cordiale", len(STEPS)) is None
    assert not list(tmp_path.glob("*schema*"))


def test_where_no_copy_can_be_made_the_record_stays_as_it_is(tmp_path: Path) -> None:
    older = make_older(made(tmp_path / "present.cordiale"), tmp_path / "older.cordiale", 3)
    backup_of(older, 3).with_name(f"{backup_of(older, 3).name}.part").mkdir()
    with pytest.raises((StoreError, OSError)):
        Store(older)
    assert version_of(older) == 3
    assert is_sound(older)


def test_what_a_cut_off_copy_left_is_no_hindrance(tmp_path: Path) -> None:
    older = make_older(made(tmp_path / "present.cordiale"), tmp_path / "older.cordiale", 3)
    kept = backup_of(older, 3)
    kept.with_name(f"{kept.name}.part").write_bytes(b"half of a copy")
    Store(older).close()
    assert is_sound(kept)
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_a_record_of_a_newer_schema_names_the_copy_that_can_be_opened(tmp_path: Path) -> None:
    path = make_older(made(tmp_path / "present.cordiale"), tmp_path / "record.cordiale", 4)
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    db.close()
    with pytest.raises(
        UsageError, match=r"upgrade to open it, or open the copy made before with --record .*\.schema-4$"
    ):
        Store(path)
    Store(backup_of(path, 4)).close()
