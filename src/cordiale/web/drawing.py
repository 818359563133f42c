"""Charts in pages: one specification that the page's script draws, as pictures where no script runs, and as a table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec
from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from markupsafe import Markup

from cordiale.export.charts import LOOKS, Chart, can_draw, dressed, javascript, png_of, svg_of
from cordiale.web.address import with_query
from cordiale.web.shown import Shown
from cordiale.web.view import Missing

SCRIPT = "/charts.js"
SVG, PNG = ".svg", ".png"
MEDIA: Mapping[str, str] = {SVG: "image/svg+xml", PNG: "image/png"}
_ROWS = 150
# What ends a block of data within a page, or begins one.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in a page: its name there, the address of its files without their ending and with which questions.

    `table` is the page that has its rows; without one the rows stand below it.
    """

    name: str
    chart: Chart
    stem: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    table: str | None = None
    is_small: bool = False

    @property
    def can_be_drawn(self) -> bool:
        """Whether what draws charts is here."""
        return can_draw()

    @property
    def told(self) -> str:
        """What the chart says, for those who do not see it."""
        return str(self.chart.spec["description"])

    @property
    def specification(self) -> Markup:
        """The chart for the script of the page, without the words that stand beside it; no mark-up can end it early."""
        text = msgspec.json.encode(dressed(self.chart.spec, LOOKS["small" if self.is_small else "page"])).decode()
        return Markup(text.translate(_ESCAPED))

    def to(self, ending: str, look: str | None = None) -> str:
        """The address of a file of it."""
        return with_query(f"{self.stem}{ending}", {**self.asked, "look": look})

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """The first rows of its table."""
        return self.chart.rows[:_ROWS]

    @property
    def more(self) -> int:
        """How many rows more it has."""
        return max(0, len(self.chart.rows) - _ROWS)


def picture(chart: Callable[[], Chart | None] | None, ending: str, look: str | None) -> Response:
    """A chart as a file, in one of the looks by name; Missing where there is nothing to draw."""
    made = chart() if chart else None
    if made is None:
        raise Missing("There is nothing to draw here yet.", "Read pages that tell of it: cordiale read PAGES")
    drawn = png_of(made) if ending == PNG else svg_of(made, LOOKS.get(look or ""))
    return Response(drawn, media_type=MEDIA[ending])


def source_of(shown: Shown) -> str:
    """Where the numbers of an index come from, in a line."""
    return shown.kept("source", lambda: _source(shown))


def _source(shown: Shown) -> str:
    rows = shown.made.coded
    with shown.reading() as store:
        pages = store.heads.count()
    parts = [f"{pages:,} pages read"] if pages else []
    parts += [f"event files of others ({rows:,} acts)"] if rows else []
    return f"Cordiale: {len(shown.material.counted):,} acts from {' and '.join(parts) or 'nothing'}. Blank where nothing was seen."


@cache
def script_address() -> str:
    """The address of the script that draws charts; another one when what draws them is another."""
    try:
        drawn_by = version("vl-convert-python")
    except PackageNotFoundError:
        drawn_by = "none"
    return with_query(SCRIPT, {"v": drawn_by})


async def charts_script(request: Request) -> Response:
    """The script that draws the charts of a page."""
    if not can_draw():
        raise Missing("Charts are drawn by vl-convert, which is not here.", "pip install 'cordiale[charts]'")
    text = await run_in_threadpool(javascript)
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    headers = {"cache-control": "private, max-age=86400", "etag": tag}
    return Response(text, media_type="text/javascript; charset=utf-8", headers=headers)
