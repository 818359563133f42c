"""The network of states in one period: signed ties, communities, who moved, and the balance of triads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from cordiale.measure.index import RelationIndex
from cordiale.model.actor import Dyad
from cordiale.model.series import Domain, Period

_SEED = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between two states: the estimate (log-odds) and its band; `sign` is 0 where the band does not tell."""

    dyad: Dyad
    estimate: float
    low: float
    high: float
    sign: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A tie that stands elsewhere than in the period before; it is `clear` where the two bands do not overlap."""

    dyad: Dyad
    before: float
    after: float
    is_clear: bool

    @property
    def by(self) -> float:
        """How far it moved, in log-odds."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Triads:
    """Triangles of signed ties by their number of hostile ones; with none or two of them a triangle is balanced.

    Source: Cartwright and Harary, Psychological Review 63, 1956.
    """

    none: int = 0
    one: int = 0
    two: int = 0
    three: int = 0

    @property
    def balance(self) -> float | None:
        """The share that is balanced; None where there are none."""
        every = self.none + self.one + self.two + self.three
        return (self.none + self.two) / every if every else None


@dataclass(frozen=True, slots=True)
class Network:
    """The network of one period: its links, communities of states by size, and triads."""

    period: Period
    domain: Domain
    links: tuple[Link, ...]
    communities: tuple[tuple[str, ...], ...]
    triads: Triads

    def community_of(self, state: str) -> tuple[str, ...]:
        """The community that a state is in; empty where it has no ties."""
        return next((c for c in self.communities if state in c), ())


def measure_network(
    index: RelationIndex, period: Period, domain: Domain = Domain.ALL, around: float | None = None
) -> Network:
    """The network of a period; a tie is friendly or hostile where its whole band lies above or below `around`.

    `around` is the log-odds that count as neither; as many hostile as cooperative acts (0) unless said.
    """
    middle = around or 0.0
    links = tuple(
        Link(dyad, mean, mean - half, mean + half, _sign(mean - half, mean + half, middle))
        for dyad, mean, half in index.snapshot(period, domain)
    )
    return Network(period, domain, links, _communities(links), _triads(links))


def moves(before: Network, after: Network) -> tuple[Moved, ...]:
    """The ties that both networks have, those that moved farthest first; ones whose bands part before all others."""
    old: Mapping[Dyad, Link] = {link.dyad: link for link in before.links}
    found = [
        Moved(
            new.dyad,
            old[new.dyad].estimate,
            new.estimate,
            new.low > old[new.dyad].high or new.high < old[new.dyad].low,
        )
        for new in after.links
        if new.dyad in old
    ]
    return tuple(sorted(found, key=lambda m: (not m.is_clear, -abs(m.by), m.dyad)))


def changed_sides(before: Network, after: Network) -> tuple[str, ...]:
    """The states that are now among others than before: fewer than half of their community were with them already."""
    found = []
    for community in after.communities:
        for state in community:
            old = set(before.community_of(state)) - {state}
            new = set(community) - {state}
            if old and new and len(old & new) * 2 < min(len(old), len(new)):
                found.append(state)
    return tuple(sorted(found))


def _sign(low: float, high: float, middle: float) -> int:
    return 1 if low > middle else -1 if high < middle else 0


def _communities(links: tuple[Link, ...]) -> tuple[tuple[str, ...], ...]:
    """Communities by friendly ties (Blondel and others, Journal of Statistical Mechanics, 2008, P10008), largest first."""
    graph: Any = nx.Graph()
    for link in sorted(links, key=lambda x: x.dyad):
        if link.sign > 0:
            # A surer tie binds more.
            graph.add_edge(link.dyad.first, link.dyad.second, weight=link.low)
    found = nx.community.louvain_communities(graph, seed=_SEED) if graph else []
    return tuple(sorted((tuple(sorted(c)) for c in found), key=lambda c: (-len(c), c)))


def _triads(links: tuple[Link, ...]) -> Triads:
    signs = {link.dyad: link.sign for link in links if link.sign}
    beside: dict[str, set[str]] = {}
    for dyad in signs:
        beside.setdefault(dyad.first, set()).add(dyad.second)
    counts: Counter[int] = Counter()
    # Each triangle once: from its first state to the two later ones, which must be tied too.
    for first, later in beside.items():
        for b, c in combinations(sorted(later), 2):
            if (third := signs.get(Dyad(b, c))) is not None:
                counts[(signs[Dyad(first, b)], signs[Dyad(first, c)], third).count(-1)] += 1
    return Triads(*(counts[i] for i in range(4)))
