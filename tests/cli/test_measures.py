"""The verbs that tell how states stand: index, changes, network, and the trace of a point."""

from __future__ import annotations

import csv
import io
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.cells import cell_len
from tests.cli.conftest import Command
from tests.test_relations import HEADER, rows

QUARREL = (
    rows(2012, 20, 2)
    + rows(2013, 2, 20)
    + rows(2013, 20, 2, ("Japan", "France"))
    + rows(2012, 20, 2, ("Japan", "France"))
)
LATER = "2014-06-01\tJapan\tChina\t057\n"


@pytest.fixture
def held(cordiale: Command, tmp_path: Path) -> Command:
    """The command line with a record of a quarrel, read from an event file."""
    (tmp_path / "e.tab").write_text(HEADER + QUARREL + LATER, "utf-8")
    assert cordiale("read", "--as", "icews", "e.tab").code == 0
    return cordiale


def points(held: Command, *more: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in held("index", "JPN", "CHN", "--json", *more).out.splitlines()]


def test_the_index_tells_where_a_pair_stands_and_since_when(held: Command) -> None:
    told = held("index", "Japan", "china").out
    assert "China – Japan: share of acts that are cooperative" in told
    assert "It stands at" in told
    assert "Last turning point: 2013-01" in told
    assert "nothing seen" in told
    assert "cordiale trace ix_CHN-JPN_all_2014-06" in told


def test_every_form_tells_the_same_points(held: Command, tmp_path: Path) -> None:
    lines = points(held)
    table = list(csv.DictReader(io.StringIO(held("index", "JPN", "CHN", "--csv").out)))
    held("index", "JPN", "CHN", "--parquet", "p.parquet")
    stored = pq.read_table(tmp_path / "p.parquet").to_pylist()
    ids = [line["id"] for line in lines]
    assert ids == [row["id"] for row in table] == [row["id"] for row in stored]
    assert [row["movers"] for row in stored] == [line["movers"] for line in lines]
    unseen = next(line for line in lines if line["is_unseen"])
    assert (unseen["share"], unseen["acts"], unseen["movers"]) == (None, 0, [])


def test_directions_follow_the_order_in_which_the_states_are_given(held: Command) -> None:
    assert {p["direction"] for p in points(held, "--direction", "forward")} == {"JPN>CHN"}
    assert points(held, "--direction", "backward") == []
    assert "China toward Japan" in held("index", "JPN", "CHN", "--direction", "backward").out


def test_a_stretch_of_periods_and_weeks_can_be_asked_for(held: Command) -> None:
    assert [p["period"] for p in points(held, "--since", "2013-02", "--until", "2013-03")] == ["2013-02", "2013-03"]
    assert all("-W" in str(p["period"]) for p in points(held, "--by", "week"))
    assert (
        "nothing was seen in that stretch"
        in held("index", "JPN", "CHN", "--since", "2014-02", "--until", "2014-03").out
    )


def test_a_chart_is_well_formed_and_draws_the_turning_point(held: Command, tmp_path: Path) -> None:
    held("index", "JPN", "CHN", "--svg", "c.svg")
    root = ET.fromstring((tmp_path / "c.svg").read_text("utf-8"))
    told = " ".join(root.itertext())
    assert root.tag.endswith("svg")
    assert "China – Japan" in told
    assert "2013-01" in told
    assert "e.tab (icews)" in told


def test_a_point_opens_to_the_events_that_moved_it(held: Command) -> None:
    told = held("trace", "ix_CHN-JPN_all_2013-03").out.splitlines()
    moved = [line for line in told if "ce_" in line]
    assert len(moved) == 22
    assert abs(float(moved[0].split()[0])) >= abs(float(moved[-1].split()[0]))
    assert held("trace", moved[0].split()[-1]).code == 0
    assert "nothing was seen" in held("trace", "ix_CHN-JPN_all_2014-03").out


def test_without_a_pair_those_that_changed_most_are_told(held: Command) -> None:
    told = held("index", "--since", "2012-12", "--until", "2013-12").out
    lines = [line for line in told.splitlines() if line.startswith(("CHN-JPN", "FRA-JPN"))]
    assert lines[0].startswith("CHN-JPN")
    assert " yes " in lines[0]


def test_turning_points_are_told_with_their_events(held: Command) -> None:
    told = held("changes", "CHN", "JPN").out
    assert "2013-01" in told
    assert "SANCTION ce_" in told
    (line,) = [json.loads(line) for line in held("changes", "CHN", "JPN", "--json").out.splitlines()]
    assert line["before"] > line["after"]
    assert "2013-01" in [row["period"] for row in csv.DictReader(io.StringIO(held("changes", "--csv").out))]
    assert "No turning point" in held("changes", "FRA", "JPN").out


def test_the_network_of_a_month_tells_friends_and_foes(held: Command) -> None:
    told = held("network", "--month", "2013-12").out
    assert "2 pairs, 1 mostly cooperative, 1 mostly hostile" in told
    assert "CHN-JPN" in told
    ties = map(json.loads, held("network", "--month", "2013-12", "--json").out.splitlines())
    signs = {f"{x['first']}-{x['second']}": x["sign"] for x in ties}
    assert signs == {"CHN-JPN": -1, "FRA-JPN": 1}


@pytest.mark.parametrize("columns", [50, 80, 100, 140])
@pytest.mark.parametrize(
    "verb", [("index", "JPN", "CHN"), ("index",), ("changes", "CHN", "JPN"), ("network", "--month", "2013-12")]
)
def test_tables_fit_the_terminal(
    verb: tuple[str, ...], columns: int, held: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = held(*verb).out.splitlines()
    table = [line for line in lines if (line[:4].strip().isdigit() or "-JPN " in line) and " pairs, " not in line]
    assert table
    assert max(cell_len(line) for line in table if "acts" not in line) <= columns


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("index", "JPN"), "between two states"),
        (("index", "JPN", "JPN"), "two states"),
        (("index", "JPN", "CHN", "--domain", "sport"), "there is all, military"),
        (("index", "JPN", "CHN", "--by", "day"), "there is month, week"),
        (("index", "JPN", "CHN", "--direction", "up"), "there is both"),
        (("index", "JPN", "CHN", "--json", "--csv"), "two formats"),
        (("index", "JPN", "CHN", "--talk", "--weighty"), "one of them"),
        (("index", "JPN", "CHN", "--talk", "--domain", "military"), "no domains"),
        (("index", "--csv"), "one pair"),
        (("index", "JPN", "CHN", "--since", "2014", "--until", "2013"), "later"),
        (("network", "--month", "2014-13"), "not a month"),
        (("network", "--month", "1999-01"), "runs from 2012-01 to 2014-06"),
        (("changes", "JPN"), "between two states"),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], says: str, held: Command) -> None:
    told = held(*arguments)
    assert told.code == 2
    assert says in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("verb", [("index",), ("index", "JPN", "CHN"), ("changes",), ("network",), ("index", "--talk")])
def test_a_record_without_acts_says_what_to_do_next(verb: tuple[str, ...], cordiale: Command, tmp_path: Path) -> None:
    (tmp_path / "e.tab").write_text(HEADER + "2014-06-01\tJapan\tJapan\t057\n", "utf-8")
    cordiale("read", "--as", "icews", "e.tab")
    told = cordiale(*verb)
    assert told.code == 0
    assert "cordiale read" in told.out


def test_pages_alone_make_an_index_too(cordiale: Command, record: Path) -> None:
    told = cordiale("index", "--record", record)
    assert told.code == 0
    assert "acts between" in told.out or "no act" in told.out


def test_a_brief_tells_where_the_relation_stands_and_leads_to_the_events(held: Command) -> None:
    told = " ".join(held("brief", "JPN", "CHN").out.split())
    assert "the index puts the share that is cooperative at" in told
    assert "It last turned for the worse in January 2013" in told
    id = told.split("cordiale trace ")[1].split("]")[0]
    assert "ce_" in held("trace", id).out


def test_a_chart_is_written_as_svg_and_png_with_its_pair_and_its_source(held: Command, tmp_path: Path) -> None:
    told = held("index", "JPN", "CHN", "--svg", "c.svg", "--png", "c.png")
    assert told.code == 0
    assert "Written: c.svg" in told.err
    assert "Written: c.png" in told.err
    said = "".join(ET.fromstring((tmp_path / "c.svg").read_text("utf-8")).itertext())
    assert "China – Japan" in said
    assert "e.tab (icews)" in said
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


def test_without_what_draws_charts_a_file_is_not_written_and_the_line_says_what_it_needs(
    held: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    for form in ("svg", "png"):
        told = held("index", "JPN", "CHN", f"--{form}", f"c.{form}")
        assert told.code == 2
        assert "pip install 'cordiale[charts]'" in told.err
        assert not (tmp_path / f"c.{form}").exists()
