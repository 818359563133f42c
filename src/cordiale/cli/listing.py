"""The verbs that list items: events, statements, commitments, drivers, quantities, offices, groupings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from cordiale import pipeline
from cordiale.cli.columns import COLUMNS
from cordiale.cli.options import (
    RecordOption,
    SinceOption,
    UntilOption,
    console,
    echo,
    parse_pair,
    parse_period,
    printable,
    record_path,
)
from cordiale.export.exporters import write_csv_table
from cordiale.export.lines import item_lines
from cordiale.model.actor import Dyad
from cordiale.model.issue import UsageError
from cordiale.model.ontology import EventType, Status
from cordiale.model.selection import Wanted, is_wanted
from cordiale.store import Store

PairOption = Annotated[
    tuple[str, str] | None, typer.Option("--between", help="Only what concerns both states, by code or name.")
]

_WIDE = 110  # columns from which a table has room for the words of an act and the like


def add_to(app: typer.Typer) -> None:
    """Register a verb for each kind of item."""
    app.command("events")(events)
    for kind in ("statements", "commitments", "drivers", "quantities", "offices", "groupings"):
        app.command(
            kind, help=f"List the {kind} in the record.\n\nExample: cordiale {kind} --between Japan USA --json"
        )(_verb(kind))


def events(
    between: PairOption = None,
    type: Annotated[str | None, typer.Option("--type", help="Only this type of act, such as CONSULT.")] = None,
    status: Annotated[
        str | None, typer.Option("--status", help="happened, ongoing, planned, possible or denied.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines instead of a table.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")] = False,
    record: RecordOption = None,
) -> None:
    """List the events in the record.

    Example: cordiale events --between Japan USA --type CONSULT --since 2024
    """
    kind = _one_of(type.upper() if type else None, EventType, "type")
    wanted = Wanted(_pair(between), kind, _one_of(status, Status, "status"), *parse_period(since, until))
    _list("events", wanted, record_path(record), as_json=as_json, as_csv=as_csv)


def _verb(kind: str) -> Callable[..., None]:
    def list_kind(
        between: PairOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        as_json: Annotated[bool, typer.Option("--json", help="JSON Lines instead of a table.")] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")] = False,
        record: RecordOption = None,
    ) -> None:
        wanted = Wanted(_pair(between), None, None, *parse_period(since, until))
        _list(kind, wanted, record_path(record), as_json=as_json, as_csv=as_csv)

    return list_kind


def _pair(between: tuple[str, str] | None) -> Dyad | None:
    return parse_pair(*between) if between else None


def _one_of(given: str | None, known: Any, what: str) -> Any:
    if given is None:
        return None
    try:
        return known(given)
    except ValueError:
        raise UsageError(f"no {what} {given!r}; there is {', '.join(known)}") from None


def _list(kind: str, wanted: Wanted, path: Any, *, as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise UsageError("--json and --csv are two formats; give one of them")
    with Store(path, must_exist=True) as store:
        held = pipeline.hold(store)
    items = [i for i in getattr(held.record, kind) if is_wanted(i, wanted)]
    documents = {a.id: a.document for a in held.articles}
    lines = [line for item in items for line in item_lines(kind, item, documents, merged=True)]
    if as_json:
        sys.stdout.writelines(msgspec.json.encode(line).decode() + "\n" for line in lines)
    elif as_csv:
        write_csv_table(kind, lines, sys.stdout, merged=True)
    elif not lines:
        _say_empty(kind, has_any=bool(getattr(held.record, kind)))
    else:
        _print_table(kind, lines)


def _say_empty(kind: str, *, has_any: bool) -> None:
    if has_any:
        echo(f"No {kind} that fit. Ask for less with --between, --type, --status, --since or --until.")
    else:
        echo(f"No {kind} in the record yet. Read more pages: cordiale read PAGES")


def _print_table(kind: str, lines: list[dict[str, Any]]) -> None:
    out = console()
    columns = [c for c in COLUMNS[kind] if out.width >= _WIDE or not c.is_extra]
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for c in columns:
        table.add_column(c.heading, overflow="fold", max_width=c.width, no_wrap=not c.breaks)
    for line in lines:
        table.add_row(*(escape(printable(c.cell(line))) for c in columns))
    out.print(table)
    echo(f"\n{len(lines)} {kind}. To see where one comes from: cordiale trace ID")
