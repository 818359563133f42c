"""Which acts are believed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.cli.readers import act_weights
from cordiale.extract.belief import NAMES, BeliefWeights, Candidate, believe, describe_candidates
from cordiale.model.actor import Actor
from cordiale.model.document import Span
from cordiale.model.mention import EventMention, Evidence
from cordiale.model.ontology import EventType, Status
from cordiale.model.time import DateInterval

NOTHING = dict.fromkeys(NAMES, 0.0)
DAY = DateInterval.day(date(2024, 5, 2))


def candidate(score: float, sentence: int = 0, sides: str = "GHA TGO", **chances: float) -> Candidate:
    """An accusation; `chances` are those of states to act, .9 for its own."""
    actor, recipient = map(Actor, sides.split())
    evidence = Evidence("ar_1", Span(10 * sentence, 10 * sentence + 9), "a" * 9, sentence, "test", score)
    event = EventMention(
        "ar_1", EventType.ACCUSE, None, (), (actor,), (recipient,), DAY, Status.HAPPENED, None, (evidence,)
    )
    known = dict.fromkeys(sides.split(), (0.9, 0.05)) | {s: (c, 0.0) for s, c in chances.items()}
    return Candidate(event, known, 20)


def described(*candidates: Candidate) -> dict[str, float]:
    """What is known of the first."""
    return describe_candidates(candidates)[0]


def test_an_act_is_believed_from_the_least_chance_on():
    by_words = BeliefWeights(NOTHING | {"words": 1.0}, 0.0, 0.5)
    found = believe([candidate(0.6), candidate(0.4, 1)], by_words)
    assert [e.evidence[0].sentence for e in found] == [0]
    assert found[0].evidence[0].score == pytest.approx(0.6, abs=1e-3)


def test_what_is_told_again_between_the_same_states_is_known_to_be():
    again = described(candidate(0.6), candidate(0.9, 5))
    assert (again["told again"], again["surest telling"]) == (1, 0.9)
    alone = described(candidate(0.6), candidate(0.9, 5, "MLI TGO"))
    assert (alone["told again"], alone["surest telling"]) == (0, 0.0)


def test_a_sure_act_near_by_is_known_and_one_far_off_is_not():
    near, far = (described(candidate(0.6), candidate(0.9, s, "MLI TGO")) for s in (3, 4))
    assert near["surest near by"] > far["surest near by"] == far["words"]


def test_the_least_sure_party_and_the_surest_left_out_are_known():
    sure, unsure = described(candidate(0.6)), described(candidate(0.6, TGO=0.3, MLI=0.5))
    assert unsure["least sure party"] < sure["least sure party"]
    assert unsure["surest left out"] > sure["surest left out"]


def test_the_shipped_weights_know_what_is_described_and_no_more():
    weights = act_weights()
    assert weights is not None
    assert weights.belief is not None
    assert set(weights.belief.weights) == set(NAMES)


def test_the_shipped_weights_believe_a_sure_act_and_no_unsure_one():
    weights = act_weights()
    assert weights is not None
    assert weights.belief is not None
    assert believe([candidate(0.97)], weights.belief)
    assert not believe([candidate(0.5, GHA=0.3, TGO=0.3)], weights.belief)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_the_believed_are_some_of_the_candidates_in_their_order_with_other_scores(scores: list[float]):
    candidates = [candidate(score, i) for i, score in enumerate(scores)]
    weights = act_weights()
    assert weights is not None
    assert weights.belief is not None
    for event in believe(candidates, weights.belief):
        (evidence,) = event.evidence
        told = candidates[evidence.sentence]
        assert replace(event, evidence=(replace(evidence, score=told.score),)) == told.event
        assert weights.belief.least <= evidence.score <= 1
