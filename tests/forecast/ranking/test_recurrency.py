"""The rival."""

import numpy as np
import pytest
from tests.forecast.ranking.stories import facts_of, rounds

from cordiale.forecast.ranking.facts import Questions
from cordiale.forecast.ranking.recurrency import DECAYS, Recurrency, choose, rank_by_recurrency, usual_choice


def test_strict_recurrency_is_what_an_answer_has_left_over_what_every_day_has_left() -> None:
    recurrency = Recurrency(facts_of(["0 0 1 0", "0 0 1 2", "0 0 3 3"]))
    recurrency.advance(4)
    found, scores = recurrency.strict(Questions(4, np.array([0]), np.array([0])))
    decay = DECAYS[3]
    whole = sum(2 ** (-decay * age) for age in (1, 2, 3, 4))
    assert found[0].tolist() == [1, 3]
    assert scores[0][0, 3] == pytest.approx((2 ** (-decay * 4) + 2 ** (-decay * 2)) / whole, rel=1e-5)


def test_relaxed_recurrency_is_the_share_among_recipients() -> None:
    recurrency = Recurrency(facts_of(["0 0 1 0", "2 0 1 0", "2 0 3 0", "2 0 3 5"]))
    recurrency.advance(5)
    assert recurrency.relaxed(0)[[1, 3]] == pytest.approx([2 / 3, 1 / 3])


def test_an_act_that_never_happened_has_no_usual_recipients() -> None:
    assert Recurrency(facts_of(["0 0 1 0"])).relaxed(1).sum() == 0


def test_what_happens_every_day_is_ranked_first() -> None:
    facts = rounds(30)
    recurrency = Recurrency(facts)
    tested = rank_by_recurrency(recurrency, usual_choice(facts), range(20, 30))
    assert tested.rank[tested.kind == 1].tolist() == [1] * len(tested.rank[tested.kind == 1])


def test_the_choice_is_made_for_each_kind_of_act() -> None:
    recurrency = Recurrency(rounds(30))
    recurrency.advance(20)
    choice = choose(recurrency, range(20, 30))
    assert choice.decay.shape == choice.weight.shape == (4,)
