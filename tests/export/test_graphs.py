from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree
from tests.export.relations import MONTH, acts, related

from cordiale.export import EXPORTERS, Selection
from cordiale.export.graph import graph_of
from cordiale.measure import measure_index, measure_network
from cordiale.model.record import Record
from cordiale.model.series import Domain, share_of

READERS: dict[str, Callable[[Path], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def read_back(format: str, selection: Selection, folder: Path) -> Any:
    (path,) = EXPORTERS[format](selection, folder / f"net.{format}")
    return READERS[format](path)


@pytest.mark.parametrize("format", READERS)
def test_networkx_reads_back_the_same_states_and_ties(format: str, tmp_path: Path) -> None:
    made, found = graph_of(related(acts())), read_back(format, related(acts()), tmp_path)
    assert set(found.nodes) == set(made.nodes) == {"CHN", "JPN", "PRK", "USA"}
    assert {frozenset(e) for e in found.edges} == {frozenset(e) for e in made.edges}
    assert not found.is_directed()
    for code in made.nodes:
        assert found.nodes[code].items() >= made.nodes[code].items()
    for first, second, tie in made.edges(data=True):
        assert found.edges[first, second].items() >= tie.items()


@pytest.mark.parametrize("format", READERS)
def test_ties_have_the_sign_and_the_band_of_the_network(format: str, tmp_path: Path) -> None:
    found = read_back(format, related(acts()), tmp_path)
    links = measure_network(measure_index(acts()), MONTH).links
    assert {link.sign for link in links} == {1, 0, -1} or {link.sign for link in links} == {1, -1}
    for link in links:
        tie = found.edges[link.dyad.first, link.dyad.second]
        assert tie["sign"] == link.sign
        told = [share_of(x) for x in (link.estimate, link.low, link.high)]
        assert [tie["share"], tie["low"], tie["high"]] == pytest.approx(told, abs=6e-5)
    assert found.edges["JPN", "USA"]["weight"] == 31
    assert found.nodes["USA"] | {"cow": 2, "gw": 2, "acts": 61} == found.nodes["USA"]


@pytest.mark.parametrize("format", READERS)
def test_a_domain_has_only_its_own_ties(format: str, tmp_path: Path) -> None:
    found = read_back(format, related(acts(), domain=Domain.DIPLOMATIC), tmp_path)
    assert set(found.nodes) == {"CHN", "JPN"}


@pytest.mark.parametrize("format", READERS)
def test_the_file_says_of_which_month_it_is(format: str, tmp_path: Path) -> None:
    (path,) = EXPORTERS[format](related(acts()), tmp_path / "net")
    assert "2024-03" in path.read_text("utf-8")
    root = etree.parse(str(path)).getroot()
    assert etree.QName(root).localname == format


@pytest.mark.parametrize("format", READERS)
def test_a_network_without_relations_is_not_written(format: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs relations"):
        EXPORTERS[format](Selection(Record(), ()), tmp_path / "net")
    assert list(tmp_path.iterdir()) == []
