"""The chart of an index: nothing drawn where nothing was seen, and every text escaped."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from cordiale.export.chart import Caption, draw_index
from cordiale.measure import Choice, measure_index
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType
from cordiale.model.series import Act, Grain, Point

CAPTION = Caption("A & B", "Share <of acts>", "“source”")


def points(*months: int, grain: Grain = Grain.MONTH) -> list[Point]:
    """The points of a pair with an act in each of these months of a year."""
    acts = [Act(f"ev_{m}", "AAA", "BBB", date(2014, m, 3), EventType.CONSULT, frozenset()) for m in months]
    return list(measure_index(acts, Choice(grain)).series(Dyad.of("AAA", "BBB")).points)


def test_a_chart_has_a_line_for_each_stretch_that_saw_something() -> None:
    svg = draw_index(points(1, 2, 3, 6, 7, 8, 12), [], CAPTION)
    ET.fromstring(svg)
    assert svg.count("<polyline") == svg.count("<polygon") == 2
    assert svg.count("<circle") == 1
    assert svg.count('fill="#8a8a8a"') == 7


def test_texts_are_escaped_and_the_chart_can_be_read_aloud() -> None:
    svg = draw_index(points(1, 2), [], CAPTION)
    told = " ".join(ET.fromstring(svg).itertext())
    assert "A & B" in told
    assert "Share <of acts>" in told
    assert re.search(r"in 2014-02 it is \d+%", told)


def test_one_point_alone_is_a_chart() -> None:
    ET.fromstring(draw_index(points(5), [], CAPTION))


def test_weeks_have_labels_that_fit() -> None:
    start = date(2014, 1, 6)
    acts = [
        Act(f"ev_{n}", "AAA", "BBB", start + timedelta(weeks=n), EventType.CONSULT, frozenset()) for n in range(120)
    ]
    series = measure_index(acts, Choice(Grain.WEEK)).series(Dyad.of("AAA", "BBB"))
    labels = re.findall(r'text-anchor="middle">([^<]+)<', draw_index(series.points, [], CAPTION))
    assert labels == ["2014", "2015", "2016"]


def test_no_points_make_no_chart() -> None:
    with pytest.raises(ValueError, match="needs points"):
        draw_index([], [], CAPTION)
