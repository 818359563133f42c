"""Charts of the record: one specification each, drawn in a page, as SVG and as PNG, and told as a table.

A chart is a Vega-Lite specification made of plain values: it needs no library to be made, and what draws it
(vl-convert, the extra `charts`) is loaded only when it is drawn.
"""

from cordiale.export.charts.compared import Side, compared_chart
from cordiale.export.charts.drawing import CannotDraw, can_draw, javascript, png_of, svg_of
from cordiale.export.charts.figures import Figure, figures_chart
from cordiale.export.charts.foreseen import Month, forecast_chart
from cordiale.export.charts.looks import LOOKS, Look, dressed
from cordiale.export.charts.places import Spot, places_chart
from cordiale.export.charts.relation import index_chart, spark_chart
from cordiale.export.charts.spans import begin_of, saying_before
from cordiale.export.charts.standing import Setting, network_chart
from cordiale.export.charts.table import csv_of, json_of
from cordiale.export.charts.volumes import volume_chart
from cordiale.export.charts.whole import Caption, Chart

__all__ = [
    "LOOKS",
    "CannotDraw",
    "Caption",
    "Chart",
    "Figure",
    "Look",
    "Month",
    "Setting",
    "Side",
    "Spot",
    "begin_of",
    "can_draw",
    "compared_chart",
    "csv_of",
    "dressed",
    "figures_chart",
    "forecast_chart",
    "index_chart",
    "javascript",
    "json_of",
    "network_chart",
    "places_chart",
    "png_of",
    "saying_before",
    "spark_chart",
    "svg_of",
    "volume_chart",
]
