"""Distributions of counts: probabilities, quantiles, bands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.forecast.distributions import (
    band,
    cumulative,
    distribution_of,
    furthest,
    mean_of,
    probabilities,
)
from cordiale.forecast.gamma import digamma, log_gamma
from cordiale.model.forecast import NegativeBinomial, Pool, Sample

scipy_special = pytest.importorskip("scipy.special")
scipy_stats = pytest.importorskip("scipy.stats")
means, dispersions = st.floats(0.05, 200), st.floats(1e-5, 4)


@settings(deadline=None)
@given(st.floats(1e-3, 1e5))
def test_the_gamma_functions_are_those_of_scipy(x: float) -> None:
    at = np.array([x])
    assert log_gamma(at)[0] == pytest.approx(scipy_special.gammaln(x), rel=1e-9, abs=1e-9)
    assert digamma(at)[0] == pytest.approx(scipy_special.digamma(x), rel=1e-8, abs=1e-8)


@settings(deadline=None)
@given(means, dispersions)
def test_the_probabilities_of_a_negative_binomial_are_those_of_scipy(mean: float, dispersion: float) -> None:
    size = 1 / dispersion
    own = probabilities(NegativeBinomial(mean, dispersion), 50)
    assert own == pytest.approx(scipy_stats.nbinom.pmf(np.arange(51), size, size / (size + mean)), rel=1e-5, abs=1e-9)


@settings(deadline=None)
@given(means, dispersions)
def test_next_to_nothing_lies_beyond_the_furthest_count(mean: float, dispersion: float) -> None:
    shape = NegativeBinomial(mean, dispersion)
    assert probabilities(shape, furthest(shape)).sum() > 1 - 1e-5


def test_a_dispersion_of_nothing_is_poisson() -> None:
    assert probabilities(NegativeBinomial(2.0, 0.0), 2) == pytest.approx(np.exp(-2) * np.array([1, 2, 2]))


def test_a_pool_mixes_its_parts() -> None:
    pool = Pool(((0.25, Sample((0,))), (0.75, Sample((4, 4, 8)))))
    assert probabilities(pool, 8)[[0, 4, 8]] == pytest.approx([0.25, 0.5, 0.25])
    assert mean_of(pool) == pytest.approx(4)


def test_a_band_is_the_run_of_counts_whose_mass_is_nearest_to_nine_tenths() -> None:
    # Between the quantiles lie all six; without both ends the rest holds nearer to 0.9.
    below = np.cumsum([0.06, 0.3, 0.3, 0.2, 0.08, 0.06])
    first, last, held = band(below)
    assert (first, last) == (1, 4)
    assert held == pytest.approx(0.88)


@settings(deadline=None)
@given(means, dispersions)
def test_a_distribution_says_its_quantiles_in_order_and_its_band_holds_what_it_says(
    mean: float, dispersion: float
) -> None:
    found = distribution_of(NegativeBinomial(mean, dispersion))
    below = cumulative(found.shape, furthest(found.shape))
    first, last = found.band
    assert found.band_mass == pytest.approx(below[last] - (below[first - 1] if first else 0), abs=1e-9)
    assert found.mean == mean
