"""Acts that raise others."""

import numpy as np
from tests.forecast.ranking.stories import facts_of

from cordiale.forecast.ranking.history import History
from cordiale.forecast.ranking.memory import Memory


def blame_then_meeting() -> Memory:
    """Between many pairs a blame on one day and a meeting on the next, never the other way round."""
    lines = [f"{actor} 1 {(actor + 1) % 8} {10 * n}" for n in range(20) for actor in range(8)]
    lines += [f"{actor} 0 {(actor + 1) % 8} {10 * n + 1}" for n in range(20) for actor in range(8)]
    memory = Memory(facts_of(lines))
    memory.advance(200)
    return memory


def test_what_follows_an_act_is_raised_by_it() -> None:
    weight = blame_then_meeting()._study.fit().weight[0]
    assert weight[1, 0] > 5 * weight[0, 1]


def test_an_act_is_likelier_the_day_after_what_raises_it_than_a_week_later() -> None:
    excitation = blame_then_meeting()._study.fit()
    rates = []
    for day in (1, 8):
        history = History(facts_of(["0 1 1 0"]))
        history.advance(day)
        pair = history.keys["pair"].find(np.array([0 * 8 + 1]))
        rates.append(float(excitation.rates(history, pair, np.array([0])).sum()))
    assert rates[0] > 2 * rates[1] > 0


def test_a_pair_that_never_met_has_no_rate() -> None:
    memory = blame_then_meeting()
    nobody = np.array([len(memory.history.keys["pair"])])
    assert memory.excitation.rates(memory.history, nobody, np.array([0])).sum() == 0


def test_a_history_without_acts_teaches_nothing() -> None:
    assert not Memory(facts_of([])).excitation.weight.any()
