"""The verb that asks the record by SQL."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Annotated, Any

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from cordiale.cli.options import RecordOption, console, echo, printable, record_at
from cordiale.export.files import whole
from cordiale.model.issue import UsageError
from cordiale.store import Store

_FORMATS = ("table", "csv", "json", "parquet")
_ENDINGS: Mapping[str, str] = {".csv": "csv", ".json": "json", ".jsonl": "json", ".parquet": "parquet"}
# A table for people ends here; more is for programs.
_SHOWN = 200


def add_to(app: typer.Typer) -> None:
    """Register this verb."""
    app.command("sql")(sql)


def sql(
    query: Annotated[
        str | None, typer.Argument(help="One SELECT in DuckDB's SQL, or - for standard input; the tables without.")
    ] = None,
    record: RecordOption = None,
    format: Annotated[
        str | None, typer.Option("--format", help=f"{', '.join(_FORMATS)}; json is an object a line.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file; its ending tells the format.")
    ] = None,
) -> None:
    """Ask the record by SQL; it is only read, and nothing else can be reached.

    Example: cordiale sql "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC"
    """
    if query is None:
        _list_tables()
        return
    form = _format(format, output)
    asked = sys.stdin.read() if query == "-" else query
    from cordiale.querying import answer  # loading Arrow takes longer than most verbs

    with Store(record_at(record), must_exist=True) as store, answer(store, asked) as reader:
        if output is None:
            _print(reader, form)
        else:
            with whole(output) as part:
                _write(reader, form, part)
            console(err=True).print(f"Written: {output}", markup=False, soft_wrap=True)


def _format(given: str | None, output: Path | None) -> str:
    """The format that is asked for, by its name or by the ending of the file."""
    if given is not None and given not in _FORMATS:
        raise UsageError(f"no format {given!r}; there is {', '.join(_FORMATS)}")
    form = given or (_ENDINGS.get(output.suffix.lower()) if output else "table")
    if form is None:
        raise UsageError(f"{output}: name the format with --format {', '.join(_FORMATS[1:])}")
    if form == "parquet" and output is None:
        raise UsageError("parquet is written to a file: name one with -o")
    if form == "table" and output is not None:
        raise UsageError("a table is for the terminal; write csv, json or parquet to a file")
    return form


def _list_tables() -> None:
    from cordiale.querying import TABLES, columns

    for table in TABLES:
        echo(f"{table}: {', '.join(columns(table))}")
    echo('\nAsk with: cordiale sql "SELECT ... FROM events"; examples are in docs/sql.md.')


def _print(reader: Any, form: str) -> None:
    if form == "table":
        _print_table(reader)
    elif form == "csv":
        _write_csv(reader, sys.stdout)
    else:
        sys.stdout.writelines(line.decode() for line in _json_lines(reader))


def _write(reader: Any, form: str, to: Path) -> None:
    if form == "csv":
        with to.open("w", newline="", encoding="utf-8") as out:
            _write_csv(reader, out)
    elif form == "json":
        with to.open("wb") as file:
            file.writelines(_json_lines(reader))
    else:
        import pyarrow.parquet as pq

        with pq.ParquetWriter(to, reader.schema) as parquet:
            for batch in reader:
                parquet.write_batch(batch)


def _rows(reader: Any) -> Iterator[Sequence[Any]]:
    """The rows of an answer as plain values; several columns may have one name."""
    for batch in reader:
        yield from zip(*([_plain(v) for v in column.to_pylist()] for column in batch.columns), strict=True)


def _plain(value: Any) -> Any:
    """A value as JSON has it: whole numbers and fractions, ISO days and times, lists and objects."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _cell(value: Any) -> Any:
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict | bool) else value


def _json_lines(reader: Any) -> Iterator[bytes]:
    names = reader.schema.names
    for row in _rows(reader):
        yield msgspec.json.encode(dict(zip(names, row, strict=True))) + b"\n"


def _write_csv(reader: Any, out: IO[str]) -> None:
    writer = csv.writer(out)
    writer.writerow(reader.schema.names)
    writer.writerows([_cell(v) for v in row] for row in _rows(reader))


def _print_table(reader: Any) -> None:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for name, kind in zip(reader.schema.names, reader.schema.types, strict=True):
        is_number = str(kind).startswith(("int", "uint", "float", "double", "decimal"))
        table.add_column(escape(printable(name)), overflow="fold", justify="right" if is_number else "left")
    number = 0
    for row in _rows(reader):
        number += 1
        if number <= _SHOWN:
            table.add_row(*("" if v is None else escape(printable(str(_cell(v)))) for v in row))
    console().print(table)
    more = f", of which the first {_SHOWN} are shown; --format csv or -o FILE gives all" if number > _SHOWN else ""
    echo(f"\n{number:,} row{'' if number == 1 else 's'}{more}.")
