"""The network of one month as GraphML, which Gephi, igraph, Cytoscape and networkx read."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from cordiale.export.files import whole
from cordiale.export.graph import graph_of
from cordiale.export.selection import Selection


def write_graphml(selection: Selection, to: Path) -> list[Path]:
    """Write the states and ties of a month, with period and domain as attributes of the graph."""
    with whole(to) as part:
        nx.write_graphml_xml(graph_of(selection), part, encoding="utf-8", prettyprint=True)
    return [to]
