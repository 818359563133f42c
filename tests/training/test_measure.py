from __future__ import annotations

from pathlib import Path

import numpy as np
from tests.reader.scored import LABELS, Sheet
from training.examples import encode
from training.measure import Figure, measure, segments
from training.passages import read_block

BLOCK = """= t-1 | 2024-04-12 | wire
[Norway|a:NOR] {met|1:CONSULT happened} [Peru|b:PER] today.
> 1: a+b #diplomatic
"""


def figures(sheet: Sheet) -> dict[str, Figure]:
    example = encode(read_block(BLOCK), sheet.pieces, LABELS.modes)
    return measure([example], [sheet.scores()])


def test_a_right_act_with_both_its_sides_counts_in_full(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway met Peru today.")
    sheet.act(range(1, 2), "CONSULT")
    for word in (0, 2):
        sheet.name(range(word, word + 1))
        sheet.link(1, range(word, word + 1), "actor")
    found = figures(sheet)
    assert found["typed"].f1 == found["actor"].f1 == found["names"].f1 == 1


def test_an_act_of_the_wrong_type_is_detected_and_not_typed(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway met Peru today.")
    sheet.act(range(1, 2), "ACCUSE")
    found = figures(sheet)
    assert (found["detected"].right, found["typed"].right) == (1, 0)


def test_what_is_found_beside_the_marks_costs_precision_alone(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway met Peru today.")
    sheet.act(range(1, 2), "CONSULT")
    sheet.act(range(3, 4), "ACCUSE")
    assert (figures(sheet)["typed"].precision, figures(sheet)["typed"].recall) == (0.5, 1.0)


def test_stretches_are_half_open() -> None:
    assert segments(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
