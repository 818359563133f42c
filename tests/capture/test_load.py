from __future__ import annotations

import io
import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.capture import load
from cordiale.capture.json_lines import read_json_lines
from cordiale.model.document import Capture, names_of
from cordiale.model.issue import Issue, UsageError


def names(found: list[Capture | Issue]) -> list[str]:
    return [one.name if isinstance(one, Capture) else f"{one.document}!{one.code}" for one in found]


def test_a_folder_is_read_in_order_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/two.txt", "c.html", "a.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).write_text("Some words.")
    found = list(load([str(tmp_path)]))
    assert names(found) == ["a.txt", "c.html", "b/two.txt"]
    assert isinstance(found[1], Capture)
    assert found[1].media_type == "text/html"


def test_the_id_of_a_capture_is_the_digest_of_its_bytes_alone(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(b"The same wire story.")
    found = [one for one in load([str(tmp_path)]) if isinstance(one, Capture)]
    assert {one.id for one in found} == {sha256(b"The same wire story.").hexdigest()}


def test_a_file_given_itself_has_its_own_name_and_may_be_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Some words.")
    assert names(list(load([str(tmp_path / "page.md")]))) == ["page.md"]
    assert names(list(load([str(tmp_path)]))) == ["page.md!unsupported"]


def test_two_folders_with_files_of_one_name_keep_both(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text("Some words.")
    found = names(list(load([str(tmp_path / "x"), str(tmp_path / "y")])))
    assert found == ["page.txt", "y/page.txt"]


def test_a_file_given_twice_keeps_its_name_and_every_page_says_where_it_came_from(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Some words.")
    (tmp_path / "rows.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    found = [one for one in load([str(tmp_path), str(tmp_path / "page.txt")]) if isinstance(one, Capture)]
    assert [one.name for one in found] == ["page.txt", "rows.jsonl:1", "rows.jsonl:2", "page.txt"]
    assert [one.origin for one in found] == [f"{tmp_path.as_posix()}/{one.name}" for one in found]


def test_the_names_that_a_page_may_go_by_grow_by_a_folder_each() -> None:
    assert list(names_of("b/a.txt", "/x/y/b/a.txt")) == ["b/a.txt", "y/b/a.txt", "x/y/b/a.txt", "/x/y/b/a.txt"]
    assert list(names_of("stdin", None)) == ["stdin"]


def test_three_folders_of_one_name_with_one_file_name_keep_all(tmp_path: Path) -> None:
    folders = [tmp_path / parent / "day" for parent in ("x", "y", "z")]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("Some words.")
    assert names(list(load([str(folder) for folder in folders]))) == ["a.txt", "day/a.txt", "z/day/a.txt"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.7 stuff", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"abc\x00def", "binary"),
    ],
)
def test_what_is_no_page_is_an_issue_that_names_the_file(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text("Some words.")
    issue, good = list(load([str(tmp_path)]))
    assert isinstance(issue, Issue)
    assert (issue.document, issue.code) == ("bad.txt", code)
    assert "bad.txt" in issue.what
    assert isinstance(good, Capture)


def test_utf_16_with_its_mark_is_text(tmp_path: Path) -> None:
    (tmp_path / "wide.txt").write_text("Some words.", encoding="utf-16")
    assert names(list(load([str(tmp_path)]))) == ["wide.txt"]


def test_a_file_over_the_cap_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["cordiale.capture.load"], "SIZE_CAP", 10)
    (tmp_path / "long.txt").write_text("More than ten bytes.")
    assert names(list(load([str(tmp_path)]))) == ["long.txt!size"]


def test_a_broken_link_and_a_pipe_are_issues(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(list(load([str(tmp_path)]))) == ["gone.txt!unreadable", "pipe.txt!unreadable"]


def test_a_path_that_does_not_exist_is_wrong_use_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        load([str(tmp_path), str(tmp_path / "nowhere.txt")])


def test_standard_input_is_one_page_whose_kind_is_seen_from_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"\n<!DOCTYPE html><html>words</html>")))
    (found,) = load(["-"])
    assert isinstance(found, Capture)
    assert (found.name, found.media_type) == ("stdin", "text/html")


def test_json_lines_on_standard_input_are_a_page_each_named_by_their_line(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = b'{"text": "Peru and Chile met.", "title": "Talks"}\n\n{"title": "None"}\n{"html": "<p>Words</p>"}'
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(rows)))
    found = list(load(["-"]))
    assert names(found) == ["stdin:1", "stdin:3!no_text", "stdin:4"]
    first, _, last = found
    assert isinstance(first, Capture)
    assert isinstance(last, Capture)
    assert (first.is_article, last.is_article) == (True, False)


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"  "])
def test_a_broken_first_line_of_json_on_standard_input_is_named(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = start + b'{"text": "Peru\n{"text": "Peru and Chile met."}\n'
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(rows)))
    assert names(list(load(["-"]))) == ["stdin:1!json", "stdin:2"]


def test_each_line_of_json_is_its_own_capture_and_a_broken_one_names_its_line(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {"text": "Some words.", "url": "https://a.example/1", "source": "The Post", "authors": ["A B", "C D"]}
        ),
        "{broken",
        "",
        json.dumps({"html": "<p>Words</p>", "date": "2021-05-03"}),
        json.dumps(["no", "page"]),
        json.dumps({"title": "Only that"}),
    ]
    (tmp_path / "pages.jsonl").write_text("\n".join(rows))
    found = list(load([str(tmp_path)]))
    assert names(found) == [
        "pages.jsonl:1",
        "pages.jsonl:2!json",
        "pages.jsonl:4",
        "pages.jsonl:5!json",
        "pages.jsonl:6!no_text",
    ]
    first, third = found[0], found[2]
    assert isinstance(first, Capture)
    assert isinstance(third, Capture)
    assert (first.data, first.url, first.media_type) == (b"Some words.", "https://a.example/1", "text/plain")
    assert dict(first.metadata)["authors"] == "A B, C D"
    assert (third.media_type, dict(third.metadata)) == ("text/html", {"date": "2021-05-03"})


def test_a_line_over_the_cap_is_passed_over_and_the_next_one_read() -> None:
    stream = io.BytesIO(b'{"text": "' + b"a" * 500 + b'"}\n{"text": "b"}\n')
    assert names(list(read_json_lines(stream, "x.jsonl", 100))) == ["x.jsonl:1!size", "x.jsonl:2"]


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reading_of_json_lines(data: bytes) -> None:
    for found in read_json_lines(io.BytesIO(data), "x.jsonl", 1000):
        assert isinstance(found, Capture | Issue)
