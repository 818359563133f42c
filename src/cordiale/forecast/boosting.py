"""Boosted trees beside the regression: LightGBM on the same features, for who has installed the extra `foresight`."""

from __future__ import annotations

from typing import Any

import numpy as np

from cordiale.forecast.counts import is_enough, lessons, regression, shapes
from cordiale.forecast.gamma import Floats
from cordiale.forecast.sight import Sight
from cordiale.model.forecast import NegativeBinomial, Shape

# Set on the origins of 2008 to 2010.
_SETTINGS: dict[str, Any] = {
    "objective": "tweedie",
    "tweedie_variance_power": 1.5,
    "num_leaves": 8,
    "learning_rate": 0.04,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "seed": 1,
    "verbose": -1,
}
_ROUNDS = 150
# The trees say by how much the next month differs from this level.
_FROM = "half-life 120"
_LEAST_MEAN = 0.05
# The share of the trees in the logarithm of the blend's mean; 0.3 did better than 0.5 on the origins of 2008 to 2010.
_TREES = 0.3


def boosting(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """Means from boosted trees, widths from the regression; ModuleNotFoundError without LightGBM."""
    said = regression(sight, horizon)
    return _with_means(said, boosted_means(sight, horizon)) if is_enough(sight, horizon) else said


def blend(sight: Sight, horizon: int) -> tuple[Shape, ...]:
    """The regression with its means drawn toward the trees' by a weighted geometric mean; ModuleNotFoundError without LightGBM.

    Averaging parameters moves quantiles together, so that the blend is no wider than its parts, as a mixture would be.
    """
    said = regression(sight, horizon)
    if not is_enough(sight, horizon):
        return said
    own = np.array([shape.mean for shape in said if isinstance(shape, NegativeBinomial)])
    return _with_means(said, own ** (1 - _TREES) * boosted_means(sight, horizon) ** _TREES)


def boosted_means(sight: Sight, horizon: int) -> Floats:
    """The expected count of each pair by gradient boosting. Source: Ke et al. 2017."""
    import lightgbm

    rows, counts = lessons(sight, horizon)
    level = sight.names.index(_FROM)
    trained = lightgbm.train(_SETTINGS, lightgbm.Dataset(rows, counts, init_score=rows[:, level]), _ROUNDS)
    last = sight.features[:, -1].copy()
    raw = np.asarray(trained.predict(last, raw_score=True), dtype=float) + last[:, level]
    return np.asarray(np.maximum(np.exp(raw), _LEAST_MEAN))


def _with_means(said: tuple[Shape, ...], means: Floats) -> tuple[Shape, ...]:
    return shapes(means, np.array([shape.dispersion for shape in said if isinstance(shape, NegativeBinomial)]))
