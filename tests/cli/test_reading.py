"""Pages read into the record and taken out of it."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Command, json_lines

from cordiale.cli.columns import COLUMNS
from cordiale.model.ontology import EventType, Status
from cordiale.settings import DEFAULT_READER

KINDS = list(COLUMNS)


def test_reading_says_what_was_read_what_was_not_and_what_to_do_next(cordiale: Command, pages: Path) -> None:
    told = cordiale("read", pages)
    assert told.code == 0
    assert "Pages: 4 read, 1 not read." in told.out
    assert (
        "not read: 4.txt: the text is in another language (ko); only English, Japanese and Chinese are read" in told.out
    )
    assert "The record record.cordiale holds 4 pages (4 new)" in told.out
    assert "`cordiale brief`" in told.out
    again = cordiale("read", pages)
    assert "Pages: 0 read, 4 unchanged since they were last read, 1 not read." in again.out
    assert "holds 4 pages (0 new)" in again.out


def test_a_page_in_place_of_an_earlier_one_is_said(cordiale: Command, pages: Path, tmp_path: Path) -> None:
    shutil.copytree(pages, tmp_path / "pages")
    cordiale("read", "pages")
    (tmp_path / "pages" / "0.txt").write_text((pages / "2.txt").read_text("utf-8"), "utf-8")
    assert "Pages: 1 read (1 in place of earlier ones), 3 unchanged" in cordiale("read", "pages").out


def test_nothing_to_read_says_what_pages_are(cordiale: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for paths in (["empty"], [os.devnull], ["-"]):
        told = cordiale("read", *paths)
        assert told.code == 1
        assert "Pages: 0 read" in told.out
        assert "Nothing could be read. Give files or folders of .txt, .html or .jsonl pages" in told.out


def test_pages_that_are_all_turned_away_are_no_failure_but_say_what_pages_are(cordiale: Command, pages: Path) -> None:
    told = cordiale("read", pages / "4.txt")
    assert told.code == 0
    assert "Nothing could be read. Give files or folders of .txt, .html or .jsonl pages" in told.out


def test_one_page_and_one_event_are_told_in_the_singular(cordiale: Command, pages: Path) -> None:
    assert "holds 1 page (1 new)" in cordiale("read", pages / "0.txt").out
    assert "\n1 event. To see where" in cordiale("events").out


def test_the_help_of_read_names_the_reader_that_reads(cordiale: Command) -> None:
    assert f"{DEFAULT_READER} unless $CORDIALE_READER" in " ".join(cordiale("read", "--help").out.split())


def test_the_help_of_events_names_every_type_and_status(cordiale: Command) -> None:
    told = " ".join(cordiale("events", "--help").out.split())
    assert ", ".join(EventType) in told
    assert ", ".join(Status) in told


def test_a_name_that_two_states_bear_is_told_to_be_taken_for_one(cordiale: Command, record: Path) -> None:
    told = cordiale("events", "--of", "Korea", "--record", record)
    assert told.code == 0
    assert told.err == "cordiale: Korea is taken for South Korea (KOR); write PRK for North Korea\n"
    assert cordiale("events", "--of", "South Korea", "--record", record).err == ""


def test_what_concerns_one_state_can_be_listed(cordiale: Command, record: Path) -> None:
    every = json_lines(cordiale, "events", record)
    one = json_lines(cordiale, "events", record, "--of", "South Korea")
    assert 0 < len(one) < len(every)
    assert all('"KOR"' in json.dumps(line) for line in one)
    assert all(line in one or '"KOR"' not in json.dumps(line) for line in every)


@pytest.mark.parametrize("columns", [60, 70, 80, 120, 160])
@pytest.mark.parametrize("kind", KINDS)
def test_no_id_is_broken_at_sixty_columns_or_more(
    kind: str, columns: int, cordiale: Command, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = cordiale(kind, "--record", record).out
    assert all(str(line["id"]) in out for line in json_lines(cordiale, kind, record))
    if out.startswith("id"):
        assert ("standing" in out.splitlines()[0]) == (columns >= 120)


def test_an_empty_list_names_only_options_that_its_verb_has(cordiale: Command, record: Path) -> None:
    for kind in KINDS:
        said = cordiale(kind, "--since", "2031", "--record", record).out
        asked = re.findall(r"--[a-z]+", said)
        told = cordiale(kind, "--help").out
        assert "Ask for less" not in said or asked
        assert all(option in told for option in asked)


def test_the_record_in_the_folder_that_is_read_is_no_page(cordiale: Command, pages: Path, tmp_path: Path) -> None:
    shutil.copy(pages / "0.txt", tmp_path)
    cordiale("read", ".")
    told = cordiale("read", ".")
    assert "Pages: 0 read, 1 unchanged since they were last read." in told.out
    assert "record.cordiale:" not in told.out


def test_a_page_can_come_from_standard_input(cordiale: Command, pages: Path) -> None:
    told = cordiale("read", "-", stdin=(pages / "0.txt").read_bytes())
    assert "Pages: 1 read." in told.out


def test_the_record_can_be_named_in_the_environment(
    cordiale: Command, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORDIALE_RECORD", str(tmp_path / "mine.cordiale"))
    cordiale("read", pages)
    assert (tmp_path / "mine.cordiale").exists()
    monkeypatch.setenv("CORDIALE_RECORD", "")
    assert "record.cordiale: no record here yet" in cordiale("events").err
