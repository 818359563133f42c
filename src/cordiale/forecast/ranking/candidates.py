"""Who comes into question: those with a past with the actor, those reached over others, and those the act usually meets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cordiale.forecast.ranking.facts import Floats, Ints, Questions
from cordiale.forecast.ranking.history import SAME_HOME, History, Rows, role_key, rows_of
from cordiale.forecast.ranking.memory import Memory
from cordiale.forecast.ranking.paths import Reach, paths_on
from cordiale.forecast.ranking.ragged import largest, places, spread, total

_PARTNERS = 120
_REACHED = 40
_USUAL = 50
_USUAL_AT_HOME = 20
_ROLES_AT_HOME = 12
_EXPECTED = 30
# What a pair's plain liveliness counts beside its rate for the kind asked.
_LIVELINESS = np.array([0.002, 0.001, 0.0005, 0.0001], np.float32)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows in the order of their questions, and what comparing the candidates of one question tells of each.

    `rates` are expected acts a day by half-life, shape (rows, half-lives); `place` counts from 0 by falling rate.
    """

    questions: Questions
    rows: Rows
    rates: Floats
    share: Floats
    of_best: Floats
    place: Ints
    reaches: tuple[Reach, ...]

    def only(self, kept: Ints) -> Candidates:
        """Some of the rows, still compared with all."""
        rows = Rows(
            *(column[kept] for column in (self.rows.question, self.rows.actor, self.rows.kind, self.rows.recipient))
        )
        return Candidates(
            self.questions, rows, self.rates[kept], self.share[kept], self.of_best[kept], self.place[kept], self.reaches
        )


def candidates_on(memory: Memory, questions: Questions) -> Candidates:
    """The candidates of each question; `memory` stands at the day of the questions."""
    history = memory.history
    reaches = tuple(paths_on(history, questions))
    proposals = [
        _partners(memory, questions),
        _usual(history, questions),
        _usual_at_home(history, questions),
        _roles_at_home(history, questions),
        _expected(memory, questions),
    ]
    proposals += [_others(questions, *reach.strongest(_REACHED)) for reach in reaches]
    size = len(history.facts.entities)
    keys = np.unique(np.concatenate([question * size + recipient for question, recipient in proposals]))
    rows = rows_of(questions, keys // size, keys % size)
    rates = memory.excitation.rates(history, history.ids("pair", rows), rows.kind)
    standing = rates.sum(axis=1) + history.tallies["pair"].at(history.ids("pair", rows), history.day) @ _LIVELINESS
    best, whole = (compare(rows.question, standing, len(questions))[rows.question] for compare in (largest, total))
    place = places(rows.question, standing)
    return Candidates(questions, rows, rates, standing / (whole + 1e-6), standing / (best + 1e-6), place, reaches)


def _partners(memory: Memory, questions: Questions) -> tuple[Ints, Ints]:
    history = memory.history
    pairs, question = spread(*history.partners(questions.actor))
    known = history.tallies["pair"].count[pairs] > 0
    pairs, question = pairs[known], question[known]
    rates = memory.excitation.rates(history, pairs, questions.kind[question]).sum(axis=1)
    standing = rates + history.tallies["pair"].at(pairs, history.day) @ _LIVELINESS
    kept = places(question, standing) < _PARTNERS
    return question[kept], history.keys["pair"].values[pairs[kept]] % len(history.facts.entities)


def _others(questions: Questions, question: Ints, recipient: Ints) -> tuple[Ints, Ints]:
    other = questions.actor[question] != recipient
    return question[other], recipient[other]


def _usual(history: History, questions: Questions) -> tuple[Ints, Ints]:
    return _most_met(history, questions, ("kind_recipient", questions.kind, _USUAL))


def _usual_at_home(history: History, questions: Questions) -> tuple[Ints, Ints]:
    home = history.facts.entities.home[questions.actor]
    prefix = np.where(home > 0, home * history.facts.kinds + questions.kind, -1)
    return _most_met(history, questions, ("home_kind_recipient", prefix, _USUAL_AT_HOME))


def _roles_at_home(history: History, questions: Questions) -> tuple[Ints, Ints]:
    """Entities of the actor's own home in the roles that its role usually meets there."""
    entities = history.facts.entities
    home, role = entities.home[questions.actor], entities.role[questions.actor]
    same = np.full(len(questions), SAME_HOME)
    prefix = np.where(home > 0, role_key(history.facts, role, questions.kind, same), -1)
    question, role_met = _prefixed(history, ("role_kind_role", prefix, _ROLES_AT_HOME), entities.roles)
    places_held = entities.home * entities.roles + entities.role
    holders = np.argsort(places_held, kind="stable")
    at = np.searchsorted(places_held[holders], home[question] * entities.roles + role_met)
    found = holders[np.minimum(at, len(holders) - 1)]
    held = (places_held[found] == home[question] * entities.roles + role_met) & (role_met > 0)
    return _others(questions, question[held], found[held])


def _most_met(history: History, questions: Questions, among: tuple[str, Ints, int]) -> tuple[Ints, Ints]:
    """The recipients counted most of late at a level under each question's prefix; a prefix of -1 has none."""
    return _others(questions, *_prefixed(history, among, len(history.facts.entities)))


def _prefixed(history: History, among: tuple[str, Ints, int], size: int) -> tuple[Ints, Ints]:
    """The endings, below `size`, that keys of a level most often have under each question's prefix of late."""
    level, prefix, count = among
    distinct, group = np.unique(prefix, return_inverse=True)
    first, lengths = history.keys[level].range_of(distinct * size, (distinct + 1) * size)
    at, owner = spread(first, np.where(distinct >= 0, lengths, 0))
    tally = history.tallies[level]
    liveliness = tally.at(at, history.day) @ np.array([1, 1, 0.5, 0.1], np.float32)
    kept = (places(owner, liveliness) < count) & (liveliness > 0)
    at, owner = at[kept], owner[kept]
    order = np.argsort(owner, kind="stable")
    at, owner = at[order], owner[order]
    starts = np.searchsorted(owner, np.arange(len(distinct))).astype(np.int64)
    lengths = np.bincount(owner, minlength=len(distinct)).astype(np.int64)
    places_of, question = spread(starts[group], lengths[group])
    return question, history.keys[level].values[at[places_of]] % size


def _expected(memory: Memory, questions: Questions) -> tuple[Ints, Ints]:
    """The recipients that the factors expect most."""
    history, factors = memory.history, memory.factors
    size = len(history.facts.entities)
    asked, found = [], []
    for kind in np.unique(questions.kind):
        first, length = history.keys["kind_recipient"].range_of(np.array([kind * size]), np.array([(kind + 1) * size]))
        answers = slice(int(first[0]), int(first[0] + length[0]))
        here = np.flatnonzero(questions.kind == kind)
        strength = factors.actor[questions.actor[here]] @ factors.answer[answers].T
        count = min(_EXPECTED, strength.shape[1])
        if not count:
            continue
        best = np.argpartition(-strength, count - 1, axis=1)[:, :count]
        positive = np.take_along_axis(strength, best, axis=1).ravel() > 0
        asked.append(np.repeat(here, count)[positive])
        found.append(history.keys["kind_recipient"].values[answers.start + best.ravel()[positive]] % size)
    if not asked:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return _others(questions, np.concatenate(asked), np.concatenate(found))
