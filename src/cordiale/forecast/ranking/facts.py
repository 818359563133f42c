"""Acts as columns of numbers: who did what to whom on which day, read from both ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

_BELONGING = re.compile(r"^(?P<role>.*\S)\s*\((?P<home>[^()]+)\)\s*$")
_STATE, _OTHER = "state", "other"


@dataclass(frozen=True, slots=True)
class Entities:
    """What names alone tell of each entity: where it belongs and what it is there.

    `home` and `role` hold a small number for each entity. "Police (Freedonia)" and "Freedonia" share a home, and
    "Police (Freedonia)" and "Police (Sylvania)" share a role; names without brackets that are nobody's home have home 0
    and role 0.
    """

    names: tuple[str, ...]
    home: Ints
    role: Ints

    @property
    def homes(self) -> int:
        """How many homes there are, 0 counted."""
        return int(self.home.max(initial=0)) + 1

    @property
    def roles(self) -> int:
        """How many roles there are, 0 counted."""
        return int(self.role.max(initial=0)) + 1

    def __len__(self) -> int:
        return len(self.names)


def entities_from(names: Sequence[str]) -> Entities:
    """Entities with home and role read from their names."""
    parts = [_BELONGING.match(name) for name in names]
    homes = {part["home"] for part in parts if part}
    home_of = {home: number for number, home in enumerate(sorted(homes), start=1)}
    role_names = [
        part["role"] if part else (_STATE if name in homes else _OTHER) for part, name in zip(parts, names, strict=True)
    ]
    role_of = {role: number for number, role in enumerate(sorted(set(role_names) - {_OTHER}), start=1)}
    home = [home_of.get(part["home"] if part else name, 0) for part, name in zip(parts, names, strict=True)]
    return Entities(
        tuple(names), np.array(home, np.int64), np.array([role_of.get(role, 0) for role in role_names], np.int64)
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """Acts in the order of their days: columns of equal length, `day` counted from any first day.

    Raises `ValueError` where columns differ in length, days are out of order, or a number names no entity or code.
    """

    actor: Ints
    code: Ints
    recipient: Ints
    day: Ints
    entities: Entities
    codes: tuple[str, ...]
    starts: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        columns = (self.actor, self.code, self.recipient, self.day)
        if len({len(column) for column in columns}) != 1:
            raise ValueError("the columns of acts differ in length")
        if len(self.day) and (np.any(np.diff(self.day) < 0) or self.day[0] < 0):
            raise ValueError("acts must stand in the order of their days, the first not before 0")
        for column, size in (
            (self.actor, len(self.entities)),
            (self.recipient, len(self.entities)),
            (self.code, self.kinds),
        ):
            if len(column) and not 0 <= column.min() <= column.max() < size:
                raise ValueError("an act names an entity or a code that is not in the list")
        object.__setattr__(self, "starts", np.searchsorted(self.day, np.arange(self.last_day + 3)).astype(np.int64))

    @property
    def kinds(self) -> int:
        """How many kinds of act there are, each code counted once from either end."""
        return 2 * len(self.codes)

    @property
    def last_day(self) -> int:
        """The day of the latest act, or -1 where there is none."""
        return int(self.day[-1]) if len(self.day) else -1

    def on(self, day: int) -> slice:
        """Where the acts of a day stand in the columns."""
        if not 0 <= day <= self.last_day:
            return slice(0, 0)
        return slice(int(self.starts[day]), int(self.starts[day + 1]))

    def until(self, day: int) -> slice:
        """Where the acts before a day stand in the columns."""
        return slice(0, int(self.starts[min(max(day, 0), self.last_day + 1)]))

    def inverse(self, kind: Ints) -> Ints:
        """The same kinds of act seen from the other end: what the recipient underwent."""
        return np.where(kind < len(self.codes), kind + len(self.codes), kind - len(self.codes))


def seen_from_both_ends(columns: tuple[Ints, Ints, Ints, Ints], entities: Entities, codes: Sequence[str]) -> Facts:
    """Facts that hold each act twice, as (actor, code, recipient) and as (recipient, code + number of codes, actor).

    So "who did this to them" becomes a question of the same form as "to whom did they do this". `columns` are actor, code,
    recipient and day, in any order of days.
    """
    actor, code, recipient, day = columns
    whole = (
        np.concatenate([actor, recipient]),
        np.concatenate([code, code + len(codes)]),
        np.concatenate([recipient, actor]),
        np.concatenate([day, day]),
    )
    order = np.argsort(whole[3], kind="stable")
    ordered = [column[order].astype(np.int64) for column in whole]
    return Facts(ordered[0], ordered[1], ordered[2], ordered[3], entities, tuple(codes))


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions of one day: to whom will `actor` do an act of this kind."""

    day: int
    actor: Ints
    kind: Ints

    def __len__(self) -> int:
        return len(self.actor)


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that a day's acts answer, each once, and for each act the question it answers."""

    questions: Questions
    question_of: Ints
    answer: Ints


def asked_on(facts: Facts, day: int) -> Asked:
    """The questions that the acts of a day answer."""
    here = facts.on(day)
    keys = facts.actor[here] * facts.kinds + facts.code[here]
    distinct, question_of = np.unique(keys, return_inverse=True)
    questions = Questions(day, distinct // facts.kinds, distinct % facts.kinds)
    return Asked(questions, question_of.astype(np.int64), facts.recipient[here])
