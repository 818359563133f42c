"""Every address of the app: which view answers it, what it is for, and which twins it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cordiale.export.lines import SHAPES
from cordiale.web.actor import show_actor, show_states
from cordiale.web.answers import CSV, JSON
from cordiale.web.api import show_api
from cordiale.web.article import show_article, show_captured, show_extracted, show_header
from cordiale.web.audit import show_audit
from cordiale.web.compare import show_compare
from cordiale.web.drawing import PNG, SVG
from cordiale.web.forecast import show_forecast
from cordiale.web.home import show_home, show_pairs
from cordiale.web.item import item_page
from cordiale.web.judge import show_judgements
from cordiale.web.lists import list_page
from cordiale.web.network import show_network
from cordiale.web.pair import find_pair, show_pair
from cordiale.web.pair_charts import show_figures, show_pair_index, show_volume
from cordiale.web.places import show_map
from cordiale.web.search import show_search
from cordiale.web.source import show_articles, show_source, show_sources
from cordiale.web.trace import show_coded, show_point, show_trace
from cordiale.web.view import View
from cordiale.web.watching import show_watching


@dataclass(frozen=True, slots=True)
class Route:
    """An address with its view; `twin` is the address of its twins without their ending.

    `is_table` says that it has a .csv, `is_chart` that it has an .svg and a .png.
    """

    path: str
    view: Callable[..., View]
    is_table: bool = False
    twin: str = ""
    is_chart: bool = False

    @property
    def stem(self) -> str:
        """The address of the twins without their ending."""
        return self.twin or self.path

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its twins."""
        return (JSON, *((CSV,) if self.is_table else ()), *((SVG, PNG) if self.is_chart else ()))


ROUTES: tuple[Route, ...] = (
    Route("/", show_home, is_table=True, twin="/home"),
    Route("/pairs", show_pairs, is_table=True),
    Route("/pair", find_pair),
    Route("/pair/{pair}", show_pair, is_table=True),
    Route("/pair/{pair}/index", show_pair_index, is_table=True, is_chart=True),
    Route("/pair/{pair}/volume", show_volume, is_table=True, is_chart=True),
    Route("/pair/{pair}/figures", show_figures, is_table=True, is_chart=True),
    Route("/pair/{pair}/forecast", show_forecast, is_table=True, is_chart=True),
    Route("/point/{id}", show_point),
    Route("/articles", show_articles, is_table=True),
    Route("/article/{id}", show_article, is_table=True),
    Route("/article/{id}/captured", show_captured),
    Route("/article/{id}/header", show_header, is_table=True),
    Route("/article/{id}/extracted", show_extracted, is_table=True),
    *(Route(f"/{kind}", list_page(kind), is_table=True) for kind in SHAPES),
    *(Route(f"/{name}/{{id}}", item_page(kind)) for kind, (name, _) in SHAPES.items()),
    Route("/network", show_network, is_table=True, is_chart=True),
    Route("/compare", show_compare, is_table=True, is_chart=True),
    Route("/map", show_map, is_table=True, is_chart=True),
    Route("/actors", show_states, is_table=True),
    Route("/actor/{code}", show_actor, is_table=True),
    Route("/sources", show_sources, is_table=True),
    Route("/source", show_source, is_table=True),
    Route("/search", show_search, is_table=True),
    Route("/watching", show_watching, is_table=True),
    Route("/audit", show_audit, is_table=True),
    Route("/trace", show_trace),
    Route("/coded/{id}", show_coded),
    Route("/judgements", show_judgements, is_table=True),
    Route("/api", show_api, is_table=True),
)
