"""The verbs that read pages: read, demo."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cordiale import pipeline
from cordiale.brief import FORMATS
from cordiale.capture import load
from cordiale.cli.options import RecordOption, console, record_path
from cordiale.cli.readers import instruments
from cordiale.model.document import Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.pipeline import Summary
from cordiale.store import Store

_SHOWN_ISSUES = 20


def add_to(app: typer.Typer) -> None:
    """Register these verbs."""
    app.command("read")(read)
    app.command("demo")(demo)


def read(
    pages: Annotated[list[str], typer.Argument(help="Files and folders (.txt .html .jsonl), or - for standard input.")],
    record: RecordOption = None,
    reader: Annotated[str | None, typer.Option("--reader", help="Which reader: learned or plain.")] = None,
) -> None:
    """Read pages into the record.

    Example: cordiale read pages/ more.jsonl --record asia.cordiale
    """
    path = record_path(record)
    captures = load(pages)
    tools = instruments(reader)
    with Store(path) as store:
        before = store.count_pages()
        summary = _read_with_progress(captures, store, tools)
        found = pipeline.current_record(store)
        _print_summary(summary)
        out = console()
        counts = f"{len(found.events)} events, {len(found.statements)} statements, {len(found.commitments)} commitments"
        out.print(
            f"The record {path} holds {store.count_pages()} pages ({store.count_pages() - before} new): {counts}."
        )
    if summary.read + summary.unchanged:
        out.print(
            "Next: [bold]cordiale brief[/bold] for the pair of states most written about, [bold]cordiale events[/bold] for the list."
        )


def _read_with_progress(captures: Iterable[Capture | Issue], store: Store, tools: pipeline.Instruments) -> Summary:
    out = console(err=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[page]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task("Reading", total=None, page="")
        return pipeline.read_captures(captures, store, tools, lambda name: bar.update(task, advance=1, page=name[-40:]))


def _print_summary(summary: Summary) -> None:
    out = console()
    parts = [f"{summary.read} read"]
    if summary.unchanged:
        parts.append(f"{summary.unchanged} unchanged since they were last read")
    if summary.issues:
        parts.append(f"{len(summary.issues)} not read")
    out.print("Pages: " + ", ".join(parts) + ".")
    if summary.issues:
        table = Table("page", "why it was not read", box=None, padding=(0, 2, 0, 0))
        for issue in summary.issues[:_SHOWN_ISSUES]:
            table.add_row(issue.document, f"{issue.what} [dim]({issue.code})[/dim]")
        out.print(table)
        if len(summary.issues) > _SHOWN_ISSUES:
            out.print(f"... and {len(summary.issues) - _SHOWN_ISSUES} more; `cordiale check` lists them all.")


def demo(
    record: Annotated[
        Path | None, typer.Option("--record", help="Keep the record here instead of a temporary file.")
    ] = None,
    html: Annotated[Path, typer.Option("--html", help="Where to write the HTML brief.")] = Path("brief.html"),
) -> None:
    """Read the sample pages, print the brief of the busiest pair, and write it as HTML.

    Example: cordiale demo
    """
    pages = sample_pages()
    tools = instruments(None)
    with tempfile.TemporaryDirectory() as folder:
        path = record or Path(folder) / "demo.cordiale"
        with Store(path) as store:
            summary = _read_with_progress(load([str(pages)]), store, tools)
            _print_summary(summary)
            brief = pipeline.brief_of(store, tools.lexicon)
            articles = {a.id: a for a in store.articles()}
            console().print(FORMATS["text"](brief, articles), markup=False)
            html.write_text(FORMATS["html"](brief, articles), "utf-8")
    console().print(f"\nThe same brief with every line opening to its sentence: {html.resolve()}")
    console().print("Your own pages: cordiale read PAGES... ; then cordiale brief, cordiale events, cordiale trace ID")


def sample_pages() -> Path:
    """The folder of our sample pages, in the package or in the repository; UsageError when neither has it."""
    for folder in (
        Path(str(files("cordiale"))) / "examples" / "pages",
        Path(__file__).parents[3] / "examples" / "pages",
    ):
        if folder.is_dir():
            return folder
    raise UsageError("the sample pages are not installed; read your own with `cordiale read PAGES...`")
