"""Scores: known values, and what makes them proper."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.forecast.distributions import distribution_of, furthest, probabilities
from cordiale.forecast.scores import (
    bounds,
    brier,
    calibration_table,
    crps,
    interval_score,
    log_score,
    pit,
    pit_histogram,
    score_forecast,
    score_question,
    share_within,
)
from cordiale.model.actor import Dyad
from cordiale.model.forecast import (
    Baseline,
    BaseRate,
    Forecast,
    Kind,
    NegativeBinomial,
    Outcome,
    Question,
    Resolution,
    Rule,
    Sample,
    Shape,
)
from cordiale.model.ontology import QuadClass
from cordiale.model.time import DateInterval

means = st.floats(0.05, 60)
dispersions = st.floats(0.0, 4)


def test_the_crps_of_a_point_is_its_absolute_error() -> None:
    assert crps(Sample((7,)), 3) == 4
    assert crps(Sample((7,)), 7) == 0


def test_the_crps_of_a_sample_is_the_mean_error_less_half_the_mean_difference() -> None:
    seen = (0, 1, 1, 5, 9)
    error = np.mean([abs(x - 4) for x in seen])
    difference = np.mean([abs(x - y) for x in seen for y in seen])
    assert crps(Sample(seen), 4) == pytest.approx(error - difference / 2)


@settings(deadline=None, max_examples=25)
@given(st.floats(0.1, 6), st.floats(0, 1), st.floats(0.5, 2))
def test_nobody_gains_in_crps_or_log_score_by_saying_another_mean_than_the_true_one(
    mean: float, dispersion: float, factor: float
) -> None:
    truth, other = NegativeBinomial(mean, dispersion), NegativeBinomial(mean * factor, dispersion)
    chances = probabilities(truth, furthest(truth))

    def expected(shape: Shape) -> tuple[float, float]:
        counts = range(len(chances))
        return (
            float(chances @ [crps(shape, c) for c in counts]),
            float(chances @ [log_score(shape, c) for c in counts]),
        )

    assert all(a <= b + 1e-6 for a, b in zip(expected(truth), expected(other), strict=True))


def test_the_log_score_of_a_poisson_is_that_of_its_formula() -> None:
    assert log_score(NegativeBinomial(2.0, 0.0), 3) == pytest.approx(-math.log(math.exp(-2) * 8 / 6))


def test_a_count_that_a_sample_never_showed_is_unlikely_and_not_impossible() -> None:
    assert log_score(Sample((1, 2)), 1) < log_score(Sample((1, 2)), 40) < math.inf


def test_brier_is_the_squared_distance() -> None:
    assert brier(0.8, True) == pytest.approx(0.04)
    assert brier(0.8, False) == pytest.approx(0.64)


def test_the_interval_score_is_the_width_where_the_count_lies_within_and_more_where_it_does_not() -> None:
    assert interval_score((2, 6), 4) == 4
    assert interval_score((2, 6), 7) == pytest.approx(4 + 20)
    assert interval_score((2, 6), 0) == pytest.approx(4 + 40)


@settings(deadline=None, max_examples=25)
@given(st.floats(0.05, 20), st.floats(0, 1))
def test_a_randomised_interval_covers_its_mass_of_the_counts_it_foresees(mean: float, dispersion: float) -> None:
    shape = NegativeBinomial(mean, dispersion)
    chances = probabilities(shape, furthest(shape))
    covered = sum(chance * share_within(pit(shape, count)) for count, chance in enumerate(chances))
    assert covered == pytest.approx(0.9, abs=1e-4)


@settings(deadline=None)
@given(means, dispersions)
def test_the_interval_between_quantiles_holds_at_least_its_mass(mean: float, dispersion: float) -> None:
    shape = NegativeBinomial(mean, dispersion)
    low, high = bounds(shape)
    assert probabilities(shape, high)[low:].sum() >= 0.9 - 1e-9


def test_transforms_of_counts_drawn_from_the_forecast_are_flat() -> None:
    shape = NegativeBinomial(3.0, 0.5)
    dice = np.random.default_rng(1)
    counts = dice.negative_binomial(2.0, 2.0 / 5.0, size=4000)
    shares = pit_histogram([pit(shape, int(count)) for count in counts])
    assert shares.sum() == pytest.approx(1)
    assert np.abs(shares - 0.1).max() < 0.02


def test_a_calibration_table_sets_what_was_said_beside_what_happened() -> None:
    table = calibration_table([0.1, 0.15, 0.9, 1.0], [False, True, True, True])
    assert [(b.number, b.happened) for b in table] == [(2, 0.5), (2, 1.0)]
    assert table[0].said == pytest.approx(0.125)


def test_a_forecast_is_scored_beside_its_baseline() -> None:
    said, plain = distribution_of(NegativeBinomial(5.0, 0.1)), distribution_of(Sample((0, 20)))
    digest = "d"
    forecast = Forecast(
        "regression",
        Dyad("AAA", "BBB"),
        QuadClass.VERBAL_COOPERATION,
        date(2020, 1, 1),
        1,
        said,
        Baseline("last year", plain),
        "inputs",
    )
    score = score_forecast(forecast, Resolution(digest, date(2020, 2, 1), (), count=5))
    assert score.crps is not None
    assert score.baseline_crps is not None
    assert score.crps < score.baseline_crps
    with pytest.raises(ValueError, match="count"):
        score_forecast(forecast, Resolution(digest, date(2020, 2, 1), (), outcome=Outcome.YES))


def test_a_void_question_is_not_scored_and_another_is_by_brier() -> None:
    rate = BaseRate(3, 4, 1.0, 1.0)
    kind = Kind(Rule.SAME_ACT, "CONSULT")
    window = DateInterval.day(date(2020, 3, 1))
    question = Question("e", kind, ("AAA", "BBB"), "CONSULT", date(2020, 2, 1), window, rate)
    assert score_question(question, Resolution("q", date(2020, 3, 2), (), outcome=Outcome.VOID)) is None
    score = score_question(question, Resolution("q", date(2020, 3, 2), (), outcome=Outcome.YES))
    assert score is not None
    assert score.brier == pytest.approx((1 / 3) ** 2)
