"""The scoring of claims in marked passages."""

from pathlib import Path

from evals.claims import Claim, claiming_passages, pair, score_passages

from cordiale.lexicon import load_lexicon

PASSAGE = """# marks: events quotations commitments drivers

= t1-0001 | 2024-05-02 | wire
[Chile|a:CHL] said that the pier is open.
[Peru|b:PER] will build a port because the coast is long.
" a | said that | the pier is open | indirect neutral
! b | will | build a port | economic pledged
~ the coast is long | because | Peru will build a port | + -
"""


def test_a_passage_that_is_read_as_it_is_marked_scores_one(tmp_path: Path):
    (tmp_path / "t1.txt").write_text(PASSAGE, "utf-8")
    scores = score_passages(claiming_passages(tmp_path), load_lexicon())
    assert {kind: (s.gold, s.found, s.paired) for kind, s in scores.items()} == {
        "statement": (1, 1, 1),
        "commitment": (1, 1, 1),
        "driver": (1, 1, 1),
    }


def test_a_claim_pairs_with_one_of_the_same_sentence_only():
    def claim(sentence: int, words: str) -> Claim:
        return Claim(frozenset({sentence}), frozenset(words.split()), frozenset(), words)

    gold = [claim(0, "a b"), claim(1, "c d")]
    assert pair(gold, [claim(1, "a b"), claim(0, "x"), claim(0, "a b")]) == [(0, 2), (1, 0)]
