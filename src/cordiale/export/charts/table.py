"""The table twin of a chart, as CSV and as plain values."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from cordiale.export.charts.whole import Chart


def csv_of(chart: Chart) -> str:
    """The values of a chart as CSV, its columns named in the first row; empty where a value is not known."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(chart.columns)
    writer.writerows(["" if row[name] is None else row[name] for name in chart.columns] for row in chart.rows)
    return out.getvalue()


def json_of(chart: Chart) -> dict[str, Any]:
    """The chart as plain values: title, measure, source, columns, rows and the specification."""
    caption = chart.caption
    return {
        "title": caption.title,
        "measure": caption.measure,
        "source": caption.source,
        "columns": list(chart.columns),
        "rows": [{name: row[name] for name in chart.columns} for row in chart.rows],
        "spec": chart.spec,
    }
