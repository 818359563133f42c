"""Nouns of forecasts: what cannot be built."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest

from cordiale.model.actor import Dyad
from cordiale.model.forecast import (
    Baseline,
    BaseRate,
    Distribution,
    Forecast,
    Kind,
    NegativeBinomial,
    Outcome,
    Pool,
    Question,
    Resolution,
    Rule,
    Sample,
)
from cordiale.model.ontology import QuadClass
from cordiale.model.time import DateInterval, Precision

SAID = Distribution(NegativeBinomial(2.0, 0.5), 2.0, ((0.05, 0), (0.5, 2), (0.95, 6)), (0, 5), 0.91)
PLAIN = Baseline("smoothing", SAID)


def forecast(origin: date = date(2024, 11, 1), horizon: int = 1, baseline: Any = PLAIN, inputs: str = "d") -> Forecast:
    """A forecast with something of it changed."""
    return Forecast(
        "regression", Dyad("AAA", "BBB"), QuadClass.VERBAL_COOPERATION, origin, horizon, SAID, baseline, inputs
    )


def test_a_forecast_without_its_baseline_cannot_be_built() -> None:
    with pytest.raises(TypeError, match="baseline"):
        forecast(baseline=None)
    with pytest.raises(TypeError):
        Forecast("regression", Dyad("AAA", "BBB"), QuadClass.VERBAL_COOPERATION, date(2024, 1, 1), 1, SAID)  # type: ignore[call-arg]


def test_a_forecast_once_made_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        forecast().horizon = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    "wrong", [{"horizon": 0}, {"horizon": 7}, {"origin": date(2024, 11, 2)}, {"inputs": ""}], ids=str
)
def test_a_forecast_of_no_month_or_from_no_inputs_cannot_be_built(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"horizon|origin|digest"):
        forecast(**wrong)


def test_a_forecast_knows_its_month_across_the_end_of_a_year() -> None:
    assert forecast(horizon=1).month == DateInterval(date(2024, 11, 1), date(2024, 11, 30), Precision.MONTH)
    assert forecast(horizon=3).month == DateInterval(date(2025, 1, 1), date(2025, 1, 31), Precision.MONTH)
    assert forecast(date(2023, 9, 1), 6).month.end == date(2024, 2, 29)


@pytest.mark.parametrize(
    "build",
    [
        lambda: NegativeBinomial(0.0, 1.0),
        lambda: NegativeBinomial(float("nan"), 1.0),
        lambda: NegativeBinomial(1.0, -0.1),
        lambda: Sample(()),
        lambda: Sample((1, -1)),
        lambda: Pool(((0.5, Sample((1,))),)),
        lambda: Distribution(Sample((1,)), 1.0, ((0.5, 3), (0.9, 2)), (0, 1), 0.9),
        lambda: Distribution(Sample((1,)), 1.0, ((0.5, 1),), (2, 1), 0.9),
        lambda: BaseRate(3, 2, 1.0, 1.0),
        lambda: BaseRate(0, 0, 0.0, 1.0),
        lambda: Resolution("d", date(2024, 1, 1), ()),
        lambda: Resolution("d", date(2024, 1, 1), (), count=1, outcome=Outcome.YES),
        lambda: Resolution("d", date(2024, 1, 1), (), count=-1),
    ],
)
def test_what_makes_no_sense_cannot_be_built(build: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        build()


def test_a_question_needs_parties_and_a_last_day_after_it_is_asked() -> None:
    kind, rate, today = Kind(Rule.FATE, "economic"), BaseRate(0, 0, 1.0, 1.0), date(2024, 5, 1)
    open_end = DateInterval(today, None, Precision.RANGE)
    with pytest.raises(ValueError, match="must end"):
        Question("c", kind, ("AAA",), "ports", today, open_end, rate)
    with pytest.raises(ValueError, match="must end"):
        Question("c", kind, ("AAA",), "ports", today, DateInterval.day(date(2024, 4, 1)), rate)
    with pytest.raises(ValueError, match="parties"):
        Question("c", kind, (), "ports", today, DateInterval.day(today), rate)


def test_a_base_rate_is_the_mean_of_the_beta_posterior() -> None:
    assert BaseRate(3, 4, 1.0, 1.0).probability == pytest.approx(4 / 6)
