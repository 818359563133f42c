"""The verb that watches sources: fetch what is due, read it, sleep until more is due; and pages by their address."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from cordiale.capture.address import plain_address
from cordiale.capture.fetch import Line
from cordiale.capture.polite import Guest
from cordiale.capture.robots import AGENT
from cordiale.capture.warc import WarcFolder
from cordiale.cli.options import RecordOption, echo, printable, reading_bar, record_at, say_pages
from cordiale.cli.readers import READERS, instruments
from cordiale.model.address import Database, RecordAddress
from cordiale.model.issue import Issue, UsageError
from cordiale.model.watching import Publisher
from cordiale.pipeline import Instruments
from cordiale.settings import Settings
from cordiale.settling import Clock, Post
from cordiale.sources.publishers import load_publishers
from cordiale.store import NoRecord, Store
from cordiale.watching import Round, next_due, plan, run_round, standings_of

PUBLIC = Line(AGENT)
_SHOWN = 20
_SHOWN_PLANNED = 200
_WATCHED = "{}: another `cordiale watch` is at work on this record; one is enough"
_LONGEST_NAP = 3600.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call of `watch` asks for: which reader, one round only, the plan only; how servers are reached, and the clock."""

    reader: str | None = None
    once: bool = False
    plan: bool = False
    line: Line = PUBLIC
    clock: Clock = field(default_factory=Clock)


def add_to(app: typer.Typer) -> None:
    """Register this verb."""
    app.command("watch")(watch)


def watch(
    sources: Annotated[list[str], typer.Argument(help="TOML files of publishers, or folders of them.")],
    record: RecordOption = None,
    reader: Annotated[str | None, typer.Option("--reader", help=f"Which reader: {' or '.join(READERS)}.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Fetch what is due now and leave.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="List what would be fetched when; fetch nothing.")] = False,
) -> None:
    """Fetch the new pages of publishers as a polite guest and read them into the record, until stopped with Ctrl-C.

    Example: cordiale watch sources.toml --once
    """
    watch_sources(sources, record_at(record), Asked(reader, once, plan))


def watch_sources(sources: Sequence[str], path: RecordAddress, asked: Asked) -> None:
    """Watch the publishers of TOML files into a record; UsageError where a file cannot be used."""
    publishers = load_publishers(sources)
    if asked.plan:
        _print_plan(publishers, path, asked.clock.now())
        return
    tools = instruments(asked.reader)
    with Store(path) as store, _alone(store), posted(store, asked.line, asked.clock) as post, _term_as_interrupt():
        try:
            while True:
                _print_round(_round(publishers, post, tools), post)
                sys.stdout.flush()  # for whoever reads a log while we sleep
                due = next_due(publishers, store)
                if asked.once or due is None:
                    break
                _sleep_until(due, asked.clock)
        except KeyboardInterrupt:
            echo("Stopped. All that was fetched is kept; the same command goes on from here.")
        echo(f"The record {path} holds {say_pages(store.count_pages())}; the pages as fetched: {archive_of(path)}")


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Watch as the only one who watches into a record, so that no site has two guests of one house.

    UsageError where another watches. The lock ends with the process, however that ends.
    """
    archive = archive_of(store.address)
    archive.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(archive.with_name(f"{archive.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UsageError(_WATCHED.format(store.address)) from None
    try:
        if not store.claim("watch"):
            raise UsageError(_WATCHED.format(store.address))
        yield
    finally:
        lock.release()


@contextmanager
def posted(store: Store, line: Line = PUBLIC, clock: Clock | None = None) -> Iterator[Post]:
    """All that visits need, with the archive beside the record."""
    clock = clock or Clock()
    archive = WarcFolder(archive_of(store.address))
    try:
        yield Post(store, Guest(line, store.watches, clock.now, clock.sleep), archive, clock)
    finally:
        archive.close()


def archive_of(record: RecordAddress) -> Path:
    """The folder in which pages are kept as they were fetched: beside a record file, in the settings' folder for a database."""
    if isinstance(record, Database):
        return Settings.from_environment().folder / f"{record.folder}-warc"
    return record.with_name(f"{record.name}-warc")


@contextmanager
def _term_as_interrupt() -> Iterator[None]:
    """Take a polite end from outside as one from the keyboard."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _round(publishers: Sequence[Publisher], post: Post, tools: Instruments) -> Round:
    bar, task = reading_bar("")
    with bar:
        return run_round(publishers, post, tools, lambda name: bar.update(task, advance=1, on=printable(name[-40:])))


def _sleep_until(due: float, clock: Clock) -> None:
    while (wait := due - clock.now()) > 0:
        clock.sleep(min(wait, _LONGEST_NAP))


def _print_round(done: Round, post: Post) -> None:
    ends = ", ".join(f"{number} {end}" for end, number in sorted(done.ends.items())) or "nothing was due"
    read = f"; {say_pages(done.summary.read)} read" if done.summary.read else ""
    when = f"; next due {_moment(done.next_due)}" if done.next_due is not None else "; nothing more is due"
    echo(
        f"{_moment(post.clock.now())}  {post.guest.requests} requests so far: {ends}; {done.found} new links{read}{when}."
    )
    for issue in done.summary.issues[:_SHOWN]:
        echo(f"  not read: {_said(issue)}")
    if len(done.summary.issues) > _SHOWN:
        echo(f"  ... and {len(done.summary.issues) - _SHOWN} more; the audit of `cordiale serve` names them all.")
    for standing in standings_of(post.store, post.clock.now()):
        for breach in standing.breaches:
            echo(f"  below expectation: {standing.publisher.source.name}: {breach}")


def _said(issue: Issue) -> str:
    return " ".join(f"{issue.document}: {issue.what.removeprefix(f'{issue.document}: ')} ({issue.code})".split())


def _print_plan(publishers: Sequence[Publisher], path: RecordAddress, now: float) -> None:
    try:
        with Store(path, must_exist=True) as store:
            planned = plan(publishers, store, now)
    except NoRecord:
        planned = plan(publishers, None, now)
    if not planned:
        raise UsageError("nothing is due for any of these publishers; give them feeds, sitemaps or pages")
    for p in planned[:_SHOWN_PLANNED]:
        when = "now" if p.due <= now else _moment(p.due)
        note = f"  (last: {p.note})" if p.note else ""
        echo(f"{when:<19}  {p.kind.value:<8} {p.publisher.source.name}  {_shown(p.address)}{note}")
    if len(planned) > _SHOWN_PLANNED:
        echo(f"... and {len(planned) - _SHOWN_PLANNED:,} more")
    echo(f"\n{len(planned):,} to fetch, {sum(p.due <= now for p in planned)} of them now. Nothing was fetched.")


def _shown(address: str) -> str:
    return plain_address(address) if "://" in address else address


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M:%S")
