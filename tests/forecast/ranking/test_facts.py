"""Acts as columns."""

import numpy as np
import pytest
from tests.forecast.ranking.stories import facts_of

from cordiale.forecast.ranking.facts import Facts, asked_on, entities_from, seen_from_both_ends

NAMES = ("Police (Alpha)", "Alpha", "Police (Beta)", "Ana Sol")


def test_a_name_in_brackets_is_a_home_and_what_stands_before_it_a_role() -> None:
    entities = entities_from(NAMES)
    assert entities.home[0] == entities.home[1] != entities.home[2]
    assert entities.role[0] == entities.role[2] != entities.role[1]


def test_a_name_that_is_nobodys_home_has_neither() -> None:
    entities = entities_from(NAMES)
    assert (entities.home[3], entities.role[3]) == (0, 0)


def test_each_act_is_seen_from_both_ends() -> None:
    facts = facts_of(["0 0 1 5"])
    assert list(zip(facts.actor, facts.code, facts.recipient, facts.day, strict=True)) == [(0, 0, 1, 5), (1, 2, 0, 5)]


def test_seeing_from_the_other_end_twice_is_seeing_from_this_end() -> None:
    facts = facts_of(["0 0 1 5"])
    kinds = np.arange(facts.kinds)
    assert facts.inverse(facts.inverse(kinds)).tolist() == kinds.tolist()


def test_a_day_without_acts_has_none() -> None:
    facts = facts_of(["0 0 1 5", "1 0 2 7"])
    assert [facts.on(day).stop - facts.on(day).start for day in (-1, 5, 6, 7, 8)] == [0, 2, 0, 2, 0]


def test_what_lies_before_a_day_leaves_the_day_out() -> None:
    facts = facts_of(["0 0 1 5", "1 0 2 7"])
    assert [facts.until(day).stop for day in (0, 5, 6, 7, 8, 100)] == [0, 0, 2, 2, 4, 4]


def test_a_question_with_two_answers_is_asked_once() -> None:
    asked = asked_on(facts_of(["0 0 1 5", "0 0 2 5"]), 5)
    mine = np.flatnonzero((asked.questions.actor == 0) & (asked.questions.kind == 0))
    assert len(mine) == 1
    assert sorted(asked.answer[asked.question_of == mine[0]].tolist()) == [1, 2]


def test_days_out_of_order_are_refused() -> None:
    two = np.zeros(2, np.int64)
    with pytest.raises(ValueError, match="order of their days"):
        Facts(two, two, two, np.array([3, 1]), entities_from(["a"]), ("x",))


def test_an_act_by_nobody_known_is_refused() -> None:
    column = np.array([7])
    with pytest.raises(ValueError, match="not in the list"):
        seen_from_both_ends((column, column * 0, column * 0, column * 0), entities_from(["a"]), ("x",))
