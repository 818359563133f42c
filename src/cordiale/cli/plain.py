"""Lines for other programs: JSON Lines, or CSV with lists as words with spaces between."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec


def write_plain(lines: Iterable[Mapping[str, Any]], columns: Sequence[str], *, is_json: bool) -> None:
    """Write lines to standard output, each with all of the columns; what is unknown is null, or empty in CSV."""
    if is_json:
        sys.stdout.writelines(msgspec.json.encode(line).decode() + "\n" for line in lines)
        return
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    for line in lines:
        writer.writerow("; ".join(map(str, v)) if isinstance(v := line[name], list) else v for name in columns)
