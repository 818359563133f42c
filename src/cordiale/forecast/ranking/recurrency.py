"""The rival: what happened before happens again, the sooner the likelier (the recurrency baseline of Gastinger et al. 2024).

Strict recurrency scores a recipient by its past with the same actor and act, each occurrence fading by 2 to the power of
-decay per day, over the same sum for every day so far; relaxed recurrency by its share among all recipients of the act;
the two are mixed by a weight. Decay and weight are chosen for each kind of act on days kept for choosing. Formulas from
"History repeats itself: a baseline for temporal knowledge graph forecasting", IJCAI 2024; the code is our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.forecast.ranking.facts import Asked, Facts, Floats, Ints, Questions, asked_on
from cordiale.forecast.ranking.ranker import Tested, ranks_of
from cordiale.forecast.ranking.scoring import Ranks, Scores
from cordiale.forecast.ranking.tally import Keys, Tally

DECAYS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0001)
"""The decays tried, per day."""

WEIGHTS = (0.0, 0.5, 0.9, 0.99, 0.999, 0.99999, 1.0)
"""The weights of strict recurrency tried."""

_USUAL_DECAY, _USUAL_WEIGHT = 3, 4


@dataclass(frozen=True, slots=True)
class Choice:
    """For each kind of act, which of `DECAYS` and of `WEIGHTS` to use."""

    decay: Ints
    weight: Ints


class Recurrency:
    """Counts of triples fading at each decay, and plain counts of each kind's recipients, brought forward day by day."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.day = 0
        size = len(facts.entities)
        triples = (facts.actor * facts.kinds + facts.code) * size + facts.recipient
        distinct, self._triple = np.unique(triples, return_inverse=True)
        answers, self._answer = np.unique(facts.code * size + facts.recipient, return_inverse=True)
        self._triples, self._answers = Keys(distinct), Keys(answers)
        self._fading = Tally(len(distinct), tuple(1 / decay for decay in DECAYS))
        self._counts = Tally(len(answers), (1.0,))

    def advance(self, day: int) -> None:
        """Count all acts before `day`."""
        for past in range(self.day, day):
            here = self.facts.on(past)
            if here.stop > here.start:
                self._fading.add(self._triple[here].astype(np.int64), past)
                self._counts.add(self._answer[here].astype(np.int64), past)
        self.day = max(self.day, day)

    def strict(self, questions: Questions) -> tuple[list[Ints], list[Floats]]:
        """For each question the recipients of its past and their scores, shape (recipients, decays)."""
        size = len(self.facts.entities)
        prefix = (questions.actor * self.facts.kinds + questions.kind) * size
        first, count = self._triples.range_of(prefix, prefix + size)
        decays = np.array(DECAYS)
        whole = np.exp2(-np.outer(np.arange(1, max(self.day, 1) + 1), decays)).sum(axis=0)
        found, scores = [], []
        for start, length in zip(first.tolist(), count.tolist(), strict=True):
            ids = np.arange(start, start + length)
            found.append(self._triples.values[ids] % size)
            scores.append((self._fading.at(ids, self.day) / whole).astype(np.float32))
        return found, scores

    def relaxed(self, kind: int) -> Floats:
        """The share of each entity among all recipients of a kind of act so far."""
        size = len(self.facts.entities)
        first, count = self._answers.range_of(np.array([kind * size]), np.array([(kind + 1) * size]))
        ids = np.arange(first[0], first[0] + count[0])
        share = np.zeros(size, np.float32)
        share[self._answers.values[ids] % size] = self._counts.count[ids]
        total = float(share.sum())
        shares: Floats = share / total if total else share
        return shares


def usual_choice(facts: Facts) -> Choice:
    """The choice before anything is chosen: the same for every kind of act."""
    return Choice(np.full(facts.kinds, _USUAL_DECAY), np.full(facts.kinds, _USUAL_WEIGHT))


def choose(recurrency: Recurrency, days: Sequence[int]) -> Choice:
    """For each kind of act the decay of best reciprocal rank on the days, then the weight; the usual where it never occurs."""
    usual = usual_choice(recurrency.facts)
    grid = [(decay, len(WEIGHTS) - 3) for decay in range(len(DECAYS))]
    start = recurrency.day
    decay = _best(
        recurrency.facts,
        start,
        days,
        [Choice(np.full_like(usual.decay, d), np.full_like(usual.weight, w)) for d, w in grid],
    )
    decay = np.where(decay < 0, _USUAL_DECAY, decay)
    weight = _best(
        recurrency.facts, start, days, [Choice(decay, np.full_like(usual.weight, w)) for w in range(len(WEIGHTS))]
    )
    return Choice(decay, np.where(weight < 0, _USUAL_WEIGHT, weight))


def _best(facts: Facts, start: int, days: Sequence[int], choices: Sequence[Choice]) -> Ints:
    """For each kind of act the number of the choice with the best mean reciprocal rank; -1 where it never occurs."""
    gain = np.zeros((len(choices), facts.kinds))
    recurrency = Recurrency(facts)
    recurrency.advance(start)
    for day in days:
        recurrency.advance(day)
        asked = asked_on(facts, day)
        kind = asked.questions.kind[asked.question_of]
        for number, ranks in enumerate(_ranks(recurrency, asked, choices)):
            gain[number] += np.bincount(kind, weights=1 / ranks, minlength=facts.kinds)
    best: Ints = np.where(gain.max(axis=0) > 0, gain.argmax(axis=0), -1)
    return best


def _ranks(recurrency: Recurrency, asked: Asked, choices: Sequence[Choice]) -> list[Ranks]:
    """Ranks of the answers under each choice."""
    found, strict = recurrency.strict(asked.questions)
    relaxed = {kind: recurrency.relaxed(kind) for kind in np.unique(asked.questions.kind).tolist()}

    def scores(choice: Choice, number: int) -> Scores:
        kind = int(asked.questions.kind[number])
        weight = WEIGHTS[choice.weight[kind]]
        whole: Scores = (1 - weight) * relaxed[kind].astype(np.float64)
        whole[found[number]] += weight * strict[number][:, choice.decay[kind]]
        return whole

    return [
        ranks_of(asked.question_of, asked.answer, (scores(choice, number) for number in range(len(asked.questions))))
        for choice in choices
    ]


def rank_by_recurrency(recurrency: Recurrency, choice: Choice, days: Sequence[int]) -> Tested:
    """Rank what each day asks from the days before it, as `ranker.rank_days` does."""
    ranks, kinds, when = [], [], []
    for day in days:
        recurrency.advance(day)
        asked = asked_on(recurrency.facts, day)
        if len(asked.questions):
            ranks.append(_ranks(recurrency, asked, [choice])[0])
            kinds.append(asked.questions.kind[asked.question_of])
            when.append(np.full(len(asked.answer), day, np.int64))
    return Tested(np.concatenate(ranks), np.concatenate(kinds), np.concatenate(when))
