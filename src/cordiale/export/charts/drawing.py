"""Charts drawn as SVG and PNG, and the script that draws them in a page; nothing is fetched from anywhere.

What draws is vl-convert, which carries Vega-Lite and a JavaScript engine (34 MB, so it is the extra `charts`).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from typing import Any

from cordiale.export.charts.looks import DARK, MAP_HEIGHT, NARROW, NARROW_LEGEND, TALLEST, Look, dressed
from cordiale.export.charts.whole import WIDTH, Chart
from cordiale.model.issue import UsageError

_VERSION = "6.4"
# Pixels for one unit of a chart: sharp on a screen of high density and on paper.
_SCALE = 2.0
# Every element whose data-chart names one (by id) that holds a specification becomes a chart. Expressions are interpreted
# and no style is written into the page, so a content security policy without unsafe-eval and unsafe-inline lets it run.
# A chart takes the width of its place, and other colours where the page is dark; its words are those of its specification.
_IN_PAGE = (
    f"const DARK = {json.dumps(DARK)}, WIDEST = {WIDTH + 280}, NARROWEST = {NARROW}, ASIDE = 96;"
    + f"const MAP = {MAP_HEIGHT}, TALLEST = {TALLEST};"
    + f"const FEW = {json.dumps(NARROW_LEGEND)};"
    + """
const night = matchMedia("(prefers-color-scheme: dark)");
const options = {ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: {disableDefaultStyle: true}};
async function draw(place) {
  let text = document.getElementById(place.dataset.chart).textContent;
  if (night.matches) for (const [light, dark] of Object.entries(DARK)) text = text.replaceAll(`"${light}"`, `"${dark}"`);
  const spec = JSON.parse(text);
  const width = Math.max(NARROWEST, Math.min(WIDEST, place.clientWidth - ASIDE));
  if (!("small" in place.dataset)) for (const panel of spec.vconcat || []) {
    panel.width = width;
    panel.height = Math.round("projection" in panel ? width * MAP : Math.min(panel.height, width * TALLEST));
  }
  if (width < 480) Object.assign(spec.config.legend, FEW);
  await vegaEmbed(place, spec, options);
  const drawn = place.querySelector("svg");
  drawn.setAttribute("role", "graphics-document");
  drawn.setAttribute("aria-label", spec.description);
  place.setAttribute("data-drawn", "");
}
const places = document.querySelectorAll("[data-chart]");
places.forEach(draw);
night.addEventListener("change", () => places.forEach(draw));
"""
)


class CannotDraw(UsageError):
    """What draws charts is not installed."""


def can_draw() -> bool:
    """Whether charts can be drawn here: the extra `charts` is installed."""
    try:
        return find_spec("vl_convert") is not None
    except ValueError:  # what is barred from being loaded has no place to be found at
        return False


def svg_of(chart: Chart, look: Look | None = None) -> str:
    """A chart as an SVG file, in another look where one is given. CannotDraw where the extra `charts` is missing."""
    spec = dressed(chart.spec, look) if look else chart.spec
    return str(_engine().vegalite_to_svg(spec, vl_version=_VERSION, allowed_base_urls=[]))


def png_of(chart: Chart) -> bytes:
    """A chart as a PNG file, two pixels for each unit of it. CannotDraw where the extra `charts` is missing."""
    drawn = _engine().vegalite_to_png(chart.spec, vl_version=_VERSION, scale=_SCALE, allowed_base_urls=[])
    return bytes(drawn)


@cache
def javascript() -> str:
    """The script (an ES module, 0.9 MB, made once in a few seconds) that draws the charts of a page, without other servers.

    In the page: `<div data-chart="c1"></div><script type="application/json" id="c1">SPEC</script>`, and after these
    `<script type="module" src="…">`; a place that is drawn bears `data-drawn`. CannotDraw without the extra `charts`.
    """
    return str(_engine().javascript_bundle(_IN_PAGE, vl_version=_VERSION))


def _engine() -> Any:
    if not can_draw():
        raise CannotDraw("charts are drawn by vl-convert, which is not here: pip install 'cordiale[charts]'")
    import vl_convert  # starts a JavaScript engine

    return vl_convert
