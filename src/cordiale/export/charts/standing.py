"""The chart of a network: states as nodes that stand near those they are friendly with, ties as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from cordiale.export.charts.hulls import hull
from cordiale.export.charts.whole import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    SOFT,
    VERMILION,
    WIDTH,
    Caption,
    Chart,
    framed,
    told_by,
)
from cordiale.export.selection import Link, Network
from cordiale.model.actor import Dyad
from cordiale.model.series import share_of

_COLUMNS = ("first", "second", "tie", "share", "low", "high")
# More states than these lie on one another in a drawing of this size; the table has them all.
_MOST = 60
_SEED = 0
# How far a hull stands from its members, where the whole drawing is 2 wide.
_AROUND = 0.07
_TIES = {1: "friendly", -1: "hostile", 0: "unsure"}
_SAID = [_TIES[1], _TIES[-1]]
_CROWD = 120
# Communities by colour and shape, so that neither is needed alone.
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "circle")
_COLOURS = (SKY, ORANGE, GREEN, PURPLE, VERMILION, GREY)
_OTHER = "others"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is drawn around a network: names of states, members of groupings, who is now among others, addresses of ties."""

    names: Mapping[str, str] = field(default_factory=dict)
    groupings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    moved: Collection[str] = ()
    page_of: Callable[[Dyad], str] | None = None


def network_chart(network: Network, caption: Caption, setting: Setting | None = None) -> Chart:
    """The sure ties of a month between the states that have most of them; ValueError where there is no tie at all.

    Friendly ties are whole lines, hostile ones dashed; groupings are hulls around those of their members that are drawn, and
    who is among others than before has a ring. Rows are all ties with the share of cooperative acts and its 90 % band, unsure
    ones too.
    """
    setting = setting or Setting()
    rows = tuple(_row(x) for x in sorted(network.links, key=lambda x: x.dyad))
    sure = [x for x in network.links if x.sign]
    degree = Counter(s for x in sure for s in (x.dyad.first, x.dyad.second))
    shown = sorted(degree, key=lambda s: (-degree[s], s))[:_MOST]
    drawn = [x for x in sure if x.dyad.first in shown and x.dyad.second in shown]
    places = _places(shown, drawn)
    lines = [_line(x, places, setting) for x in sorted(drawn, key=lambda x: x.dyad)]
    nodes = [_node(s, places[s], network.communities, setting) for s in sorted(shown)]
    hulls = [
        {"grouping": name, "n": n, "x": x, "y": y}
        for name, members in setting.groupings.items()
        for n, (x, y) in enumerate(hull([places[m] for m in sorted(members) if m in places], _AROUND))
    ]
    told = (
        f"{len(degree)} states with {len(sure)} sure ties, {sum(x.sign < 0 for x in sure)} of them hostile; "
        f"{len(nodes)} states are drawn."
    )
    return Chart(caption, framed(caption, (_panel(lines, nodes, hulls),), told), _COLUMNS, rows)


def _line(link: Link, places: Mapping[str, tuple[float, float]], setting: Setting) -> dict[str, Any]:
    ends = _ends(places[link.dyad.first], places[link.dyad.second])
    page = {"page": setting.page_of(link.dyad)} if setting.page_of else {}
    return {**_row(link), **ends, **page}


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
    state: str, place: tuple[float, float], communities: Sequence[Sequence[str]], setting: Setting
) -> dict[str, Any]:
    number = next((n for n, held in enumerate(communities, 1) if state in held and len(held) > 1), 0)
    group = f"community {number}" if 0 < number < len(_COLOURS) else _OTHER
    inside = [name for name, members in setting.groupings.items() if state in members]
    return {
        "state": state,
        "name": setting.names.get(state, state),
        "group": group,
        "moved": "now among others" if state in setting.moved else "",
        "inside": ", ".join(inside),
        "x": place[0],
        "y": place[1],
    }


def _panel(lines: Sequence[Any], nodes: Sequence[Any], hulls: Sequence[Any]) -> dict[str, Any]:
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"zero": False, "nice": False, "padding": 34}}
    y = {**x, "field": "y"}
    groups = sorted({n["group"] for n in nodes} - {_OTHER}) + [_OTHER] * any(n["group"] == _OTHER for n in nodes)
    colours = [_COLOURS[-1] if g == _OTHER else _COLOURS[n] for n, g in enumerate(groups)]
    shapes = [_SHAPES[-1] if g == _OTHER else _SHAPES[n] for n, g in enumerate(groups)]
    return {
        "width": WIDTH,
        "height": 560,
        "layer": [
            *(_hulls(hulls, x, y) if hulls else ()),
            *_ties(lines, x, y),
            *(_rings(ringed, x, y) if (ringed := [n for n in nodes if n["moved"]]) else ()),
            {
                "data": {"values": list(nodes)},
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": INK, "strokeWidth": 0.6},
                "encoding": {
                    "x": x,
                    "y": y,
                    "fill": {"field": "group", "title": None, "scale": {"domain": groups, "range": colours}},
                    "shape": {"field": "group", "title": None, "scale": {"domain": groups, "range": shapes}},
                    "tooltip": told_by(
                        ("name", "state"), ("group", "stands with"), ("inside", "member of"), ("moved", "moved")
                    ),
                },
            },
            {
                "data": {"values": list(nodes)},
                "mark": {"type": "text", "dy": -14, "fontSize": 10, "color": INK},
                "encoding": {"x": x, "y": y, "text": {"field": "state"}},
            },
        ],
    }


def _ties(lines: Sequence[Any], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Ties as lines; of many the hostile ones, which are few, must not drown."""
    tie: dict[str, Any] = {"field": "tie", "type": "nominal", "title": None}
    said = (
        ("first", "state"),
        ("second", "state"),
        ("share", "share", ".0%"),
        ("low", "from", ".0%"),
        ("high", "to", ".0%"),
    )
    encoding: dict[str, Any] = {
        "x": x,
        "y": y,
        "x2": {"field": "x2"},
        "y2": {"field": "y2"},
        "stroke": {**tie, "scale": {"domain": _SAID, "range": [BLUE, VERMILION]}},
        "strokeDash": {**tie, "scale": {"domain": _SAID, "range": [[1, 0], [5, 3]]}},
        "tooltip": told_by(*said),
        **({"href": {"field": "page", "type": "nominal"}} if lines and "page" in lines[0] else {}),
    }
    faint = 0.3 if len(lines) > _CROWD else 0.55
    layers = []
    for words, opacity, width in ((_SAID[0], faint, 1), (_SAID[1], 0.95, 1.8)):
        if own := [line for line in lines if line["tie"] == words]:
            mark = {"type": "rule", "opacity": opacity, "strokeWidth": width}
            layers.append({"data": {"values": own}, "mark": mark, "encoding": encoding})
    return layers


def _rings(nodes: Sequence[Any], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Rings around those who are now among others."""
    ring = {"type": "point", "size": 320, "stroke": INK, "strokeWidth": 1.6, "filled": False, "opacity": 1}
    return [{"data": {"values": nodes}, "mark": ring, "encoding": {"x": x, "y": y}}]


def _hulls(hulls: Sequence[Any], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Groupings as grounds with a line around them and their name at one of its ends, each at another."""
    corners: dict[str, list[Any]] = {}
    for corner in hulls:
        corners.setdefault(corner["grouping"], []).append(corner)
    ends = (lambda c: c["y"], lambda c: -c["y"], lambda c: c["x"])
    tops = [max(own, key=ends[n % len(ends)]) for n, own in enumerate(corners.values())]
    detail = {"detail": {"field": "grouping"}, "order": {"field": "n", "type": "quantitative"}}
    return [
        {
            "data": {"values": list(hulls)},
            "mark": {
                "type": "line", "interpolate": "linear-closed", "fill": GREY, "fillOpacity": 0.12, "stroke": GREY,
                "strokeWidth": 1, "strokeOpacity": 0.7,
            },
            "encoding": {"x": x, "y": y, **detail},
        },
        {
            "data": {"values": tops},
            "mark": {"type": "text", "dy": -6, "fontSize": 10, "fontStyle": "italic", "color": SOFT},
            "encoding": {"x": x, "y": y, "text": {"field": "grouping"}},
        },
    ]  # fmt: skip
