"""Several processes that read pages side by side; what they find is the same that one would find."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from types import TracebackType

from cordiale.model.document import Capture
from cordiale.model.issue import Issue
from cordiale.pipeline import Instruments, ReadPage, read_capture

# A process takes a second to start: the first pages are read before one is.
_ALONE = 12
# Pages that wait for each process, so that none stands idle while results are kept.
_WAITING = 4


def count_cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Processes that read pages, each with instruments that `make` gives it; a context manager.

    `make` must be a function that can be found by name in another process. A page that ends the process that reads it is
    tried once more alone, and then is an Issue with the code `crash`; the pages that waited beside it are read again.
    """

    def __init__(self, make: Callable[[], Instruments], instruments: Instruments, count: int) -> None:
        self._make, self._instruments, self._count = make, instruments, count
        self._pool: ProcessPoolExecutor | None = None
        self._begun = 0

    @property
    def at_once(self) -> int:
        """How many pages may be under way."""
        return self._count * _WAITING if self._begun >= _ALONE and self._count > 1 else 1

    def begin(self, capture: Capture) -> Callable[[], ReadPage]:
        """Give a page to be read; what is returned waits for the result."""
        self._begun += 1
        if self._begun <= _ALONE or self._count == 1:
            return lambda: read_capture(capture, self._instruments)
        pool = self._running()
        future = self._submit(pool, capture)
        return lambda: self._result(capture, future, pool)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = self._new_pool(self._count)
        return self._pool

    def _new_pool(self, count: int) -> ProcessPoolExecutor:
        # Spawned, since a forked process has the locks of its parent's threads as they happened to be.
        return ProcessPoolExecutor(count, get_context("spawn"), initializer=_equip, initargs=(self._make,))

    def _submit(self, pool: ProcessPoolExecutor, capture: Capture) -> Future[ReadPage] | None:
        try:
            return pool.submit(_read, capture)
        except BrokenProcessPool:
            return None

    def _result(self, capture: Capture, future: Future[ReadPage] | None, pool: ProcessPoolExecutor) -> ReadPage:
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        if self._pool is pool:
            pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
        with self._new_pool(1) as alone:
            try:
                return alone.submit(_read, capture).result()
            except BrokenProcessPool:
                return Issue(capture.name, "crash", "reading it ended the process that read it; the page was left out")

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)


_equipment: list[Instruments] = []


def _equip(make: Callable[[], Instruments]) -> None:
    """Make a process's instruments, once, and see that it ends with the process that it reads for."""
    threading.Thread(target=leave_with_parent, daemon=True).start()
    _equipment[:] = [make()]


def leave_with_parent() -> None:
    """Wait for the end of the process that this one was started by, and end too: one that was killed tells nobody."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read(capture: Capture) -> ReadPage:
    return read_capture(capture, _equipment[0])
