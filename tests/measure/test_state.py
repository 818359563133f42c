"""The state behind the counts, against plain linear algebra and a plain search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize

from cordiale.measure.pooling import USUAL
from cordiale.measure.state import Counts, Motion, StateModel, filtered, smooth

MODEL = StateModel(1.0, Motion(0.8, 0.95), Motion(0.6, 0.4), 0.0)
counted = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=8)


def counts(*series: list[tuple[int, int]]) -> Counts:
    """Counts of series of (cooperative, hostile) acts."""
    starts = np.cumsum([0, *(len(s) for s in series)])
    good, bad = np.array([cell for s in series for cell in s], float).T
    return Counts(starts, good, good + bad)


def covariance(model: StateModel, size: int) -> NDArray[np.float64]:
    """The covariance of level plus swing before anything is seen."""
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    return sum(m.spread**2 * m.memory**apart for m in (model.level, model.swing))  # type: ignore[return-value]


@given(counted)
def test_mode_and_variance_are_those_of_the_whole_posterior(cells: list[tuple[int, int]]) -> None:
    prior = np.linalg.inv(covariance(MODEL, len(cells)))
    good, bad = np.array(cells, float).T

    def cost(x: NDArray[np.float64]) -> float:
        at = x + MODEL.mean
        return float(0.5 * x @ prior @ x - (good * at - (good + bad) * np.logaddexp(0, at)).sum())

    mode = minimize(cost, np.zeros(len(cells)), method="BFGS", options={"gtol": 1e-8}).x
    found = smooth(counts(cells), MODEL)
    assert found.parts[0::2] + found.parts[1::2] == pytest.approx(mode, abs=1e-3)
    p = 1 / (1 + np.exp(-mode - MODEL.mean))
    variance = np.linalg.inv(prior + np.diag((good + bad) * p * (1 - p)))
    assert found.sd**2 == pytest.approx(np.diag(variance), rel=1e-3)
    lean = 0.5 * variance @ (np.diag(variance) * (good + bad) * p * (1 - p) * (2 * p - 1))
    assert found.mean - MODEL.mean - mode == pytest.approx(lean, abs=3e-3)


@given(counted, counted)
def test_series_that_lie_end_to_end_do_not_touch(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    for method in (smooth, filtered):
        both = method(counts(one, other), MODEL)
        apart = [method(counts(s), MODEL) for s in (one, other)]
        assert both.mean == pytest.approx(np.concatenate([a.mean for a in apart]), abs=1e-3)
        assert both.sd == pytest.approx(np.concatenate([a.sd for a in apart]), abs=1e-3)


@given(counted, st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_what_comes_later_does_not_change_what_one_could_have_known(
    cells: list[tuple[int, int]], later: tuple[int, int]
) -> None:
    before, after = filtered(counts(cells), MODEL), filtered(counts([*cells, later]), MODEL)
    assert after.mean[:-1] == pytest.approx(before.mean)


@given(counted)
def test_at_the_end_smoothed_and_filtered_know_the_same(cells: list[tuple[int, int]]) -> None:
    # The filter takes each period's likelihood for a normal curve, which is not exact.
    whole, past = smooth(counts(cells), MODEL), filtered(counts(cells), MODEL)
    assert abs(whole.mean[-1] - past.mean[-1]) < 0.5 * past.sd[-1]


def test_without_acts_the_band_is_that_of_the_model() -> None:
    found = smooth(counts([(0, 0), (0, 0)]), MODEL)
    assert found.mean == pytest.approx([1.0, 1.0])
    assert found.sd == pytest.approx([1.0, 1.0])


def test_the_likelihood_prefers_the_model_that_made_the_counts() -> None:
    dice = np.random.default_rng(5)
    level = np.repeat(dice.normal(1, 1.5, 60), 40)
    total = np.full(2400, 12.0)
    made = Counts(np.arange(61) * 40, dice.binomial(12, 1 / (1 + np.exp(-level))).astype(float), total)

    def likelihood(spread: float, swing: float) -> float:
        model = StateModel(1.0, Motion(spread, 0.999), Motion(swing, 0.3), 0.0)
        return float(smooth(made, model).log_likelihood.sum())

    assert likelihood(1.5, 0.1) > max(likelihood(0.5, 0.1), likelihood(4.5, 0.1), likelihood(1.5, 0.8))


def test_a_week_moves_less_than_a_month() -> None:
    assert USUAL.swing.memory_over("month") == USUAL.swing.memory
    assert USUAL.swing.memory_over("week") == pytest.approx(USUAL.swing.memory ** (7 / 30.44))
