"""A brief: sections of passages, each passage carrying its citations."""

from __future__ import annotations

from dataclasses import dataclass

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
class Section:
    """A heading and its passages; `note` is said when there are none."""

    heading: str
    passages: tuple[Passage, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the brief rests on."""

    article: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What to tell about a pair of states, in which order, and what it rests on."""

    dyad: Dyad
    names: tuple[str, str]
    pages: tuple[Page, ...]
    issues: tuple[str, ...]
    sections: tuple[Section, ...]
