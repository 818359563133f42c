"""The gate: floors rise by themselves, fall only with a reason, and cannot be changed by hand."""

from pathlib import Path

import pytest
from evals.gate import Floors, GateError, breaches, lowered, raised, read_floors, write_floors

FLOORS = Floors("g01d", {"statements": 0.7, "offices": 0.85})


def test_a_figure_under_its_floor_is_a_breach():
    assert breaches(FLOORS, {"statements": 0.69, "offices": 0.9}, "g01d") == [
        "statements: 0.690 is under its floor 0.700"
    ]


def test_a_figure_that_was_not_measured_is_a_breach():
    assert breaches(FLOORS, {"statements": 0.8}, "g01d") == ["offices: not measured"]


def test_another_gold_stops_the_gate():
    with pytest.raises(GateError, match="gold has changed"):
        breaches(FLOORS, {"statements": 0.8, "offices": 0.9}, "0ther")


def test_floors_rise_to_a_little_under_the_figures_and_never_fall():
    assert raised(FLOORS, {"statements": 0.8, "offices": 0.5}).floors == {"statements": 0.76, "offices": 0.85}


def test_a_floor_is_lowered_only_with_a_reason_and_that_stays_in_the_file(tmp_path: Path):
    with pytest.raises(GateError, match="reason"):
        lowered(FLOORS, "offices", 0.8, "because")
    path = tmp_path / "floors.toml"
    write_floors(lowered(FLOORS, "offices", 0.8, "the gold now marks former holders too"), path)
    again = read_floors(path)
    assert again.floors["offices"] == 0.8
    assert [x.reason for x in again.lowered] == ["the gold now marks former holders too"]


def test_a_floor_changed_by_hand_breaks_the_seal(tmp_path: Path):
    path = tmp_path / "floors.toml"
    write_floors(FLOORS, path)
    path.write_text(path.read_text().replace("0.850", "0.100"))
    with pytest.raises(GateError, match="changed by hand"):
        read_floors(path)


def test_the_floors_that_lie_here_are_sealed():
    assert read_floors().floors is not None
