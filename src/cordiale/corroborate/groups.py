"""Disjoint groups of things, joined pair by pair."""

from __future__ import annotations

from collections import defaultdict


class Groups:
    """Disjoint groups of the indices below `size` (union-find with path halving)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        """The smallest index of the group that holds i."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> int:
        """Make one group of the two that hold i and j; its root."""
        a, b = sorted((self.root(i), self.root(j)))
        self._parent[b] = a
        return a

    def groups(self) -> list[list[int]]:
        """The groups in order of their smallest index."""
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._parent)):
            found[self.root(i)].append(i)
        return list(found.values())
