"""The one text of a forecast, and its digest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.forecast.canonical import Kept, canonical, digest, restored
from cordiale.forecast.distributions import distribution_of
from cordiale.model.actor import Dyad
from cordiale.model.forecast import (
    Baseline,
    BaseRate,
    Forecast,
    Kind,
    NegativeBinomial,
    Outcome,
    Pool,
    Question,
    Resolution,
    Rule,
    Sample,
    Score,
    Shape,
)
from cordiale.model.ontology import QuadClass
from cordiale.model.time import DateInterval

simple = st.one_of(
    st.builds(NegativeBinomial, st.floats(0.01, 100), st.floats(0, 4)),
    st.builds(Sample, st.lists(st.integers(0, 90), min_size=1, max_size=20).map(tuple)),
)
shapes = st.one_of(simple, st.builds(lambda a, b: Pool(((0.25, a), (0.75, b))), simple, simple))


def forecast(shape: Shape, plain: Shape) -> Forecast:
    """A forecast with these shapes."""
    baseline = Baseline("smoothing", distribution_of(plain))
    which = ("regression", Dyad("AAA", "BBB"), QuadClass.VERBAL_CONFLICT, date(2024, 12, 1), 2)
    return Forecast(*which, distribution_of(shape), baseline, "0f" * 32, ("only 3 such acts in 40 months",))


QUESTION = Question(
    "ev_1",
    Kind(Rule.SAME_ACT, "CONSULT"),
    ("AAA", "BBB"),
    "CONSULT 2024-05-20",
    date(2024, 5, 1),
    DateInterval.day(date(2024, 5, 20)),
    BaseRate(3, 4, 1.2, 0.8),
)
OTHERS = [
    QUESTION,
    Resolution("d", date(2024, 5, 21), ("ev_2",), outcome=Outcome.YES),
    Resolution("d", date(2025, 2, 1), (), count=4),
    Score("d", log=1.5, crps=2.0, baseline_crps=2.5, baseline_log=1.75),
]


@settings(deadline=None)
@given(shapes, shapes)
def test_a_forecast_comes_back_from_its_text(shape: Shape, plain: Shape) -> None:
    issued = forecast(shape, plain)
    assert restored(canonical(issued)) == issued
    assert canonical(restored(canonical(issued))) == canonical(issued)


@pytest.mark.parametrize("thing", OTHERS, ids=lambda t: type(t).__name__.lower())
def test_questions_resolutions_and_scores_come_back_as_well(thing: Kept) -> None:
    assert restored(canonical(thing)) == thing


def test_another_number_is_another_digest() -> None:
    one, other = forecast(NegativeBinomial(2.0, 0.5), Sample((1,))), forecast(NegativeBinomial(2.0, 0.6), Sample((1,)))
    assert digest(one) == digest(forecast(NegativeBinomial(2.0, 0.5), Sample((1,))))
    assert digest(one) != digest(other)
    assert len(digest(one)) == 64


@pytest.mark.parametrize("text", [b"{", b"[]", b"{}", b'{"guess":{}}', b'{"forecast":{}}', b'{"question":{"item":1}}'])
def test_what_is_no_such_text_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        restored(text)
