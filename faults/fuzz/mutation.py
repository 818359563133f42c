"""Bytes changed by chance: what is tried where no fuzzer that watches coverage is installed, and for seconds in every test run."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from faults.fuzz.targets import Target
from faults.reading import Hung, given_up_after

# A page may take so long, in seconds of processor time.
MOST_SECONDS = 2.0
_ODD = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"<", b"]]>", b"&#x110000;", b"\r", b"\n" * 50, b'"', b"-1",
    b"99999999999999999999", b"1e999", b"2024-02-31", b"\xf0\x9f\x98\x80", b"{", b"[" * 50, b"Content-Length: -1\r\n", b"\x1f\x8b", b"<!--",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes that did harm, and what harm."""

    data: bytes
    what: str


def mutated(seeds: Sequence[bytes], most: int, dice: random.Random) -> Iterator[bytes]:
    """Seeds without end, each changed a few times: bytes turned over, cut, doubled, joined with others, odd ones put in."""
    while True:
        data = bytearray(dice.choice(seeds))
        for _ in range(dice.randint(1, 8)):
            _change(data, seeds, dice)
        yield bytes(data[:most])


def _change(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    at, to = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
    match dice.randrange(6):
        case 0 if data:
            data[min(at, len(data) - 1)] ^= 1 << dice.randrange(8)
        case 1:
            del data[at:to]
        case 2:
            data[at:at] = data[at:to] * dice.choice((1, 1, 50))
        case 3:
            data[at:at] = dice.choice(_ODD) * dice.choice((1, 1, 1, 1_000))
        case 4:
            other = dice.choice(seeds)
            data[at:] = other[dice.randint(0, len(other)) :]
        case _:
            data[at:to] = dice.randbytes(dice.randint(0, 8))


def try_out(target: Target, data: bytes) -> str | None:
    """What is wrong with how a target reads bytes, or None."""
    try:
        with given_up_after(MOST_SECONDS):
            target.read(data)
    except Hung as hung:
        return f"more than {MOST_SECONDS:g} s: {hung}"
    except Exception as trouble:
        return f"{type(trouble).__name__}: {trouble}"[:300]
    return None


def fuzz(target: Target, seconds: float, seed: int, most_runs: int | None = None) -> tuple[int, list[Found]]:
    """Try mutated seeds for so long, or so often; how many were tried, and those that did harm, each kind of harm once."""
    seeds = list(target.seeds())
    until, runs, found = time.monotonic() + seconds, 0, dict[str, Found]()
    for data in mutated(seeds, target.most, random.Random(seed)):
        what = try_out(target, data)
        runs += 1
        if what:
            found.setdefault(what[:60], Found(data, what))
        if time.monotonic() > until or runs == most_runs:
            break
    return runs, list(found.values())
