"""Which texts are nearly the same: hashed runs of words, met in an index of a fixed sample of them, then compared exactly.

Broder (1997), On the resemblance and containment of documents, for runs of words and for a sample by hash modulo m.
Time grows with the number of texts and of near pairs, not with all pairs.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(1_000_003)
# One run in four is kept in the index: two texts that share twenty runs meet there but for three times in a thousand.
_SAMPLE = 4
# A run that so many texts have is furniture of a site, or a text printed everywhere: the first ones stand for all.
CROWD = 12
# Two texts meet when they share at least this many sampled runs.
SHARED = 2


def shingles(text: str, width: int) -> Shingles:
    """The runs of `width` words of a text, lower case, each as a 64-bit hash, in order of size without repeats.

    A text of fewer words is one run; an empty text has none.
    """
    words = np.fromiter((zlib.crc32(w.encode()) for w in _WORD.findall(text.lower())), dtype=np.uint64)
    if not words.size:
        return words
    width = min(width, words.size)
    runs = np.zeros(words.size - width + 1, dtype=np.uint64)
    for i in range(width):
        runs = runs * _FACTOR + words[i : i + runs.size]
    # The low digits of a product of an odd factor repeat those of the last words: mix before a sample is taken.
    return np.unique(runs ^ (runs >> np.uint64(29)))


def sampled(runs: Shingles) -> NDArray[np.int64]:
    """The runs that are kept in the index, as signed numbers."""
    kept: NDArray[np.int64] = runs[runs % np.uint64(_SAMPLE) == 0].view(np.int64)
    return kept


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the smaller set that the larger holds, 0 to 1; 0 when either is empty."""
    least = min(one.size, other.size)
    return float(np.intersect1d(one, other, assume_unique=True).size / least) if least else 0.0


def near_pairs(texts: Sequence[Shingles], at_least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts (first index smaller), the smaller of which lies in the larger by `at_least`, with that share.

    In a crowd of copies each is paired with the first few only: what is near to one of a crowd is near to all of it.
    """
    index: dict[int, list[int]] = defaultdict(list)
    for i, runs in enumerate(texts):
        met: Counter[int] = Counter()
        for run in sampled(runs).tolist():
            crowd = index[run]
            met.update(crowd)
            if len(crowd) < CROWD:
                crowd.append(i)
        for j, shared in sorted(met.items()):
            if shared >= SHARED and (share := containment(texts[j], runs)) >= at_least:
                yield j, i, share
