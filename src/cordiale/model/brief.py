"""A brief: sections of passages, each passage carrying its citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cordiale.model.actor import Dyad
from cordiale.model.mention import Evidence


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a brief with the evidence it rests on.

    `items` are the ids of the record items it tells. Raises ValueError without a citation:
    a line that cannot be opened to its sentence is not built.
    """

    text: str
    citations: tuple[Evidence, ...]
    items: tuple[str, ...] = ()
    tag: str | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a passage without citation: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of a brief that is reckoned from many events, with the points of an index that it rests on.

    `points` are ids that `cordiale trace` opens to the events behind them, `events` some of those in words, the strongest
    first. Raises ValueError without either: no number without its events.
    """

    text: str
    points: tuple[str, ...]
    events: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.points and self.events):
            raise ValueError(f"a measured line without its points and events: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its passages; `note` is said when there are none.

    `more` items were left out for length, and `see` is the command that lists them. `measured` lines stand below the others.
    """

    heading: str
    passages: tuple[Passage, ...]
    note: str | None = None
    more: int = 0
    see: str | None = None
    measured: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the brief rests on.

    `published` is in words, `since` and `until` are its bounds; `why` is the ground of an inferred date. `copies` are the
    articles (by id) whose text it repeats or that repeat its text.
    """

    article: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    basis: str | None
    since: date | None = None
    until: date | None = None
    why: str | None = None
    is_truncated: bool = False
    copies: tuple[str, ...] = ()

    @property
    def outlet(self) -> str:
        """Who printed it: the publisher, or the document's name where no publisher is known."""
        return self.publisher or self.document


@dataclass(frozen=True, slots=True)
class Brief:
    """What to tell about a pair of states, in which order, and what it rests on; `picked` says what was picked by hand."""

    dyad: Dyad
    names: tuple[str, str]
    pages: tuple[Page, ...]
    issues: tuple[str, ...]
    sections: tuple[Section, ...]
    since: date | None = None
    until: date | None = None
    picked: tuple[str, ...] = ()
