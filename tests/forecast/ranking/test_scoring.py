"""Ranks over all entities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.forecast.ranking.scoring import ranks_among, score_of


def test_the_best_score_ranks_first() -> None:
    assert ranks_among(np.array([0.1, 0.9, 0.5]), np.array([1])).tolist() == [1]


def test_another_answer_of_the_same_question_does_not_stand_in_the_way() -> None:
    assert ranks_among(np.array([0.9, 0.8, 0.7]), np.array([0, 1])).tolist() == [1, 1]


def test_equals_share_the_middle_rank() -> None:
    assert ranks_among(np.zeros(5), np.array([3])).tolist() == [3]


def test_an_answer_named_twice_is_ranked_twice() -> None:
    assert ranks_among(np.array([0.3, 0.2, 0.1]), np.array([1, 1])).tolist() == [2, 2]


@given(st.lists(st.integers(0, 5), min_size=2, max_size=20), st.data())
def test_a_rank_is_one_more_than_the_wrong_ones_above_and_half_of_those_level(
    scores: list[int], data: st.DataObject
) -> None:
    answer = data.draw(st.integers(0, len(scores) - 1))
    wrong = [score for place, score in enumerate(scores) if place != answer]
    expected = 1 + sum(s > scores[answer] for s in wrong) + 0.5 * sum(s == scores[answer] for s in wrong)
    assert ranks_among(np.array(scores, float), np.array([answer]))[0] == expected


def test_the_score_counts_reciprocal_ranks_and_hits() -> None:
    score = score_of(np.array([1.0, 2.0, 20.0]))
    assert (score.answers, score.hits_1, score.hits_3, score.hits_10) == (3, 1 / 3, 2 / 3, 2 / 3)
    assert score.mrr == pytest.approx((1 + 0.5 + 0.05) / 3)


def test_no_ranks_have_no_score() -> None:
    with pytest.raises(ValueError, match="no ranks"):
        score_of(np.zeros(0))
