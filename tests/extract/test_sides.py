"""Dividing the states near an act into those that act and those that receive."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.cli.readers import act_weights
from cordiale.extract.sides import SideWeights, describe_states
from cordiale.model.document import Span
from cordiale.model.ontology import EventType, Status
from cordiale.model.reading import Role, RoleName, Trigger
from tests.extract.pages import actors_of

TEXT = "After talks in Peru, Ghana accused Togo of spying."
LEANS = SideWeights({"acts": (0, 1, 0), "receives": (0, 0, 1)}, (0, 0, 0), 0.42, 0.22)


def trigger(*roles: tuple[RoleName, str, float]) -> Trigger:
    at = TEXT.index("accused")
    found = tuple(
        Role(name, Span(TEXT.index(word), TEXT.index(word) + len(word)), score) for name, word, score in roles
    )
    return Trigger(Span(at, at + 7), EventType.ACCUSE, None, Status.HAPPENED, (), 0.9, "test", found)


def divide(weights: SideWeights, *roles: tuple[RoleName, str, float]) -> tuple[set[str], set[str]]:
    _, _, actors = actors_of(TEXT)
    act = trigger(*roles)
    return weights.divide(act, weights.weigh(TEXT, act, actors, 0))


def shipped() -> SideWeights:
    weights = act_weights()
    assert weights is not None
    return weights.sides


def test_a_state_takes_the_side_that_the_reader_leans_to():
    assert divide(LEANS, (RoleName.ACTOR, "Ghana", 0.9), (RoleName.RECIPIENT, "Togo", 0.9)) == ({"GHA"}, {"TGO"})
    assert divide(LEANS, (RoleName.RECIPIENT, "Ghana", 0.9), (RoleName.ACTOR, "Togo", 0.9)) == ({"TGO"}, {"GHA"})


def test_an_act_of_one_party_takes_the_likeliest_other():
    careful = replace(LEANS, sure=0.5, least=0.05)
    leaning = ((RoleName.ACTOR, "Ghana", 0.9), (RoleName.RECIPIENT, "Togo", 0.2))
    assert divide(careful, *leaning) == ({"GHA"}, {"TGO"})


def test_of_two_that_would_act_on_nobody_one_acts_on_the_other():
    both = ((RoleName.ACTOR, "Ghana", 0.9), (RoleName.ACTOR, "Togo", 0.8), (RoleName.RECIPIENT, "Togo", 0.7))
    assert divide(LEANS, *both) == ({"GHA"}, {"TGO"})
    assert divide(LEANS, *both[:2]) == ({"GHA", "TGO"}, set())  # neither seems to receive anything


@given(
    st.lists(st.tuples(st.sampled_from(list(RoleName)), st.sampled_from(["Peru", "Ghana", "Togo"]), st.floats(0, 1)))
)
def test_no_state_is_ever_on_both_sides_and_none_appears_from_nowhere(roles):
    actors, recipients = divide(LEANS, *roles)
    assert not actors & recipients
    assert actors | recipients <= {"PER", "GHA", "TGO"}
    assert actors | recipients


def test_the_shipped_weights_know_the_features_that_are_described():
    weights = shipped()
    _, _, actors = actors_of(TEXT)
    described = {name for f in describe_states(TEXT, trigger(), actors, 0).values() for name in f}
    assert {"acts", "receives", "before", "after"} <= described
    assert len(described & set(weights.weights)) > 0.8 * len(described)


def test_a_place_named_before_another_clause_is_left_out_by_the_shipped_weights():
    weights = shipped()
    roles = ((RoleName.ACTOR, "Ghana", 0.9), (RoleName.RECIPIENT, "Togo", 0.9), (RoleName.ACTOR, "Peru", 0.01))
    assert divide(weights, *roles) == ({"GHA"}, {"TGO"})


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_chances_stay_between_nothing_and_certainty(chance):
    acts, receives = LEANS.chances({"acts": 40 * chance - 20, "receives": -5})
    assert 0 <= acts <= 1
    assert 0 <= receives <= 1
