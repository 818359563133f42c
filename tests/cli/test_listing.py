"""The verbs that list items."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.conftest import Command, json_lines

from cordiale.cli.columns import COLUMNS
from cordiale.cli.options import say_count
from cordiale.model.ontology import EventType, Status

KINDS = list(COLUMNS)
RUN = [sys.executable, "-m", "cordiale.cli"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("columns", [40, 80, 140, 200])
def test_tables_fit_the_terminal(
    kind: str, columns: int, cordiale: Command, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = cordiale(kind, "--record", record)
    table = told.out.split("\n\n")[0].splitlines()
    assert told.code == 0
    assert told.out.startswith("No ") or max(map(cell_len, table)) <= columns
    if columns >= 80 and "No " not in told.out:
        assert f"{say_count(len(json_lines(cordiale, kind, record)), kind)}. To see where one comes from" in told.out


@pytest.mark.parametrize("kind", KINDS)
def test_csv_and_json_tell_the_same_items(kind: str, cordiale: Command, record: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cordiale(kind, "--csv", "--record", record).out)))
    assert [row["id"] for row in rows] == [line["id"] for line in json_lines(cordiale, kind, record)]


def test_ids_stand_whole_in_an_80_column_table(
    cordiale: Command, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = cordiale("events", "--record", record).out
    assert all(str(line["id"]) in out for line in json_lines(cordiale, "events", record))


def test_events_can_be_chosen_by_pair_type_status_and_time(cordiale: Command, record: Path) -> None:
    every = json_lines(cordiale, "events", record)
    pair = json_lines(cordiale, "events", record, "--between", "Japan", "china")
    assert 0 < len(pair) < len(every)
    assert {e["id"] for e in pair} == {
        e["id"] for e in json_lines(cordiale, "events", record, "--between", "CHN", "JPN")
    }
    some = every[0]
    assert some in json_lines(cordiale, "events", record, "--type", str(some["type"]).lower())
    statuses = [json_lines(cordiale, "events", record, "--status", status) for status in Status]
    assert sum(map(len, statuses)) == len(every)
    types = [json_lines(cordiale, "events", record, "--type", type) for type in EventType]
    assert sum(map(len, types)) == len(every)
    assert json_lines(cordiale, "events", record, "--since", "2031") == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_list_says_what_to_do_next(kind: str, cordiale: Command, record: Path, tmp_path: Path) -> None:
    narrow = cordiale(kind, "--between", "Tuvalu", "Nauru", "--record", record)
    assert narrow.code == 0
    assert "Ask for less with --between" in narrow.out or "Read more pages: cordiale read PAGES" in narrow.out
    (tmp_path / "empty").mkdir()
    cordiale("read", "empty")
    assert f"No {kind} in the record yet. Read more pages: cordiale read PAGES" in cordiale(kind).out
    assert cordiale(kind, "--json").out == ""


def test_colour_is_left_out_where_it_is_not_wanted(record: Path) -> None:
    surroundings = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "", "TERM": "xterm-256color"}
    for command in (["events"], ["brief"], ["judgements"], ["check"]):
        out = subprocess.run([*RUN, *command, "--record", record], env=surroundings, capture_output=True, check=True)
        assert b"\x1b" not in out.stdout + out.stderr


@pytest.mark.parametrize(
    "command", [["export", "jsonl"], ["events", "--json"], ["events"], ["brief"], ["trace", "0.txt"]]
)
def test_output_into_a_pipe_that_closes_early_ends_quietly(command: list[str], record: Path) -> None:
    running = subprocess.Popen(
        [*RUN, *command, "--record", record], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 0


def test_a_terminal_without_the_characters_still_gets_the_rest(record: Path) -> None:
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "80"}
    for command in (["events"], ["brief"], ["statements", "--csv"], ["trace", "0.txt"]):
        out = subprocess.run([*RUN, *command, "--record", record], env=surroundings, capture_output=True)
        assert (out.returncode, out.stderr) == (0, b"")
