"""A few instants of what `make faults` tries at hundreds."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from faults.apart import Instant, run_apart
from faults.kills import Deed, Scene, Trial, digest_of

from cordiale.store import Store


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"), pages=2)


def deed(scene: Scene, name: str) -> Deed:
    return next(d for d in scene.deeds() if d.name.startswith(name))


@pytest.mark.parametrize("name", ["read", "join", "judge", "migrate"])
def test_a_killed_command_leaves_a_whole_record_and_is_finished_by_giving_it_again(
    name: str, scene: Scene, tmp_path: Path
) -> None:
    trial = Trial(deed(scene, name), tmp_path)
    for share in (0.3, 0.7):
        was_running, harm = trial.kill(Instant(statement=max(1, int(trial.statements * share))))
        assert was_running
        assert harm == []


def test_harm_is_noticed(scene: Scene, tmp_path: Path) -> None:
    def spoil(record: Path) -> None:
        with closing(sqlite3.connect(record, isolation_level=None)) as db:
            db.execute('UPDATE article SET mentions = replace(mentions, \'"quote":"\', \'"quote":"no \')')

    def do(record: Path) -> None:
        spoil(record)
        with Store(record) as store:
            store.damage()

    trial = Trial(Deed("judge", scene.joined, do), tmp_path)
    _, harm = trial.kill(Instant(statement=2))
    assert any(line.startswith("check: ") for line in harm)
    trial.expected = "another"
    assert "finished, the record says something else" in trial.kill(Instant(statement=2))[1]


def test_what_a_record_says_depends_on_what_it_holds(scene: Scene) -> None:
    assert digest_of(scene.joined) == digest_of(scene.joined)
    assert digest_of(scene.joined) != digest_of(scene.unjoined)


def test_a_process_apart_tells_how_it_ended(tmp_path: Path) -> None:
    said = tmp_path / "said"
    assert run_apart(lambda: sys.stdout.write("done\n"), said).said == "done\n"
    assert run_apart(lambda: 1 / 0, said).code == 70
    assert run_apart(lambda: sqlite3.connect(":memory:").execute("SELECT 1"), said, Instant(statement=1)).code == -9
