from __future__ import annotations

from pathlib import Path

from tests.reader.scored import LABELS, Sheet
from training.calibrate import calibrated
from training.examples import encode
from training.passages import read_block

from cordiale.reader.labels import Labels

BLOCK = """= t-1 | 2024-04-12 | wire
[Norway|a:NOR] {met|1:CONSULT happened} [Peru|b:PER] today.
> 1: a+b #diplomatic
"""


def calibrate(folder: Path, right_logit: float, wrong_logit: float) -> Labels:
    """Labels set on two sentences, in one of which an act is found that is not there; no act has a logit of 8."""
    right, wrong = Sheet(folder, "Norway met Peru today."), Sheet(folder, "Norway met Peru today.")
    for sheet in (right, wrong):
        sheet.act(range(1, 2), "CONSULT", right_logit)
    wrong.act(range(3, 4), "ACCUSE", wrong_logit)
    example = encode(read_block(BLOCK), right.pieces, LABELS.modes)
    return calibrated([example] * 2, [right.scores(), wrong.scores()], LABELS)


def test_a_network_too_sure_of_a_wrong_act_is_cooled(tmp_path: Path) -> None:
    assert calibrate(tmp_path, 9.5, 16).temperature("act") > 1


def test_the_threshold_parts_right_acts_from_less_likely_wrong_ones(tmp_path: Path) -> None:
    assert calibrate(tmp_path, 9.5, 8.6).threshold("act") > 0.5


def test_a_threshold_that_nothing_speaks_for_stays_at_one_half(tmp_path: Path) -> None:
    assert calibrate(tmp_path, 9.5, 8.6).threshold("link content") == 0.5
