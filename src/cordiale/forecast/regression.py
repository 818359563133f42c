"""Negative-binomial regression with shrinkage: the logarithm of the mean and of the dispersion are linear in features."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cordiale.forecast.gamma import Floats, digamma, log_gamma

_ETA = (-5.0, 8.0)
_LOG_DISPERSION = (-6.0, 3.0)
_ROUNDS = 4
_STEPS = 12
_CLOSE = 1e-5
_CURVE_KEPT = 3
# Pulls the coefficients of the dispersion, the first excepted, toward 0.
_PULL = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """Past months to which others are compared: what they looked like (scaled), and how fast likeness fades with distance."""

    centre: Floats
    scale: Floats
    places: Floats
    fading: Floats

    def likeness(self, features: Floats) -> Floats:
        """How like each landmark each row is, 0 to 1: (rows, landmarks times fadings)."""
        rows = (features - self.centre) / self.scale
        apart = (rows**2).sum(1)[:, None] + (self.places**2).sum(1) - 2 * rows @ self.places.T
        return np.hstack([np.exp(-fading * apart) for fading in self.fading])


def landmarks(features: Floats, number: int, fading: tuple[float, ...], seed: int) -> Landmarks:
    """Some of the rows, drawn by a seed: even steps would take the same months of each pair.

    Source: Williams and Seeger 2001, kernels by a few of the rows.
    """
    centre, scale = features.mean(0), _scale(features)
    chosen = np.random.default_rng(seed).choice(len(features), number, replace=False)
    return Landmarks(centre, scale, (features[chosen] - centre) / scale, np.array(fading))


def _scale(features: Floats) -> Floats:
    spread = features.std(0)
    return np.where(spread > 1e-6, spread, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients of the mean (intercept first) on scaled features, and of the dispersion."""

    centre: Floats
    scale: Floats
    mean: Floats
    dispersion: Floats

    def means(self, features: Floats) -> Floats:
        """The expected counts for rows of features."""
        return np.asarray(np.exp(np.clip(self.mean[0] + (features - self.centre) / self.scale @ self.mean[1:], *_ETA)))

    def dispersions(self, features: Floats) -> Floats:
        """The dispersions for rows of dispersion features (the first of them 1)."""
        return np.asarray(np.exp(np.clip(features @ self.dispersion, *_LOG_DISPERSION)))


def fit(features: Floats, widths: Floats, counts: Floats, pull: Floats) -> Fit:
    """Fit by penalised likelihood, means and dispersions in turn.

    `features` is (rows, features); `widths` (rows, dispersion features), the first of them 1 and the second replaced by
    the logarithm of the mean as it is fitted; `pull` the ridge of each feature after scaling. Source: Hilbe 2011
    for the likelihood, NB2 with log link.
    """
    centre, scale = features.mean(0), _scale(features)
    rows = np.column_stack([np.ones(len(features)), (features - centre) / scale])
    mean = np.zeros(rows.shape[1])
    mean[0] = np.log(counts.mean() + 0.1)
    spread = np.zeros(widths.shape[1])
    ridge = np.concatenate([[0.0], pull])
    for _ in range(_ROUNDS):
        mean = _fit_mean(rows, counts, _dispersions(_with_level(widths, rows, mean), spread), mean, ridge)
        spread = _fit_dispersion(_with_level(widths, rows, mean), counts, np.exp(np.clip(rows @ mean, *_ETA)), spread)
    return Fit(centre, scale, mean, spread)


def _with_level(widths: Floats, rows: Floats, mean: Floats) -> Floats:
    filled = widths.copy()
    filled[:, 1] = np.clip(rows @ mean, *_ETA)
    return filled


def _dispersions(widths: Floats, spread: Floats) -> Floats:
    return np.asarray(np.exp(np.clip(widths @ spread, *_LOG_DISPERSION)))


def _fit_mean(rows: Floats, counts: Floats, dispersions: Floats, mean: Floats, ridge: Floats) -> Floats:
    """Iteratively reweighted least squares with expected weights; each step is halved until the objective does not fall."""

    def objective(at: Floats) -> float:
        eta = np.clip(rows @ at, *_ETA)
        likelihood = counts * eta - (counts + 1 / dispersions) * np.log1p(dispersions * np.exp(eta))
        return float(likelihood.sum() - (ridge * at**2).sum())

    best = objective(mean)
    coarse = rows.astype(np.float32)
    curve = np.zeros((len(mean), len(mean)))
    for number in range(_STEPS):
        mu = np.exp(np.clip(rows @ mean, *_ETA))
        if number % _CURVE_KEPT == 0:  # the dearest part by far, and near enough for some steps
            weighted = coarse * np.sqrt(mu / (1 + dispersions * mu)).astype(np.float32)[:, None]
            curve = (weighted.T @ weighted).astype(float) + np.diag(2 * ridge + 1e-6)
        slope = rows.T @ ((counts - mu) / (1 + dispersions * mu)) - 2 * ridge * mean
        step = np.linalg.solve(curve, slope)
        while (found := objective(mean + step)) < best and np.abs(step).max() > _CLOSE:
            step = step / 2
        if found < best:
            return mean
        mean, gain, best = mean + step, found - best, found
        if gain < _CLOSE * len(counts):
            break
    return mean


def _fit_dispersion(widths: Floats, counts: Floats, mu: Floats, spread: Floats) -> Floats:
    """Newton steps on the coefficients of the logarithm of the dispersion, with the curvature of the scores' products."""
    pull = np.full(widths.shape[1], _PULL)
    pull[0] = 0.0

    def objective(at: Floats) -> float:
        sizes = 1 / _dispersions(widths, at)
        likelihood = log_gamma(counts + sizes) - log_gamma(sizes) - sizes * np.log1p(mu / sizes)
        return float((likelihood - counts * np.log(sizes + mu)).sum() - (pull * at**2).sum())

    best = objective(spread)
    for _ in range(_STEPS):
        dispersions = _dispersions(widths, spread)
        sizes = 1 / dispersions
        by_size = digamma(counts + sizes) - digamma(sizes) - np.log1p(mu * dispersions) + (mu - counts) / (sizes + mu)
        scores = widths * (-sizes * by_size)[:, None]
        curve = scores.T @ scores + np.diag(2 * pull + 1e-6)
        step = np.linalg.solve(curve, scores.sum(0) - 2 * pull * spread)
        while (found := objective(spread + step)) < best and np.abs(step).max() > _CLOSE:
            step = step / 2
        if found < best:
            return spread
        spread, gain, best = spread + step, found - best, found
        if gain < _CLOSE * len(counts):
            break
    return spread
