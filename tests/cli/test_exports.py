from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import Command

from cordiale.export import EXPORTERS

DOCUMENT = Path(__file__).parents[2] / "docs" / "exports.md"
COMMANDS = re.findall(r"^\|.*\| `(cordiale export [^`]*)` \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)


def test_the_document_has_every_format_and_a_command_for_each() -> None:
    names = set(
        re.findall(r"`([a-z-]+)`", " ".join(DOCUMENT.read_text("utf-8").split("|---|---|---|")[1].split("\n\n")[0:1]))
    )
    assert EXPORTERS.keys() <= names
    assert {shlex.split(c)[2] for c in COMMANDS} == EXPORTERS.keys() - {"csv"}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_document_write_what_they_say(command: str, cordiale: Command, record: Path) -> None:
    words = shlex.split(command)[1:]
    to = Path(words[words.index("-o") + 1])
    if "--month" in words:
        words[words.index("--month") + 1] = month_of(record, cordiale)
    told = cordiale(*words, "--record", record)
    assert (told.code, told.out) == (0, "")
    assert f"Written: {to}" in told.err
    assert to.is_dir() or to.stat().st_size > 0


def month_of(record: Path, cordiale: Command) -> str:
    """A month of which the record knows something."""
    assert cordiale("export", "panel", "-o", "months.csv", "--record", record).code == 0
    return Path("months.csv").read_text("utf-8").splitlines()[1].split(",")[8]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["icews"], "icews is written to a file: name one with -o"),
        (["parquet"], "parquet writes one table for each kind: name a folder with -o"),
        (["panel", "-o", "panel.xlsx"], "name a file that ends in .csv or .parquet"),
        (["gexf", "-o", "a.gexf", "--month", "1803-01"], "nothing is known of 1803-01; the record runs from"),
        (["gexf", "-o", "a.gexf", "--month", "May"], "not a month: 'May'; write 2014-08"),
        (["gexf", "-o", "a.gexf", "--domain", "sports"], "no domain 'sports'; there is all, military"),
    ],
)
def test_wrong_use_is_told_in_a_line(arguments: list[str], said: str, cordiale: Command, record: Path) -> None:
    told = cordiale("export", *arguments, "--record", record)
    assert told.code == 2
    assert said in told.err
    assert not Path("a.gexf").exists()


def test_what_a_format_has_no_place_for_is_told_beside_the_file(cordiale: Command, record: Path) -> None:
    told = cordiale("export", "gdelt", "-o", "events.CSV", "--record", record)
    rows = len(Path("events.CSV").read_text("utf-8").splitlines())
    assert rows
    assert all(line.startswith(("left out: ", "Written: ")) for line in told.err.splitlines())


@pytest.mark.parametrize("format", ["plover", "polecat", "icews", "gdelt"])
def test_an_event_file_of_ours_is_taken_back(format: str, cordiale: Command, record: Path) -> None:
    cordiale("export", format, "-o", "events", "--record", record)
    told = cordiale("read", "--as", format, "events", "--record", "back.cordiale")
    assert told.code == 0
    listed = cordiale("events", "--coded", "--csv", "--record", "back.cordiale").out.splitlines()
    assert len(listed) > 1
