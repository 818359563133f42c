"""Charts: one specification, drawn and told as a table, for people of every sight."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from functools import cache
from io import StringIO
from itertools import combinations
from typing import Any

import pytest
from tests.forecast.acts import DYADS, FIRST, history, panel

from cordiale.export.charts import (
    CannotDraw,
    Caption,
    Chart,
    Figure,
    Month,
    Setting,
    csv_of,
    drawing,
    figures_chart,
    forecast_chart,
    index_chart,
    javascript,
    json_of,
    network_chart,
    png_of,
    svg_of,
    volume_chart,
    whole,
)
from cordiale.forecast.issue import Order, issue
from cordiale.measure import find_changes, measure_index, measure_network, measure_volume
from cordiale.model.ontology import QuadClass
from cordiale.model.series import Period

CAPTION = Caption("A & B", "Share <of acts>", "From “pages”, 12 of them")
PAIR, RARE = DYADS[1], DYADS[3]
NAMES = ("index", "volume", "network", "figures", "forecast")


@cache
def chart(name: str) -> Chart:
    """A chart of each sort, from acts that are made up."""
    index = measure_index(history())
    if name == "index":
        return index_chart(index.series(RARE).points, find_changes(index, RARE), CAPTION)
    if name == "volume":
        return volume_chart(measure_volume(index, PAIR), CAPTION)
    if name == "network":
        return network_chart(measure_network(index, Period.of(date(2018, 6, 1))), CAPTION, Setting({"AAA": "Aland"}))
    if name == "figures":
        days = [date(2020 + k % 3, 1 + k, 3) for k in range(11)]
        told = [
            Figure(d, f"trade {k % 7}", k * 1e9, "USD" if k < 9 else "percent", "Gazette", f"qu_{k}")
            for k, d in enumerate(days)
        ]
        return figures_chart(told, CAPTION)
    seen = panel()
    first = Period.of(FIRST)
    counted = [Month(q, first.later(k), float(n)) for q in QuadClass for k, n in enumerate(seen.monthly((q,))[0])]
    return forecast_chart(counted, issue(seen, [DYADS[0]], Order(horizons=(1, 2))), CAPTION)


def every(value: Any, key: str) -> list[Any]:
    """What stands under a key anywhere in a specification."""
    if isinstance(value, dict):
        own = [value[key]] if key in value else []
        return own + [x for v in value.values() for x in every(v, key)]
    return [x for v in value for x in every(v, key)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_title_measure_and_source_and_is_drawn_with_them(name: str) -> None:
    drawn = svg_of(chart(name))
    root = ET.fromstring(drawn)
    said = "".join(root.itertext())
    assert root.tag.endswith("svg")
    assert CAPTION.title in said
    assert CAPTION.measure in said
    assert CAPTION.source in said
    assert "<script" not in drawn


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_fetches_nothing_and_is_made_of_plain_values(name: str) -> None:
    spec = chart(name).spec
    assert json.loads(json.dumps(spec)) == spec
    assert every(spec, "url") == []
    assert every(spec, "values")
    assert spec["description"].startswith(CAPTION.title)


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_a_chart_has_a_row_for_each_value(name: str) -> None:
    made = chart(name)
    rows = list(csv.reader(StringIO(csv_of(made))))
    assert tuple(rows[0]) == made.columns
    assert len(rows) - 1 == len(made.rows) == len(json_of(made)["rows"])


def test_nothing_is_drawn_of_the_months_that_saw_nothing() -> None:
    made = chart("index")
    unseen = {r["period"] for r in made.rows if r["share"] is None}
    drawn = {v["period"] for held in every(made.spec["vconcat"][0], "values") for v in held}
    assert unseen
    assert not drawn & unseen
    # A line joins only months that follow one another.
    runs: dict[int, list[int]] = {}
    for n, row in enumerate(made.rows):
        if row["share"] is not None:
            runs.setdefault(row["run"], []).append(n)
    assert len(runs) > 1
    assert all(places == list(range(places[0], places[-1] + 1)) for places in runs.values())


def test_every_forecast_stands_beside_its_rule_each_with_its_band() -> None:
    ahead = [r for r in chart("forecast").rows if r["said_by"] != "counted"]
    sayers = {(r["quad_class"], r["month"]): set() for r in ahead}
    for r in ahead:
        sayers[r["quad_class"], r["month"]].add(r["said_by"])
        assert r["low"] <= r["acts"] <= r["high"]
    assert len(sayers) == 8
    assert all(len(found) == 2 and "forecast" in found for found in sayers.values())


def test_a_volume_tells_what_is_unusual_only_where_enough_came_before() -> None:
    rows = chart("volume").rows
    assert all((r["usual"] is None) == (r["standing"] == "too early to tell") for r in rows)
    assert {r["standing"] for r in rows} >= {"usual", "too early to tell"}


def test_the_network_tells_unsure_ties_in_its_table_and_draws_only_sure_ones() -> None:
    made = chart("network")
    drawn = made.spec["vconcat"][0]["layer"][0]["data"]["values"]
    assert {r["tie"] for r in drawn} <= {"friendly", "hostile"}
    assert len(drawn) == sum(r["tie"] != "unsure" for r in made.rows)


def test_figures_of_one_unit_share_a_panel_and_the_rarest_a_colour() -> None:
    panels = chart("figures").spec["vconcat"]
    assert [p["encoding"]["y"]["axis"]["title"] for p in panels] == ["USD", "percent"]
    assert panels[0]["encoding"]["color"]["scale"]["domain"][-1] == "others"


def test_charts_of_nothing_are_refused() -> None:
    for make in (
        lambda: index_chart([], [], CAPTION),
        lambda: volume_chart([], CAPTION),
        lambda: figures_chart([], CAPTION),
        lambda: forecast_chart([], [], CAPTION),
        lambda: replace(chart("index"), rows=()),
    ):
        with pytest.raises(ValueError, match="needs"):
            make()


# What people without one of three sorts of cones see: Machado, Oliveira and Fernandes, IEEE TVCG 15, 2009, severity 1.
BLINDNESSES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def seen_as(colour: str, by: str) -> tuple[float, ...]:
    """A colour as someone with a blindness sees it, as CIE L*a*b*."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    r, g, b = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, linear, strict=True)))) for row in BLINDNESSES[by])
    white = (0.9505, 1.0, 1.089)
    xyz = (
        0.4124 * r + 0.3576 * g + 0.1805 * b,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        0.0193 * r + 0.1192 * g + 0.9505 * b,
    )
    x, y, z = (
        t ** (1 / 3) if (t := v / w) > 0.008856 else 7.787 * t + 16 / 116 for v, w in zip(xyz, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("by", BLINDNESSES)
@pytest.mark.parametrize(
    "colours",
    [
        (whole.BLUE, whole.VERMILION),
        (whole.SKY, whole.VERMILION, whole.INK, whole.GREY),
        (whole.INK, whole.BLUE, whole.ORANGE),
    ],
    ids=["ties and turns", "volume", "forecast"],
)
def test_colours_that_stand_alone_are_told_apart_by_the_colour_blind(by: str, colours: tuple[str, ...]) -> None:
    for one, other in combinations(colours, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen_as(one, by), seen_as(other, by), strict=True)) ** 0.5
        assert apart > 20, (one, other)


@pytest.mark.parametrize("name", ["network", "figures", "forecast"])
def test_what_has_many_colours_has_shapes_or_dashes_too(name: str) -> None:
    spec = chart(name).spec
    shapes = [s for s in every(spec, "shape") if "scale" in s]
    assert shapes
    for scale in (s["scale"] for s in shapes):
        assert len(scale["range"]) == len(scale["domain"])


def test_a_png_is_twice_as_wide_as_its_chart() -> None:
    drawn = png_of(chart("index"))
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(drawn[16:20], "big") >= 2 * whole.WIDTH


def test_the_script_of_a_page_holds_all_it_needs() -> None:
    script = javascript()
    assert "data-chart" in script
    assert 500_000 < len(script) < 1_500_000
    assert "cdn." not in script
    assert "import(" not in script


def test_without_what_draws_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "can_draw", lambda: False)
    with pytest.raises(CannotDraw, match=r"cordiale\[charts\]"):
        svg_of(chart("index"))
    with pytest.raises(CannotDraw, match=r"cordiale\[charts\]"):
        png_of(chart("index"))
