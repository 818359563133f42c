"""Which texts are nearly the same: MinHash signatures in bands, then the exact share of common shingles.

Broder (1997), On the resemblance and containment of documents; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, section 3.4, for the bands. Time grows with the number of texts and of near pairs, not with all pairs.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_HASHES = 64
_PRIME = (1 << 31) - 1
_rng = np.random.default_rng(20240410)
_A = _rng.integers(1, _PRIME, _HASHES, dtype=np.int64)
_B = _rng.integers(0, _PRIME, _HASHES, dtype=np.int64)


def shingles(text: str, width: int) -> frozenset[str]:
    """The runs of `width` words of a text, lower case; the whole text where it has fewer."""
    words = _WORD.findall(text.lower())
    if len(words) <= width:
        return frozenset({" ".join(words)}) if words else frozenset()
    return frozenset(" ".join(words[i : i + width]) for i in range(len(words) - width + 1))


def resemblance(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of shingles in common (Jaccard), 0 to 1; 0 when both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def near_pairs(sets: Sequence[frozenset[str]], at_least: float, rows: int = 4) -> Iterator[tuple[int, int, float]]:
    """Pairs of sets (first index smaller) that resemble each other by `at_least`, with the resemblance; each pair once.

    `rows` hashes make a band: fewer find more distant pairs at the cost of more comparisons.
    """
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for i, members in enumerate(sets):
        if not members:
            continue
        signature = _signature(members)
        for band in range(0, _HASHES, rows):
            bucket = buckets[band, signature[band : band + rows].tobytes()]
            for j in bucket:
                if (j, i) not in seen:
                    seen.add((j, i))
                    share = resemblance(sets[j], members)
                    if share >= at_least:
                        yield j, i, share
            bucket.append(i)


def _signature(members: frozenset[str]) -> NDArray[np.int64]:
    hashes = np.fromiter((zlib.crc32(m.encode()) & 0x7FFFFFFF for m in members), dtype=np.int64, count=len(members))
    return np.asarray(((hashes[:, None] % _PRIME * _A + _B) % _PRIME).min(axis=0), dtype=np.int64)


class Groups:
    """Disjoint groups of indices, joined pair by pair (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        """The smallest index of the group that holds i."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make one group of the two that hold i and j."""
        a, b = self.root(i), self.root(j)
        self._parent[max(a, b)] = min(a, b)

    def groups(self) -> list[list[int]]:
        """The groups in order of their smallest index."""
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._parent)):
            found[self.root(i)].append(i)
        return list(found.values())
