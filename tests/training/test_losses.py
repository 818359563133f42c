from __future__ import annotations

from pathlib import Path

import pytest
from tests.reader.scored import LABELS, Sheet
from training.examples import Example, encode
from training.passages import read_block

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")

BLOCK = """= t-1 | 2024-04-12 | wire
[Norway|a:NOR] {met|1:CONSULT happened} [Peru|b:PER] today.
> 1: a+b #diplomatic
"""


def losses(sheet: Sheet, example: Example) -> dict[str, float]:
    from training.losses import Losses

    words, links = (torch.from_numpy(x).unsqueeze(0) for x in (sheet.words, sheet.links))
    return {k: v.item() for k, v in Losses(LABELS).of(words, links, [example]).items()}


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path, "Norway met Peru today.")


def test_a_right_answer_costs_less_than_a_wrong_one(sheet: Sheet) -> None:
    example = encode(read_block(BLOCK), sheet.pieces, LABELS.modes)
    before = losses(sheet, example)
    sheet.act(range(1, 2), "CONSULT")
    for word in (0, 2):
        sheet.name(range(word, word + 1))
        sheet.link(1, range(word, word + 1), "actor")
    after = losses(sheet, example)
    assert all(after[k] < before[k] for k in ("act", "name", "link"))


def test_heads_of_which_nothing_is_known_cost_nothing(sheet: Sheet) -> None:
    found = losses(sheet, encode(read_block(BLOCK), sheet.pieces, LABELS.modes))
    assert not {"cue", "part", "tone", "state", "sign", "pair", "some"} & set(found)


def test_it_is_enough_that_one_word_carries_an_act_of_the_types(sheet: Sheet) -> None:
    example = encode(read_block(BLOCK), sheet.pieces, LABELS.modes)
    example.some.append((0, 5, (1,)))
    dear = losses(sheet, example)["some"]
    sheet.act(range(3, 4), "CONSULT")
    assert losses(sheet, example)["some"] < 0.1 < dear
