"""The network of one month as GEXF 1.2, Gephi's own format; a static graph."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from cordiale.export.files import whole
from cordiale.export.graph import graph_of
from cordiale.export.selection import Selection


def write_gexf(selection: Selection, to: Path) -> list[Path]:
    """Write the states and ties of a month; its name is the period and the domain."""
    graph = graph_of(selection)
    graph.graph["name"] = f"{graph.graph['period']} {graph.graph['domain']}"
    with whole(to) as part:
        nx.write_gexf(graph, part, encoding="utf-8", prettyprint=True, version="1.2draft")
    return [to]
