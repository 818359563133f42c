"""Which of the acts that a reader finds are believed: those that a careful reader would most likely code so.

A logistic regression (McCullagh & Nelder, Generalized Linear Models, 1989, ch. 4) over how sure the reader is of the words, how
sure it is of the sides, and what else is told near by. Its weights come with the reader's and are fitted by
`python -m training.belief` on passages that no training has seen.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cordiale.model.mention import EventMention

Features = dict[str, float]

NAMES = (
    "words",
    "least sure party",
    "surest left out",
    "parties",
    "told again",
    "surest telling",
    "surest near by",
    "length",
)
# Chances are clipped here before their log-odds are taken.
_LEAST = 0.002
# How many sentences away another act is near by.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class BeliefWeights:
    """For each feature how much it speaks for an act; and from which chance on an act is believed."""

    weights: Mapping[str, float]
    constant: float
    least: float

    def chance(self, features: Features) -> float:
        """How likely it is that the act is one, of this type and between these states."""
        return 1 / (1 + math.exp(-self.constant - sum(self.weights[n] * v for n, v in features.items())))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act that a reader finds: coded, with the chances that each state near it acts and receives, and the words of its sentence."""

    event: EventMention
    chances: Mapping[str, tuple[float, float]]
    words: int

    @property
    def score(self) -> float:
        """How sure the reader is of the words."""
        return self.event.evidence[0].score

    @property
    def sentence(self) -> int:
        """The index of the sentence that tells it."""
        return self.event.evidence[0].sentence

    @property
    def states(self) -> frozenset[str]:
        """The states on either side."""
        return frozenset(a.country for a in (*self.event.actors, *self.event.recipients) if a.country)


def believe(candidates: Sequence[Candidate], weights: BeliefWeights) -> list[EventMention]:
    """The acts of a page that are believed, each with its chance as the score of its evidence."""
    found = []
    for candidate, features in zip(candidates, describe_candidates(candidates), strict=True):
        chance = weights.chance(features)
        if chance > weights.least:
            (evidence,) = candidate.event.evidence
            found.append(replace(candidate.event, evidence=(replace(evidence, score=round(chance, 4)),)))
    return found


def describe_candidates(candidates: Sequence[Candidate]) -> list[Features]:
    """What is known of each of the acts of one page, in order, by the names of the weights."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    placed: dict[int, list[int]] = defaultdict(list)
    for i, c in enumerate(candidates):
        alike[c.event.type, c.states].append(i)
        placed[c.sentence].append(i)
    found = []
    for i, c in enumerate(candidates):
        again = [j for j in alike[c.event.type, c.states] if j != i]
        near = [j for s in range(c.sentence - _NEAR, c.sentence + _NEAR + 1) for j in placed.get(s, ())]
        taken = [max(c.chances.get(state, (0.0, 0.0))) for state in c.states]
        left = [max(chances) for state, chances in c.chances.items() if state not in c.states]
        told = (
            _odds(c.score),
            _odds(min(taken)),
            _odds(max(left, default=0.0)),
            min(len(c.states), 4),
            min(len(again), 2),
            max((candidates[j].score for j in again), default=0.0),
            _odds(max(candidates[j].score for j in near)),
            math.log(max(c.words, 1)),
        )
        found.append(dict(zip(NAMES, told, strict=True)))
    return found


def _odds(chance: float) -> float:
    held = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(held / (1 - held))
