from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.cli.conftest import Command

from cordiale.cli.app import app
from cordiale.cli.columns import COLUMNS
from cordiale.model.ontology import EventType, Status
from cordiale.settings import DEFAULT_READER

KINDS = list(COLUMNS)
VERBS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
RUN = [sys.executable, "-m", "cordiale.cli"]


@pytest.fixture
def own(record: Path, tmp_path: Path) -> Path:
    """A copy of the record, to write to."""
    path = tmp_path / "own.cordiale"
    shutil.copy(record, path)
    return path


# --- help and wrong use ---


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_has_one_example_that_begins_with_it(verb: str, cordiale: Command) -> None:
    told = cordiale(verb, "--help")
    assert told.code == 0
    assert told.out.count("Example:") == 1
    assert f"Example: cordiale {verb}" in told.out


def test_without_a_verb_the_help_is_shown(cordiale: Command) -> None:
    told = cordiale()
    assert "Usage: cordiale" in told.out + told.err
    assert cordiale("--version").out.startswith("cordiale ")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["events", "--nonsense"], "No such option: --nonsense"),
        (["read"], "Missing argument"),
        (["read", "no-such-folder"], "no-such-folder: there is no such file or folder"),
        (["events"], "no record here yet; make one with `cordiale read PAGES"),
        (["brief"], "no record here yet"),
        (["check"], "no record here yet"),
        (["export", "jsonl"], "no record here yet"),
        (["export", "word"], "no format 'word'; there is jsonl, csv, parquet"),
        (["export", "csv"], "name a folder with -o"),
        (["brief", "JPN"], "a brief is about two states"),
        (["brief", "JPN", "Atlantis"], "no such state: 'Atlantis'"),
        (["brief", "JPN", "Japan"], "JPN and Japan are both JPN here"),
        (["brief", "--format", "pdf"], "no format 'pdf'"),
        (["brief", "--since", "yesterday"], "not a day: 'yesterday'; write 2024, 2024-04 or 2024-04-10"),
        (["events", "--since", "2024-13"], "not a day"),
        (["events", "--until", "2024-02-30"], "not a day"),
        (["events", "--since", "99999999999999999999"], "not a day"),
        (["events", "--since", "2025", "--until", "2024"], "--since 2025 is later than --until 2024"),
        (["events", "--type", "WAR"], "no type 'WAR'; there is AGREE"),
        (["events", "--status", "maybe"], "no status 'maybe'; there is happened"),
        (["events", "--between", "JPN"], "requires 2 arguments"),
        (["events", "--between", "JPN"], "for what concerns one: --of JPN"),
        (["events", "--between", "JPN", "--json"], "for what concerns one: --of JPN"),
        (["events", "--between", "JPN", "Narnia"], "no such state: 'Narnia'"),
        (["offices", "--of", "Kenia"], "no such state: 'Kenia'; did you mean Kenya?"),
        (["brief", "England", "Scotland"], "England and Scotland are both GBR here"),
        (["forget", "a.txt"], "no record here yet"),
        (["events", "--json", "--csv"], "--json and --csv are two formats"),
        (["read", ".", "--reader", "psychic"], "no reader called 'psychic'"),
        (["judge", "wrong", "ev_1"], "Missing option '--reason'"),
        (["trace"], "Missing argument 'id'"),
    ],
)
def test_wrong_use_is_one_line_that_says_what_to_do_and_exit_2(
    arguments: list[str], line: str, cordiale: Command
) -> None:
    told = cordiale(*arguments)
    assert told.code == 2
    assert told.err.startswith("cordiale: ")
    assert line in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["judge", "perhaps", "ev_1", "--reason", "x"], "no verdict 'perhaps'; there is wrong, same, different"),
        (["judge", "wrong", "ev_none", "--reason", "x"], "no item ev_none in the record"),
        (["judge", "same", "ev_1", "ev_1", "--reason", "x"], "same needs the ids of two items or more"),
        (["judge", "wrong", "ev_1", "--reason", " "], "a judgement needs a reason"),
        (["judge", "undo", "7", "--reason", "x"], "undo takes the number of one judgement"),
        (["judge", "undo", "x", "--reason", "x"], "undo takes the number of one judgement"),
        (["trace", "ev_none"], "nothing in the record has the id 'ev_none'"),
        (["trace", "ev_"], "ids begin with 'ev_'"),
        (["trace", ""], "nothing in the record has the id ''"),
        (["forget", "0.txt", "none.txt"], "no page none.txt in the record"),
    ],
)
def test_wrong_use_of_a_record_is_one_line_too(
    arguments: list[str], line: str, cordiale: Command, record: Path
) -> None:
    told = cordiale(*arguments, "--record", record)
    assert (told.code, told.out) == (2, "")
    assert line in told.err


_WORDS = st.sampled_from(
    [
        *VERBS,
        "--help",
        "--json",
        "--csv",
        "--between",
        "--since",
        "--until",
        "--record",
        "--type",
        "--status",
        "-o",
        "--reason",
        "--format",
        "--merged",
        "--all",
        "--of",
        "Korea",
        "--reader",
        "JPN",
        "USA",
        "2024",
        "jsonl",
        "csv",
        "wrong",
        "undo",
        "1",
        "-",
        "",
        "no-such-path",
        "[/red]",
        "ev_1",
        "--",
        "-x",
        "\N{GREEK SMALL LETTER ALPHA}",
        "\udcff",
        "9" * 30,
        "-1",
    ]
)


_ANY = st.text(st.characters(exclude_characters="\0"), max_size=5)


@given(verb=st.sampled_from([v for v in VERBS if v not in ("demo", "code")]), words=st.lists(_WORDS | _ANY, max_size=5))
@example(verb="events", words=["--record", "[/red]"])
@example(verb="trace", words=["\udcff"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_use_of_any_verb_ends_in_a_traceback(verb: str, words: list[str], cordiale: Command) -> None:
    told = cordiale(verb, *words)
    assert told.code in (0, 1, 2)
    assert told.code == 0 or told.err.startswith("cordiale: ")


# --- reading ---


def test_reading_says_what_was_read_what_was_not_and_what_to_do_next(cordiale: Command, pages: Path) -> None:
    told = cordiale("read", pages)
    assert told.code == 0
    assert "Pages: 4 read, 1 not read." in told.out
    assert "not read: 4.txt: the text is in another language (ja); only English is read (language)" in told.out
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


# --- lists ---


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
        assert f"{len(json_lines(cordiale, kind, record))} {kind}. To see where one comes from" in told.out


def json_lines(cordiale: Command, kind: str, record: Path, *more: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in cordiale(kind, "--json", "--record", record, *more).out.splitlines()]


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


# --- trace ---


def test_an_event_opens_to_its_sentence_page_and_rule(cordiale: Command, record: Path) -> None:
    event = json_lines(cordiale, "events", record)[0]
    told = cordiale("trace", event["id"], "--record", record)
    assert told.code == 0
    assert told.out.startswith(f"{event['id']}  event")
    evidence = event["evidence"][0]  # type: ignore[index]
    assert f"»{evidence['quote']}«" in told.out
    assert f"characters {evidence['start']}-{evidence['end']}" in told.out
    assert "page sha256 " in told.out
    assert f"read by {evidence['rule']}, score" in told.out


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_every_kind_can_be_opened(kind: str, cordiale: Command, record: Path) -> None:
    for line in json_lines(cordiale, kind, record):
        assert cordiale("trace", line["id"], "--record", record).out.startswith(f"{line['id']}  ")


def test_a_page_opens_by_its_name_or_the_id_of_its_article_to_its_blocks(cordiale: Command, record: Path) -> None:
    by_name = cordiale("trace", "0.txt", "--record", record).out
    assert "title: Tokyo protests to Beijing over ships" in by_name
    assert "body " in by_name
    article = by_name.split()[0]
    assert cordiale("trace", article, "--record", record).out == by_name


def test_a_page_that_was_not_read_opens_to_the_reason(cordiale: Command, record: Path) -> None:
    told = cordiale("trace", "4.txt", "--record", record)
    assert told.code == 0
    assert "not read" in told.out
    assert "(language)" in told.out


# --- judgements ---


def test_a_judgement_changes_the_standing_is_listed_and_can_be_taken_back(
    cordiale: Command, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORDIALE_RECORD", str(own))
    assert 'No judgement yet. Make one: cordiale judge wrong ID --reason "..."' in cordiale("judgements").out
    before = json_lines(cordiale, "events", own)
    id = before[0]["id"]
    made = cordiale("judge", "wrong", id, "--reason", "a [/red] match, not a clash")
    assert made.code == 0
    assert "Judgement 1 is in the ledger" in made.out
    assert "cordiale judge undo 1" in made.out
    assert id not in [line["id"] for line in json_lines(cordiale, "events", own)]
    assert json_lines(cordiale, "events", own, "--all")[0]["standing"] == "rejected"
    table = cordiale("events")
    assert str(id) not in table.out
    assert "1 judged wrong or retracted is left out; --all shows it." in table.out
    assert "left out" in cordiale("events", "--json").err
    assert f"{id} " in cordiale("events", "--all").out
    assert "(rejected)" in cordiale("events", "--all").out
    assert "judgement 1 of " in cordiale("trace", id).out
    assert "wrong, because a [/red] match, not a clash" in cordiale("trace", id).out
    monkeypatch.setenv("COLUMNS", "120")
    listed = cordiale("judgements").out
    assert "a [/red] match, not a clash" in listed
    assert str(id) in listed
    assert cordiale("judge", "undo", 1, "--reason", "it was one").code == 0
    assert json_lines(cordiale, "events", own) == before
    assert "undoes 1" in cordiale("judgements").out
    assert "judgement 1 is already undone" in cordiale("judge", "undo", 1, "--reason", "again").err
    assert "judgement 2 is itself an undoing" in cordiale("judge", "undo", 2, "--reason", "again").err


def test_two_items_judged_the_same_become_one(cordiale: Command, own: Path) -> None:
    ids = [line["id"] for line in json_lines(cordiale, "statements", own)][:2]
    assert cordiale("judge", "same", *ids, "--reason", "one speech", "--record", own).code == 0
    assert len({line["id"] for line in json_lines(cordiale, "statements", own)} & set(ids)) == 1


def test_the_counts_of_a_reading_leave_out_what_was_judged_wrong(cordiale: Command, own: Path, pages: Path) -> None:
    events = json_lines(cordiale, "events", own)
    cordiale("judge", "wrong", events[0]["id"], "--reason", "no", "--record", own)
    said = cordiale("read", pages, "--record", own).out
    assert f" {len(events) - 1} event" in said
    assert "(1 judged wrong or retracted left out)" in said


def test_items_of_two_kinds_are_never_judged_the_same(cordiale: Command, own: Path) -> None:
    ids = [json_lines(cordiale, kind, own)[0]["id"] for kind in ("events", "statements")]
    for verdict in ("same", "different"):
        told = cordiale("judge", verdict, *ids, "--reason", "x", "--record", own)
        assert told.code == 2
        assert "compares items of one kind, and these are events, statements" in told.err


def test_an_item_opens_by_the_beginning_of_its_id_and_by_an_id_that_has_become_part_of_another(
    cordiale: Command, own: Path
) -> None:
    one, other = [str(line["id"]) for line in json_lines(cordiale, "statements", own)][:2]
    whole = cordiale("trace", one, "--record", own).out
    assert cordiale("trace", one[:-1], "--record", own).out == whole
    cordiale("judge", "same", one, other, "--reason", "one speech", "--record", own)
    kept = {line["id"] for line in json_lines(cordiale, "statements", own)}
    absorbed, into = (one, other) if other in kept else (other, one)
    said = cordiale("trace", absorbed, "--record", own).out.splitlines()
    assert said[0] == f"{absorbed} is now part of {into}, which tells the same thing:"
    assert said[1].startswith(f"{into}  statement")
    assert "because one speech" in said[2]
    assert cordiale("judge", "different", one, other, "--reason", "two", "--record", own).code == 0
    assert {one, other} <= {line["id"] for line in json_lines(cordiale, "statements", own)}


def test_a_judgement_whose_page_has_changed_is_told_by_read_judgements_and_check(
    cordiale: Command, pages: Path, tmp_path: Path
) -> None:
    shutil.copytree(pages, tmp_path / "pages")
    cordiale("read", "pages")
    event = next(e for e in json_lines(cordiale, "events", Path("record.cordiale")) if e["document"] == "2.txt")
    cordiale("judge", "wrong", event["id"], "--reason", "no")
    (tmp_path / "pages" / "2.txt").write_text((pages / "1.txt").read_text("utf-8"), "utf-8")
    line = f"judgement 1 rests on an item that is no longer in the record ({event['id']}): page 2.txt has changed"
    assert line in cordiale("read", "pages").out
    assert line in cordiale("judgements").out
    assert line in cordiale("check").out
    assert line.replace("changed", "been taken out") in cordiale("forget", "2.txt").out


def test_a_page_is_forgotten_and_so_is_what_could_not_be_read(cordiale: Command, own: Path) -> None:
    told = cordiale("forget", "0.txt", "4.txt", "--record", own)
    assert told.code == 0
    assert "Taken out: 0.txt, 4.txt. The record holds 3 pages" in told.out
    assert "bytes of a page that was read stay in the file" in told.out
    assert "could not be read" not in cordiale("brief", "JPN", "CHN", "--record", own).out
    assert cordiale("trace", "0.txt", "--record", own).code == 2
    assert "Pages: 3 read, 0 not read." in cordiale("check", "--record", own).out


# --- handing on ---


def test_a_place_that_may_not_be_written_is_named_as_it_was_given(
    cordiale: Command, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *rest: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "write_text", refuse)
    told = cordiale("brief", "--record", record, "-o", tmp_path / "mine.html")
    assert told.code == 1
    assert told.err.startswith(f"cordiale: {tmp_path / 'mine.html'}: permission denied; ")
    assert "space" not in told.err


def test_the_demo_writes_over_no_file_of_yours(cordiale: Command, tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text("mine")
    for _ in range(2):
        assert "brief-1.html" in cordiale("demo").out
    assert (tmp_path / "brief.html").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.glob("brief*")) == ["brief-1.html", "brief.html"]


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_a_brief_is_written_whole_or_told(format: str, cordiale: Command, record: Path, tmp_path: Path) -> None:
    told = cordiale("brief", "Japan", "CHN", "--format", format, "--record", record)
    assert told.code == 0
    assert "China" in told.out
    file = tmp_path / "brief.out"
    written = cordiale("brief", "JPN", "CHN", "--format", format, "--record", record, "-o", file)
    assert written.out == f"Written: {file}\n"
    assert file.read_text("utf-8").strip() == told.out.strip()
    assert cordiale("brief", "--record", record, "-o", tmp_path).code == 2
    assert cordiale("brief", "--record", record, "-o", tmp_path / "no" / "brief").code == 2


def test_a_brief_of_a_pair_that_no_page_tells_of_says_so(cordiale: Command, record: Path) -> None:
    told = cordiale("brief", "Tuvalu", "Nauru", "--record", record)
    assert told.code == 0
    assert "No act between" in told.out


def test_an_export_to_a_file_is_what_goes_to_standard_output(cordiale: Command, record: Path, tmp_path: Path) -> None:
    told = cordiale("export", "jsonl", "--record", record)
    assert cordiale("export", "jsonl", "--record", record, "-o", tmp_path / "r.jsonl").code == 0
    assert (tmp_path / "r.jsonl").read_text("utf-8") == told.out
    merged = cordiale("export", "jsonl", "--merged", "--record", record).out
    assert 0 < merged.count("\n") <= told.out.count("\n")
    assert cordiale("export", "jsonl", "--record", record, "-o", tmp_path).code == 2
    assert cordiale("export", "csv", "--record", record, "-o", tmp_path / "r.jsonl").code == 2


# --- check ---


def test_a_whole_record_is_checked_with_exit_0(cordiale: Command, record: Path) -> None:
    told = cordiale("check", "--record", record)
    assert told.code == 0
    assert "not read: 4.txt" in told.out
    assert "Pages: 4 read, 1 not read. The record is whole" in told.out


def test_a_record_whose_quotations_do_not_stand_is_checked_with_exit_1(cordiale: Command, own: Path) -> None:
    import sqlite3

    with sqlite3.connect(own) as db:
        db.execute("UPDATE article SET body = replace(body, 'protested', 'protesten')")
    db.close()
    told = cordiale("check", "--record", own)
    assert told.code == 1
    assert "fault: " in told.out
    assert "Read the pages again into a new record" in told.out


def test_a_truncated_record_is_checked_with_exit_1(cordiale: Command, own: Path) -> None:
    data = own.read_bytes()
    own.write_bytes(data[: len(data) // 2])
    told = cordiale("check", "--record", own)
    assert told.code == 1
    assert "Traceback" not in told.err
    assert told.out or told.err.startswith("cordiale: ")
