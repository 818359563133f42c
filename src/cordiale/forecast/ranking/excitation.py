"""Which acts between two parties raise which others: a Hawkes process with one kernel for each pair of kinds and half-life.

The rate at which an actor does an act of kind r to a recipient is a base rate plus, for each earlier act of kind q between
the two, a weight A[h, q, r] that fades with half-life h. The weights are fitted by expectation-maximisation on the past
(Hawkes 1971; Veen and Schoenberg 2008): each act is shared out among what may have raised it in proportion to their
rates, and a weight is its share of acts over the exposure to q.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cordiale.forecast.ranking.facts import Floats, Ints
from cordiale.forecast.ranking.history import HALF_LIVES, History
from cordiale.forecast.ranking.ragged import spread, total

_ROUNDS = 6
# Days of exposure added to each kind, so that a kind seen twice raises nothing for certain.
_CAUTION = 30.0
_LONGEST_STUDY = 200_000


@dataclass(frozen=True, slots=True)
class Excitation:
    """Weights by half-life, kind before and kind after, shape (half-lives, kinds, kinds), in acts per day."""

    weight: Floats

    def rates(self, history: History, pair: Ints, kind: Ints) -> Floats:
        """Expected acts a day of each kind within each pair, by half-life: shape (rows, half-lives)."""
        first, count = history.pairs_of_triples()
        known = pair < len(first)
        starts, lengths = (
            np.where(known, first[np.minimum(pair, len(first) - 1)], 0),
            np.where(known, count[np.minimum(pair, len(first) - 1)], 0),
        )
        triples, owner = spread(starts, lengths)
        faded = history.tallies["triple"].at(triples, history.day)
        earlier, later = history.kinds_of_triples()[triples], kind[owner]
        parts = [total(owner, faded[:, h] * self.weight[h, earlier, later], len(pair)) for h in range(len(HALF_LIVES))]
        return np.stack(parts, axis=1)


class Study:
    """What was there before each act, gathered as history moves on, from which `fit` makes weights."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._first, self._count = history.pairs_of_triples()
        self._kinds = history.kinds_of_triples()
        self._days: list[tuple[Ints, Ints, Floats]] = []
        self._acts: list[Ints] = []
        kinds = history.facts.kinds
        self._exposure = np.zeros((len(HALF_LIVES), kinds), np.float64)
        self._decay = np.exp2(-1.0 / np.array(HALF_LIVES))[:, None]
        self._mass = np.zeros((len(HALF_LIVES), kinds), np.float64)
        self._seen = np.zeros(kinds, np.float64)

    def observe(self, day: int) -> None:
        """Take in the acts of a day; `history` stands at that day, so its counts hold only what came before."""
        acts = self._history.facts.on(day)
        self._mass *= self._decay
        self._exposure += self._mass
        kind = self._history.facts.code[acts]
        if not len(kind):
            return
        pair = self._history.ids_of_acts("pair", acts)
        triples, owner = spread(self._first[pair], self._count[pair])
        faded = self._history.tallies["triple"].at(triples, day)
        alive = faded[:, -1] > 0
        cell = self._kinds[triples[alive]] * self._history.facts.kinds + kind[owner[alive]]
        self._days.append((cell, owner[alive], faded[alive]))
        self._acts.append(kind)
        seen = np.bincount(kind, minlength=self._history.facts.kinds)
        self._mass += seen
        self._seen += seen
        while len(self._acts) > 1 and sum(len(acts) for acts in self._acts) > _LONGEST_STUDY:
            del self._days[0], self._acts[0]

    def fit(self) -> Excitation:
        """The weights that explain the acts observed so far best."""
        kinds = self._history.facts.kinds
        weight = np.full((len(HALF_LIVES), kinds * kinds), 1e-3, np.float32)
        kept = sum(len(acts) for acts in self._acts)
        if not kept:
            return Excitation(np.zeros((len(HALF_LIVES), kinds, kinds), np.float32))
        begins = np.cumsum([0, *(len(acts) for acts in self._acts[:-1])])
        owner = np.concatenate([days[1] + begin for days, begin in zip(self._days, begins, strict=True)])
        cell = np.concatenate([days[0] for days in self._days])
        faded = np.concatenate([days[2] for days in self._days])
        base = np.full(kept, 1e-4, np.float32)
        # Exposure counts every day, acts only those kept: scale it down to the same span.
        share = kept / max(float(self._seen.sum()), 1.0)
        exposure = np.repeat(self._exposure * share + _CAUTION, kinds, axis=1).astype(np.float32)
        for _ in range(_ROUNDS):
            parts = faded.T * weight[:, cell]
            rate = base + total(owner, parts.sum(axis=0), kept)
            parts /= rate[owner]
            weight = np.stack([total(cell, part, kinds * kinds) for part in parts]) / exposure
        return Excitation(weight.reshape(len(HALF_LIVES), kinds, kinds))
