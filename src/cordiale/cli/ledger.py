"""The verbs of the ledger: judge, judgements, check."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cordiale import joining, pipeline
from cordiale.cli.options import RecordOption, console, echo, printable, record_at
from cordiale.cli.reading import say_issue, say_lost
from cordiale.judging import judgement_of, undoing_of
from cordiale.store import Store


def add_to(app: typer.Typer) -> None:
    """Register these verbs."""
    app.command("judge")(judge)
    app.command("judgements")(judgements)
    app.command("check")(check)


def judge(
    verdict: Annotated[
        str, typer.Argument(help="wrong, same, different or retracted; or undo with the number of a judgement.")
    ],
    ids: Annotated[list[str], typer.Argument(help="Ids of items (two or more for same and different).")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in a line.")],
    record: RecordOption = None,
) -> None:
    """Say what you think of items; the record is rebuilt, the ledger keeps the judgement.

    Example: cordiale judge wrong ev_1a2b3c4d5e --reason "a football match, not a clash"
    """
    with Store(record_at(record), must_exist=True) as store:
        joining.join(store)
        number = store.judge(
            undoing_of(store, ids, reason) if verdict == "undo" else judgement_of(store, verdict, ids, reason)
        )
        joining.join(store)
    back = "" if verdict == "undo" else f" To take it back: cordiale judge undo {number} --reason ..."
    echo(f"Judgement {number} is in the ledger and the record is rebuilt.{back}")


def judgements(record: RecordOption = None) -> None:
    """List the judgements made so far.

    Example: cordiale judgements
    """
    with Store(record_at(record), must_exist=True) as store:
        joining.join(store)
        ledger, lost = store.judgements(), pipeline.lost_judgements(store)
    if not ledger:
        echo('No judgement yet. Make one: cordiale judge wrong ID --reason "..."')
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name, is_whole in (("no.", True), ("day", True), ("verdict", True), ("items", True), ("reason", False)):
        table.add_column(name, no_wrap=is_whole, overflow="fold")
    for j in ledger:
        verdict = f"undoes {j.undoes}" if j.undoes else j.verdict.value
        table.add_row(str(j.id), f"{j.at:%Y-%m-%d}", verdict, "\n".join(j.items), escape(printable(j.reason)))
    console().print(table)
    for line in say_lost(lost):
        echo(line)


def check(record: RecordOption = None) -> None:
    """Check that the record file is whole and every quotation stands where it is said to; exit 1 when not.

    Example: cordiale check
    """
    with Store(record_at(record), must_exist=True) as store:
        faults = store.damage() or pipeline.ungrounded(store)
        issues, pages, files = store.issues(), store.count_pages(), store.coded.files()
        lost = [] if faults else pipeline.lost_judgements(store)
    for issue in issues:
        echo(f"not read: {say_issue(issue)}")
    for file in files:
        for issue in file.issues():
            echo(f"left out: {say_issue(issue)}")
    for fault in faults:
        echo(f"fault: {fault}")
    if faults:
        echo(f"Faults: {len(faults)}. Read the pages again into a new record: cordiale read PAGES --record NEW")
        raise typer.Exit(1)
    for line in say_lost(lost):
        echo(line)
    echo(
        f"Pages: {pages} read, {len(issues)} not read. "
        "The record is whole and every quotation stands where it is said to."
    )
