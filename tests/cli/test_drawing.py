"""Series drawn with characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cordiale.cli.drawing import band, sparkline, spread

SHARE = st.floats(0, 1)


def test_a_line_of_bars_goes_from_the_lowest_to_the_highest() -> None:
    assert sparkline([0.0, 0.5, None, 1.0], 10) == "▁▅ █"


@given(st.lists(st.none() | SHARE, max_size=300), st.integers(0, 80))
def test_a_line_of_bars_fits(values: list[float | None], width: int) -> None:
    assert len(sparkline(values, width)) <= width


@given(st.lists(SHARE, min_size=3, max_size=3), st.integers(5, 60))
def test_a_band_is_as_wide_as_asked_and_holds_its_estimate(ends: list[float], width: int) -> None:
    low, middle, high = sorted(ends)
    drawn = band(low, middle, high, width)
    assert len(drawn) == width
    assert drawn.count("●") == 1


@given(st.lists(SHARE, min_size=5, max_size=5), st.integers(12, 60))
def test_a_spread_is_as_wide_as_asked_with_the_middle_inside_both_bands(ends: list[float], width: int) -> None:
    low, first, middle, last, high = sorted(ends)
    drawn = spread((low, high), (first, last), middle, width)
    assert len(drawn) == width
    assert drawn.index("●") == min(width - 1, round(middle * (width - 1)))
    assert set(drawn) <= set(" ├─━●┤")
