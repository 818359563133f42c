"""Several processes read what one would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from cordiale import joining, pipeline, workers
from cordiale.capture.seal import seal
from cordiale.cli.readers import instruments
from cordiale.model.document import Article, Capture, Sentence
from cordiale.model.issue import Issue
from cordiale.model.reading import Reading
from cordiale.model.record import Record
from cordiale.pipeline import Instruments
from cordiale.store import Store
from cordiale.workers import Workers

ACT = (
    "TOKYO, May {day}, 2024 - The foreign ministers of Japan and France met in Paris on Tuesday. Page {n} says no more."
)


def pages(count: int) -> Iterator[Capture | Issue]:
    for n in range(count):
        yield seal(f"page{n % 20}.txt", "text/plain", ACT.format(day=n % 28 + 1, n=n % 23).encode())
    yield Issue("gone.txt", "unreadable", "no such file")
    yield seal("empty.txt", "text/plain", b" ")


def read_with(path: Path, workforce: Workers | None, tools: Instruments) -> tuple[Record, pipeline.Summary]:
    with Store(path) as store:
        summary = pipeline.read_captures(pages(30), store, tools, workforce=workforce)
        joining.join(store)
        return store.record(), summary


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_ALONE", 2)


def test_the_record_and_the_count_of_pages_are_those_of_one_process(tmp_path: Path, at_once: None) -> None:
    tools = instruments("plain")
    with Workers(partial(instruments, "plain"), tools, 2) as two:
        side_by_side = read_with(tmp_path / "two", two, tools)
    assert side_by_side == read_with(tmp_path / "one", None, tools)
    assert side_by_side[1].read == 30
    assert side_by_side[1].replaced == 10


@dataclass(frozen=True)
class Fragile:
    """A reader that one page kills: the process ends at once."""

    inner: Callable[[Article, Sequence[Sentence]], list[Reading]]
    parent: int
    name: str = "plain"
    digest: str = "fragile"

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        if "Page 7 says" in article.text and os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.inner(article, sentences)


def fragile(parent: int) -> Instruments:
    tools = instruments("plain")
    return Instruments.of(tools.lexicon, Fragile(tools.reader.read, parent))


def test_a_page_that_ends_its_process_is_left_out_and_named_and_all_others_are_read(
    tmp_path: Path, at_once: None
) -> None:
    make = partial(fragile, os.getpid())
    with Store(tmp_path / "r") as store, Workers(make, make(), 2) as two:
        summary = pipeline.read_captures(list(pages(20)), store, make(), workforce=two)
        assert [i.document for i in summary.issues if i.code == "crash"] == ["page7.txt"]
        assert store.count_pages() == 19


def test_one_core_needs_no_other_process(tmp_path: Path, at_once: None) -> None:
    tools = instruments("plain")
    with Workers(partial(instruments, "plain"), tools, 1) as one:
        read_with(tmp_path / "one", one, tools)
        assert one._pool is None


def test_processes_end_with_the_one_that_was_killed(tmp_path: Path) -> None:
    script = """
import os, time
from functools import partial
from cordiale import workers
from cordiale.capture.seal import seal
from cordiale.cli.readers import instruments
workers._ALONE = 0
if __name__ == "__main__":
    two = workers.Workers(partial(instruments, "plain"), instruments("plain"), 2)
    two.begin(seal("a.txt", "text/plain", b"Japan and France met in Paris on Tuesday, ministers said."))()
    print(*two._pool._processes, flush=True)
    time.sleep(60)
"""
    file = tmp_path / "run.py"
    file.write_text(script, "utf-8")
    with subprocess.Popen([sys.executable, str(file)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        started = [int(pid) for pid in run.stdout.readline().split()]
        run.kill()
    assert started
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
