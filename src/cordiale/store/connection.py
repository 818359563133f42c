"""What every engine gives that a record can lie in: statements, transactions, an index of words, and lines about trouble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from cordiale.model.address import RecordAddress
from cordiale.model.issue import UsageError

Row = tuple[object, ...]
# As many as either engine can count.
_ALL = 2**63 - 1
_NAMED = 500


class StoreError(Exception):
    """The record cannot be used; one line says why and what to do."""


class NoRecord(UsageError):
    """There is no record at an address yet; one line says how to make one."""


class WordIndex(Protocol):
    """Which articles and items have which words. What is written belongs inside a transaction."""

    def laid(self, text: str | None) -> str:
        """A text as it lies in the index."""

    def keep_article(self, place: object, title: str | None, text: str) -> None:
        """Take the article of that place in."""

    def keep_items(self, items: Iterable[tuple[object, str, str]]) -> None:
        """Take items in, each by its place, its id and all that it says."""

    def drop(self, table: str, places: Iterable[object]) -> None:
        """Take out what lies at some places of `article_text` or `item_text`."""

    def articles(self, asked: str, limit: int) -> list[str]:
        """Ids of the articles that have all words and "phrases" that are asked for (begin* for beginnings), best first.

        Of very many, of the latest.
        """

    def items(self, asked: str, limit: int) -> list[str]:
        """Ids of the items that do."""


class Connection(Protocol):
    """An open record, in whichever engine. The statements are those that both engines understand.

    Values stand under `?` or, where one stands twice, `?1`; texts are compared and ordered by their code points. A
    connection may go from thread to thread, one at a time.
    """

    @property
    def address(self) -> RecordAddress:
        """Where the record lies."""

    @property
    def is_read_only(self) -> bool:
        """Whether the record could be opened for reading only."""

    @property
    def is_lost(self) -> bool:
        """Whether the connection is gone and another has to be opened."""

    @property
    def words(self) -> WordIndex:
        """The index of words."""

    def close(self) -> None:
        """Close it; a transaction that is open is given up."""

    def explained(self) -> AbstractContextManager[None]:
        """Turn the engine's errors, and bodies that cannot be decoded, into StoreError and UsageError."""

    def write(self) -> AbstractContextManager[None]:
        """One transaction, the only one that writes from its start on, whole or not at all; inside another, part of it."""

    def snapshot(self) -> AbstractContextManager[None]:
        """One state of the record for all that is read inside, whatever is written meanwhile."""

    def execute(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """All the rows that a query gives."""

    def execute_many(self, query: str, rows: Iterator[Row]) -> None:
        """Run a statement once for each row of values."""

    def each(self, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows that a query gives, a few held at a time."""

    def number_on(self) -> None:
        """Let places that are given out from now on follow those that were put in by number."""

    def claim(self, what: str) -> bool:
        """Whether nobody else holds a claim on the record under this name; it is held until the connection is closed.

        Always for a file, whose users are all on one machine.
        """

    def json_text(self, column: str, field: str) -> str:
        """An expression for the text under a field of the JSON object in a column."""

    def json_number(self, column: str, field: str) -> str:
        """An expression for the number under such a field."""

    def json_parts(self, column: str, field: str) -> str:
        """A table `part` with a column `value` of the objects in the list under such a field."""

    def broken(self) -> list[str]:
        """What of the storage cannot be read, a line each."""

    def lost_rows(self) -> Iterator[str]:
        """Rows that point to others which are not there, a line each."""


def parted(values: Iterable[object]) -> Iterator[tuple[str, list[object]]]:
    """The values, each once, in parts that one statement can name, each with as many question marks."""
    wanted = list(dict.fromkeys(values))
    for begin in range(0, len(wanted), _NAMED):
        some = wanted[begin : begin + _NAMED]
        yield ", ".join("?" * len(some)), some


def up_to(limit: int) -> int:
    """A limit as both engines take it; below zero it is none."""
    return limit if limit >= 0 else _ALL
