from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Command
from tests.cli.test_language import honest
from tests.speaking import Said, speaking

GOLD = {
    "events": [
        {
            "type": "PROTEST",
            "source": ["JPN"],
            "target": ["CHN"],
            "status": "happened",
            "salience": 1,
            "evidence": ["protested to China"],
        }
    ],
    "statements": [{"speaker": "JPN:Yoko Kamikawa", "evidence": ["“We ask that they leave,”"]}],
}


@pytest.fixture
def gold(pages: Path, tmp_path: Path) -> Path:
    """A folder of two marked pages, the pages beside them."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for n in range(2):
        shutil.copy(pages / f"{n}.txt", folder)
        (folder / f"{n}.json").write_text(json.dumps(GOLD if n == 0 else {"doc": "1.txt"}), "utf-8")
    return folder


def test_a_reader_is_measured_on_pages_that_somebody_marked(cordiale: Command, gold: Path) -> None:
    told = cordiale("eval", gold, "--reader", "plain")
    assert told.code == 0
    row = next(line.split() for line in told.out.splitlines() if line.startswith("plain"))
    assert len(row) == 10
    assert row[4] == "1.000"  # the act is found, and it has happened
    assert "2 pages with 1 marked acts, 1 of them to be known" in told.out


def test_readers_stand_side_by_side_with_time_and_tokens(
    cordiale: Command, gold: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with speaking(honest) as speaker:
        means = ("--endpoint", speaker.address, "--model", "small", "--price-in", 2)
        told = cordiale("eval", gold, "--reader", "plain", "--reader", "llm", *means, "--json")
    plain, llm = map(json.loads, told.out.splitlines())
    assert (plain["reader"], plain["tokens_in"]) == ("plain", None)
    assert (llm["reader"], llm["tokens_in"], llm["cost"]) == ("llm", 2000, 0.004)
    assert llm["must_know"] == {"recall": 1.0, "right": 1, "marked": 1}
    assert llm["directed"]["right"] == 1
    assert set(llm) == set(plain)


def test_the_pages_may_lie_elsewhere(cordiale: Command, gold: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for page in gold.glob("*.txt"):
        page.rename(elsewhere / page.name)
    assert cordiale("eval", gold, "--pages", elsewhere).code == 0
    told = cordiale("eval", gold)
    assert told.code == 2
    assert "--pages" in told.err


def test_a_folder_without_marks_is_wrong_use(cordiale: Command, pages: Path) -> None:
    assert cordiale("eval", pages).code == 2
    assert cordiale("eval", pages / "nowhere").code == 2


def test_nothing_is_compared_when_a_reader_is_stopped(
    cordiale: Command, gold: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with speaking(lambda body: Said(status=401)) as speaker:
        told = cordiale("eval", gold, "--reader", "llm", "--endpoint", speaker.address, "--model", "small")
    assert told.code == 1
    assert told.out.startswith("Stopped while llm read")


def test_eval_writes_no_record(cordiale: Command, gold: Path) -> None:
    cordiale("eval", gold)
    assert not Path("record.cordiale").exists()
