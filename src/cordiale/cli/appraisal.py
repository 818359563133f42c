"""The verb that compares readers on pages that the user has marked: eval."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table

from cordiale import pipeline
from cordiale.appraising import Appraisal, Marked, appraise_reader, marked_pages
from cordiale.cli.language import (
    AnsweredOption,
    BudgetOption,
    CacheOption,
    EndpointOption,
    Means,
    ModelOption,
    SentOption,
    language,
    say_running,
    say_taken,
)
from cordiale.cli.options import console, echo, printable, reading_bar
from cordiale.cli.readers import LANGUAGE, READERS, instruments, usual
from cordiale.model.chat import Stopped
from cordiale.model.issue import UsageError
from cordiale.reader.language.tally import Prices, Taken

_CLAIMS = ("statements", "commitments", "drivers")


@dataclass(frozen=True, slots=True)
class _Row:
    """A reader's appraisal, what a language model took for it, and lines about that."""

    reader: str
    appraisal: Appraisal
    taken: Taken | None
    told: tuple[str, ...] = ()


def add_to(app: typer.Typer) -> None:
    """Register this verb."""
    app.command("eval")(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of marked pages: a .json for each page, the page beside it.")],
    reader: Annotated[
        list[str] | None,
        typer.Option("--reader", help=f"{', '.join(READERS)} or {LANGUAGE}; several times for several."),
    ] = None,
    pages: Annotated[Path | None, typer.Option("--pages", help="Where the pages are, if not beside the marks.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a reader instead of a table.")] = False,
    endpoint: EndpointOption = None,
    model: ModelOption = None,
    price_in: SentOption = None,
    price_out: AnsweredOption = None,
    budget_tokens: BudgetOption = None,
    answers: CacheOption = None,
) -> None:
    """Compare readers on pages that you have marked yourself.

    Example: cordiale eval gold/ --reader learned --reader plain
    """
    means = Means(endpoint, model, Prices(price_in, price_out), budget_tokens, answers)
    readers = list(dict.fromkeys(reader or [usual(None)]))
    if means.is_given and LANGUAGE not in readers:
        raise UsageError(f"--endpoint, --model, prices, budget and answers are for --reader {LANGUAGE}")
    marked = marked_pages(gold, pages)
    rows = []
    for name in readers:
        try:
            rows.append(_row(name, marked, means))
        except Stopped as stop:
            echo(f"Stopped while {name} read: {stop}. Run the same command again to go on.")
            raise typer.Exit(1) from None
    if as_json:
        sys.stdout.writelines(msgspec.json.encode(_line(row)).decode() + "\n" for row in rows)
    else:
        _print(rows, len(marked))


def _row(name: str, marked: list[Marked], means: Means) -> _Row:
    asked = language(means) if name == LANGUAGE else None
    tools = asked.instruments() if asked else instruments(name)
    bar, task = reading_bar(f"{name}: ")
    bar.update(task, total=len(marked))

    def on_page(page: str) -> None:
        running = f"{say_running(asked.tally.taken())}  " if asked else ""
        bar.update(task, advance=1, on=running + printable(page[-40:]))

    with bar, asked.workforce(tools) if asked else nullcontext() as workforce:
        begin = workforce.begin if workforce else lambda capture: lambda: pipeline.read_capture(capture, tools)
        appraisal = appraise_reader(marked, begin, on_page)
    return _Row(name, appraisal, asked.tally.taken() if asked else None, tuple(say_taken(asked)) if asked else ())


def _line(row: _Row) -> Mapping[str, object]:
    figures = row.appraisal.figures
    shares = {"typed": figures.typed, "directed": figures.directed, **figures.claims}
    return {
        "reader": row.reader,
        **{
            name: {
                "precision": s.precision,
                "recall": s.recall,
                "f1": s.f1,
                "right": s.right,
                "found": s.found,
                "marked": s.marked,
            }
            for name, s in shares.items()
        },
        "must_know": {
            "recall": figures.must_know.recall,
            "right": figures.must_know.right,
            "marked": figures.must_know.marked,
        },
        "status": {"share": figures.status.precision, "right": figures.status.right, "paired": figures.status.found},
        "seconds": round(row.appraisal.seconds, 2),
        "tokens_in": row.taken.tokens_in if row.taken else None,
        "tokens_out": row.taken.tokens_out if row.taken else None,
        "cost": row.taken.cost if row.taken else None,
        "not_read": [issue.document for issue in row.appraisal.issues],
    }


def _print(rows: list[_Row], pages: int) -> None:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for heading in ("reader", "typed", "directed", "must know", "status", *_CLAIMS, "seconds", "tokens"):
        table.add_column(heading, justify="left" if heading == "reader" else "right")
    for row in rows:
        f = row.appraisal.figures
        shares = [f.typed.f1, f.directed.f1, f.must_know.recall, f.status.precision, *(f.claims[c].f1 for c in _CLAIMS)]
        tokens = f"{row.taken.tokens:,}" if row.taken else "-"
        table.add_row(row.reader, *(f"{x:.3f}" for x in shares), f"{row.appraisal.seconds:.1f}", tokens)
    console().print(table)
    marked = rows[0].appraisal.figures
    echo(
        f"\n{pages} pages with {marked.typed.marked} marked acts, {marked.must_know.marked} of them to be known. typed, directed and "
        "claims: F1; must know: recall of such acts with their type; status: share of the acts that were found."
    )
    if marked.astray:
        echo(
            f"{marked.astray} of the words given as evidence do not stand in their page and cannot be found by anybody."
        )
    for row in rows:
        for line in row.told:
            echo(line)
        for issue in row.appraisal.issues:
            echo(f"  not read by {row.reader}: {issue.document}: {issue.what}")
