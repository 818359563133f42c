"""The verbs that tell what may come: forecast and questions.

What they say is made in `forecast_tables` and `question_tables`, which load the forecasters and are loaded only when they
are asked.
"""

from __future__ import annotations

from typing import Annotated

import typer

from cordiale.cli.asked import Form, pair_of
from cordiale.cli.measures import CsvOption, JsonOption, PairArgument
from cordiale.cli.options import RecordOption, record_at
from cordiale.model.forecast import LONGEST_HORIZON
from cordiale.model.issue import UsageError

DryOption = Annotated[bool, typer.Option("--dry-run", help="Tell, and keep nothing in the record.")]


def add_to(app: typer.Typer) -> None:
    """Register these verbs."""
    app.command("forecast")(forecast)
    app.command("questions")(questions)


def forecast(
    pair: PairArgument = None,
    horizon: Annotated[
        int, typer.Option("--horizon", help=f"How many months ahead, 1 to {LONGEST_HORIZON}; each of them is told.")
    ] = 1,
    score: Annotated[
        bool, typer.Option("--score", help="Hold what was forecast against what came; of all pairs without two states.")
    ] = False,
    dry_run: DryOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    record: RecordOption = None,
) -> None:
    """Tell how many acts of each class two states will have next month, as distributions beside a plain rule.

    Example: cordiale forecast USA JPN --horizon 3
    """
    given, form = pair_of(pair, "forecast"), Form(as_json, as_csv)
    if not 1 <= horizon <= LONGEST_HORIZON:
        raise UsageError(f"--horizon is 1 to {LONGEST_HORIZON} months, not {horizon}")
    if given is None and not score:
        raise UsageError("a forecast is of two states: cordiale forecast USA JPN; what became of all: --score")
    from cordiale.cli.forecast_tables import tell_forecast, tell_scores

    path = record_at(record)
    if score:
        tell_scores(path, given[0] if given else None, form, is_kept=not dry_run)
    elif given:
        tell_forecast(path, given[0], tuple(range(1, horizon + 1)), form, is_kept=not dry_run)


def questions(
    pair: PairArgument = None,
    dry_run: DryOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    record: RecordOption = None,
) -> None:
    """List what is announced with a last day: open, overdue and settled, each with its chance, its rule and its sentence.

    Example: cordiale questions USA JPN
    """
    given, form = pair_of(pair, "questions"), Form(as_json, as_csv)
    from cordiale.cli.question_tables import tell_questions

    tell_questions(record_at(record), given[0] if given else None, form, is_kept=not dry_run)
