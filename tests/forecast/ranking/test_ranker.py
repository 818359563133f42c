"""The whole way from acts to ranks and reasons."""

from functools import cache

import numpy as np
import pytest
from tests.forecast.ranking.stories import NAMES, rounds

from cordiale.forecast.ranking.candidates import candidates_on
from cordiale.forecast.ranking.explain import answers_to, ground_of, seen_as_told
from cordiale.forecast.ranking.facts import Questions, asked_on
from cordiale.forecast.ranking.features import describe, feature_names
from cordiale.forecast.ranking.memory import Memory
from cordiale.forecast.ranking.ranker import Ranker, Training, joined, lesson_from, rank_days, score_all, train

lightgbm = pytest.importorskip("lightgbm", reason="the ranker needs the extra foresight")
DAYS = 60


@cache
def taught() -> tuple[Memory, Ranker]:
    """A memory at day 50 and a ranker that learned from days 10 to 49."""
    memory = Memory(rounds(DAYS))
    lesson = lesson_from(memory, range(10, 50), Training())
    ranker = train(lesson, [Training(trees=20, leaves=4), Training(trees=20, leaves=4, seed=1)])
    memory.advance(50)
    return memory, ranker


def test_candidates_stand_in_the_order_of_their_questions() -> None:
    memory, _ = taught()
    candidates = candidates_on(memory, asked_on(memory.history.facts, 50).questions)
    assert np.all(np.diff(candidates.rows.question) >= 0)


def test_candidates_are_described_one_row_each() -> None:
    memory, _ = taught()
    candidates = candidates_on(memory, asked_on(memory.history.facts, 50).questions)
    names, features = describe(memory, candidates)
    assert features.shape == (len(candidates.rows), len(names))
    assert np.isfinite(features).all()


def test_features_have_the_same_names_with_and_without_a_past() -> None:
    _, ranker = taught()
    assert tuple(feature_names()) == ranker.names


def test_comparisons_are_with_all_candidates_also_where_some_are_left_out() -> None:
    memory, _ = taught()
    candidates = candidates_on(memory, asked_on(memory.history.facts, 50).questions)
    kept = np.arange(0, len(candidates.rows), 2)
    assert np.array_equal(describe(memory, candidates.only(kept))[1], describe(memory, candidates)[1][kept])


def test_everyone_has_a_score_and_candidates_stand_above_the_others() -> None:
    memory, ranker = taught()
    candidates = candidates_on(memory, Questions(50, np.array([4]), np.array([0])))
    whole = next(score_all(memory.history, candidates, ranker.score(describe(memory, candidates)[1])))
    others = np.setdiff1d(np.arange(len(NAMES)), candidates.rows.recipient)
    assert len(whole) == len(NAMES)
    assert whole[candidates.rows.recipient].min() > max(whole[others].max(initial=0), 0)


def test_what_happens_every_day_is_ranked_first() -> None:
    memory, ranker = taught()
    assert answers_to(memory, ranker, (4, 0), count=1)[0].recipient == 5


def test_an_answer_names_the_acts_that_speak_for_it() -> None:
    memory, ranker = taught()
    facts = memory.history.facts
    reasons = answers_to(memory, ranker, (4, 0), count=1)[0].reasons
    assert reasons
    for reason in reasons:
        acts = seen_as_told(facts, reason.acts)
        assert acts
        assert all(day < memory.history.day for _, _, _, day in acts)
        assert {5} <= {end for act in acts for end in (act[0], act[2])}


def test_a_reason_says_how_often_and_when_last() -> None:
    memory, ranker = taught()
    texts = [reason.text for answer in answers_to(memory, ranker, (6, 1)) for reason in answer.reasons]
    assert any("25 times in the last 90 days, last 2 days before" in text for text in texts)


def test_someone_without_a_past_is_answered_by_what_is_usual() -> None:
    memory, ranker = taught()
    assert {answer.recipient for answer in answers_to(memory, ranker, (2, 1))} <= set(range(len(NAMES)))


def test_days_are_ranked_without_looking_at_them() -> None:
    memory = Memory(rounds(DAYS))
    _, ranker = taught()
    tested = rank_days(memory, ranker, range(50, 52))
    assert len(tested.rank) == sum(len(asked_on(memory.history.facts, day).answer) for day in (50, 51))
    assert tested.rank[tested.kind == 1].max(initial=1) <= len(NAMES)


def test_lessons_joined_hold_what_each_held() -> None:
    memory = Memory(rounds(30))
    parts = [lesson_from(memory, [day], Training()) for day in (20, 21)]
    whole = joined(parts)
    assert len(whole.right) == sum(len(part.right) for part in parts) == whole.sizes.sum()


def test_days_without_acts_teach_nothing() -> None:
    with pytest.raises(ValueError, match="no acts"):
        lesson_from(Memory(rounds(5)), [20], Training())


def test_every_level_of_memory_that_names_the_recipient_rests_on_acts() -> None:
    grounds = [ground_of(name) for name in ("triple age", "rate 3", "home_recipient count", "recipient age", "weekday")]
    assert grounds == [
        "same act",
        "any act between them",
        "any act from the same home",
        "any act to the recipient",
        None,
    ]
