"""The network of one month as a graph: states with their numbers, ties with sign, share and band."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx

from cordiale.export.selection import Relations, Selection
from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Dyad
from cordiale.model.series import Domain, share_of


def graph_of(selection: Selection) -> Any:
    """An undirected networkx graph; attributes that are not known are not there.

    Nodes are ISO codes with `name`, `cow`, `gw`, `wikidata`, `community` (a number, 1 the largest) and `acts` (of the month). An
    edge has `sign` (1 friendly, -1 hostile, 0 where the band does not tell), `share` of cooperative acts with its 90 % band
    `low` and `high`, `log_odds`, and as `weight` the number of acts in the month.
    """
    relations = selection.relations
    if relations is None:
        raise ValueError("a network needs relations")
    network = relations.network(relations.period, relations.domain)
    graph: Any = nx.Graph(period=str(relations.period), domain=relations.domain.value)
    acts = _acts(relations)
    communities = {state: n for n, held in enumerate(network.communities, 1) for state in held}
    links = sorted(network.links, key=lambda link: link.dyad)
    for code in sorted({code for link in links for code in (link.dyad.first, link.dyad.second)}):
        graph.add_node(code, **_state(code, communities.get(code)))
    for link in links:
        seen = acts[link.dyad]
        shares = {"share": link.estimate, "low": link.low, "high": link.high}
        known = {name: round(share_of(value), 4) for name, value in shares.items()}
        tie = {"sign": link.sign, **known, "log_odds": round(float(link.estimate), 4), "weight": seen}
        graph.add_edge(link.dyad.first, link.dyad.second, **tie)
        for code in (link.dyad.first, link.dyad.second):
            graph.nodes[code]["acts"] += seen
    return graph


def _state(code: str, community: int | None) -> dict[str, Any]:
    state = load_lexicon().states.get(code)
    given: dict[str, Any] = {"label": code, "acts": 0, "community": community}
    if state:
        given |= {"name": state.names[0], "cow": state.cow, "gw": state.gw, "wikidata": state.wikidata}
    return {name: value for name, value in given.items() if value is not None}


def _acts(relations: Relations) -> Counter[Dyad]:
    """How many acts each pair has in the month, in the domain."""
    first, last = relations.period.first, relations.period.last
    domain = relations.domain
    return Counter(
        Dyad.of(a.actor, a.recipient)
        for a in relations.acts
        if first <= a.day <= last and (domain is Domain.ALL or domain in a.domains)
    )
