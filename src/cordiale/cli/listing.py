"""The verbs that list items: events, statements, commitments, drivers, quantities, offices, groupings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import msgspec
import typer
from rich.table import Table

from cordiale import pipeline
from cordiale.cli.columns import COLUMNS
from cordiale.cli.options import RecordOption, SinceOption, UntilOption, console, parse_day, parse_pair, record_path
from cordiale.export.lines import item_lines
from cordiale.model.actor import Dyad
from cordiale.model.issue import UsageError
from cordiale.model.ontology import EventType, Status
from cordiale.model.selection import Wanted, is_wanted
from cordiale.store import Store

PairOption = Annotated[
    tuple[str, str] | None, typer.Option("--between", help="Only what concerns both states, by code or name.")
]


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
    wanted = Wanted(_pair(between), kind, _one_of(status, Status, "status"), *_period(since, until))
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
        wanted = Wanted(_pair(between), None, None, *_period(since, until))
        _list(kind, wanted, record_path(record), as_json=as_json, as_csv=as_csv)

    return list_kind


def _pair(between: tuple[str, str] | None) -> Dyad | None:
    return parse_pair(*between) if between else None


def _period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    return parse_day(since), parse_day(until, is_end=True)


def _one_of(given: str | None, known: Any, what: str) -> Any:
    if given is None:
        return None
    try:
        return known(given)
    except ValueError:
        raise UsageError(f"no {what} {given!r}; there is {', '.join(known)}") from None


def _list(kind: str, wanted: Wanted, path: Any, *, as_json: bool, as_csv: bool) -> None:
    with Store(path, must_exist=True) as store:
        items = [i for i in getattr(pipeline.current_record(store), kind) if is_wanted(i, wanted)]
        documents = {a.id: a.document for a in store.articles()}
    lines = [line for item in items for line in item_lines(kind, item, documents, merged=True)]
    if as_json:
        for line in lines:
            typer.echo(msgspec.json.encode(line).decode())
    elif as_csv:
        typer.echo(_csv(lines), nl=False)
    elif not lines:
        console().print(
            f"No {kind} that fit. Loosen --between, --since or --until, or read more pages with cordiale read PAGES"
        )
    else:
        _print_table(kind, lines)


def _print_table(kind: str, lines: list[dict[str, Any]]) -> None:
    table = Table(box=None, padding=(0, 1, 0, 0))
    for name, _, width in COLUMNS[kind]:
        table.add_column(name, overflow="fold", max_width=width, no_wrap=width is not None and width < 13)
    for line in lines:
        table.add_row(*(cell(line) for _, cell, _ in COLUMNS[kind]))
    console().print(table)
    console().print(f"{len(lines)} {kind}. To see where one comes from: cordiale trace ID")


def _csv(lines: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    if lines:
        writer = csv.DictWriter(out, fieldnames=list(lines[0]))
        writer.writeheader()
        for line in lines:
            writer.writerow(
                {k: msgspec.json.encode(v).decode() if isinstance(v, (list, dict)) else v for k, v in line.items()}
            )
    return out.getvalue()
