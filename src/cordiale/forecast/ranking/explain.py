"""Which past acts speak for an answer: the features that raised its score, told as what happened and when.

What each feature adds to a score is its Shapley value in the trees (Lundberg et al. 2020), which LightGBM gives. Features
that rest on the same past acts are added up to one reason, and the reason lists those acts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cordiale.forecast.ranking.candidates import candidates_on
from cordiale.forecast.ranking.facts import Facts, Flags, Floats, Questions
from cordiale.forecast.ranking.features import describe
from cordiale.forecast.ranking.memory import Memory
from cordiale.forecast.ranking.ranker import Ranker

_WITHIN = 90
_MOST_ACTS = 50

# What the first words of a feature's name rest on; the first that fits counts.
_GROUNDS = (
    ("triple", "same act"),
    ("returned", "same act in return"),
    ("rate", "any act between them"),
    ("pair", "any act between them"),
    ("likeness", "any act between them"),
    ("home_kind_recipient", "same act from the same home"),
    ("home_recipient", "any act from the same home"),
    ("kind_recipient", "same act to the recipient"),
    ("those alike do this", "same act to the recipient"),
    ("those alike did this", "same act to the recipient"),
    ("partners", "same act to the recipient"),
    ("fellow", "same act to the recipient"),
    ("expected", "same act to the recipient"),
    ("recipient", "any act to the recipient"),
    ("those alike met", "any act to the recipient"),
)

_TOLD = {
    "same act": "they did this {times}",
    "same act in return": "the recipient did this to them {times}",
    "any act between them": "they did something to the recipient {times}",
    "same act from the same home": "others of their home did this to the recipient {times}",
    "any act from the same home": "others of their home did something to the recipient {times}",
    "same act to the recipient": "others did this to the recipient {times}",
    "any act to the recipient": "others did something to the recipient {times}",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Past acts that raise an answer's score by `weight`: `acts` are their places in the facts, the latest first.

    `recent` counts those of the last 90 days, `last` is the day of the latest; `text` says both in words, with the
    day as days before the question.
    """

    ground: str
    weight: float
    acts: tuple[int, ...]
    recent: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An entity in the ranking of a question, with its score and the reasons for it, the weightiest first."""

    recipient: int
    score: float
    reasons: tuple[Reason, ...]


def ground_of(feature: str) -> str | None:
    """What kind of past acts a feature rests on; None where it rests on none in particular."""
    return next((ground for start, ground in _GROUNDS if feature.startswith(start)), None)


def answers_to(memory: Memory, ranker: Ranker, asked: tuple[int, int], count: int = 5) -> list[Answer]:
    """The first answers to whom an actor will do an act of a kind on the day memory stands at, with their reasons.

    `asked` is the actor and the kind; an actor without any past gets the answers usual for the kind.
    """
    questions = Questions(memory.history.day, np.array([asked[0]]), np.array([asked[1]]))
    candidates = candidates_on(memory, questions)
    if not len(candidates.rows):
        return []
    features = describe(memory, candidates)[1]
    scores = ranker.score(features)
    best = np.argsort(-scores, kind="stable")[:count]
    added = ranker.contributions(features[best])
    facts, day = memory.history.facts, memory.history.day
    return [
        Answer(
            int(candidates.rows.recipient[row]),
            float(scores[row]),
            _reasons(facts, (asked[0], asked[1], int(candidates.rows.recipient[row]), day), ranker.names, shares),
        )
        for row, shares in zip(best, added, strict=True)
    ]


def _reasons(
    facts: Facts, answer: tuple[int, int, int, int], names: tuple[str, ...], shares: Floats
) -> tuple[Reason, ...]:
    weights: dict[str, float] = {}
    for name, share in zip(names, shares.tolist(), strict=True):
        ground = ground_of(name)
        if ground is not None:
            weights[ground] = weights.get(ground, 0.0) + share
    ordered = sorted(weights.items(), key=lambda item: -item[1])
    reasons = [_reason(facts, answer, ground, weight) for ground, weight in ordered if weight > 0]
    return tuple(reason for reason in reasons if reason is not None)


def _reason(facts: Facts, answer: tuple[int, int, int, int], ground: str, weight: float) -> Reason | None:
    acts = np.flatnonzero(_speaks(facts, answer, ground))[::-1]
    if not len(acts):
        return None
    day = answer[3]
    recent, last = int(np.count_nonzero(facts.day[acts] >= day - _WITHIN)), int(facts.day[acts[0]])
    often = f"{recent} time{'' if recent == 1 else 's'} in the last {_WITHIN} days" if recent else f"{len(acts)} in all"
    text = f"{_TOLD[ground].format(times=often)}, last {day - last} day{'' if day - last == 1 else 's'} before"
    return Reason(ground, weight, tuple(acts[:_MOST_ACTS].tolist()), recent, last, text)


def _speaks(facts: Facts, answer: tuple[int, int, int, int], ground: str) -> Flags:
    """Which acts before the day are of a ground."""
    actor, kind, recipient, day = answer
    past = facts.until(day)
    whole = np.zeros(len(facts.day), bool)
    doer, code, met = facts.actor[past], facts.code[past], facts.recipient[past]
    to_them = met == recipient
    this = code == kind
    if ground == "same act in return":
        whole[past] = (doer == actor) & to_them & (code == facts.inverse(np.array([kind]))[0])
        return whole
    if ground in ("same act", "any act between them"):
        by_them: Flags = doer == actor
    elif ground.endswith("same home"):
        home = facts.entities.home
        by_them = (home[doer] == home[actor]) & (home[actor] > 0) & (doer != actor)
    else:
        by_them = doer != actor
    whole[past] = by_them & to_them & (this if ground.startswith("same act") else np.ones(len(this), bool))
    return whole


def seen_as_told(facts: Facts, acts: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Acts as (actor, code, recipient, day) in the direction they were done, whichever end they were read from."""
    codes = len(facts.codes)
    told = []
    for act in acts:
        actor, code, recipient, day = (
            int(column[act]) for column in (facts.actor, facts.code, facts.recipient, facts.day)
        )
        told.append((actor, code, recipient, day) if code < codes else (recipient, code - codes, actor, day))
    return told
