"""The table of exporters and what each writes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

import msgspec

from cordiale.export.annotations import write_annotations
from cordiale.export.bibtex import write_bibtex
from cordiale.export.csl import write_csl
from cordiale.export.files import folder, whole
from cordiale.export.gdelt import write_gdelt, write_gdelt_mentions
from cordiale.export.geojson import write_geojson
from cordiale.export.icews import write_icews
from cordiale.export.lines import Line
from cordiale.export.panel import write_panel
from cordiale.export.plover import write_plover
from cordiale.export.polecat import write_polecat
from cordiale.export.selection import Selection
from cordiale.export.tables import TABLES, columns_of, csv_cell

Exporter = Callable[[Selection, Path], list[Path]]


def jsonl_lines(selection: Selection) -> Iterator[bytes]:
    """One JSON object a line, UTF-8."""
    for line in selection.lines():
        yield msgspec.json.encode(line) + b"\n"


def write_jsonl(selection: Selection, to: Path) -> list[Path]:
    """Write JSON Lines to a file, whole or not at all; the paths written."""
    with whole(to) as part, part.open("wb") as out:
        out.writelines(jsonl_lines(selection))
    return [to]


def write_csv(selection: Selection, to: Path) -> list[Path]:
    """Write one CSV file for each kind into a folder; lists and parts are JSON in their cell."""
    written = []
    for table in TABLES:
        path = folder(to) / f"{table}.csv"
        with whole(path) as part, part.open("w", newline="", encoding="utf-8") as out:
            write_csv_table(table, selection.lines_of(table), out, merged=selection.is_merged)
        written.append(path)
    return written


def write_csv_table(table: str, rows: Iterable[Line], out: IO[str], *, merged: bool) -> None:
    """Write the rows of one table as CSV, under a line of column names even when there are none."""
    columns = columns_of(table, merged=merged)
    writer = csv.DictWriter(out, fieldnames=list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: csv_cell(row[name]) for name in columns} for row in rows)


def write_parquet(selection: Selection, to: Path) -> list[Path]:
    """Write one Parquet file for each kind into a folder, with nested columns."""
    from cordiale.export.parquet import write_table  # loading Arrow takes longer than most verbs

    written = []
    for table in TABLES:
        path = folder(to) / f"{table}.parquet"
        with whole(path) as part:
            write_table(selection.lines_of(table), columns_of(table, merged=selection.is_merged), part)
        written.append(path)
    return written


def write_graphml(selection: Selection, to: Path) -> list[Path]:
    """Write the network of a month as GraphML."""
    from cordiale.export import graphml  # loading networkx takes longer than most verbs

    return graphml.write_graphml(selection, to)


def write_gexf(selection: Selection, to: Path) -> list[Path]:
    """Write the network of a month as GEXF."""
    from cordiale.export import gexf  # loading networkx takes longer than most verbs

    return gexf.write_gexf(selection, to)


# Which formats tell of relations, and so need them in the selection.
OF_RELATIONS = frozenset({"panel", "graphml", "gexf"})
# Which are several files in a folder.
IN_FOLDERS = frozenset({"csv", "parquet"})
EXPORTERS: Mapping[str, Exporter] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
    "plover": write_plover,
    "polecat": write_polecat,
    "icews": write_icews,
    "gdelt": write_gdelt,
    "gdelt-mentions": write_gdelt_mentions,
    "panel": write_panel,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "geojson": write_geojson,
    "csl": write_csl,
    "bibtex": write_bibtex,
    "annotations": write_annotations,
}
