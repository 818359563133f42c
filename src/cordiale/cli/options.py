"""Options that several verbs share, and the values they are turned into."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from cordiale.export.lines import SHAPES
from cordiale.model.address import RecordAddress, record_address
from cordiale.model.issue import UsageError
from cordiale.settings import Settings

RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="FILE|postgresql://USER@HOST/DATABASE",
        help="The record: a file, or a database.",
        show_default="record.cordiale, or $CORDIALE_RECORD",
    ),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", help="Only what happened on or after this day (2024, 2024-04 or 2024-04-10).")
]
UntilOption = Annotated[str | None, typer.Option("--until", help="Only what happened on or before this day.")]


# Pages are strangers' writing: characters that steer a terminal (and halves of characters) are not passed on to it.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WIDTH = 100


def record_at(given: str | None) -> RecordAddress:
    """The record that the option or the environment names."""
    return record_address(given) if given else Settings.from_environment().record


class _Console(Console):
    """A console whose reader may leave early (`| head`): that ends the command quietly, see `main`."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(*, err: bool = False) -> Console:
    """A console as wide as the terminal (or $COLUMNS), 100 columns where there is none."""
    stream = sys.stderr if err else sys.stdout
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) else None if stream.isatty() else _WIDTH
    return _Console(stderr=err, width=width, highlight=False, soft_wrap=False)


def reading_bar(counted: str) -> tuple[Progress, TaskID]:
    """A bar on standard error for reading, where it is a terminal; `counted` stands before the name of what is being read.

    Advance its task with `on=NAME`.
    """
    out = console(err=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(counted + "{task.fields[on]}", markup=False),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=out, transient=True, disable=not out.is_terminal)
    return bar, bar.add_task("Reading", total=None, on="")


def printable(text: str) -> str:
    """A text that cannot steer a terminal: control characters become a mark, line ends and tabs stay."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def echo(text: str) -> None:
    """Print a text as it is, without the wrapping and the marks of a console."""
    sys.stdout.write(printable(text) + "\n")


def parse_day(given: str | None, *, is_end: bool = False) -> date | None:
    """A day from 2024, 2024-04 or 2024-04-10; the last day of a month or year when `is_end`. UsageError for anything else."""
    if given is None:
        return None
    parts = given.split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) == 3:
            return date(*numbers)
        if len(numbers) == 2:
            year, month = numbers
            return date(year + month // 12, month % 12 + 1, 1) - date.resolution if is_end else date(year, month, 1)
        if len(numbers) == 1:
            return date(numbers[0], 12, 31) if is_end else date(numbers[0], 1, 1)
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"not a day: {given!r}; write 2024, 2024-04 or 2024-04-10")


def parse_period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of a period; UsageError when one is no day or they are the wrong way round."""
    first, last = parse_day(since), parse_day(until, is_end=True)
    if first and last and last < first:
        raise UsageError(f"--since {since} is later than --until {until}")
    return first, last


def say_count(number: int, kind: str) -> str:
    """'1 event', '2 events', '0 quantities': so many of a kind of item (a field of Record)."""
    return f"{number:,} {SHAPES[kind][0] if number == 1 else kind}"


def say_pages(number: int) -> str:
    """'1 page', '2 pages'."""
    return f"{number:,} page{'' if number == 1 else 's'}"
