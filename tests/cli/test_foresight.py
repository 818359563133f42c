"""The verbs that tell what may come: forecast, questions, and the trace of what was issued."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.conftest import Command
from tests.test_relations import HEADER, rows

HISTORY = rows(2012, 3, 1) + rows(2013, 3, 1) + "2013-12-31\tJapan\tFrance\t057\n"
ON = "2014-01-04\tJapan\tChina\t057\n2014-01-05\tJapan\tChina\t163\n2014-02-01\tJapan\tFrance\t057\n"
PLAN = (
    "May 1, 2024\n\nJapanese Prime Minister Fumio Kishida will visit Washington on May 20 to meet "
    "U.S. President Joe Biden, officials said.\n"
)


@pytest.fixture
def held(cordiale: Command, tmp_path: Path) -> Command:
    (tmp_path / "e.tab").write_text(HEADER + HISTORY, "utf-8")
    assert cordiale("read", "--as", "icews", "e.tab").code == 0
    return cordiale


def read_on(held: Command, tmp_path: Path) -> None:
    (tmp_path / "on.tab").write_text(HEADER + ON, "utf-8")
    assert held("read", "--as", "icews", "on.tab").code == 0


def forecasts(held: Command, *more: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in held("forecast", "JPN", "CHN", "--json", *more).out.splitlines()]


def test_a_forecast_stands_beside_its_baseline_with_bands_unit_and_grounds(held: Command) -> None:
    told = held("forecast", "Japan", "China").out
    assert "China – Japan: acts a month, as seen from 2014-01-01, when 2013-12 was over" in told
    assert "climatology, 90 %" in told
    assert "24 months of 2 pairs are too few for a regression to learn from: this is smoothing" in told
    assert "├" in told
    assert "Rests on" in told
    assert "4 issued and kept now" in told
    assert "4 issued before from the same inputs" in held("forecast", "JPN", "CHN").out


def test_thin_classes_are_said_to_be_thin(held: Command) -> None:
    told = held("forecast", "JPN", "CHN").out
    assert "material cooperation, verbal conflict: no such act in 24 months" in told
    assert "widened" in told


def test_a_month_that_is_not_over_is_said_and_left_out(held: Command, tmp_path: Path) -> None:
    read_on(held, tmp_path)
    told = held("forecast", "JPN", "CHN").out
    assert "2014-02 is not over in what was read (last act 2014-02-01)" in told
    assert "\n2014-02, 1 month ahead" in told


def test_json_and_csv_tell_the_same(held: Command) -> None:
    lines = forecasts(held, "--horizon", "2")
    table = list(csv.DictReader(io.StringIO(held("forecast", "JPN", "CHN", "--horizon", "2", "--csv").out)))
    assert [x["id"] for x in lines] == [x["id"] for x in table]
    assert [x["month"] for x in lines[:2]] == ["2014-01", "2014-02"]
    assert {x["unit"] for x in lines} == {"acts a month"}
    assert all(x["issued"] for x in lines)


def test_a_dry_run_keeps_nothing_and_says_so(held: Command) -> None:
    assert "Nothing of this was kept" in held("forecast", "JPN", "CHN", "--dry-run").out
    assert {x["issued"] for x in forecasts(held, "--dry-run")} == {None}
    assert "No forecast was issued yet" in held("forecast", "--score").out


def test_forecasts_wait_and_are_then_scored(held: Command, tmp_path: Path) -> None:
    held("forecast", "JPN", "CHN")
    assert "4 of 4 wait for their month, the first for 2014-01" in held("forecast", "--score").out
    read_on(held, tmp_path)
    told = held("forecast", "--score").out
    assert "4 forecasts scored: CRPS" in told
    assert "skill" in told
    assert "90 % bands" in told
    lines = [json.loads(line) for line in held("forecast", "CHN", "JPN", "--score", "--json").out.splitlines()]
    assert [x["count"] for x in lines] == [1, 0, 0, 1]
    assert [x["id"] for x in lines] == [
        x["id"] for x in csv.DictReader(io.StringIO(held("forecast", "--score", "--csv").out))
    ]


def test_a_forecast_opens_to_its_inputs_and_what_became_of_it(held: Command, tmp_path: Path) -> None:
    (first, *_) = forecasts(held)
    told = held("trace", first["id"]).out
    assert str(first["inputs"]) in told
    assert "the record still gives these inputs" in told
    event = next(line for line in told.splitlines() if "ce_" in line).split()[-1]
    assert held("trace", event).code == 0
    assert held("trace", first["digest"]).out == told
    read_on(held, tmp_path)
    held("forecast", "--score")
    assert "came 1 acts" in held("trace", str(first["digest"])[:10]).out


def test_a_brief_tells_what_next_and_each_forecast_opens(held: Command) -> None:
    told = " ".join(held("brief", "JPN", "CHN").out.split())
    assert "January 2014, cooperative words:" in told
    id = next(word for word in told.replace("]", " ").split() if word.startswith("fc_"))
    assert "the record still gives these inputs" in held("trace", id).out


def test_an_announced_meeting_is_a_question_with_its_chance_rule_and_sentence(
    cordiale: Command, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    cordiale("read", "plan.txt")
    told = cordiale("questions").out
    assert "Overdue" in told
    assert "%" in told
    assert "plan.txt" in told
    assert "es by a later page" in told
    lines = [json.loads(line) for line in cordiale("questions", "--json").out.splitlines()]
    table = list(csv.DictReader(io.StringIO(cordiale("questions", "--csv").out)))
    assert [x["id"] for x in lines] == [x["id"] for x in table]
    trace = cordiale("trace", lines[0]["id"]).out
    assert "»" in trace
    assert "page sha256" in trace


def test_without_anything_announced_the_next_step_is_said(held: Command) -> None:
    for verb in (("questions",), ("questions", "JPN", "CHN")):
        told = held(*verb)
        assert told.code == 0
        assert "cordiale read PAGES" in told.out


def test_a_pair_without_acts_is_told_what_to_do(held: Command) -> None:
    told = held("forecast", "JPN", "BRA")
    assert told.code == 0
    assert "nothing is forecast" in told.out
    assert "cordiale read" in told.out


@pytest.mark.parametrize("columns", [50, 72, 100, 140])
def test_tables_fit_the_terminal(columns: int, held: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    table = [line for line in held("forecast", "JPN", "CHN").out.splitlines() if "–" in line and "China" not in line]
    assert len(table) == 4
    assert max(cell_len(line.rstrip()) for line in table) <= columns


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("forecast",), "of two states"),
        (("forecast", "JPN"), "between two states"),
        (("forecast", "JPN", "JPN"), "two states"),
        (("forecast", "JPN", "CHN", "--horizon", "7"), "1 to 6 months"),
        (("forecast", "JPN", "CHN", "--horizon", "soon"), "--horizon"),
        (("forecast", "JPN", "CHN", "--json", "--csv"), "two formats"),
        (("questions", "JPN"), "between two states"),
        (("trace", "fc_000000000000"), "nothing in the record"),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], says: str, held: Command) -> None:
    told = held(*arguments)
    assert told.code == 2
    assert says in told.err
    assert len(told.err.splitlines()) == 1
