from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.made import TEXT, article, capture, mentions

from cordiale import joining
from cordiale.store import Store, StoreError

PAGE = 4096


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.cordiale"
    with Store(path) as store:
        for n in range(6):
            page = capture(f"{n}.txt", f"{TEXT} {n}" * 40)
            store.save_page(page, "stage", article(page), mentions(article(page)))
        joining.join(store)
    return path


def faults(path: Path) -> list[str]:
    """What `check` says of a file; opening it may be enough to find out."""
    try:
        with Store(path, must_exist=True) as store:
            return store.damage()
    except StoreError as trouble:
        return [str(trouble)]


def pages_of(path: Path, table: str) -> list[int]:
    """The numbers of the pages in which a table lies."""
    with closing(sqlite3.connect(path)) as db:
        try:
            found = db.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell which pages a table has")
        return [int(number) for (number,) in found]


@pytest.mark.parametrize("filling", ["zeros", "noise"])
def test_whichever_page_of_the_file_is_spoilt_it_is_found(filling: str, record: Path) -> None:
    whole, dice = record.read_bytes(), random.Random(filling)
    count = len(whole) // PAGE
    for number in dice.sample(range(1, count), 12):
        spoilt = bytearray(whole)
        spoilt[number * PAGE : (number + 1) * PAGE] = bytes(PAGE) if filling == "zeros" else dice.randbytes(PAGE)
        record.write_bytes(spoilt)
        assert faults(record), number


@pytest.mark.parametrize("table", ["mention", "article", "item_pair", "capture"])
def test_a_spoilt_page_is_named_by_its_number(table: str, record: Path) -> None:
    number = pages_of(record, table)[-1]
    spoilt = bytearray(record.read_bytes())
    spoilt[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    record.write_bytes(spoilt)
    assert any(f"page {number}" in line.lower() for line in faults(record))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE article SET body = substr(body, 1, 90) WHERE document = '2.txt'",
            "2.txt: what was read of it is damaged",
        ),
        ("UPDATE item SET body = '{}' WHERE id = (SELECT min(id) FROM item)", "the item is damaged"),
        ("UPDATE mention SET kind = 'nothing' WHERE place = 1", "the mention is damaged"),
        ("UPDATE capture SET data = zeroblob(9)", "the bytes are not those of this sha256"),
        ("UPDATE article_text SET text = 'other' WHERE rowid = 1", "its text is not in the word index as it is"),
        ("UPDATE item_text SET text = 'other' WHERE rowid = 1", "it is not in the word index as it is"),
        ("DELETE FROM article WHERE document = '3.txt'", "3.txt: its article is missing"),
    ],
)
def test_a_row_that_is_not_as_it_was_kept_is_named(change: str, told: str, record: Path) -> None:
    with closing(sqlite3.connect(record, isolation_level=None)) as db:
        db.execute(change)
    assert any(told in line for line in faults(record))


def test_a_whole_record_has_no_faults(record: Path) -> None:
    assert faults(record) == []
