"""What is counted so far."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forecast.ranking.stories import facts_of, rounds

from cordiale.forecast.ranking.history import LEVELS, History, Rows
from cordiale.forecast.ranking.memory import Memory


def row(actor: int, kind: int, recipient: int) -> Rows:
    return Rows(*(np.array([number]) for number in (0, actor, kind, recipient)))


def test_a_day_is_not_counted_before_it_is_over() -> None:
    history = History(facts_of(["0 0 1 5"]))
    ids = history.ids("triple", row(0, 0, 1))
    history.advance(5)
    before = history.tallies["triple"].count[ids][0]
    history.advance(6)
    assert (before, history.tallies["triple"].count[ids][0]) == (0, 1)


def test_history_does_not_go_back() -> None:
    history = History(facts_of(["0 0 1 5"]))
    history.advance(6)
    with pytest.raises(ValueError, match="cannot go back"):
        history.advance(5)


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_counts_every_act_once(level: str) -> None:
    facts = rounds(12)
    history = History(facts)
    history.advance(12)
    assert history.tallies[level].count.sum() == len(facts.day)


def test_an_act_counts_for_all_of_its_actors_home() -> None:
    history = History(facts_of(["0 1 2 0"]))
    history.advance(1)
    assert history.tallies["home_recipient"].count[history.ids("home_recipient", row(1, 0, 2))][0] == 1


def test_the_same_act_done_back_is_found_as_returned() -> None:
    history = History(facts_of(["0 1 2 0"]))
    history.advance(1)
    assert history.tallies["triple"].count[history.returned_ids(row(2, 1, 0))][0] == 1


@given(st.integers(1, 20))
def test_what_comes_later_changes_nothing_before(day: int) -> None:
    short, long = Memory(rounds(day)), Memory(rounds(20))
    asked = row(6, 1, 7)
    seen = []
    for memory in (short, long):
        memory.advance(day)
        seen.append(memory.history.tallies["pair"].at(memory.history.ids("pair", asked), day).tolist())
    assert seen[0] == seen[1]


def test_partners_of_an_actor_stand_together() -> None:
    history = History(facts_of(["0 0 1 0", "0 0 3 0", "2 0 1 0"]))
    first, count = history.partners(np.array([0, 2]))
    found = [history.keys["pair"].values[f : f + c] % 8 for f, c in zip(first, count, strict=True)]
    assert [f.tolist() for f in found] == [[1, 3], [1]]
