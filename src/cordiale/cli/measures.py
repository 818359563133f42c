"""The verbs that tell how states stand to one another: index, changes, network.

What they say is made in `index_tables` and `turning`, which load the measures and are loaded only when they are asked.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cordiale.cli.asked import DIRECTIONS, Form, as_given, pair_of, parse_month, view
from cordiale.cli.options import RecordOption, SinceOption, UntilOption, record_at
from cordiale.model.issue import UsageError
from cordiale.model.series import Domain

PairArgument = Annotated[list[str] | None, typer.Argument(help="Two states by code or name.")]
DomainOption = Annotated[str, typer.Option("--domain", help=f"{', '.join(Domain)}.")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON Lines instead of a table.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")]
SvgOption = Annotated[Path | None, typer.Option("--svg", help="Draw a chart into this file.")]
PngOption = Annotated[
    Path | None, typer.Option("--png", help="Draw a chart into this file; needs the extra: cordiale[charts].")
]
_NEITHER = (False, False)


def add_to(app: typer.Typer) -> None:
    """Register these verbs."""
    app.command("index")(index)
    app.command("changes")(changes)
    app.command("network")(network)


def index(
    pair: PairArgument = None,
    domain: DomainOption = "all",
    by: Annotated[str, typer.Option("--by", help="month, or week where acts are many.")] = "month",
    direction: Annotated[str, typer.Option("--direction", help=DIRECTIONS + ".")] = "both",
    weighty: Annotated[bool, typer.Option("--weighty", help="Weighty acts count for more.")] = False,
    talk: Annotated[bool, typer.Option("--talk", help="What states say of each other, not what they do.")] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    svg: SvgOption = None,
    png: PngOption = None,
    parquet: Annotated[Path | None, typer.Option("--parquet", help="Write the points into this file.")] = None,
    record: RecordOption = None,
) -> None:
    """Tell where a relation stands over time, or without two states which relations changed most.

    Example: cordiale index USA JPN --domain military --since 2010 --svg usa-jpn.svg
    """
    asked, given = view(domain, by, direction, (weighty, talk), (since, until)), pair_of(pair, "index")
    form = Form(as_json, as_csv, svg, png, parquet)
    if given is None and not form.is_plain:
        raise UsageError("--json, --csv, --svg, --png and --parquet tell of one pair: cordiale index USA JPN --csv")
    from cordiale.cli.index_tables import tell_index, tell_shifts

    if given is None:
        tell_shifts(record_at(record), asked)
    else:
        dyad, is_in_order = given
        tell_index(record_at(record), replace(asked, direction=as_given(asked.direction, is_in_order)), dyad, form)


def changes(
    pair: PairArgument = None,
    domain: DomainOption = "all",
    since: SinceOption = None,
    until: UntilOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    record: RecordOption = None,
) -> None:
    """Tell when a relation turned, with the events around it; without two states, of the pairs with most acts.

    Example: cordiale changes CHN JPN
    """
    asked, given = view(domain, "month", "both", _NEITHER, (since, until)), pair_of(pair, "changes")
    form = Form(as_json, as_csv)
    from cordiale.cli.turning import tell_changes

    tell_changes(record_at(record), asked, given[0] if given else None, form)


def network(
    month: Annotated[str | None, typer.Option("--month", help="A month such as 2014-08; the last one without.")] = None,
    domain: DomainOption = "all",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    record: RecordOption = None,
) -> None:
    """Tell who stands with whom in a month: communities, hostile ties, who moved, and the groupings of the record.

    Example: cordiale network --month 2014-08
    """
    asked, form = view(domain, "month", "both", _NEITHER, (None, None)), Form(as_json, as_csv)
    period = parse_month(month) if month else None
    from cordiale.cli.turning import tell_network

    tell_network(record_at(record), asked, period, form)
