"""Reading on several machines: the options --on and --into of read, and the verb take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cordiale import pipeline
from cordiale.capture import load
from cordiale.capture.address import is_address
from cordiale.cli.options import RecordOption, echo, printable, reading_bar, record_at, say_pages
from cordiale.cli.readers import instruments
from cordiale.cli.reading import (
    READER_HELP,
    Manner,
    join_with_progress,
    print_issues,
    print_summary,
    say_holdings,
    say_lost,
)
from cordiale.model.issue import UsageError
from cordiale.store import Store

if TYPE_CHECKING:
    from cordiale.store.results import Results


def add_to(app: typer.Typer) -> None:
    """Register this verb."""
    app.command("take")(take)


def read_into(pages: list[str], where: str, manner: Manner) -> None:
    """Read pages into a table of results and say what became of them; UsageError for addresses, which only a record holds."""
    from cordiale import sharing  # loading Arrow takes longer than most verbs
    from cordiale.store.results import Results

    if addresses := [p for p in pages if is_address(p)]:
        raise UsageError(f"{addresses[0]}: addresses are read into a record; --into takes files and folders")
    captures, table, tools = load(pages), Results(where), manner.instruments()
    bar, task = reading_bar("")
    with manner.workforce(tools) as workforce, bar:
        done = sharing.read_into(
            captures, table, tools, lambda name: bar.update(task, advance=1, on=printable(name[-40:])), workforce
        )
    held = table.count_by_stage().get(tools.stage, 0)
    parts = [f"{done.read} read"]
    parts += [f"{done.unchanged} in the table already"] if done.unchanged else []
    parts += [f"{len(done.issues)} not read"] if done.issues else []
    echo(f"Pages: {', '.join(parts)}.")
    print_issues(done.issues)
    echo(f"The table {where} holds {held:,} results of this reader ({done.added} new).")
    echo(f"Next: `cordiale take {where}` where the record is.")


def take(
    tables: Annotated[list[str], typer.Argument(help="Folders or addresses (s3://...) of tables of results.")],
    record: RecordOption = None,
    reader: Annotated[str | None, typer.Option("--reader", help=READER_HELP)] = None,
) -> None:
    """Take what other machines have read, with `cordiale read --into`, into the record; nothing is read again.

    Example: cordiale take results/ --record asia.cordiale
    """
    from cordiale.store.results import Results  # loading Arrow takes longer than most verbs

    path, tools = record_at(record), instruments(reader)
    found = [Results(where, must_exist=True) for where in tables]
    with Store(path) as store:
        before = store.count_pages()
        for table in found:
            _take(table, store, tools)
        join_with_progress(store)
        after, counts, lost = store.count_pages(), say_holdings(store), pipeline.lost_judgements(store)
    echo(f"The record {path} holds {say_pages(after)} ({after - before} new): {counts}.")
    for line in say_lost(lost):
        echo(line)


def _take(table: Results, store: Store, tools: pipeline.Instruments) -> None:
    from cordiale import sharing

    bar, task = reading_bar("")
    with bar:
        summary = sharing.take(table, store, tools, lambda name: bar.update(task, advance=1, on=printable(name[-40:])))
    print_summary(summary)
    others = sum(number for stage, number in table.count_by_stage().items() if stage != tools.stage)
    if others:
        echo(
            f"{table.where}: {others:,} results of another reader or version were left out; "
            "read those pages again, or name the reader with --reader."
        )
