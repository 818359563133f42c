"""A page from its bytes to its sentences: Source, Capture, Article, Block, Sentence, Span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cordiale.model.time import DateInterval


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` included and `end` not.

    Raises ValueError when the range is empty, reversed or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of `text` that stand here."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same range `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def joined(self, other: Span) -> Span:
        """The smallest range that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def __len__(self) -> int:
        return self.end - self.start


# Languages that are read by their own rules, beside English.
EAST_ASIAN = frozenset({"ja", "zh"})


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher: who prints, who owns it, from where."""

    id: str
    name: str
    owner: str | None = None
    country: str | None = None
    language: str | None = None
    is_state_run: bool = False
    is_agency: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of a page as they came, under the sha256 of what they contain.

    `origin` is the whole path of the file they came from, with `:LINE` for a line of JSON; `is_article` says that whoever
    handed the text over calls it an article.
    """

    id: str
    name: str
    media_type: str
    data: bytes
    url: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    origin: str | None = None
    is_article: bool = False


def names_of(name: str, origin: str | None) -> Iterator[str]:
    """The names that a page may go by, the shortest first: `name`, then with ever more of the folders of its origin."""
    yield name
    if origin and origin.endswith("/" + name):
        folders = origin.removesuffix(name).strip("/").split("/")
        yield from ("/".join([*folders[-count:], name]) for count in range(1, len(folders) + 1))
    if origin:
        yield origin


class BlockLabel(StrEnum):
    """What a stretch of a page is for."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    SECTION = "section"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled stretch of an article's text, usually one line."""

    span: Span
    label: BlockLabel


class DateBasis(StrEnum):
    """How a publication date is known."""

    EXPLICIT = "explicit"
    METADATA = "metadata"
    URL = "url"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Publication:
    """When a page was published, on what ground, and what `why` says of an inference."""

    interval: DateInterval
    basis: DateBasis
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a page, which never changes, and what the page says of itself.

    `text` is the whole decoded file for plain text (offsets count its characters) and the
    extracted reading text for HTML; `blocks` label its stretches in order, without overlap.
    """

    id: str
    document: str
    capture: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: Publication | None = None
    is_truncated: bool = False

    @property
    def day(self) -> DateInterval | None:
        """The publication date as an interval, or None when the page does not tell."""
        return self.published.interval if self.published else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: its place among them, where it stands, and in what kind of block."""

    index: int
    span: Span
    label: BlockLabel
