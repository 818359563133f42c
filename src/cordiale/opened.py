"""The record in Python: `record = cordiale.open("record.cordiale"); record.events(between=("USA", "JPN")).to_pandas()`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, overload

import msgspec
import pyarrow as pa

from cordiale import joining, pipeline, relations
from cordiale.choosing import bring_up, choose, documents_of
from cordiale.export.lines import item_lines
from cordiale.export.parquet import batches, schema_of
from cordiale.export.points import point_line
from cordiale.export.tables import columns_of
from cordiale.lexicon import load_lexicon
from cordiale.measure import Choice
from cordiale.model.actor import Dyad
from cordiale.model.address import record_address
from cordiale.model.brief import Brief
from cordiale.model.document import Article
from cordiale.model.index_id import Kind
from cordiale.model.issue import UsageError
from cordiale.model.mention import Evidence
from cordiale.model.ontology import EventType, Status
from cordiale.model.record import Item
from cordiale.model.selection import Wanted
from cordiale.model.series import Domain, Grain, Point
from cordiale.store import Store

Pair = tuple[str, str]
Day = date | str


@dataclass(frozen=True, slots=True)
class Rows(Sequence[dict[str, Any]]):
    """Rows of a table, in order: a sequence of dictionaries, with the schema of `cordiale export parquet --merged`."""

    rows: tuple[dict[str, Any], ...]
    schema: Any = None

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> dict[str, Any] | Rows:
        return Rows(self.rows[at], self.schema) if isinstance(at, slice) else self.rows[at]

    def __len__(self) -> int:
        return len(self.rows)

    def to_arrow(self) -> Any:
        """The rows as an Arrow table."""
        if self.schema is None:
            return pa.Table.from_pylist(list(self.rows))
        return pa.Table.from_batches(batches(self.rows, self.schema), self.schema)

    def to_pandas(self) -> Any:
        """The rows as a data frame of pandas, which must be installed."""
        return self.to_arrow().to_pandas()


class Items(Sequence[Item[Any]]):
    """Items of one kind, in order of days: a sequence of `Item`, each with its mentions, evidence and standing."""

    def __init__(self, kind: str, items: Sequence[Item[Any]], documents: dict[str, str]) -> None:
        self.kind, self._items, self._documents = kind, tuple(items), documents

    @overload
    def __getitem__(self, at: int) -> Item[Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Items: ...
    def __getitem__(self, at: int | slice) -> Item[Any] | Items:
        return Items(self.kind, self._items[at], self._documents) if isinstance(at, slice) else self._items[at]

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind}>"

    def rows(self) -> Rows:
        """A row for each item, with the columns of the exports."""
        lines = [line for i in self._items for line in item_lines(self.kind, i, self._documents, merged=True)]
        plain = tuple(msgspec.to_builtins(line) for line in lines)
        return Rows(plain, schema_of(columns_of(self.kind, merged=True)))

    def to_arrow(self) -> Any:
        """The items as an Arrow table."""
        return self.rows().to_arrow()

    def to_pandas(self) -> Any:
        """The items as a data frame of pandas, which must be installed."""
        return self.rows().to_pandas()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is told: the page, the sentence with its characters, and the words in it."""

    document: str
    sentence: str
    start: int
    end: int
    quote: str
    rule: str
    score: float


class OpenRecord:
    """A record, in a file or a database, open for reading; use it as a context manager, or close it.

    Raises UsageError for a file that is no record and for a pair, type, status or day that cannot be meant.
    """

    def __init__(self, path: str | Path) -> None:
        self._store = Store(record_address(path), must_exist=True)
        bring_up(self._store)

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def events(self, type: str | None = None, status: str | None = None, **asked: Any) -> Items:
        """The acts that fit: `between` two states, `of` one, by `type`, `status`, `since` and `until` (dates or ISO days).

        With `with_all=True` also what was judged wrong or retracted.
        """
        wanted = Wanted(type=_one_of(EventType, type), status=_one_of(Status, status))
        return self._items("events", wanted, **asked)

    def statements(self, **asked: Any) -> Items:
        """Who said what; narrowed as `events` are, but for type and status."""
        return self._items("statements", Wanted(), **asked)

    def commitments(self, **asked: Any) -> Items:
        """Who promised what and what became of it; narrowed likewise."""
        return self._items("commitments", Wanted(), **asked)

    def drivers(self, **asked: Any) -> Items:
        """What is said to bring about what; narrowed likewise."""
        return self._items("drivers", Wanted(), **asked)

    def quantities(self, **asked: Any) -> Items:
        """Which figures were given; narrowed likewise."""
        return self._items("quantities", Wanted(), **asked)

    def offices(self, **asked: Any) -> Items:
        """Who held which office; narrowed likewise."""
        return self._items("offices", Wanted(), **asked)

    def groupings(self, **asked: Any) -> Items:
        """Which treaties and groupings bind whom; narrowed likewise."""
        return self._items("groupings", Wanted(), **asked)

    def _items(
        self,
        kind: str,
        wanted: Wanted,
        *,
        between: Pair | None = None,
        of: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        with_all: bool = False,
    ) -> Items:
        asked = replace(
            wanted, between=_pair(between) if between else None, of=of, since=_day(since), until=_day(until)
        )
        found = list(choose(self._store, kind, asked, with_all=with_all))
        return Items(kind, found, documents_of(self._store, found))

    def index(self, first: str, second: str, domain: str = "all", by: str = "month", today: Day | None = None) -> Rows:
        """Where a relation stands, period by period, with its 90 % band and the events that moved it.

        `domain` is all, military, diplomatic, economic or technological; `by` is month or week.
        """
        chosen = Choice(grain=_one_of(Grain, by) or Grain.MONTH, domains=(_one_of(Domain, domain) or Domain.ALL,))
        pair = _pair((first, second))
        made, _ = relations.index_of_pair(self._store, _day(today) or date.today(), pair, choice=chosen)
        points: Sequence[Point] = made.series(pair, chosen.domains[0]).points
        return Rows(tuple(msgspec.to_builtins(point_line(Kind.ACTS, p)) for p in points))

    def brief(self, first: str, second: str) -> Brief:
        """The relation of two states in three minutes; every passage with its citations."""
        held = pipeline.hold(self._store)
        return pipeline.brief_of(held, self._store.issues(), load_lexicon(), _pair((first, second)))

    def trace(self, id: str) -> list[Place]:
        """Every place where an item is told; UsageError when the record has none of that id."""
        place = self._store.tellings.places([id]).get(id)
        found = self._store.items.get([place[1] if place else id])
        if not found:
            raise UsageError(f"no item {id} in the record; `record.events()` lists acts with their ids")
        ((_, item),) = found.values()
        return [self._place(e) for e in item.evidence]

    def _place(self, evidence: Evidence) -> Place:
        from cordiale.text.sentences import split_sentences

        article = self._store.article(evidence.article)
        assert article is not None  # an evidence points to it
        spans = [s.span for s in split_sentences(article)]
        around = spans[evidence.sentence] if evidence.sentence < len(spans) else evidence.span
        told = evidence.span.start, evidence.span.end, evidence.quote, evidence.rule, evidence.score
        return Place(article.document, around.of(article.text), *told)

    def articles(self) -> Iterator[Article]:
        """Every article with its text, in order of its page's name."""
        return self._store.articles()

    @property
    def is_current(self) -> bool:
        """Whether nothing was read or judged since the record was last put together."""
        return joining.is_joined(self._store)


def _pair(between: Pair) -> Dyad:
    states = load_lexicon().states
    for code in between:
        if code not in states:
            raise UsageError(f"no state {code!r}; states have codes of three letters, such as {next(iter(states))}")
    if between[0] == between[1]:
        raise UsageError(f"a pair needs two states, not {between[0]} twice")
    return Dyad.of(*between)


def _day(day: Day | None) -> date | None:
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError:
            raise UsageError(f"not a day: {day!r}; write 2024-04-10") from None
    return day


def _one_of(known: Any, given: str | None) -> Any:
    if given is None:
        return None
    try:
        return known(given)
    except ValueError:
        raise UsageError(f"no {known.__name__} {given!r}; there is {', '.join(known)}") from None
