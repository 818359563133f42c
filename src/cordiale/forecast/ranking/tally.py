"""Counts that fade: how often something was seen, weighted by how long ago."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from cordiale.forecast.ranking.facts import Floats, Ints

NEVER = 100_000
"""Days that stand for "not seen yet"."""

_LONGEST = 8_192


@dataclass(frozen=True, slots=True)
class Keys:
    """Distinct keys in ascending order, each with its place as its id."""

    values: Ints

    def find(self, keys: Ints) -> Ints:
        """The id of each key; `len(self)` for a key that is not there."""
        if not len(self.values):
            return np.zeros(len(keys), np.int64)
        at = np.searchsorted(self.values, keys)
        found = self.values[np.minimum(at, len(self.values) - 1)] == keys
        return np.where(found, at, len(self.values)).astype(np.int64)

    def range_of(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """First id at or above `low` and how many keys lie below `high`."""
        first = np.searchsorted(self.values, low).astype(np.int64)
        return first, np.searchsorted(self.values, high).astype(np.int64) - first

    def __len__(self) -> int:
        return len(self.values)


def fading(half_lives: tuple[float, ...]) -> Floats:
    """Weights by age in days, a row for each half-life: 1 today, one half after a half-life. Shape (half-lives, days)."""
    ages = np.arange(_LONGEST, dtype=np.float64)
    return np.stack([np.exp2(-ages / half_life) for half_life in half_lives]).astype(np.float32)


@dataclass(slots=True)
class Tally:
    """For each id: fading counts at several half-lives, the whole count, the first, the last and the last-but-one day.

    Counts are brought forward only when an id is seen again or read, so a day costs as much as its acts. The last place
    stands for "never seen" and stays empty.
    """

    size: int
    half_lives: tuple[float, ...]
    faded: Floats = field(init=False, repr=False)
    count: Floats = field(init=False, repr=False)
    first: Ints = field(init=False, repr=False)
    last: Ints = field(init=False, repr=False)
    before_last: Ints = field(init=False, repr=False)
    _weights: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.faded = np.zeros((self.size + 1, len(self.half_lives)), np.float32)
        self.count = np.zeros(self.size + 1, np.float32)
        self.first = np.full(self.size + 1, -NEVER, np.int64)
        self.last = np.full(self.size + 1, -NEVER, np.int64)
        self.before_last = np.full(self.size + 1, -NEVER, np.int64)
        self._weights = fading(self.half_lives).T.copy()

    def add(self, ids: Ints, day: int) -> None:
        """Count the ids as seen on a day that is not before any day counted already."""
        distinct, times = np.unique(ids, return_counts=True)
        self.faded[distinct] = self.at(distinct, day) + times[:, None].astype(np.float32)
        self.count[distinct] += times
        new = self.count[distinct] == times
        self.first[distinct[new]] = day
        self.before_last[distinct] = self.last[distinct]
        self.last[distinct] = day

    def at(self, ids: Ints, day: int) -> Floats:
        """Fading counts as they stand on a day, shape (ids, half-lives)."""
        return self.faded[ids] * self._weights[np.minimum(day - self.last[ids], _LONGEST - 1)]

    def all_at(self, day: int) -> Floats:
        """Fading counts of every id on a day, shape (size, half-lives)."""
        return self.faded[:-1] * self._weights[np.minimum(day - self.last[:-1], _LONGEST - 1)]

    def age(self, ids: Ints, day: int) -> Floats:
        """Days since each id was last seen, at most `NEVER`."""
        return np.minimum(day - self.last[ids], NEVER).astype(np.float32)

    def gap(self, ids: Ints, day: int) -> Floats:
        """Mean days between sightings so far; -1 where an id was seen on fewer than two occasions."""
        count = self.count[ids]
        span = (self.last[ids] - self.first[ids]).astype(np.float32)
        return np.where(span > 0, span / np.maximum(count - 1, 1), -1).astype(np.float32)
