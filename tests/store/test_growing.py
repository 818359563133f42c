"""A record that grows and shrinks says the same in either engine, and what a killed command leaves is whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.test_joining import keep_page

from cordiale import joining
from cordiale.model.address import Database, RecordAddress
from cordiale.model.record import Judgement, Record, Verdict
from cordiale.store import Store

NOON = datetime(2024, 5, 8, 12, tzinfo=UTC)
_WRITE = """
import random, sys
from tests.test_joining import keep_page
from cordiale import joining
from cordiale.model.address import record_address
from cordiale.store import Store
with Store(record_address(sys.argv[1])) as store:
    for number in range(1000):
        keep_page(store, number, random.Random(number))
        if number % 3 == 0:
            joining.join(store)
        print(number, flush=True)
"""


def grown(address: RecordAddress, seed: int) -> tuple[Record, list[str]]:
    """What a record says after pages came, changed and went and judgements were made, and what its lists show."""
    dice = random.Random(seed)
    with Store(address) as store:
        for _ in range(30):
            choice = dice.random()
            if choice < 0.6:
                keep_page(store, dice.randrange(12), dice)
            elif choice < 0.75:
                store.forget(f"page{dice.randrange(12)}.txt")
            elif choice < 0.9:
                joining.join(store)
            elif events := store.record().events:
                ids = [e.id for e in dice.sample(events, min(2, len(events)))]
                verdict = dice.choice((Verdict.WRONG, Verdict.SAME)) if len(ids) > 1 else Verdict.WRONG
                store.judge(Judgement(verdict, tuple(ids), "so", NOON))
                joining.join_judged(store)
        joining.join(store)
        assert store.damage() == []
        listed = [f"{store.items.states()}{store.items.pairs()}{store.tellings.count_rules()}{store.heads.outlets()}"]
        listed += [i.id for pair, _ in store.items.pairs() for i in store.items.of_pair(pair, "events")]
        return store.record(), listed


@pytest.mark.parametrize("seed", range(4))
def test_what_grows_in_one_engine_grows_in_the_other(seed: int, address: RecordAddress, tmp_path: Path) -> None:
    assert grown(address, seed) == grown(tmp_path / "other.cordiale", seed)


def test_what_a_killed_command_leaves_is_whole_and_goes_on(address: RecordAddress) -> None:
    where, dice = address.url if isinstance(address, Database) else str(address), random.Random(2)
    for _ in range(3):
        writing = subprocess.Popen([sys.executable, "-c", _WRITE, where], stdout=subprocess.PIPE)
        assert writing.stdout is not None
        writing.stdout.readline()
        time.sleep(dice.uniform(0.0, 0.4))
        writing.kill()
        writing.communicate()
        with Store(address) as store:
            assert store.damage() == []
            joining.join(store)
            assert store.damage() == []
            assert store.count_pages() > 0
