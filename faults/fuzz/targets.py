"""What is fuzzed: for each reader of others' bytes a function that reads them, and fails for anything but the trouble it names."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from benchmarks.pages import SAMPLES

from cordiale.capture.kinds import HTML, TEXT
from cordiale.capture.links import read_links
from cordiale.capture.seal import seal
from cordiale.capture.warc import read_archive
from cordiale.cli.readers import instruments
from cordiale.export.lines import SHAPES
from cordiale.lexicon.load import read_lexicon
from cordiale.lexicon.tables import LexiconError, packaged_tables
from cordiale.model.document import Span
from cordiale.model.issue import Issue, Rejected
from cordiale.model.time import DateInterval
from cordiale.model.watching import AddressKind
from cordiale.pipeline import read_capture
from cordiale.text.dates import find_dates
from faults.hostile import hostile_pages

_CAP = 2**20
_DAY = DateInterval.day(date(2024, 5, 8))
_KINDS = (AddressKind.FEED, AddressKind.SITEMAP, AddressKind.LIST)
_FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><item><title>Ships leave</title>'
    b"<link>https://paper.example/ships</link><pubDate>Wed, 08 May 2024 09:00:00 GMT</pubDate></item></channel></rss>"
)
_ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://paper.example/1</id><link href="https://paper.example/1"/>'
    b"<updated>2024-05-08T09:00:00Z</updated></entry></feed>"
)
_MAP = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://paper.example/2</loc><lastmod>2024-05-08'
    b"</lastmod></url></urlset>"
)
_LISTS = (
    b'{"articles": [{"url": "https://paper.example/3", "seendate": "20240508T091500Z"}]}',
    b"URL,date\nhttps://paper.example/4,20240508\n",
    b"https://paper.example/5\nhttps://paper.example/6\n",
)
_DATES = (
    b"on Tuesday, May 7, 2024, and the next day", b"2024-05-07T09:00Z", b"between March and the 9th of April last year",
    b"three weeks ago", b"in the first quarter of 2023", b"7/5/24 or 05.07.2024", "令和六年五月七日".encode(), "2024年5月7日(火)".encode(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """One reader: what it does with bytes, bytes to begin with, and the most that are tried."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]
    most: int = 50_000


def _read_page(data: bytes) -> None:
    for media_type in (HTML, TEXT):
        found = read_capture(seal("page", media_type, data), instruments("plain"))
        if not isinstance(found, Issue):
            article, mentions = found
            held = [e for kind in SHAPES for mention in getattr(mentions, kind) for e in mention.evidence]
            assert all(e.span.of(article.text) == e.quote for e in held), "words do not stand where they are said to"


def _read_dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    if not text:
        return
    for found in find_dates(text, Span(0, len(text)), _DAY):
        assert found.span.of(text), "a date of no words"


def _read_links(data: bytes) -> None:
    for kind in _KINDS:
        try:
            read_links(data, kind, _CAP)
        except Rejected:
            continue


def _read_archive(data: bytes) -> None:
    for found in read_archive(io.BytesIO(data), "a.warc.gz", _CAP):
        assert isinstance(found, Issue) or len(found.data) <= _CAP


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the lexicon that lies in memory."""

    name: str
    data: bytes

    def read_text(self, encoding: str | None = None) -> str:
        return self.data.decode(encoding or "utf-8")


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder with one table in it."""

    table: _Table

    def iterdir(self) -> Iterator[_Table]:
        yield self.table


def _read_tables(data: bytes) -> None:
    folder: Traversable = _Folder(_Table("states_fuzzed.toml", data))  # type: ignore[assignment]
    try:
        read_lexicon(folder)
    except LexiconError:
        return


def _samples() -> Iterator[bytes]:
    for path in sorted(SAMPLES.iterdir()):
        yield path.read_bytes()


@cache
def _hostile() -> tuple[bytes, ...]:
    return tuple(page.data for page in hostile_pages(120) if len(page.data) < 50_000)


def _pages() -> Iterator[bytes]:
    yield from _samples()
    yield from _hostile()


def _archives() -> Iterator[bytes]:
    for page in hostile_pages(120):
        if page.name.endswith(".warc.gz") and len(page.data) < 50_000:
            yield page.data


def _tables() -> Iterator[bytes]:
    """The beginnings of the packaged tables, whole entries only."""
    for file in sorted(packaged_tables().iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            text = file.read_text(encoding="utf-8")
            yield text[: text.rfind("\n[[", 0, 3_000)].encode()


TARGETS: Mapping[str, Target] = {
    "pages": Target(_read_page, _pages, 8_000),
    "dates": Target(_read_dates, lambda: iter(_DATES), 4_000),
    "feeds": Target(_read_links, lambda: iter((_FEED, _ATOM, _MAP, *_LISTS))),
    "archives": Target(_read_archive, _archives),
    "tables": Target(_read_tables, _tables, 10_000),
}


def write_seeds(target: Target, folder: Path) -> None:
    """Write a target's seeds as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.seeds()):
        (folder / f"seed{number:03d}").write_bytes(data[: target.most])
