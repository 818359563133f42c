"""Ranks over all entities, and what is counted from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cordiale.forecast.ranking.facts import Ints

Ranks = NDArray[np.float64]
Scores = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class RankScore:
    """Mean reciprocal rank and shares of answers among the first 1, 3 and 10, all in [0, 1]."""

    answers: int
    mrr: float
    hits_1: float
    hits_3: float
    hits_10: float


def score_of(ranks: Ranks) -> RankScore:
    """The score of a list of ranks; raises `ValueError` where there is none."""
    if not len(ranks):
        raise ValueError("no ranks to score")
    shares = [float(np.mean(ranks <= most)) for most in (1, 3, 10)]
    return RankScore(len(ranks), float(np.mean(1 / ranks)), *shares)


def ranks_among(scores: Scores, answers: Ints) -> Ranks:
    """The rank of each answer of one question among all entities, the question's other answers taken out.

    `scores` holds one score for each entity. That is the time-aware filter: what else is true on the same day is no
    mistake. Of equals the middle rank counts (half of those tied stand before), so that giving all the same score
    earns nothing. An answer named twice is ranked twice and taken out once.
    """
    distinct, again = np.unique(answers, return_inverse=True)
    wrong = np.ones(len(scores), bool)
    wrong[distinct] = False
    others = scores[wrong]
    above = np.array([np.count_nonzero(others > scores[answer]) for answer in distinct])
    equal = np.array([np.count_nonzero(others == scores[answer]) for answer in distinct])
    ranks: Ranks = (1.0 + above + 0.5 * equal)[again]
    return ranks
