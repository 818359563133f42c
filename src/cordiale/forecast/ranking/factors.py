"""Places for actors and recipients in a space of few dimensions, from what they did and underwent lately.

A truncated singular value decomposition of the table of actors by (kind, recipient), with fading counts damped by the
logarithm and both sides scaled by the square root of their sums: actors who do the same to the same stand close.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from cordiale.forecast.ranking.facts import Floats, Ints
from cordiale.forecast.ranking.history import HALF_LIVES, History

DIMENSIONS = 48
_HALF_LIFE = HALF_LIVES.index(180.0)


@dataclass(frozen=True, slots=True)
class Factors:
    """`actor`: a row for each entity; `direction`: the same rows at length 1; `answer`: a row for each (kind, recipient)."""

    actor: Floats
    direction: Floats
    answer: Floats

    def likeness(self, one: Ints, other: Ints) -> Floats:
        """Cosine between entities."""
        cosine: Floats = np.sum(self.direction[one] * self.direction[other], axis=1, dtype=np.float32)
        return cosine

    def expected(self, actor: Ints, answer: Ints) -> Floats:
        """How strongly the table made smooth says that an actor does this to this recipient; 0 for an unknown answer."""
        strength: Floats = np.sum(self.actor[actor] * self.answer[answer], axis=1, dtype=np.float32)
        return strength


def no_factors(history: History) -> Factors:
    """Factors that know nothing."""
    size, answers = len(history.facts.entities), len(history.keys["kind_recipient"])
    return Factors(*(np.zeros((rows, 1), np.float32) for rows in (size, size, answers + 1)))


def factors_of(history: History) -> Factors:
    """Factors of the acts counted so far."""
    facts, tally = history.facts, history.tallies["triple"]
    faded = tally.all_at(history.day)[:, _HALF_LIFE]
    alive = np.flatnonzero(faded > 0.01)
    size, answers = len(facts.entities), len(history.keys["kind_recipient"])
    dimensions = min(DIMENSIONS, size - 1, answers - 1, len(alive) - 1)
    if dimensions < 1:
        return no_factors(history)
    keys = history.keys["triple"].values[alive]
    actor, kind, recipient = keys // facts.kinds // size, keys % facts.kinds, keys // facts.kinds % size
    answer = history.keys["kind_recipient"].find(kind * size + recipient)
    table = sparse.csr_matrix((np.log1p(faded[alive]), (actor, answer)), shape=(size, answers))
    by_actor, by_answer = (1 / np.sqrt(np.asarray(table.sum(axis=axis)).ravel() + 1e-3) for axis in (1, 0))
    left, strength, right = svds(
        (sparse.diags(by_actor) @ table @ sparse.diags(by_answer)).astype(np.float32), k=dimensions, random_state=0
    )
    placed = left * strength
    direction = placed / (np.linalg.norm(placed, axis=1, keepdims=True) + 1e-6)
    answers_placed = np.vstack([right.T, np.zeros((1, dimensions))])
    return Factors(placed.astype(np.float32), direction.astype(np.float32), answers_placed.astype(np.float32))
