"""What has happened so far, tallied at every level a question can be answered from, brought forward day by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cordiale.forecast.ranking.facts import Facts, Ints, Questions
from cordiale.forecast.ranking.tally import Keys, Tally

HALF_LIVES = (3.0, 12.0, 45.0, 180.0)
"""Half-lives in days of the fading counts."""


UNKNOWN_HOME, SAME_HOME, OTHER_HOME = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Rows:
    """Possible answers to the questions of a day: each row is a question, its actor and kind of act, and one recipient."""

    question: Ints
    actor: Ints
    kind: Ints
    recipient: Ints

    def __len__(self) -> int:
        return len(self.question)


def rows_of(questions: Questions, question: Ints, recipient: Ints) -> Rows:
    """Rows for recipients proposed as answers to the numbered questions."""
    return Rows(question, questions.actor[question], questions.kind[question], recipient)


def _triple(facts: Facts, rows: Rows) -> Ints:
    return (rows.actor * len(facts.entities) + rows.recipient) * facts.kinds + rows.kind


def _returned(facts: Facts, rows: Rows) -> Ints:
    return (rows.actor * len(facts.entities) + rows.recipient) * facts.kinds + facts.inverse(rows.kind)


def _pair(facts: Facts, rows: Rows) -> Ints:
    return rows.actor * len(facts.entities) + rows.recipient


def _actor_kind(facts: Facts, rows: Rows) -> Ints:
    return rows.actor * facts.kinds + rows.kind


def _kind_recipient(facts: Facts, rows: Rows) -> Ints:
    return rows.kind * len(facts.entities) + rows.recipient


def _actor(facts: Facts, rows: Rows) -> Ints:
    return rows.actor


def _recipient(facts: Facts, rows: Rows) -> Ints:
    return rows.recipient


def _home_kind_recipient(facts: Facts, rows: Rows) -> Ints:
    home = facts.entities.home[rows.actor]
    return (home * facts.kinds + rows.kind) * len(facts.entities) + rows.recipient


def _home_kind_home(facts: Facts, rows: Rows) -> Ints:
    home = facts.entities.home
    return (home[rows.actor] * facts.kinds + rows.kind) * facts.entities.homes + home[rows.recipient]


def _role_kind_role(facts: Facts, rows: Rows) -> Ints:
    home, role = facts.entities.home[rows.actor], facts.entities.role
    same = np.where(
        home == 0, UNKNOWN_HOME, np.where(home == facts.entities.home[rows.recipient], SAME_HOME, OTHER_HOME)
    )
    return role_key(facts, role[rows.actor], rows.kind, same) * facts.entities.roles + role[rows.recipient]


def role_key(facts: Facts, role: Ints, kind: Ints, same: Ints) -> Ints:
    """What an actor's role, a kind of act and whether both are at home in one place share; the roles met follow it."""
    return (role * facts.kinds + kind) * 3 + same


def _actor_home(facts: Facts, rows: Rows) -> Ints:
    return rows.actor * facts.entities.homes + facts.entities.home[rows.recipient]


def _home_recipient(facts: Facts, rows: Rows) -> Ints:
    return facts.entities.home[rows.actor] * len(facts.entities) + rows.recipient


def _actor_kind_home(facts: Facts, rows: Rows) -> Ints:
    return (rows.actor * facts.kinds + rows.kind) * facts.entities.homes + facts.entities.home[rows.recipient]


LEVELS: dict[str, Callable[[Facts, Rows], Ints]] = {
    "triple": _triple,
    "pair": _pair,
    "actor_kind": _actor_kind,
    "kind_recipient": _kind_recipient,
    "actor": _actor,
    "recipient": _recipient,
    "home_kind_recipient": _home_kind_recipient,
    "home_kind_home": _home_kind_home,
    "role_kind_role": _role_kind_role,
    "actor_kind_home": _actor_kind_home,
    "actor_home": _actor_home,
    "home_recipient": _home_recipient,
}
"""Each level of memory with the key under which an act is counted at it."""


class History:
    """The acts before a day, tallied at each level.

    Every key that the facts hold has its place from the start, but counts nothing before its day: `advance` alone brings
    acts in, in order, and `day` is the first day that is not yet counted.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.day = 0
        acts = Rows(np.arange(len(facts.day)), facts.actor, facts.code, facts.recipient)
        self.keys: dict[str, Keys] = {}
        self.tallies: dict[str, Tally] = {}
        self._ids: dict[str, Ints] = {}
        for level, key_of in LEVELS.items():
            distinct, ids = np.unique(key_of(facts, acts), return_inverse=True)
            self.keys[level] = Keys(distinct)
            self.tallies[level] = Tally(len(distinct), HALF_LIVES)
            self._ids[level] = ids.astype(np.int64)

    def advance(self, day: int) -> None:
        """Count all acts before `day`, which is not before any day asked for so far; raises `ValueError` otherwise."""
        if day < self.day:
            raise ValueError(f"history stands at day {self.day} and cannot go back to day {day}")
        for past in range(self.day, day):
            here = self.facts.on(past)
            if here.stop > here.start:
                for level, tally in self.tallies.items():
                    tally.add(self._ids[level][here], past)
        self.day = day

    def ids(self, level: str, rows: Rows) -> Ints:
        """Where the rows stand in a level's tally."""
        return self.keys[level].find(LEVELS[level](self.facts, rows))

    def returned_ids(self, rows: Rows) -> Ints:
        """Where the same kind of act, done by the recipient to the actor, stands in the tally of triples."""
        return self.keys["triple"].find(_returned(self.facts, rows))

    def ids_of_acts(self, level: str, acts: slice) -> Ints:
        """Where acts of the facts themselves stand in a level's tally."""
        return self._ids[level][acts]

    def kinds_of_triples(self) -> Ints:
        """The kind of act of each triple, in the order of the tally."""
        return self.keys["triple"].values % self.facts.kinds

    def pairs_of_triples(self) -> tuple[Ints, Ints]:
        """For each pair the first of its triples and how many it has: triples of a pair stand together."""
        pairs = self.keys["pair"].values
        return self.keys["triple"].range_of(pairs * self.facts.kinds, (pairs + 1) * self.facts.kinds)

    def partners(self, actors: Ints) -> tuple[Ints, Ints]:
        """For each actor the first of its pairs and how many it has: pairs of an actor stand together."""
        size = len(self.facts.entities)
        return self.keys["pair"].range_of(actors * size, (actors + 1) * size)
