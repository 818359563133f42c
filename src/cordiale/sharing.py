"""Reading on several machines: each puts what its pages say into a table of results, and a record takes them in.

A record that takes the results in is the one that would have come of reading the pages itself, in the order in which the
runs began.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cordiale.model.document import Capture
from cordiale.model.issue import Issue
from cordiale.pipeline import Instruments, ReadPage, Summary, Workforce, read_capture, read_captures, storable
from cordiale.read.page import article_id
from cordiale.store import Store
from cordiale.store.results import Result, Results, key_of

# Results that are put in by one commit: what is lost when a run is cut off, and what is held in memory.
PART = 500


@dataclass(frozen=True, slots=True)
class Shared:
    """What a run of `read_into` did: pages read, of them those put in (another run may have been quicker), pages that the
    table held already, and what was not read.
    """

    read: int
    added: int
    unchanged: int
    issues: tuple[Issue, ...]


def read_into(
    captures: Iterable[Capture | Issue],
    table: Results,
    instruments: Instruments,
    on_page: Callable[[str], None] = lambda name: None,
    workforce: Workforce | None = None,
) -> Shared:
    """Read pages into a table of results; what it holds already, by these stages, is not read again."""
    run = _Run(table, instruments.stage)
    under_way: deque[tuple[int, Capture, Callable[[], ReadPage]]] = deque()
    workers = workforce or _Alone(instruments)

    def finish() -> None:
        place, capture, result = under_way.popleft()
        run.keep(place, Result(capture, result()))
        on_page(capture.name)

    for place, capture in enumerate(map(storable, captures)):
        if isinstance(capture, Issue):
            run.keep(place, Result(None, capture))
            on_page(capture.document)
        elif key_of(capture, instruments.stage) in run.held:
            run.unchanged += 1
            on_page(capture.name)
        else:
            while len(under_way) >= workers.at_once:
                finish()
            under_way.append((place, capture, workers.begin(capture)))
    while under_way:
        finish()
    run.commit()
    return Shared(run.read, run.added, run.unchanged, tuple(run.issues))


def take(
    table: Results, store: Store, instruments: Instruments, on_page: Callable[[str], None] = lambda name: None
) -> Summary:
    """Take the results in a table into the record, those of these stages; nothing is read again."""
    kept = _Kept(table.each(instruments.stage))
    return read_captures(kept.captures(), store, instruments, on_page, kept)


class _Run:
    """One run of `read_into` and what it has not yet committed."""

    def __init__(self, table: Results, stage: str) -> None:
        self._table, self._stage = table, stage
        self._name = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}-{secrets.token_hex(4)}"
        self.held = table.held(stage)
        self.read = self.added = self.unchanged = 0
        self.issues: list[Issue] = []
        self._waiting: list[tuple[int, Result]] = []

    def keep(self, place: int, result: Result) -> None:
        if isinstance(result.found, Issue):
            self.issues.append(result.found)
        else:
            self.read += 1
        self._waiting.append((place, result))
        if len(self._waiting) >= PART:
            self.commit()

    def commit(self) -> None:
        self.added += self._table.add(self._waiting, self._name, self._stage)
        self._waiting.clear()


@dataclass(frozen=True, slots=True)
class _Alone:
    instruments: Instruments
    at_once: int = 1

    def begin(self, capture: Capture) -> Callable[[], ReadPage]:
        return lambda: read_capture(capture, self.instruments)


@dataclass(slots=True)
class _Kept:
    """A workforce whose work is done: the result of the page that was given last is at hand."""

    results: Iterator[Result]
    at_once: int = 1
    _last: list[Result] = field(default_factory=list)

    def captures(self) -> Iterator[Capture | Issue]:
        for result in self.results:
            self._last[:] = [result]
            if result.capture is not None:
                yield result.capture
            elif isinstance(result.found, Issue):
                yield result.found

    def begin(self, capture: Capture) -> Callable[[], ReadPage]:
        result = self._last[0]
        assert result.capture is not None
        if capture.name != result.capture.name:
            result = result.named(capture.name, article_id(capture))
        return lambda: result.found
