"""Lists of uneven length, end to end in one array."""

from __future__ import annotations

import numpy as np

from cordiale.forecast.ranking.facts import Floats, Ints


def spread(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Positions of all ranges end to end, and for each position the number of its range."""
    owner = np.repeat(np.arange(len(starts), dtype=np.int64), lengths)
    offset = np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return starts[owner] + offset, owner


def places(owner: Ints, score: Floats) -> Ints:
    """For each entry its place, from 0, among the entries of its owner by falling score."""
    order = np.lexsort((-score, owner))
    sorted_owner = owner[order]
    new = np.flatnonzero(np.diff(sorted_owner, prepend=-1))
    begins = np.repeat(new, np.diff(new, append=len(owner)))
    place = np.empty(len(owner), np.int64)
    place[order] = np.arange(len(owner)) - begins
    return place


def largest(owner: Ints, value: Floats, owners: int) -> Floats:
    """The largest value of each owner, 0 where it has none above 0."""
    most = np.zeros(owners, np.float32)
    np.maximum.at(most, owner, value)
    return most


def total(owner: Ints, value: Floats, owners: int) -> Floats:
    """The sum of each owner's values."""
    return np.bincount(owner, weights=value, minlength=owners).astype(np.float32)
