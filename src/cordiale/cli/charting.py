"""Charts written to the files that are asked for."""

from __future__ import annotations

from pathlib import Path

from cordiale.cli.asked import Form
from cordiale.export.charts import CannotDraw, Chart, can_draw, png_of, svg_of
from cordiale.export.files import whole, write_whole


def may_draw(form: Form) -> None:
    """CannotDraw, before anything is reckoned, where a chart is asked for and what draws it is missing."""
    if (form.svg or form.png) and not can_draw():
        raise CannotDraw("--svg and --png need vl-convert, which is not here: pip install 'cordiale[charts]'")


def write_chart(chart: Chart, form: Form) -> list[Path]:
    """Draw a chart into the files of a form, each whole or not at all, and say which."""
    if form.svg:
        write_whole(form.svg, svg_of(chart))
    if form.png:
        drawn = png_of(chart)
        with whole(form.png) as part:
            part.write_bytes(drawn)
    return [path for path in (form.svg, form.png) if path]
