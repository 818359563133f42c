"""The chart of a network: states as nodes that stand near those they are friendly with, ties as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from cordiale.export.charts.whole import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    WIDTH,
    Caption,
    Chart,
    framed,
    told_by,
)
from cordiale.export.selection import Link, Network
from cordiale.model.series import share_of

_COLUMNS = ("first", "second", "tie", "share", "low", "high")
# More states than these lie on one another in a drawing of this size; the table has them all.
_MOST = 60
_SEED = 0
_TIES = {1: "friendly", -1: "hostile", 0: "unsure"}
# Communities by colour and shape, so that neither is needed alone.
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "circle")
_COLOURS = (SKY, ORANGE, GREEN, PURPLE, VERMILION, GREY)
_OTHER = "others"


def network_chart(network: Network, caption: Caption, names: Mapping[str, str] | None = None) -> Chart:
    """The sure ties of a month between the states that have most of them; ValueError where there is no tie at all.

    Friendly ties are whole lines, hostile ones dashed; rows are all ties with the share of cooperative acts and its 90 %
    band, unsure ones too. `names` are said where a state is pointed at.
    """
    rows = tuple(_row(x) for x in sorted(network.links, key=lambda x: x.dyad))
    sure = [x for x in network.links if x.sign]
    degree = Counter(s for x in sure for s in (x.dyad.first, x.dyad.second))
    shown = sorted(degree, key=lambda s: (-degree[s], s))[:_MOST]
    drawn = [x for x in sure if x.dyad.first in shown and x.dyad.second in shown]
    places = _places(shown, drawn)
    lines = [
        {**_row(x), **_ends(places[x.dyad.first], places[x.dyad.second])} for x in sorted(drawn, key=lambda x: x.dyad)
    ]
    nodes = [_node(s, places[s], network.communities, names or {}) for s in sorted(shown)]
    told = (
        f"{len(degree)} states with {len(sure)} sure ties, {sum(x.sign < 0 for x in sure)} of them hostile; "
        f"{len(nodes)} states are drawn."
    )
    return Chart(caption, framed(caption, (_panel(lines, nodes),), told), _COLUMNS, rows)


def _row(link: Link) -> dict[str, Any]:
    shares = {"share": link.estimate, "low": link.low, "high": link.high}
    known = {name: round(share_of(value), 4) for name, value in shares.items()}
    return {"first": link.dyad.first, "second": link.dyad.second, "tie": _TIES[link.sign], **known}


def _ends(one: tuple[float, float], other: tuple[float, float]) -> dict[str, float]:
    return {"x": one[0], "y": one[1], "x2": other[0], "y2": other[1]}


def _places(states: Sequence[str], links: Sequence[Link]) -> dict[str, tuple[float, float]]:
    """Where states stand: friends pull each other (Fruchterman and Reingold, Software 21, 1991), always the same."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(sorted(states))
    for x in links:
        # A hostile tie keeps a state in the drawing without drawing it near.
        graph.add_edge(x.dyad.first, x.dyad.second, weight=1.0 if x.sign > 0 else 0.05)
    found = nx.spring_layout(graph, seed=_SEED, k=1.6 / max(1, len(states)) ** 0.5, iterations=120) if states else {}
    return {state: (round(float(x), 4), round(float(y), 4)) for state, (x, y) in found.items()}


def _node(
    state: str, place: tuple[float, float], communities: Sequence[Sequence[str]], names: Mapping[str, str]
) -> dict[str, Any]:
    number = next((n for n, held in enumerate(communities, 1) if state in held and len(held) > 1), 0)
    group = f"community {number}" if 0 < number < len(_COLOURS) else _OTHER
    return {"state": state, "name": names.get(state, state), "group": group, "x": place[0], "y": place[1]}


def _panel(lines: Sequence[Any], nodes: Sequence[Any]) -> dict[str, Any]:
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"zero": False, "nice": False, "padding": 34}}
    y = {**x, "field": "y"}
    groups = sorted({n["group"] for n in nodes} - {_OTHER}) + [_OTHER] * any(n["group"] == _OTHER for n in nodes)
    colours = [_COLOURS[-1] if g == _OTHER else _COLOURS[n] for n, g in enumerate(groups)]
    shapes = [_SHAPES[-1] if g == _OTHER else _SHAPES[n] for n, g in enumerate(groups)]
    tie = {"field": "tie", "type": "nominal", "title": None}
    said = ("first", "state"), ("second", "state"), ("share", "share", ".0%"), ("low", "from", ".0%")
    return {
        "width": WIDTH,
        "height": 560,
        "layer": [
            {
                "data": {"values": list(lines)},
                "mark": {"type": "rule", "opacity": 0.45},
                "encoding": {
                    "x": x,
                    "y": y,
                    "x2": {"field": "x2"},
                    "y2": {"field": "y2"},
                    "stroke": {**tie, "scale": {"domain": ["friendly", "hostile"], "range": [BLUE, VERMILION]}},
                    "strokeDash": {**tie, "scale": {"domain": ["friendly", "hostile"], "range": [[1, 0], [5, 3]]}},
                    "tooltip": told_by(*said, ("high", "to", ".0%")),
                },
            },
            {
                "data": {"values": list(nodes)},
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": INK, "strokeWidth": 0.6},
                "encoding": {
                    "x": x,
                    "y": y,
                    "fill": {"field": "group", "title": None, "scale": {"domain": groups, "range": colours}},
                    "shape": {"field": "group", "title": None, "scale": {"domain": groups, "range": shapes}},
                    "tooltip": told_by(("name", "state"), ("group", "stands with")),
                },
            },
            {
                "data": {"values": list(nodes)},
                "mark": {"type": "text", "dy": -11, "fontSize": 10, "color": INK},
                "encoding": {"x": x, "y": y, "text": {"field": "state"}},
            },
        ],
    }
