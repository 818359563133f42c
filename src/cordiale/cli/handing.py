"""The verbs that hand the record on: brief, export, trace, copy."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cordiale import pipeline
from cordiale.brief import FORMATS
from cordiale.cli.briefing import may_write, picking, write_brief
from cordiale.cli.options import (
    RecordOption,
    SinceOption,
    UntilOption,
    console,
    echo,
    parse_period,
    record_at,
    say_pages,
)
from cordiale.cli.states import parse_pair
from cordiale.cli.tracing import trace_lines
from cordiale.export import EXPORTERS, Relations, Selection
from cordiale.export.exporters import IN_FOLDERS, OF_RELATIONS, jsonl_lines
from cordiale.lexicon import load_lexicon
from cordiale.model.address import record_address
from cordiale.model.brief import Brief
from cordiale.model.issue import UsageError
from cordiale.model.series import Domain
from cordiale.store import Store


def add_to(app: typer.Typer) -> None:
    """Register these verbs."""
    app.command("brief")(brief)
    app.command("export")(export)
    app.command("trace")(trace)
    app.command("copy")(copy)


def brief(
    pair: Annotated[
        list[str] | None, typer.Argument(help="Two states by code or name; without them, the busiest pair.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    domain: Annotated[str, typer.Option("--domain", help=f"{', '.join(Domain)}.")] = "all",
    length: Annotated[str, typer.Option("--length", help="How many lines a section: short, usual, long.")] = "usual",
    pin: Annotated[list[str] | None, typer.Option("--pin", help="Tell this item (its id) in any case.")] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", help="Leave this item (its id) out.")] = None,
    format: Annotated[
        str, typer.Option("--format", help="text, md, html, json, docx or pdf; the last two to a file.")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file instead of the terminal.")
    ] = None,
    record: RecordOption = None,
) -> None:
    """Tell the relation of two states in three minutes, every line with its source.

    Example: cordiale brief USA JPN --since 2024 --format html -o brief.html
    """
    may_write(format, output)
    if pair and len(pair) != 2:
        raise UsageError("a brief is about two states: cordiale brief USA JPN")
    dyad = parse_pair(*pair) if pair else None
    period, chosen = parse_period(since, until), picking(domain, length, pin or (), drop or ())
    with Store(record_at(record), must_exist=True) as store:
        held, issues = pipeline.hold(store), store.issues()
        made = pipeline.brief_of(
            held, issues, load_lexicon(), dyad, lambda pair: replace(chosen(pair), since=period[0], until=period[1])
        )
        if domain == Domain.ALL:  # measures and forecasts of a brief are of all domains together
            made = _foretold(made, store, held)
    if output:
        write_brief(made, held.by_id, format, output)
        echo(f"Written: {output}")
    else:
        echo(FORMATS[format](made, held.by_id))


def _foretold(made: Brief, store: Store, held: pipeline.Held) -> Brief:
    """The brief with what is measured and what is expected."""
    if store.may_be_measured(made.dyad):
        from cordiale.relations import measured  # loading the measures takes longer than most verbs

        made = measured(made, store, date.today())
    from cordiale.foresight import expected

    return expected(made, store, held, date.today())


def export(
    format: Annotated[str, typer.Argument(help=f"{', '.join(EXPORTERS)}.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file, or a folder for csv and parquet.")
    ] = None,
    merged: Annotated[
        bool, typer.Option("--merged", help="One line an item, not one for each page that tells it.")
    ] = False,
    month: Annotated[
        str | None, typer.Option("--month", help="For graphml and gexf: a month such as 2014-08; the last one without.")
    ] = None,
    domain: Annotated[str, typer.Option("--domain", help=f"For graphml and gexf: {', '.join(Domain)}.")] = "all",
    record: RecordOption = None,
) -> None:
    """Give the record out for other programs; jsonl goes to standard output unless -o names a file.

    Example: cordiale export jsonl -o record.jsonl
    """
    if format not in EXPORTERS:
        raise UsageError(f"no format {format!r}; there is {', '.join(EXPORTERS)}")
    if output is None and format in IN_FOLDERS:
        raise UsageError(f"{format} writes one table for each kind: name a folder with -o")
    if output is None and format != "jsonl":
        raise UsageError(f"{format} is written to a file: name one with -o")
    with Store(record_at(record), must_exist=True) as store:
        held = pipeline.hold(store)
        relations = _relations(store, month, domain) if format in OF_RELATIONS else None
    selection = Selection(held.record, held.articles, merged, relations, _say)
    if output is None:
        sys.stdout.buffer.writelines(jsonl_lines(selection))
        sys.stdout.buffer.flush()
    else:
        for path in EXPORTERS[format](selection, output):
            _say(f"Written: {path}")


def _relations(store: Store, month: str | None, domain: str) -> Relations:
    from cordiale.cli.related import related  # loading the measures takes longer than most verbs

    return related(store, month, domain)


def _say(line: str) -> None:
    console(err=True).print(line, markup=False, soft_wrap=True)


def copy(
    to: Annotated[str, typer.Argument(help="Where to: a new file, or postgresql://USER@HOST/DATABASE.")],
    record: RecordOption = None,
) -> None:
    """Put all of the record, as it is now, into a new one: from a file into a database, back, or into another of its kind.

    Example: cordiale copy postgresql://ana@db.example/asia --record asia.cordiale
    """
    address = record_address(to)
    with Store(record_at(record), must_exist=True) as store:
        store.copy_to(address)
        pages = store.count_pages()
    echo(f"Copied to {address}: {say_pages(pages)}, and all that was read, joined, judged and issued.")


def trace(
    id: Annotated[str, typer.Argument(help="The id of an item or article or its first characters, or a page's name.")],
    record: RecordOption = None,
) -> None:
    """Show where an item comes from: its sentence, the page and its bytes, the rule and score that read it.

    Example: cordiale trace ev_1a2b3c4d5e
    """
    with Store(record_at(record), must_exist=True) as store:
        for line in trace_lines(store, id):
            echo(line)
