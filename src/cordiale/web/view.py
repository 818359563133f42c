"""What a page is before it is written as HTML, JSON or CSV; and the ways in which there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cordiale.export.charts import Chart

if TYPE_CHECKING:
    from cordiale.web.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns, for the page's `.csv` twin; a cell may be a list or an object."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class View:
    """One page: its title, the template with what it shows, the plain values of its `.json` twin, and its table.

    Values and table are made only when they are asked for. `up` are the pages above it, each with its words and its address;
    `charts` those that stand in it, and `chart` the one that its `.svg` and `.png` twins show.
    """

    title: str
    template: str
    shown: Mapping[str, Any]
    data: Callable[[], Mapping[str, Any]]
    table: Callable[[], Table] | None = None
    up: tuple[tuple[str, str], ...] = ()
    charts: tuple[Drawing, ...] = ()
    chart: Callable[[], Chart | None] | None = None


class Missing(Exception):
    """There is nothing at this address; `what` says so in a line, `hint` what to do next."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


class Elsewhere(Exception):
    """What is asked for has another address, which is given without the ending of a twin."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address
