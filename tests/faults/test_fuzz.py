"""Some mutations of what `make fuzz` tries for minutes."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from faults.fuzz.mutation import fuzz, mutated, try_out
from faults.fuzz.targets import TARGETS, Target

RUNS = {"pages": 12, "tables": 40}


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_bytes_changed_by_chance_do_no_harm(name: str) -> None:
    runs, found = fuzz(TARGETS[name], seconds=60, seed=7, most_runs=RUNS.get(name, 150))
    assert runs > 0
    assert [(f.what, f.data[:80]) for f in found] == []


def test_harm_is_noticed_once_a_kind() -> None:
    def read(data: bytes) -> None:
        if b"<" in data:
            raise KeyError("a bug")
        while b"\x00" in data:
            pass

    def seeds() -> Iterator[bytes]:
        yield b"words <p> more"

    target = Target(read, seeds)
    runs, found = fuzz(target, seconds=60, seed=1, most_runs=30)
    assert runs == 30
    assert {f.what for f in found} >= {"KeyError: 'a bug'"}
    assert len(found) <= 2
    assert try_out(target, b"words") is None


def test_the_same_seed_makes_the_same_bytes() -> None:
    one, other = (mutated([b"one", b"two" * 9], 100, random.Random(5)) for _ in range(2))
    assert [next(one) for _ in range(50)] == [next(other) for _ in range(50)]
