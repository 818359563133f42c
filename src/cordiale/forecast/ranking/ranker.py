"""Ranks everyone for "to whom will they do this tomorrow", by gradient-boosted trees over what memory says.

Candidates are scored by trees trained to rank (LightGBM); everyone else stands below them, by how much the kind of act
and any act have met them, so that each ranking is over all entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cordiale.forecast.ranking.candidates import Candidates, candidates_on
from cordiale.forecast.ranking.facts import Flags, Floats, Ints, asked_on
from cordiale.forecast.ranking.features import describe
from cordiale.forecast.ranking.history import History
from cordiale.forecast.ranking.memory import Memory
from cordiale.forecast.ranking.scoring import Ranks, Scores, ranks_among

if TYPE_CHECKING:
    import lightgbm

_CATEGORIES = ("kind", "role of recipient")


@dataclass(frozen=True, slots=True)
class Training:
    """How trees are grown: the objective, how many, how large, and what is shown to them.

    About `wrong` candidates are shown beside each question's right ones, drawn by chance from `seed`.
    """

    objective: str = "lambdarank"
    trees: int = 300
    leaves: int = 63
    rate: float = 0.06
    wrong: int = 25
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """Candidates with their features, which of them were right, and how many stand together for each question."""

    names: list[str]
    features: Floats
    right: Ints
    sizes: Ints


def lesson_from(memory: Memory, days: Sequence[int], training: Training) -> Lesson:
    """What the days teach: each day's questions seen from the days before it; `memory` moves on to the last day."""
    chance = np.random.default_rng(training.seed)
    names: list[str] = []
    features, right, sizes = [], [], []
    for day in days:
        memory.advance(day)
        asked = asked_on(memory.history.facts, day)
        if not len(asked.questions):
            continue
        candidates = candidates_on(memory, asked.questions)
        truth = _is_right(candidates, asked.question_of, asked.answer, len(memory.history.facts.entities))
        kept = _shown(candidates, truth, training, chance)
        names, table = describe(memory, candidates.only(kept))
        features.append(table)
        right.append(truth[kept].astype(np.int64))
        sizes.append(np.unique(candidates.rows.question[kept], return_counts=True)[1])
    if not features:
        raise ValueError("the days to learn from hold no acts")
    return Lesson(names, np.concatenate(features), np.concatenate(right), np.concatenate(sizes))


def joined(lessons: Sequence[Lesson]) -> Lesson:
    """Several lessons as one."""
    parts = (
        [lesson.features for lesson in lessons],
        [lesson.right for lesson in lessons],
        [lesson.sizes for lesson in lessons],
    )
    return Lesson(lessons[0].names, np.concatenate(parts[0]), np.concatenate(parts[1]), np.concatenate(parts[2]))


def _is_right(candidates: Candidates, question: Ints, answer: Ints, size: int) -> Flags:
    return np.isin(candidates.rows.question * size + candidates.rows.recipient, question * size + answer)


def _shown(candidates: Candidates, truth: Flags, training: Training, chance: np.random.Generator) -> Ints:
    """Rows of questions with a right candidate: the right ones, and wrong ones drawn evenly.

    Evenly, because showing the likeliest wrong ones more often teaches that the likeliest are wrong.
    """
    question = candidates.rows.question
    answered = np.bincount(question, weights=truth, minlength=len(candidates.questions))[question] > 0
    count = np.bincount(question, minlength=len(candidates.questions))[question]
    drawn = chance.random(len(question)) < training.wrong / np.maximum(count, 1)
    return np.flatnonzero(answered & (truth | drawn))


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees that score candidates: the mean of the standardised scores of one or more boosters."""

    names: tuple[str, ...]
    boosters: tuple[lightgbm.Booster, ...]

    def score(self, features: Floats) -> Floats:
        """One number for each candidate, comparable within a question."""
        scores = [np.asarray(booster.predict(features, num_threads=1), np.float32) for booster in self.boosters]
        mean: Floats = np.mean(scores, axis=0, dtype=np.float32)
        return mean

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to each score, shape (candidates, features): the mean over the boosters."""
        parts = [np.asarray(booster.predict(features, pred_contrib=True, num_threads=1)) for booster in self.boosters]
        mean: Floats = np.mean(parts, axis=0)[:, :-1].astype(np.float32)
        return mean


def train(lesson: Lesson, trainings: Sequence[Training]) -> Ranker:
    """Grow a booster for each training from one lesson; needs the extra `foresight`."""
    import lightgbm

    categories = [name for name in _CATEGORIES if name in lesson.names]
    data = lightgbm.Dataset(
        lesson.features,
        lesson.right,
        group=lesson.sizes,
        feature_name=[name.replace(" ", "_") for name in lesson.names],
        categorical_feature=[name.replace(" ", "_") for name in categories],
        params={"max_bin": 63, "verbose": -1, "num_threads": 1},
        free_raw_data=True,
    )
    return Ranker(
        tuple(lesson.names), tuple(lightgbm.train(_settings(training), data, training.trees) for training in trainings)
    )


def _settings(training: Training) -> dict[str, object]:
    return {
        "objective": training.objective,
        "num_leaves": training.leaves,
        "learning_rate": training.rate,
        "min_data_in_leaf": 100,
        "feature_fraction": 0.4,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "cat_smooth": 50.0,
        "max_cat_threshold": 16,
        "lambdarank_truncation_level": 20,
        "max_bin": 63,
        "seed": training.seed + 1,
        "num_threads": 1,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
    }


def score_all(history: History, candidates: Candidates, scores: Floats) -> Iterator[Floats]:
    """For each question in turn one score for every entity: candidates first, then everyone else by how often met."""
    bounds = np.searchsorted(candidates.rows.question, np.arange(len(candidates.questions) + 1))
    met = _met(history)
    prior: dict[int, Floats] = {}
    for number, kind in enumerate(candidates.questions.kind.tolist()):
        if kind not in prior:
            prior[kind] = _prior(history, kind, met)
        here = slice(bounds[number], bounds[number + 1])
        whole = prior[kind].copy()
        whole[candidates.rows.recipient[here]] = 1 + scores[here] - scores[here].min(initial=0)
        yield whole


def _met(history: History) -> Floats:
    """How often each entity was met by any act, below 1."""
    count = np.zeros(len(history.facts.entities), np.float32)
    count[history.keys["recipient"].values] = history.tallies["recipient"].count[:-1]
    shares: Floats = count / (1 + count.sum())
    return shares


def _prior(history: History, kind: int, met: Floats) -> Floats:
    """How often each entity was met by a kind of act, then by any; between 0 and 1."""
    size = len(met)
    first, length = history.keys["kind_recipient"].range_of(np.array([kind * size]), np.array([(kind + 1) * size]))
    here = np.arange(first[0], first[0] + length[0])
    by_kind = np.zeros(size, np.float32)
    by_kind[history.keys["kind_recipient"].values[here] % size] = history.tallies["kind_recipient"].at(
        here, history.day
    )[:, -1]
    prior: Floats = (by_kind + met) / (2 + by_kind.sum())
    return prior


@dataclass(frozen=True, slots=True)
class Tested:
    """The rank of each act's recipient among all, with the kind of act and the day."""

    rank: Ranks
    kind: Ints
    day: Ints


def rank_days(memory: Memory, ranker: Ranker, days: Sequence[int]) -> Tested:
    """Rank what each day asks from the days before it; `memory` moves on to the last day."""
    ranks, kinds, when = [], [], []
    for day in days:
        memory.advance(day)
        asked = asked_on(memory.history.facts, day)
        if not len(asked.questions):
            continue
        candidates = candidates_on(memory, asked.questions)
        scores = ranker.score(describe(memory, candidates)[1])
        ranks.append(ranks_of(asked.question_of, asked.answer, score_all(memory.history, candidates, scores)))
        kinds.append(asked.questions.kind[asked.question_of])
        when.append(np.full(len(asked.answer), day, np.int64))
    return Tested(np.concatenate(ranks), np.concatenate(kinds), np.concatenate(when))


def ranks_of(question_of: Ints, answer: Ints, scores: Iterable[Scores]) -> Ranks:
    """The rank of each answer, in the order given, from one row of scores for each question in turn."""
    order = np.argsort(question_of, kind="stable")
    bounds = np.searchsorted(question_of[order], np.arange(int(question_of.max(initial=-1)) + 2))
    ranks = np.empty(len(answer), np.float64)
    for number, whole in enumerate(scores):
        mine = order[bounds[number] : bounds[number + 1]]
        ranks[mine] = ranks_among(whole, answer[mine])
    return ranks
