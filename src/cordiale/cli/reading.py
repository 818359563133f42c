"""The verbs that put pages into the record and take them out: read, demo, forget."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from itertools import chain, count
from pathlib import Path
from typing import Annotated

import typer

from cordiale import joining, pipeline
from cordiale.brief import FORMATS
from cordiale.capture import load
from cordiale.capture.address import is_address
from cordiale.capture.fetch import Line
from cordiale.cli.coded import read_coded, say_event_file
from cordiale.cli.language import (
    AnsweredOption,
    BudgetOption,
    CacheOption,
    EndpointOption,
    Language,
    Means,
    ModelOption,
    SentOption,
    language,
    read_asking,
    say_taken,
)
from cordiale.cli.options import RecordOption, echo, printable, reading_bar, record_at, say_count, say_pages
from cordiale.cli.readers import LANGUAGE, READERS, instruments, usual
from cordiale.cli.watching import PUBLIC, posted
from cordiale.cluster import HERE, Cluster
from cordiale.export.files import write_whole
from cordiale.model.address import Database, RecordAddress, names_database, record_address
from cordiale.model.chat import BudgetSpent
from cordiale.model.document import Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.model.record import NOT_BELIEVED
from cordiale.pipeline import Lost, Summary
from cordiale.read.event_files import EVENT_FORMATS
from cordiale.reader.language.tally import Prices
from cordiale.settings import DEFAULT_READER
from cordiale.settling import Clock
from cordiale.store import Store
from cordiale.watching import read_addresses
from cordiale.workers import Workers, count_cores

_SHOWN_ISSUES = 20
READER_HELP = f"Which reader: {', '.join(READERS)}, or {LANGUAGE} (a language model); {DEFAULT_READER} unless $CORDIALE_READER says."
_AS_HELP = (
    f"The files hold events that others have coded: {', '.join(EVENT_FORMATS)} (CSV, TSV, Parquet or JSON Lines)."
)
_ON_HELP = f"Read on the cores of a Ray cluster (extra ray); {HERE}: of the one that this machine belongs to."
_INTO_HELP = "Put what the pages say into a Delta table (extra delta), from which `cordiale take` fills records."
_WORKERS_HELP = "How many processes read side by side."
_PAGES_HELP = "Files and folders (.txt .html .jsonl .warc.gz), addresses (http, https), or - for standard input."
_NOT_GIVEN = ("empty", "unreadable")  # what is wrong with a path that holds no page at all


@dataclass(frozen=True, slots=True)
class Manner:
    """How pages are read: by which reader, and in how many processes; the usual reader and a process a core without.

    A language model is a reader of its own and is asked by this process alone. `on` is the address of a cluster.
    """

    reader: str | None = None
    workers: int | None = None
    language: Language | None = None
    on: str | None = None

    def instruments(self) -> pipeline.Instruments:
        """What to read with."""
        return self.language.instruments() if self.language else instruments(self.reader)

    def workforce(self, tools: pipeline.Instruments) -> Workers | Cluster:
        """The processes, to be used as a context manager."""
        if self.on:
            return Cluster(partial(instruments, self.reader), tools.stage, self.on)
        return Workers(partial(instruments, self.reader), tools, self.workers or count_cores())


def add_to(app: typer.Typer) -> None:
    """Register these verbs."""
    app.command("read")(read)
    app.command("demo")(demo)
    app.command("forget")(forget)


def read(
    pages: Annotated[list[str], typer.Argument(help=_PAGES_HELP)],
    record: RecordOption = None,
    reader: Annotated[str | None, typer.Option("--reader", help=READER_HELP)] = None,
    format: Annotated[str | None, typer.Option("--as", help=_AS_HELP)] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help=_WORKERS_HELP, show_default="cores")] = None,
    endpoint: EndpointOption = None,
    model: ModelOption = None,
    price_in: SentOption = None,
    price_out: AnsweredOption = None,
    budget_tokens: BudgetOption = None,
    answers: CacheOption = None,
    on: Annotated[str | None, typer.Option("--on", metavar="ray://HOST:PORT", help=_ON_HELP)] = None,
    into: Annotated[str | None, typer.Option("--into", metavar="TABLE", help=_INTO_HELP)] = None,
) -> None:
    """Read pages into the record, or with --as the event files of others beside it.

    Example: cordiale read pages/ more.jsonl --record asia.cordiale
    """
    _may_be_spread(on, into, record, workers)
    path = record_at(record)
    means = Means(endpoint, model, Prices(price_in, price_out), budget_tokens, answers)
    is_asked = usual(reader) == LANGUAGE
    if means.is_given and (format or not is_asked):
        raise UsageError(f"--endpoint, --model, prices, budget and answers are for --reader {LANGUAGE}")
    if (on or into) and (format or is_asked):
        raise UsageError(f"--on and --into are for pages and for readers that need nobody else, not --as or {LANGUAGE}")
    if format:
        read_coded(pages, format.lower(), path)
        return
    manner = Manner(reader, workers, language(means) if is_asked else None, on)
    if into:
        from cordiale.cli.spreading import read_into  # which says what this module says

        read_into(pages, into, manner)
        return
    read_pages(pages, path, manner)


def _may_be_spread(on: str | None, into: str | None, record: str | None, workers: int | None) -> None:
    """UsageError where --on or --into stands beside what it makes void."""
    if on and not on.startswith("ray://"):
        raise UsageError(f"--on {on}: a cluster is named ray://HOST:PORT, or {HERE} where this machine belongs to it")
    if on and workers:
        raise UsageError("--workers are processes of this machine; with --on the cluster's cores read")
    if into and record:
        raise UsageError("--into fills a table of results and no record; `cordiale take` fills a record from it")


def read_pages(
    pages: Sequence[str], path: RecordAddress, manner: Manner, over: Line = PUBLIC, clock: Clock | None = None
) -> None:
    """Read pages into a record and say what became of them; addresses are asked for politely by way of `over`."""
    if any(names_database(p) for p in pages):
        raise UsageError("a database is no page; name the record with --record postgresql://…")
    addresses = [p for p in pages if is_address(p)]
    captures = load([p for p in pages if not is_address(p)])
    tools, stop = manner.instruments(), None
    with Store(path) as store, posted(store, over, clock) as post:
        before = store.count_pages()
        given = chain(_without_own_files(captures, path), read_addresses(addresses, post))
        if manner.language:
            summary, stop = read_asking(given, store, manner.language, tools)
        else:
            with manner.workforce(tools) as workforce:
                summary = _read_with_progress(given, store, tools, workforce)
        join_with_progress(store)
        after, counts, lost = store.count_pages(), say_holdings(store), pipeline.lost_judgements(store)
        has_events = store.items.count("events") > 0
    print_summary(summary)
    echo(f"The record {path} holds {say_pages(after)} ({after - before} new): {counts}.")
    for line in chain(say_taken(manner.language) if manner.language else (), say_lost(lost)):
        echo(line)
    if stop:
        echo(f"Stopped: {stop}. Run the same command again to go on.")
        raise typer.Exit(0 if isinstance(stop, BudgetSpent) else 1)
    if not summary.read + summary.unchanged:
        echo("Nothing could be read. Give files or folders of .txt, .html or .jsonl pages in English.")
        if all(issue.code in _NOT_GIVEN for issue in summary.issues):
            raise typer.Exit(1)
    elif has_events:
        echo("Next: `cordiale brief` for the pair of states most written about, `cordiale events` for the list.")


def join_with_progress(store: Store) -> None:
    """Bring the record up to its pages, with a bar."""
    bar, task = reading_bar("")
    whole = store.tellings.count_fresh()
    bar.update(task, description="Joining", total=whole)
    with bar:
        joining.join(store, lambda left: bar.update(task, completed=whole - left))


def say_holdings(store: Store) -> str:
    """'5 events, 1 statement, 0 commitments', what was judged wrong or retracted apart."""
    found = {kind: store.items.count_by_standing(kind) for kind in ("events", "statements", "commitments")}
    others = sum(number for counts in found.values() for s, number in counts.items() if s in NOT_BELIEVED)
    believed = {k: sum(number for s, number in counts.items() if s not in NOT_BELIEVED) for k, counts in found.items()}
    said = ", ".join(say_count(number, kind) for kind, number in believed.items())
    return said + (f" ({others} judged wrong or retracted left out)" if others else "")


def say_lost(lost: Sequence[Lost]) -> Iterator[str]:
    """A line for each item that a judgement rests on and the record has no more."""
    for x in lost:
        why = f"page {x.document} has {'changed' if x.is_page_held else 'been taken out'}"
        why = why if x.document else "its page has changed or was taken out"
        yield f"judgement {x.judgement.id} rests on an item that is no longer in the record ({x.item}): {why}"


def _without_own_files(captures: Iterable[Capture | Issue], record: RecordAddress) -> Iterator[Capture | Issue]:
    """The captures without the record file itself, which often lies in the folder that is read."""
    if isinstance(record, Database):
        yield from captures
        return
    own = {record.name + ending for ending in ("", "-wal", "-shm")}
    for capture in captures:
        name = Path(capture.document).name if isinstance(capture, Issue) else ""
        if name not in own and not name.startswith(f"{record.name}.schema-"):  # a copy made before a change of schema
            yield capture


def _read_with_progress(
    captures: Iterable[Capture | Issue],
    store: Store,
    tools: pipeline.Instruments,
    workforce: pipeline.Workforce | None = None,
) -> Summary:
    bar, task = reading_bar("")
    with bar:
        return pipeline.read_captures(
            captures, store, tools, lambda name: bar.update(task, advance=1, on=printable(name[-40:])), workforce
        )


def print_summary(summary: Summary) -> None:
    """Say what became of the pages of a run."""
    parts = [f"{summary.read} read" + (f" ({summary.replaced} in place of earlier ones)" if summary.replaced else "")]
    if summary.unchanged:
        parts.append(f"{summary.unchanged} unchanged since they were last read")
    if summary.issues:
        parts.append(f"{len(summary.issues)} not read")
    echo("Pages: " + ", ".join(parts) + ".")
    print_issues(summary.issues)


def print_issues(issues: Sequence[Issue]) -> None:
    """Name the first of the pages that were not read."""
    for issue in issues[:_SHOWN_ISSUES]:
        echo(f"  not read: {say_issue(issue)}")
    if len(issues) > _SHOWN_ISSUES:
        echo(f"  ... and {len(issues) - _SHOWN_ISSUES} more; `cordiale check` lists them all.")


def say_issue(issue: Issue) -> str:
    """A page and why it was not read, on one line."""
    what = issue.what.removeprefix(f"{issue.document}: ")
    return " ".join(f"{issue.document}: {what} ({issue.code})".split())


def demo(
    record: Annotated[
        str | None, typer.Option("--record", help="Keep the record here instead of a temporary file.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Where to write the HTML brief.", show_default="brief.html")
    ] = None,
) -> None:
    """Read the sample pages, print the brief of the busiest pair, and write it as HTML.

    Example: cordiale demo
    """
    pages = sample_pages()
    tools = instruments(None)
    with tempfile.TemporaryDirectory() as folder:
        path = record_address(record or Path(folder) / "demo.cordiale")
        with Store(path) as store:
            summary = _read_with_progress(load([str(pages)]), store, tools)
            held, issues = pipeline.hold(store), store.issues()
    print_summary(summary)
    brief = pipeline.brief_of(held, issues, tools.lexicon)
    echo("\n" + FORMATS["text"](brief, held.by_id))
    written = FORMATS["html"](brief, held.by_id)
    target = html or _free(Path("brief.html"), written)
    write_whole(target, written)
    echo(f"\nThe same brief with every line opening to its sentence: {target.resolve()}")
    echo("Your own pages: cordiale read PAGES... ; then cordiale brief, cordiale events, cordiale trace ID")


def _free(path: Path, text: str) -> Path:
    """The path, or the first of brief-1.html, brief-2.html … that is not taken by a file of other content."""
    numbered = (path.with_stem(f"{path.stem}-{n}") for n in count(1))
    return next(
        p
        for p in chain([path], numbered)
        if not os.path.lexists(p) or (p.is_file() and p.read_bytes() == text.encode())
    )


def forget(
    documents: Annotated[
        list[str], typer.Argument(help="Names of pages, of event files, or of what could not be read.")
    ],
    record: RecordOption = None,
) -> None:
    """Take pages out of the record with all that they say, or what could not be read out of its list.

    Example: cordiale forget draft.html
    """
    with Store(record_at(record), must_exist=True) as store:
        files = [f for d in dict.fromkeys(documents) if (f := store.coded.file(d))]
        documents = [d for d in documents if d not in {f.name for f in files}]
        unknown = [d for d in documents if not (store.has_page(d) or store.issues_of(d))]
        if unknown:
            raise UsageError(
                f"no page or event file {', '.join(unknown)} in the record; `cordiale trace ID` names an item's page"
            )
        for file in files:
            store.coded.forget(file.name)
            echo(f"Taken out: {say_event_file(file)}.")
        if files and not documents:
            return
        pages = [d for d in dict.fromkeys(documents) if store.forget(d)]
        joining.join(store)
        left, counts, lost = store.count_pages(), say_holdings(store), pipeline.lost_judgements(store)
    echo(f"Taken out: {', '.join(pages)}. The record holds {say_pages(left)}: {counts}.")
    echo("The bytes of a page that was read stay in the file; reading it again brings it back.")
    for line in say_lost(lost):
        echo(line)


def sample_pages() -> Path:
    """The folder of our sample pages, in the package or in the repository; UsageError when neither has it."""
    for folder in (
        Path(str(files("cordiale"))) / "examples" / "pages",
        Path(__file__).parents[3] / "examples" / "pages",
    ):
        if folder.is_dir():
            return folder
    raise UsageError("the sample pages are not installed; read your own with `cordiale read PAGES...`")
