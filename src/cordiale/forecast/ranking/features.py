"""What speaks for each candidate, as columns of numbers with names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cordiale.forecast.ranking.candidates import Candidates
from cordiale.forecast.ranking.facts import Floats
from cordiale.forecast.ranking.history import HALF_LIVES, LEVELS, History, Rows
from cordiale.forecast.ranking.memory import Memory
from cordiale.forecast.ranking.paths import PATHS
from cordiale.forecast.ranking.tally import NEVER

_WITH_GAP = ("triple", "pair", "kind_recipient")
# A level as a share of a wider one: how much of what the actor does it does to this one, and so on.
_SHARES = (
    ("triple", "actor_kind"),
    ("triple", "pair"),
    ("triple", "kind_recipient"),
    ("pair", "actor"),
    ("pair", "recipient"),
    ("kind_recipient", "recipient"),
    ("actor_kind_home", "actor_kind"),
    ("actor_home", "actor"),
    ("home_recipient", "recipient"),
)
_DAYS_A_WEEK = 7

Columns = Iterator[tuple[str, Floats]]


def describe(memory: Memory, candidates: Candidates) -> tuple[list[str], Floats]:
    """Names of the features and a table of them, shape (candidates, features)."""
    rows = candidates.rows
    columns = [*_levels(memory.history, rows), *_returned(memory.history, rows), *_compared(candidates)]
    columns += [*_over_others(memory, candidates), *_plain(memory.history, rows)]
    return [name for name, _ in columns], np.stack([values for _, values in columns], axis=1).astype(np.float32)


def feature_names() -> list[str]:
    """The features in the order of `describe`."""
    from cordiale.forecast.ranking.candidates import candidates_on
    from cordiale.forecast.ranking.facts import Facts, Questions, entities_from

    none = np.zeros(0, np.int64)
    memory = Memory(Facts(none, none, none, none, entities_from(["a"]), ("x",)))
    return describe(memory, candidates_on(memory, Questions(0, none, none)))[0]


def _levels(history: History, rows: Rows) -> Columns:
    faded = {}
    for level in LEVELS:
        tally, ids = history.tallies[level], history.ids(level, rows)
        faded[level] = tally.at(ids, history.day)
        for h, half_life in enumerate(HALF_LIVES):
            yield f"{level} faded {half_life:g}", faded[level][:, h]
        yield f"{level} count", tally.count[ids]
        age = tally.age(ids, history.day)
        yield f"{level} age", age
        if level in _WITH_GAP:
            gap = tally.gap(ids, history.day)
            yield f"{level} gap", gap
            yield f"{level} overdue", np.where(gap > 0, age / np.maximum(gap, 0.1), -1)
            yield f"{level} last gap", np.minimum(tally.last[ids] - tally.before_last[ids], NEVER).astype(np.float32)
    for narrow, wide in _SHARES:
        for h, half_life in enumerate(HALF_LIVES):
            yield f"{narrow} of {wide} {half_life:g}", faded[narrow][:, h] / (faded[wide][:, h] + 0.1)


def _returned(history: History, rows: Rows) -> Columns:
    tally, ids = history.tallies["triple"], history.returned_ids(rows)
    faded = tally.at(ids, history.day)
    for h, half_life in enumerate(HALF_LIVES):
        yield f"returned faded {half_life:g}", faded[:, h]
    yield "returned age", tally.age(ids, history.day)


def _compared(candidates: Candidates) -> Columns:
    for h, half_life in enumerate(HALF_LIVES):
        yield f"rate {half_life:g}", candidates.rates[:, h]
    yield "rate", candidates.rates.sum(axis=1)
    yield "rate share", candidates.share
    yield "rate of best", candidates.of_best
    yield "rate place", candidates.place.astype(np.float32)


def _over_others(memory: Memory, candidates: Candidates) -> Columns:
    history, rows, factors = memory.history, candidates.rows, memory.factors
    for name, reach in zip(PATHS, candidates.reaches, strict=True):
        yield name, reach.at(rows.question, rows.recipient)
    yield "likeness", factors.likeness(rows.actor, rows.recipient)
    yield "expected", factors.expected(rows.actor, history.ids("kind_recipient", rows))
    back = Rows(rows.question, rows.recipient, history.facts.inverse(rows.kind), rows.actor)
    yield "expected from the other end", factors.expected(back.actor, history.ids("kind_recipient", back))


def _plain(history: History, rows: Rows) -> Columns:
    home, role = history.facts.entities.home, history.facts.entities.role
    known = (home[rows.actor] > 0) & (home[rows.recipient] > 0)
    yield "same home", np.where(known, home[rows.actor] == home[rows.recipient], 0.5).astype(np.float32)
    yield "role of recipient", role[rows.recipient].astype(np.float32)
    yield "kind", rows.kind.astype(np.float32)
    yield "weekday", np.full(len(rows), history.day % _DAYS_A_WEEK, np.float32)
    yield "itself", (rows.actor == rows.recipient).astype(np.float32)
