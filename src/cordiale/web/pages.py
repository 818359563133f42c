"""Long lists page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cordiale.web.address import with_query

T = TypeVar("T")
_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of a list with the addresses of its neighbours; `first` counts from 1."""

    items: Sequence[T]
    number: int
    first: int
    before: str | None
    after: str | None

    @property
    def last(self) -> int:
        """The place of the last one shown."""
        return self.first + len(self.items) - 1


def part_of(items: Sequence[T], page: int | None, path: str, asked: Mapping[str, Any], anchor: str = "") -> Part[T]:
    """The part of a list that a page shows; `asked` are the questions of the address, `anchor` where the list is in it.

    A page beyond the last is the last.
    """
    return taken_part(len(items), lambda limit, begin: items[begin : begin + limit], page, path, {**asked, "#": anchor})


def taken_part(
    number: int, take: Callable[[int, int], Sequence[T]], page: int | None, path: str, asked: Mapping[str, Any]
) -> Part[T]:
    """The same of a list of so many, from which `take` takes at most so many from a place on; `#` in `asked` is the anchor."""
    pages = max(1, -(-number // _A_PAGE))
    at = min(page or 1, pages)
    begin = (at - 1) * _A_PAGE
    given, anchor = {name: value for name, value in asked.items() if name != "#"}, asked.get("#", "")

    def to(number: int) -> str | None:
        return with_query(path, {**given, "page": number}) + anchor if 1 <= number <= pages else None

    return Part(take(_A_PAGE, begin), number, begin + 1, to(at - 1), to(at + 1))
