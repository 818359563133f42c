from __future__ import annotations

from pathlib import Path

import pytest
from tests.reader.vocabulary import toy_pieces
from training.examples import UNKNOWN, Example, encode, encode_pair, pairs_in, sector_of
from training.passages import Passage, read_block

from cordiale.model.ontology import Sector
from cordiale.reader.labels import LINKS, SECTORS, STATUSES, TYPES
from cordiale.reader.windows import Pieces

BLOCK = """= t-1 | 2024-04-12 | wire
[Norway|a:NOR] {met|1:CONSULT happened} [Peru|b:PER].
[It|a] {will arm|2:AID planned} [Chile's navy|c:CHL.MIL].
> 1: a+b #diplomatic
> 2: a -> c #military
"""


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    return toy_pieces(tmp_path)


def target(example: Example, hub: int, name: str) -> list[int]:
    return next(t.tolist() for h, link, t in example.links if h == hub and LINKS[link] == name)


def test_the_words_of_an_act_carry_its_type_and_all_others_none(pieces: Pieces) -> None:
    example = encode(read_block(BLOCK), pieces, ())
    consult, aid = 1 + TYPES.index("CONSULT"), 1 + TYPES.index("AID")
    assert example.act.tolist() == [0, consult, 0, 0, 0, aid, aid, 0, 0, 0, 0]
    assert ("status", 5, 7, STATUSES.index("planned")) in example.spans


def test_an_actor_is_aimed_at_in_its_own_sentence_and_elsewhere_left_open(pieces: Pieces) -> None:
    example = encode(read_block(BLOCK), pieces, ())
    assert target(example, 5, "actor") == [-1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert target(example, 5, "recipient") == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0]
    assert target(example, 1, "actor") == [1, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0]


def test_an_actor_named_only_before_is_aimed_at_there(pieces: Pieces) -> None:
    block = BLOCK.replace("[It|a] {will", "It {will")
    assert target(encode(read_block(block), pieces, ()), 5, "actor")[0] == 1


def test_kinds_that_a_file_does_not_mark_are_unknown(pieces: Pieces) -> None:
    assert (encode(read_block(BLOCK), pieces, ()).cue == UNKNOWN).all()
    known = encode(read_block(BLOCK, frozenset({"events", "quotations"})), pieces, ())
    assert (known.cue[:, 0] == 0).all()
    assert (known.cue[:, 1:] == UNKNOWN).all()


def test_a_pair_is_made_of_each_act_whose_sides_stand_beside_it(pieces: Pieces) -> None:
    passage: Passage = read_block(BLOCK)
    found = pairs_in(passage, pieces)
    assert [e.pair for e in found] == [(TYPES.index("CONSULT"),), (TYPES.index("AID"),)]
    assert [m for m in found[1].marks if m] == [1, 2, 2, 2, 2]


def test_a_pair_whose_side_is_cut_off_is_none(pieces: Pieces) -> None:
    passage = read_block(BLOCK)
    long = "word " * 400 + passage.sentences[0]
    span = passage.mentions[0].at.span
    assert encode_pair(long, span.shifted(2000), span.shifted(2000), (0,), pieces) is None


@pytest.mark.parametrize(
    ("code", "sector"), [("JPN", None), ("JPN.GOV", Sector.GOV), ("IGO.NATO", Sector.IGO), ("IGO.EU.MIL", Sector.IGO)]
)
def test_a_code_shows_its_sector(code: str, sector: Sector | None) -> None:
    assert sector_of(code) is sector
    assert sector_of(code) in SECTORS
