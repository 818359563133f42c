"""Pages under way with a reader that waits for others: several are asked about at once, the rest is done one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType

from cordiale.model.document import Article, Capture, Sentence
from cordiale.model.issue import Issue, Rejected
from cordiale.model.reading import Reading
from cordiale.pipeline import Instruments, ReadPage, dated, read_article
from cordiale.read import read_page
from cordiale.text.sentences import split_sentences

AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class _AsRead:
    """A reader that gives what was already read."""

    readings: Sequence[Reading]
    name: str
    digest: str

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        return list(self.readings)


class Waiting:
    """Reads pages with as many questions under way as `at_once`; a context manager.

    Only the reader runs in threads, so it must bear that. `leave` is called at the end, whatever the reason, and must make the
    reader give up what it waits for. A page that the reader rejects is an Issue; Stopped goes through to the caller.
    """

    def __init__(self, instruments: Instruments, leave: Callable[[], None], at_once: int = AT_ONCE) -> None:
        self._instruments, self._leave = instruments, leave
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="asking")
        # Twice as many pages as threads, so that no thread stands idle while results are kept.
        self.at_once = 2 * at_once
        self.read = 0
        self.issues: list[Issue] = []

    def begin(self, capture: Capture) -> Callable[[], ReadPage]:
        """Give a page to be read; what is returned waits for the result."""
        try:
            article = dated(read_page(capture), self._instruments.lexicon)
        except Rejected as e:
            issue = Issue(capture.name, e.code, e.what)
            return lambda: self._noted(issue)
        asked = self._pool.submit(self._instruments.reader.read, article, split_sentences(article))

        def result() -> ReadPage:
            try:
                readings = asked.result()
            except Rejected as e:
                return self._noted(Issue(capture.name, e.code, e.what))
            reader = self._instruments.reader
            as_read = replace(self._instruments, reader=_AsRead(readings, reader.name, reader.digest))
            return self._noted((article, read_article(article, as_read)))

        return result

    def _noted(self, page: ReadPage) -> ReadPage:
        if isinstance(page, Issue):
            self.issues.append(page)
        else:
            self.read += 1
        return page

    def __enter__(self) -> Waiting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()
        self._pool.shutdown(wait=True, cancel_futures=True)
