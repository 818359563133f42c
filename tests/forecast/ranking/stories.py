"""Small made histories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cordiale.forecast.ranking.facts import Facts, entities_from, seen_from_both_ends

NAMES = (
    "Police (Alpha)",
    "Citizens (Alpha)",
    "Police (Beta)",
    "Citizens (Beta)",
    "Alpha",
    "Beta",
    "Ana Sol",
    "Bo Lund",
)
CODES = ("meet", "blame")


def facts_of(lines: Sequence[str]) -> Facts:
    """Facts from lines "actor code recipient day", each a number."""
    columns = np.array([[int(word) for word in line.split()] for line in lines], np.int64).reshape(-1, 4).T
    return seen_from_both_ends((columns[0], columns[1], columns[2], columns[3]), entities_from(NAMES), CODES)


def rounds(days: int) -> Facts:
    """4 meets 5 every day; 6 blames 7 on each second day and meets 5 the day after; 0 blames 1 every third day."""
    lines = []
    for day in range(days):
        lines.append(f"4 0 5 {day}")
        lines.append(f"6 1 7 {day}" if day % 2 == 0 else f"6 0 5 {day}")
        if day % 3 == 0:
            lines.append(f"0 1 1 {day}")
    return facts_of(lines)
