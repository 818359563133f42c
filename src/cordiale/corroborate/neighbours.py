"""Which of many things are worth comparing: those that share a rare word, near to each other in time.

Hernández and Stolfo (1995), The merge/purge problem for large databases: sort by a key, compare within a moving window.
Here each of a thing's rarest words is such a key, so that the number of comparisons grows with the number of things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

# Each thing is looked for under so many of its rarest words, and compared with so many before it under each.
_KEYS = 8
_WINDOW = 12


def near_neighbours(
    words: Sequence[frozenset[str]], places: Sequence[tuple[Hashable, ...]]
) -> Iterator[tuple[int, int]]:
    """Pairs of indices (smaller first, each once) worth comparing; every pair where there are at most 12 things.

    `words` are what each thing is about, in the order in which neighbours matter (by day, then by id); `places` are keys
    beside its words under which it is looked for (an exact day).
    """
    if len(words) <= _WINDOW:
        yield from ((i, j) for j in range(len(words)) for i in range(j))
        return
    counts = Counter(w for thing in words for w in thing)
    shelves: dict[Hashable, list[int]] = defaultdict(list)
    for i, thing in enumerate(words):
        rarest = sorted((w for w in thing if counts[w] > 1), key=lambda w: (counts[w], w))[:_KEYS]
        for key in (*rarest, *places[i]):
            shelves[key].append(i)
    seen: set[tuple[int, int]] = set()
    for shelf in shelves.values():
        for at, j in enumerate(shelf):
            for i in shelf[max(0, at - _WINDOW) : at]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j
