"""Where items come from, and what is judged of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Command, json_lines

from cordiale.cli.columns import COLUMNS

KINDS = list(COLUMNS)


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
