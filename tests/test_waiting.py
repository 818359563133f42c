from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cordiale import pipeline
from cordiale.model.chat import Stopped
from cordiale.model.document import Article, Sentence
from cordiale.model.issue import Rejected
from cordiale.model.reading import Reader, Reading
from cordiale.pipeline import Instruments, Summary
from cordiale.store import Store
from cordiale.waiting import Waiting
from tests.test_pipeline import captures, exported, tools


class Slow:
    """The plain reader, which waits for another thread to read as well, and fails on pages whose text has certain words."""

    name = "plain"
    digest = tools().reader.digest

    def __init__(self, together: int = 1, trouble: dict[str, Exception] | None = None) -> None:
        self._meet = threading.Barrier(together)
        self._trouble = trouble or {}

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        for words, trouble in self._trouble.items():
            if words in article.text:
                raise trouble
        self._meet.wait(10)
        return tools().reader.read(article, sentences)


def read(path: Path, reader: Reader, left: list[str], order: Sequence[int] = range(3)) -> tuple[Summary, bytes]:
    instruments: Instruments = replace(tools(), reader=reader)
    with Store(path) as store, Waiting(instruments, lambda: left.append("left")) as workforce:
        summary = pipeline.read_captures(captures(order), store, instruments, workforce=workforce)
        return summary, exported(store)


def test_what_is_read_by_several_at_once_is_what_one_reads(tmp_path: Path) -> None:
    left: list[str] = []
    summary, record = read(tmp_path / "r.cordiale", Slow(together=3), left)
    with Store(tmp_path / "alone.cordiale") as store:
        pipeline.read_captures(captures(range(3)), store, tools())
        assert exported(store) == record
    assert summary.read == 3
    assert left == ["left"]


def test_a_page_that_the_reader_rejects_is_an_issue_and_the_others_are_read(tmp_path: Path) -> None:
    slow = Slow(trouble={"Seoul": Rejected("answer", "no answer")})
    summary, _ = read(tmp_path / "r.cordiale", slow, [])
    assert summary.read == 2
    assert [(i.document, i.code) for i in summary.issues] == [("2.txt", "answer")]


def test_a_page_that_cannot_be_read_at_all_is_not_asked_about(tmp_path: Path) -> None:
    left: list[str] = []
    summary, _ = read(tmp_path / "r.cordiale", Slow(), left, range(5))
    assert summary.read + len(summary.issues) == 5


def test_when_nothing_more_can_be_asked_what_came_before_is_kept(tmp_path: Path) -> None:
    left: list[str] = []
    with pytest.raises(Stopped, match="spent"):
        read(tmp_path / "r.cordiale", Slow(trouble={"Seoul": Stopped("spent")}), left)
    assert left == ["left"]
    with Store(tmp_path / "r.cordiale") as store:
        assert store.count_pages() == 2
        assert store.issues() == []
