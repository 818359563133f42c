"""Event files on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.conftest import Command
from tests.test_streams import HEADER, ROWS


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.tab"
    path.write_text(HEADER + ROWS, "utf-8")
    return path


def test_reading_says_what_became_of_the_rows(cordiale: Command, events: Path) -> None:
    told = cordiale("read", "--as", "icews", events)
    assert told.code == 0
    assert "events.tab (icews): 6 rows, 3 events, 3 left out." in told.out
    assert "row 6 ('Nobody Known') (unknown actor)" in told.out
    assert "left out" in cordiale("check").out


def test_coded_events_are_listed_in_each_form(cordiale: Command, events: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cordiale("read", "--as", "icews", events)
    lines = [json.loads(line) for line in cordiale("events", "--coded", "--json").out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(cordiale("events", "--coded", "--csv").out)))
    assert [line["id"] for line in lines] == [row["id"] for row in rows]
    assert lines[0]["evidence"]["quote"] == rows[0]["quote"] == ROWS.splitlines()[0]
    for columns in (40, 80, 140):
        monkeypatch.setenv("COLUMNS", str(columns))
        table = cordiale("events", "--coded").out.split("\n\n")[0].splitlines()
        assert max(map(cell_len, table)) <= columns


def test_the_list_of_events_says_how_many_stand_beside(cordiale: Command, events: Path) -> None:
    cordiale("read", "--as", "icews", events)
    told = cordiale("events", "--between", "JPN", "CHN").out
    assert "Beside them stand 2 events of event files: cordiale events --coded" in told


def test_a_coded_event_and_its_file_can_be_traced(cordiale: Command, events: Path) -> None:
    cordiale("read", "--as", "icews", events)
    id = json.loads(cordiale("events", "--coded", "--json").out.splitlines()[0])["id"]
    told = cordiale("trace", id).out
    assert f"»{ROWS.splitlines()[0]}«" in told
    assert "row 1 of 6" in told
    assert "sha256" in cordiale("trace", "events.tab").out


def test_an_event_file_can_be_forgotten(cordiale: Command, events: Path) -> None:
    cordiale("read", "--as", "icews", events)
    assert "Taken out: events.tab" in cordiale("forget", "events.tab").out
    assert "No event files in the record yet" in cordiale("events", "--coded").out
    assert cordiale("forget", "events.tab").code == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("read", "--as", "acled", "events.tab"), "there is icews, gdelt, polecat, plover"),
        (("read", "--as", "icews", "nowhere.tab"), "no such file"),
        (("events", "--coded", "--status", "planned"), "--status"),
        (("events", "--coded", "--json", "--csv"), "two formats"),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], says: str, cordiale: Command, events: Path) -> None:
    cordiale("read", "--as", "icews", events)
    told = cordiale(*arguments)
    assert told.code == 2
    assert says in told.err
    assert len(told.err.splitlines()) == 1


def test_a_file_of_another_format_is_not_read(cordiale: Command, events: Path) -> None:
    told = cordiale("read", "--as", "gdelt", events)
    assert told.code == 1
    assert "its first row has 4 cells" in told.out
