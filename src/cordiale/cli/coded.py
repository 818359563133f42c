"""Event files of others on the terminal: reading them, listing their events, and the row behind each."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from cordiale import streams
from cordiale.cli.options import console, echo, printable, reading_bar
from cordiale.export.lines import coded_line
from cordiale.model.address import RecordAddress
from cordiale.model.coded import CodedEvent, EventFile, Side
from cordiale.model.issue import UsageError
from cordiale.model.selection import Wanted
from cordiale.store import Store

_MOST = 100
_WIDE = 90
_COLUMNS = (
    "id date type quad_class code contexts actor actor_sector actor_words recipient recipient_sector recipient_words "
    "place file format sha256 row quote"
).split()


def read_coded(paths: Sequence[str], format: str, record: RecordAddress) -> None:
    """Read event files and say what became of their rows; exit 1 when none could be read."""
    with Store(record) as store:
        done = _read_with_progress(paths, format, store)
        every, files = store.coded.count(), store.coded.files()
    for file in done.read:
        echo(f"{say_event_file(file)}, {file.rows - file.coded:,} left out.")
        for issue in file.issues():
            echo(f"  left out: {issue.what} ({issue.code})")
    for file in done.unchanged:
        echo(f"{say_event_file(file)}: unchanged since it was last read.")
    for issue in done.issues:
        echo(f"not read: {' '.join(issue.what.split())} ({issue.code})")
    echo(f"The record {record} holds {every:,} coded events of {len(files)} file{'s' * (len(files) != 1)}.")
    if every:
        echo("Next: `cordiale index` for the relations that changed most, `cordiale events --coded` for the list.")
    if not done.read and not done.unchanged:
        raise typer.Exit(1)


def _read_with_progress(paths: Sequence[str], format: str, store: Store) -> streams.FilesRead:
    bar, task = reading_bar("rows ")
    with bar:
        return streams.read_event_files(
            paths,
            format,
            store,
            date.today(),
            lambda name, rows: bar.update(task, advance=rows, on=printable(name[-40:])),
        )


def say_event_file(file: EventFile) -> str:
    """'2014.tab (icews): 90,730 rows, 71,002 events'."""
    return f"{file.name} ({file.format}): {file.rows:,} rows, {file.coded:,} events"


def say_beside(store: Store, wanted: Wanted) -> str | None:
    """How many coded events stand beside the record's own, and how to list them; None when there are none."""
    number = store.coded.count(wanted) if wanted.status is None else 0
    one = number == 1
    return (
        f"Beside them {'stands' if one else 'stand'} {number:,} event{'s' * (not one)} of event files: "
        "cordiale events --coded"
        if number
        else None
    )


def list_coded(wanted: Wanted, record: RecordAddress, *, is_json: bool, is_csv: bool) -> None:
    """List coded events, as a table, JSON Lines or CSV."""
    if is_json and is_csv:
        raise UsageError("--json and --csv are two formats; give one of them")
    with Store(record, must_exist=True) as store:
        files = {f.id: f for f in store.coded.files()}
        if is_json:
            for e in store.coded.events(wanted):
                sys.stdout.write(msgspec.json.encode(coded_line(e, files[e.file])).decode() + "\n")
        elif is_csv:
            writer = csv.writer(sys.stdout)
            writer.writerow(_COLUMNS)
            writer.writerows(_csv_row(e, files[e.file]) for e in store.coded.events(wanted))
        else:
            _print_table(list(store.coded.events(wanted, _MOST)), store.coded.count(wanted), bool(files))


def _csv_row(e: CodedEvent, file: EventFile) -> list[object]:
    told: list[object] = [e.id, e.day.isoformat(), e.type or "", int(e.quad_class), e.code, " ".join(e.contexts)]
    for side in (e.actor, e.recipient):
        told += [side.country, side.sector or "", side.words]
    return [*told, e.place or "", file.name, file.format, file.id, e.row, e.quote]


def _print_table(events: Sequence[CodedEvent], number: int, has_any: bool) -> None:
    if not events:
        echo(
            "No coded events that fit. Ask for less with --between, --of, --type, --since or --until."
            if has_any
            else "No event files in the record yet. Read one: cordiale read --as icews FILE"
        )
        return
    out = console()
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for heading, is_whole in (("id", True), ("date", True), ("type", True), ("code", True), ("who → whom", False)):
        table.add_column(heading, no_wrap=is_whole, overflow="fold", max_width=None)
    for e in events:
        whom = f"{_say(e.actor, out.width)} → {_say(e.recipient, out.width)}"
        cells = (e.id, e.day.isoformat(), e.type or "-", e.code, whom)
        table.add_row(*(escape(printable(c)) for c in cells))
    out.print(table)
    more = f", the first {len(events)} shown; --csv and --json give all" if number > len(events) else ""
    echo(f"\n{number:,} coded event{'s' * (number != 1)}{more}. To see the row of one: cordiale trace ID")


def _say(side: Side, width: int) -> str:
    return f"{side.country} {side.words}" if width >= _WIDE and side.words != side.country else side.country


def coded_lines(event: CodedEvent, store: Store) -> Iterator[str]:
    """A coded event down to its row."""
    file = store.coded.file_of(event.file)
    assert file is not None  # an event is taken out with its file
    yield f"{event.id}  coded event  (as given by {file.name})"
    yield f"  type: {event.type or 'none: a statement or an appeal, which counts as no act'}"
    yield f"  code: {event.code}   quad class: {int(event.quad_class)}   contexts: {', '.join(event.contexts) or '-'}"
    yield f"  actor: {_whole(event.actor)}"
    yield f"  recipient: {_whole(event.recipient)}"
    yield f"  date: {event.day}   place: {event.place or '-'}"
    yield f"  in {file.name} ({file.format}), row {event.row:,} of {file.rows:,}; file sha256 {file.id}"
    yield f"    »{event.quote}«"


def _whole(side: Side) -> str:
    return f"{side.country}{f' {side.sector}' if side.sector else ''}, given as {side.words!r}"


def file_lines(file: EventFile) -> Iterator[str]:
    """What became of the rows of an event file."""
    yield say_event_file(file)
    yield f"  path: {file.origin}"
    yield f"  sha256 {file.id}"
    yield from (f"  left out: {issue.what} ({issue.code})" for issue in file.issues())
