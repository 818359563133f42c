"""The verbs that list items: events, statements, commitments, drivers, quantities, offices, groupings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from cordiale.choosing import bring_up, choose, documents_of
from cordiale.cli.coded import list_coded, say_beside
from cordiale.cli.columns import COLUMNS, STANDING
from cordiale.cli.options import (
    RecordOption,
    SinceOption,
    UntilOption,
    console,
    echo,
    parse_period,
    printable,
    record_at,
    say_count,
)
from cordiale.cli.states import parse_pair, parse_state
from cordiale.export.exporters import write_csv_table
from cordiale.export.lines import item_lines
from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.issue import UsageError
from cordiale.model.ontology import EventType, Status
from cordiale.model.record import NOT_BELIEVED
from cordiale.model.selection import Wanted
from cordiale.store import Store

PairOption = Annotated[
    tuple[str, str] | None, typer.Option("--between", help="Only what concerns both states, by code or name.")
]
StateOption = Annotated[str | None, typer.Option("--of", help="Only what concerns this state, by code or name.")]
AllOption = Annotated[bool, typer.Option("--all", help="Also what was judged wrong or retracted, marked as such.")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON Lines instead of a table.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")]


@dataclass(frozen=True, slots=True)
class _Form:
    """How a list is shown: as JSON Lines, as CSV or (neither) as a table, with or without what is no longer believed."""

    is_json: bool
    is_csv: bool
    has_all: bool


def add_to(app: typer.Typer) -> None:
    """Register a verb for each kind of item."""
    app.command("events")(events)
    for kind in ("statements", "commitments", "drivers", "quantities", "offices", "groupings"):
        app.command(
            kind, help=f"List the {kind} in the record.\n\nExample: cordiale {kind} --between Japan USA --json"
        )(_verb(kind))


def events(
    between: PairOption = None,
    of: StateOption = None,
    type: Annotated[str | None, typer.Option("--type", help=f"Only this type of act: {', '.join(EventType)}.")] = None,
    status: Annotated[str | None, typer.Option("--status", help=f"Only this status: {', '.join(Status)}.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    coded: Annotated[bool, typer.Option("--coded", help="The rows of event files that others have coded.")] = False,
    has_all: AllOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    record: RecordOption = None,
) -> None:
    """List the events in the record, or with --coded those of event files.

    Example: cordiale events --between Japan USA --type CONSULT --since 2024
    """
    kind = _one_of(type.upper() if type else None, EventType, "type")
    asked = _one_of(status.lower() if status else None, Status, "status")
    wanted = Wanted(_pair(between), kind, asked, *parse_period(since, until), _state(of))
    form = _Form(as_json, as_csv, has_all)
    if coded:
        if status:
            raise UsageError("--status is for events of pages; every row of an event file tells of what happened")
        list_coded(wanted, record_at(record), is_json=as_json, is_csv=as_csv)
        return
    _list("events", wanted, record_at(record), form)


def _verb(kind: str) -> Callable[..., None]:
    def list_kind(
        between: PairOption = None,
        of: StateOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        has_all: AllOption = False,
        as_json: JsonOption = False,
        as_csv: CsvOption = False,
        record: RecordOption = None,
    ) -> None:
        wanted = Wanted(_pair(between), None, None, *parse_period(since, until), _state(of))
        _list(kind, wanted, record_at(record), _Form(as_json, as_csv, has_all))

    return list_kind


def _pair(between: tuple[str, str] | None) -> Dyad | None:
    return parse_pair(*between) if between else None


def _state(of: str | None) -> str | None:
    return parse_state(of, load_lexicon()) if of else None


def _one_of(given: str | None, known: Any, what: str) -> Any:
    if given is None:
        return None
    try:
        return known(given)
    except ValueError:
        raise UsageError(f"no {what} {given!r}; there is {', '.join(known)}") from None


def _list(kind: str, wanted: Wanted, path: RecordAddress, form: _Form) -> None:
    if form.is_json and form.is_csv:
        raise UsageError("--json and --csv are two formats; give one of them")
    with Store(path, must_exist=True) as store:
        bring_up(store)
        fitting = list(choose(store, kind, wanted, with_all=True))
        items = [i for i in fitting if form.has_all or i.standing not in NOT_BELIEVED]
        documents = documents_of(store, items)
        has_any = bool(fitting) or store.items.count(kind) > 0
        beside = say_beside(store, wanted) if kind == "events" else None
    lines = [line for item in items for line in item_lines(kind, item, documents, merged=True)]
    left_out = _say_left_out(len(fitting) - len(items))
    if form.is_json:
        sys.stdout.writelines(msgspec.json.encode(line).decode() + "\n" for line in lines)
    elif form.is_csv:
        write_csv_table(kind, lines, sys.stdout, merged=True)
    elif lines:
        _print_table(kind, lines)
    else:
        _say_empty(kind, has_any=has_any)
    if left_out and (form.is_json or form.is_csv):
        sys.stderr.write(f"cordiale: {left_out}\n")
    elif left_out:
        echo(left_out)
    if beside and not (form.is_json or form.is_csv):
        echo(beside)


def _say_left_out(number: int) -> str:
    is_one = number == 1
    return (
        f"{number} judged wrong or retracted {'is' if is_one else 'are'} left out; --all shows {'it' if is_one else 'them'}."
        * bool(number)
    )


def _say_empty(kind: str, *, has_any: bool) -> None:
    if has_any:
        more = "--type, --status, " if kind == "events" else ""
        echo(f"No {kind} that fit. Ask for less with --between, --of, {more}--since or --until.")
    else:
        echo(f"No {kind} in the record yet. Read more pages: cordiale read PAGES")


def _print_table(kind: str, lines: list[dict[str, Any]]) -> None:
    out = console()
    columns = [c for c in (*COLUMNS[kind], STANDING) if out.width >= c.shown_from]
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for c in columns:
        table.add_column(c.heading, overflow="fold", max_width=c.width, no_wrap=not c.breaks)
    for line in lines:
        table.add_row(*(escape(printable(c.cell(line))) for c in columns))
    out.print(table)
    echo(f"\n{say_count(len(lines), kind)}. To see where one comes from: cordiale trace ID")
