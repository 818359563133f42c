"""The metamorphic suite: what it makes and how it judges."""

import pytest
from evals.invariance import Read, changes, frames, read, score

from cordiale.extract.plain import PlainReader
from cordiale.lexicon import load_lexicon
from cordiale.model.ontology import EventType
from cordiale.pipeline import Instruments


@pytest.fixture(scope="module")
def tools() -> Instruments:
    lexicon = load_lexicon()
    return Instruments.of(lexicon, PlainReader(lexicon))


def test_every_frame_has_a_known_type_and_all_types_are_there():
    assert {f.type for f in frames()} == {t.value for t in EventType}


def test_swapping_states_is_told_as_such(tools: Instruments):
    frame = next(f for f in frames() if f.past == "condemned")
    kinds = {kind: (text, names) for kind, text, names in changes(frame, ("FRA", "PER", "CHN"), tools.lexicon)}
    assert kinds["states swapped"][0].startswith("Peru condemned France")
    assert kinds["states swapped"][1] == {"FRA": "PER", "PER": "FRA"}
    assert kinds["active to passive"][0].startswith("Peru was condemned by France")


def test_a_read_follows_the_renaming_of_its_states():
    one = Read("AID", frozenset({"FRA"}), frozenset({"PER"}), "happened")
    assert one.renamed({"FRA": "PER", "PER": "FRA"}) == Read("AID", frozenset({"PER"}), frozenset({"FRA"}), "happened")


def test_nothing_is_read_where_nothing_is_done(tools: Instruments):
    assert read("France is a country.", tools) == []
    assert read("France condemned Peru.", tools) == [Read("ACCUSE", frozenset({"FRA"}), frozenset({"PER"}), "happened")]


def test_the_shares_are_shares(tools: Instruments):
    scores = score(tools, pairs=20)
    assert scores.pairs >= 20
    assert all(0 <= share <= 1 for share in (*scores.by_change.values(), scores.all, scores.status))
