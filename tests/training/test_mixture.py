from __future__ import annotations

import dataclasses
import random
from pathlib import Path

from tests.reader.vocabulary import toy_pieces
from training.mixture import MOST_PIECES, Mixture, recased
from training.passages import read_block
from training.vocabulary import read_vocabulary

BLOCK = """= {id} | 2024-04-12 | wire
[Norway|a:NOR] {{met|1:CONSULT happened}} [Peru|b:PER] today.
> 1: a+b #diplomatic
"""


def mixture(folder: Path) -> Mixture:
    passages = [dataclasses.replace(read_block(BLOCK.format(id=f"t-{i}")), is_real=True) for i in range(60)]
    return Mixture(passages, toy_pieces(folder), (), read_vocabulary())


def test_an_epoch_holds_every_act_of_the_passages_once(tmp_path: Path) -> None:
    epoch = mixture(tmp_path).epoch(random.Random(1))
    told = [e for e in epoch if not e.pair]
    assert sum((e.act > 0).sum() for e in told) == 60
    assert len(told) < 60


def test_an_epoch_tells_a_share_of_our_own_passages(tmp_path: Path) -> None:
    made = mixture(tmp_path)
    made.passages = [dataclasses.replace(p, is_real=False) for p in made.passages]
    told = sum(int((e.act > 0).sum()) for e in made.epoch(random.Random(1)) if not e.pair)
    assert 20 < told < 50


def test_the_same_seed_makes_the_same_epoch(tmp_path: Path) -> None:
    one, other = (mixture(tmp_path).epoch(random.Random(3)) for _ in range(2))
    assert [e.window for e in one] == [e.window for e in other]


def test_pages_hold_all_sentences_in_windows_that_are_not_too_long(tmp_path: Path) -> None:
    made = mixture(tmp_path)
    pages = made.pages(made.passages)
    assert sum(len(e.window.sentences) for e in pages) == 60
    assert all(len(e.window.ids) <= MOST_PIECES for e in pages)
    assert len(pages) < 10


def test_recasing_changes_how_words_are_written_and_nothing_else(tmp_path: Path) -> None:
    made = mixture(tmp_path)
    (example,) = made.pages(made.passages[:1])
    told = recased(example, random.Random(0))
    assert told.window.ids == example.window.ids
    assert told.window.shapes != example.window.shapes
