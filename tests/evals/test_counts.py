"""The gate's figures of counts: measured where the event stream is, left out where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from evals import counts
from evals.gate import read_floors
from evals.index_history import FILE

from cordiale.forecast.sight import FIRST

SHARED = Path(__file__).parents[3] / "shared"


def test_without_the_event_stream_nothing_is_measured(tmp_path: Path) -> None:
    assert counts.score(tmp_path) == {}


def test_every_origin_lies_after_the_days_that_choose_the_pairs() -> None:
    months = (counts.CUT.year - counts.FIRST.year) * 12
    assert min(counts.ORIGINS) >= months
    assert max(counts.ORIGINS) < (counts.END.year - counts.FIRST.year) * 12
    assert months > FIRST


def test_the_floor_asks_the_forecaster_to_be_no_worse_than_its_baseline() -> None:
    assert read_floors().floors["counts skill"] >= 0


@pytest.mark.slow
def test_the_figures_reach_their_floors() -> None:
    if not (SHARED / FILE).is_file():
        pytest.skip("needs ../shared/data/events")
    floors, figures = read_floors().floors, counts.score(SHARED)
    assert figures
    assert [name for name, figure in figures.items() if figure < floors[name]] == []
