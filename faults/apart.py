"""A piece of work in a process of its own that shares all that is loaded here, so that it can be killed and costs no start."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BROKE = 70
# What lies in memory outlives a killed process as what lies on a disk does, and many trials take minutes less.
MEMORY: str | None = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: exit code (negative: the signal that ended it), seconds by the clock, all that it printed, and the most
    memory that it had, in MB.
    """

    code: int
    seconds: float
    said: str
    peak: float


@dataclass(frozen=True, slots=True)
class Instant:
    """When to kill: so many seconds after the start, or just before the database is given its statement of that number."""

    seconds: float | None = None
    statement: int | None = None

    @classmethod
    def any_of(cls, seconds: float, statements: int, dice: random.Random) -> Instant:
        """One by the clock or one by statement, as likely as not, of work that takes so long and gives so many."""
        if dice.random() < 0.5:
            return cls(seconds=dice.uniform(0.0, seconds))
        return cls(statement=dice.randint(1, max(1, statements)))


def run_apart(work: Callable[[], object], said: Path, instant: Instant | None = None) -> Ended:
    """Run `work` in a forked process, killed with signal 9 at the instant if it is still there; it prints to the file `said`."""
    begun = time.monotonic()
    process = os.fork()
    if process == 0:
        _be_apart(work, said, instant.statement if instant else None)
    if instant and instant.seconds is not None:
        time.sleep(instant.seconds)
        os.kill(process, signal.SIGKILL)
    _, status, used = os.wait4(process, 0)
    seconds = time.monotonic() - begun
    return Ended(os.waitstatus_to_exitcode(status), seconds, said.read_text("utf-8", "replace"), used.ru_maxrss / 1024)


def count_statements(work: Callable[[], object], said: Path) -> tuple[Ended, int]:
    """Run `work` undisturbed; how it ended, and how many statements it gave to databases."""
    tally = said.with_name(f"{said.name}.statements")

    def counted() -> object:
        seen = [0]

        def count(statement: str) -> None:
            seen[0] += 1

        _on_statement(count)
        try:
            return work()
        finally:
            tally.write_text(str(seen[0]))

    ended = run_apart(counted, said)
    return ended, int(tally.read_text()) if tally.exists() else 0


def _be_apart(work: Callable[[], object], said: Path, statement: int | None) -> None:
    """The forked process: it never comes back from here, so that nothing of its parent is run twice."""
    code = _BROKE
    try:
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        if statement is not None:
            _kill_before(statement)
        work()
        code = 0
    except SystemExit as left:
        code = int(left.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _kill_before(statement: int) -> None:
    left = [statement]

    def count(_: str) -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    _on_statement(count)


def _on_statement(told: Callable[[str], None]) -> None:
    """Have every statement of every database that this process opens from now on told before it is run."""
    usual: Any = sqlite3.connect

    def connect(*given: Any, **named: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = usual(*given, **named)
        db.set_trace_callback(told)
        return db

    sqlite3.connect = connect  # type: ignore[assignment]
