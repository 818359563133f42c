"""The verbs that read pages: read, demo."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cordiale import pipeline
from cordiale.brief import FORMATS
from cordiale.capture import load
from cordiale.cli.options import RecordOption, console, echo, printable, record_path
from cordiale.cli.readers import instruments
from cordiale.export.files import write_whole
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
        summary = _read_with_progress(_without_own_files(captures, path), store, tools)
        found, held = pipeline.current_record(store), store.count_pages()
    _print_summary(summary)
    counts = f"{len(found.events)} events, {len(found.statements)} statements, {len(found.commitments)} commitments"
    echo(f"The record {path} holds {held} pages ({held - before} new): {counts}.")
    if found.events:
        echo("Next: `cordiale brief` for the pair of states most written about, `cordiale events` for the list.")
    elif not held:
        echo("Nothing could be read. Give files or folders of .txt, .html or .jsonl pages in English.")


def _without_own_files(captures: Iterable[Capture | Issue], record: Path) -> Iterator[Capture | Issue]:
    """The captures without the record file itself, which often lies in the folder that is read."""
    own = {record.name + ending for ending in ("", "-wal", "-shm")}
    for capture in captures:
        if not (isinstance(capture, Issue) and Path(capture.document).name in own):
            yield capture


def _read_with_progress(captures: Iterable[Capture | Issue], store: Store, tools: pipeline.Instruments) -> Summary:
    out = console(err=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[page]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task("Reading", total=None, page="")
        return pipeline.read_captures(
            captures, store, tools, lambda name: bar.update(task, advance=1, page=printable(name[-40:]))
        )


def _print_summary(summary: Summary) -> None:
    parts = [f"{summary.read} read" + (f" ({summary.replaced} in place of earlier ones)" if summary.replaced else "")]
    if summary.unchanged:
        parts.append(f"{summary.unchanged} unchanged since they were last read")
    if summary.issues:
        parts.append(f"{len(summary.issues)} not read")
    echo("Pages: " + ", ".join(parts) + ".")
    for issue in summary.issues[:_SHOWN_ISSUES]:
        echo(f"  not read: {say_issue(issue)}")
    if len(summary.issues) > _SHOWN_ISSUES:
        echo(f"  ... and {len(summary.issues) - _SHOWN_ISSUES} more; `cordiale check` lists them all.")


def say_issue(issue: Issue) -> str:
    """A page and why it was not read, on one line."""
    what = issue.what.removeprefix(f"{issue.document}: ")
    return " ".join(f"{issue.document}: {what} ({issue.code})".split())


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
            held, issues = pipeline.hold(store), store.issues()
    _print_summary(summary)
    brief = pipeline.brief_of(held, issues, tools.lexicon)
    echo("\n" + FORMATS["text"](brief, held.by_id))
    write_whole(html, FORMATS["html"](brief, held.by_id))
    echo(f"\nThe same brief with every line opening to its sentence: {html.resolve()}")
    echo("Your own pages: cordiale read PAGES... ; then cordiale brief, cordiale events, cordiale trace ID")


def sample_pages() -> Path:
    """The folder of our sample pages, in the package or in the repository; UsageError when neither has it."""
    for folder in (
        Path(str(files("cordiale"))) / "examples" / "pages",
        Path(__file__).parents[3] / "examples" / "pages",
    ):
        if folder.is_dir():
            return folder
    raise UsageError("the sample pages are not installed; read your own with `cordiale read PAGES...`")
