"""What was issued stays: under its digest, once, unchanged."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cordiale.model.address import RecordAddress
from cordiale.store import Store, StoreError
from cordiale.store.issued import Issued
from cordiale.store.schema import APPLICATION, STEPS

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
FORECAST = Issued("forecast", AT, b'{"forecast":{}}', "AAA-BBB")
SCORE = Issued("score", AT, b'{"score":{}}', None, FORECAST.digest)


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    with Store(address) as opened:
        yield opened


def test_what_is_kept_comes_back_as_it_was_under_the_digest_of_its_text(store: Store) -> None:
    assert store.issued.keep([FORECAST, SCORE]) == {FORECAST.digest, SCORE.digest}
    assert FORECAST.digest == hashlib.sha256(FORECAST.text).hexdigest()
    assert store.issued.named(FORECAST.digest) == [FORECAST]
    assert store.issued.named(FORECAST.digest[:8]) == [FORECAST]
    assert store.issued.named("") == []


def test_the_same_text_is_never_kept_twice_and_keeps_its_first_day(store: Store) -> None:
    store.issued.keep([FORECAST])
    again = replace(FORECAST, at=datetime(2025, 1, 1, tzinfo=UTC))
    assert store.issued.keep([again]) == frozenset()
    assert store.issued.of_kind("forecast") == [FORECAST]


def test_things_are_listed_by_kind_and_pair_in_the_order_of_issue(store: Store) -> None:
    others = [replace(FORECAST, text=b"2", pair="AAA-CCC"), replace(FORECAST, text=b"1")]
    store.issued.keep([FORECAST, *others, SCORE])
    assert store.issued.of_kind("forecast") == [FORECAST, *others]
    assert store.issued.of_kind("forecast", "AAA-BBB") == [FORECAST, others[1]]
    assert store.issued.of_kind("question") == []


def test_resolutions_and_scores_are_found_by_what_they_are_about(store: Store) -> None:
    store.issued.keep([FORECAST, SCORE])
    assert store.issued.about(FORECAST.digest) == [SCORE]
    assert store.issued.about(SCORE.digest) == []


@pytest.mark.parametrize("change", ["UPDATE issued SET at = 'x'", "DELETE FROM issued"])
def test_nothing_that_was_issued_can_be_changed_or_taken_out(change: str, store: Store) -> None:
    store.issued.keep([FORECAST])
    with pytest.raises(StoreError, match="what was issued"):
        store._db.execute(change)
    assert store.issued.of_kind("forecast") == [FORECAST]


def test_a_text_that_was_changed_behind_our_back_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "record.cordiale"
    with Store(path) as store:
        store.issued.keep([FORECAST])
        assert store.damage() == []
    with sqlite3.connect(path) as db:
        db.execute("DROP TRIGGER issued_stays")
        db.execute("UPDATE issued SET body = ?", (b"other",))
    db.close()
    with Store(path) as store:
        assert store.damage() == [f"{FORECAST.digest}: what was issued under this sha256 was changed"]


def test_forgetting_and_rebuilding_leave_what_was_issued(store: Store) -> None:
    store.issued.keep([FORECAST])
    store.tellings.begin_anew()
    store.forget("a.txt")
    assert store.issued.of_kind("forecast") == [FORECAST]


def test_a_record_of_an_older_version_can_keep_what_is_issued(tmp_path: Path) -> None:
    path = tmp_path / "record.cordiale"
    with sqlite3.connect(path) as db:
        db.executescript(f"{STEPS[0]}; PRAGMA user_version = 1; PRAGMA application_id = {APPLICATION}")
    db.close()
    with Store(path) as store:
        assert store.issued.keep([FORECAST]) == {FORECAST.digest}
