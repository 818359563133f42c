"""The studies of the index."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from evals import index_simulation
from evals.index_history import country_of, is_there, read_history
from evals.index_validity import CRISES, MONTHS, TURNS, Turn, agreement, changes, face_validity, read_turns, seen_turns

from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Dyad

SHARED = Path(__file__).parents[2].parent / "shared"
PAIR = Dyad("AAA", "BBB")


def test_every_turn_is_told_once_with_its_source() -> None:
    turns = read_turns()
    assert len({(t.dyad, t.month) for t in turns}) == len(turns)
    assert sum(not t.is_reserve for t in turns) == TURNS
    assert {t.sign for t in turns} == {-1, 1}
    states = load_lexicon().states
    assert all(t.dyad.first in states and t.dyad.second in states and 3 <= t.month < MONTHS for t in turns)
    assert CRISES.read_text("utf-8").count("\nsource = ") == len(turns)


def test_a_measure_that_falls_shows_a_crisis_and_no_thaw() -> None:
    values = np.where(np.arange(MONTHS) < 60, 1.0, -1.0)
    crisis, thaw = Turn(PAIR, 60, -1), Turn(PAIR, 60, 1)
    assert face_validity({PAIR: values}, [crisis]).count == 1
    assert face_validity({PAIR: values}, [thaw]).count == 0


def test_a_measure_without_values_shows_nothing() -> None:
    shown = face_validity({}, [Turn(PAIR, 60, -1)])
    assert (shown.count, shown.right, shown.rank) == (0, 0, 0.5)


def test_a_change_compares_three_months_with_the_three_before() -> None:
    values = np.array([0.0, 0.0, np.nan, 3.0, np.nan, 5.0])
    assert changes(values)[3] == 4.0
    assert np.isnan(changes(values)[:3]).all()


def test_two_measures_that_move_together_agree() -> None:
    values = np.sin(np.arange(MONTHS))
    assert agreement({PAIR: values}, {PAIR: 2 * values + 1}) == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Foreign Affairs (Japan)", "JPN"),
        ("Police (Korea, South)", "KOR"),
        ("France", "FRA"),
        ("Barack Obama", "USA"),
        ("Israeli Defense Forces", "ISR"),
        ("UN Security Council", None),
        ("Citizen (International)", None),
    ],
)
def test_the_country_of_an_actor_is_told_by_its_name(name: str, country: str | None) -> None:
    assert country_of(name, load_lexicon()) == country


def test_a_simulated_world_is_the_same_each_time() -> None:
    dice = [np.random.default_rng(3) for _ in range(2)]
    one, other = (index_simulation.draw_acts(d, np.zeros((3, 6))) for d in dice)
    assert one == other
    assert len(one) > 5


@pytest.mark.skipif(not is_there(SHARED), reason="the event stream, ../shared/data/events, is not there")
def test_thirty_turns_lie_on_pairs_that_the_stream_sees() -> None:
    assert len(seen_turns(read_turns(), read_history(SHARED).acts)) == TURNS
