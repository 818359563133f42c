"""What is exported: the record with the articles it rests on, and, where a format tells of relations, what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cordiale.export.lines import SHAPES, Line, header_line, item_lines
from cordiale.export.tables import TABLES
from cordiale.model.actor import Dyad
from cordiale.model.document import Article
from cordiale.model.record import Record
from cordiale.model.series import Act, Direction, Domain, Period, Remark


class Index(Protocol):
    """An index of all pairs, by month."""

    def runs(self, domain: Domain, direction: Direction) -> Iterator[tuple[Dyad, Period, Any, Any, Any]]:
        """Each pair that was seen: its first period, and for every period from it on estimate, half its band, and acts seen."""


class Link(Protocol):
    """A tie between two states: estimate and band in log-odds, and its sign, 0 where the band does not tell."""

    @property
    def dyad(self) -> Dyad:
        """The pair."""

    @property
    def estimate(self) -> float:
        """The log-odds that an act is cooperative."""

    @property
    def low(self) -> float:
        """The lower end of the band."""

    @property
    def high(self) -> float:
        """The upper end of the band."""

    @property
    def sign(self) -> int:
        """1 friendly, -1 hostile, 0 neither."""


class Network(Protocol):
    """The network of one period."""

    @property
    def links(self) -> Sequence[Link]:
        """The ties."""

    @property
    def communities(self) -> Sequence[Sequence[str]]:
        """States that stand together, the largest community first."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What relations are told from: the acts counted, their index, and the network of a period.

    `period` and `domain` say which network is asked for.
    """

    acts: Sequence[Act | Remark]
    index: Index
    network: Callable[[Period, Domain], Network]
    period: Period
    domain: Domain = Domain.ALL


def _unheard(line: str) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported: the record, the articles it rests on, and whether an item told by several pages is one line.

    `say` is told, a line at a time, what a format has no place for.
    """

    record: Record
    articles: Sequence[Article]
    is_merged: bool = False
    relations: Relations | None = None
    say: Callable[[str], None] = _unheard

    def lines(self) -> Iterator[Line]:
        """Headers, then items kind by kind, in the shape of the contract."""
        for table in TABLES:
            yield from self.lines_of(table)

    def lines_of(self, table: str) -> Iterator[Line]:
        """The lines of one table: headers, or a kind of item."""
        if table not in SHAPES:
            yield from map(header_line, self.articles)
            return
        documents = {a.id: a.document for a in self.articles}
        for item in getattr(self.record, table):
            yield from item_lines(table, item, documents, merged=self.is_merged)
