from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Command
from tests.test_pipeline import PAGES

from cordiale.store import Store

RUN = [sys.executable, "-m", "cordiale.cli", "read", "--reader", "plain"]
ARABIC = "التقى وزير الخارجية الياباني نظيره الصيني في طوكيو اليوم وناقشا العلاقات بين البلدين. " * 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two good pages, one at the beginning and one at the end of the alphabet."""
    made = tmp_path / "pages"
    made.mkdir()
    (made / "a-good.txt").write_text(PAGES[0], "utf-8")
    (made / "z-good.txt").write_text(PAGES[2], "utf-8")
    return made


def html(body: str, encoding: str = "utf-8") -> str:
    return f"<!DOCTYPE html><html><head><meta charset={encoding}><title>News</title></head><body>{body}</body></html>"


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t \n" * 50, "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "binary"),
    "paper.txt": (b"%PDF-1.7\n" + b"words " * 100, "binary"),
    "korean.txt": (PAGES[4].encode(), "language"),
    "arabic.txt": (ARABIC.encode(), "language"),
    "bare.html": (html("<div><img src=map.png></div>").encode(), "no_text"),
    "script.html": (html("<script>var words = 'Japan met China on Tuesday in Tokyo.';</script>").encode(), "no_text"),
    "picture.jpg": (b"\xff\xd8\xff\xe0 not read", "unsupported"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_page_that_cannot_be_read_is_named_with_the_reason_and_the_others_are_read(
    name: str, folder: Path, cordiale: Command
) -> None:
    data, code = BAD[name]
    (folder / name).write_bytes(data)
    told = cordiale("read", folder)
    assert told.code == 0
    assert told.err == ""
    assert "Pages: 2 read, 1 not read." in told.out
    assert f"not read: {name}: " in told.out
    assert f"({code})" in told.out
    assert "Pages: 2 read, 1 not read." in cordiale("check").out


def test_all_of_them_at_once_leave_the_good_pages_whole(folder: Path, cordiale: Command) -> None:
    alone = cordiale("read", folder, "--record", "alone")
    assert "Pages: 2 read." in alone.out
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    told = cordiale("read", folder)
    assert f"Pages: 2 read, {len(BAD)} not read." in told.out
    assert all(f"not read: {name}: " in told.out for name in BAD)
    assert cordiale("export", "jsonl").out == cordiale("export", "jsonl", "--record", "alone").out


def test_a_broken_line_of_jsonl_is_named_by_its_number(folder: Path, cordiale: Command) -> None:
    rows = [
        json.dumps({"text": PAGES[1], "url": "https://paper.example/1", "date": "2024-05-09"}),
        '{"text": "Japan met',
        json.dumps(["no", "object"]),
        json.dumps({"title": "no text"}),
        "",
        json.dumps({"text": PAGES[2], "title": "Talks \ud800 in Seoul"}),
    ]
    (folder / "feed.jsonl").write_text("\n".join(rows), "utf-8")
    told = cordiale("read", folder)
    assert "Pages: 4 read, 3 not read." in told.out
    for number, code in ((2, "json"), (3, "json"), (4, "no_text")):
        (line,) = [x for x in told.out.splitlines() if f"not read: feed.jsonl:{number}: " in x]
        assert f"({code})" in line
    assert cordiale("trace", "feed.jsonl:1").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["txt", "html", "jsonl"])
def test_fifty_megabytes_of_one_line_are_turned_away_in_seconds(ending: str, folder: Path, cordiale: Command) -> None:
    words = "Japan and China met in Tokyo to talk of trade and "
    line = words * (50 * 2**20 // len(words))
    whole = {"txt": line, "html": html(f"<p>{line}</p>"), "jsonl": json.dumps({"text": line})}[ending]
    (folder / f"long.{ending}").write_text(whole)
    start = time.process_time()
    told = cordiale("read", folder)
    assert time.process_time() - start < 20
    assert "Pages: 2 read, 1 not read." in told.out
    assert "not read: long." in told.out


@pytest.mark.slow
@pytest.mark.parametrize("name", ["long.txt", "long.html"])
def test_a_page_without_a_full_stop_is_read_or_turned_away_in_seconds(
    name: str, folder: Path, cordiale: Command
) -> None:
    words = "Japan and China met in Tokyo to talk of trade and "
    line = words * (100_000 // len(words))
    (folder / name).write_text(line if name.endswith("txt") else html(f"<p>{line}</p>"))
    start = time.process_time()
    told = cordiale("read", folder)
    assert time.process_time() - start < 60
    assert told.code == 0
    assert "Pages: 2 read" in told.out or "Pages: 3 read" in told.out


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "latin-1"])
def test_a_page_in_another_encoding_is_read(encoding: str, folder: Path, cordiale: Command) -> None:
    text = PAGES[0].replace("Yoko", "José") if encoding == "latin-1" else PAGES[0]
    plain = text.replace("“", '"').replace("”", '"') if encoding == "latin-1" else text
    (folder / "other.txt").write_bytes(plain.encode(encoding))
    assert "Pages: 3 read." in cordiale("read", folder).out
    assert cordiale("check").code == 0
    assert "Tokyo protests to Beijing" in cordiale("trace", "other.txt").out


def test_a_page_that_declares_the_wrong_encoding_is_read_or_named(folder: Path, cordiale: Command) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in PAGES[0].split("\n\n"))
    (folder / "wrong.html").write_bytes(html(paragraphs, "shift_jis").encode("utf-8"))
    (folder / "cut.txt").write_bytes(PAGES[0].encode()[:-80] + b"\xe2\x80")
    told = cordiale("read", folder)
    assert "Pages: 4 read." in told.out
    assert cordiale("check").code == 0


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li"])
def test_ten_thousand_nested_tags_are_read_or_named_in_seconds(tag: str, folder: Path, cordiale: Command) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in PAGES[1].split("\n\n"))
    (folder / "deep.html").write_text(html(f"<{tag}>" * 10_000 + paragraphs))
    start = time.process_time()
    told = cordiale("read", folder)
    assert time.process_time() - start < 20
    assert told.code == 0
    assert "Pages: 3 read." in told.out or "not read: deep.html: " in told.out
    assert cordiale("check").code == 0


def test_an_unreadable_folder_or_file_is_named(
    folder: Path, cordiale: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    (folder / "closed" / "page.txt").write_text(PAGES[1])
    (folder / "closed.txt").write_text(PAGES[1])
    if os.geteuid() == 0:  # root may read everything: say what the system would say to others
        scan, read = os.scandir, Path.read_bytes

        def scandir(path: str) -> object:
            if os.fspath(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", path)
            return scan(path)

        def read_bytes(self: Path) -> bytes:
            if self.name == "closed.txt":
                raise PermissionError(13, "Permission denied", str(self))
            return read(self)

        monkeypatch.setattr(os, "scandir", scandir)
        monkeypatch.setattr(Path, "read_bytes", read_bytes)
    else:
        (folder / "closed").chmod(0)
        (folder / "closed.txt").chmod(0)
    told = cordiale("read", folder)
    monkeypatch.undo()
    (folder / "closed").chmod(0o755)
    assert "Pages: 2 read, 2 not read." in told.out
    assert told.out.count("Permission denied (unreadable)") == 2


def test_what_is_no_regular_file_is_named_and_not_waited_for(folder: Path, cordiale: Command) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    told = cordiale("read", folder)
    assert "Pages: 2 read, 2 not read." in told.out
    assert "not read: pipe.txt: not a regular file" in told.out
    assert "not read: gone.txt: No such file" in told.out


@pytest.mark.parametrize("name", ["[red]a[bold].txt", "a\nb.txt", "\x1b[31mred.txt", "ä 今.txt", " .txt"])
def test_a_page_may_have_any_name(name: str, folder: Path, cordiale: Command) -> None:
    (folder / name).write_text(PAGES[1], "utf-8")
    (folder / f"x{name}").write_bytes(b"")
    told = cordiale("read", folder)
    assert "Pages: 3 read, 1 not read." in told.out
    assert "\x1b" not in told.out
    assert "\x1b" not in cordiale("brief", "JPN", "CHN").out
    assert cordiale("check").code == 0


def test_a_page_may_have_a_name_that_is_no_text(folder: Path, cordiale: Command) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text(PAGES[1], "utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    told = cordiale("read", folder)
    assert told.code == 0
    assert "Pages: 3 read." in told.out
    assert cordiale("export", "jsonl").code == 0
    assert cordiale("check").code == 0


def test_the_marks_of_a_terminal_in_a_page_do_not_reach_the_terminal(folder: Path, cordiale: Command) -> None:
    (folder / "steering.txt").write_text(PAGES[1].replace("Japan", "Japan\x1b]0;owned\x07 [bold]"), "utf-8")
    cordiale("read", folder)
    for verb in (["events"], ["statements"], ["brief"], ["trace", "steering.txt"], ["offices"]):
        told = cordiale(*verb)
        assert told.code == 0
        assert "\x1b" not in told.out
        assert "\x07" not in told.out


def test_two_readings_at_once_lose_nothing(tmp_path: Path) -> None:
    folders = []
    for who in "ab":
        made = tmp_path / who
        made.mkdir()
        for n in range(12):
            (made / f"{who}{n:02d}.txt").write_text(PAGES[n % 3].replace("four", f"{n + 4}"), "utf-8")
        folders.append(made)
    together = tmp_path / "together"
    running = [
        subprocess.Popen([*RUN, str(f), "--record", str(together)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for f in folders
    ]
    told = [p.communicate() for p in running]
    assert [p.returncode for p in running] == [0, 0]
    assert [err for _, err in told] == [b"", b""]
    assert all(b"Pages: 12 read." in out for out, _ in told)
    for f in folders:
        subprocess.run([*RUN, str(f), "--record", str(tmp_path / "apart")], check=True, capture_output=True)
    assert _exported(together) == _exported(tmp_path / "apart")
    with Store(together) as store:
        assert store.count_pages() == 24
        assert store.damage() == []


def _exported(record: Path) -> bytes:
    command = [sys.executable, "-m", "cordiale.cli", "export", "jsonl", "--record", str(record)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_a_full_disk_is_one_line_and_exit_1(
    folder: Path, cordiale: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if subprocess.run(mounting, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        for n in range(12):
            more = "".join(
                f"\n\nThe talks of round {n} went on for {i + n * 7} days and {i} nights." for i in range(40)
            )
            (folder / f"m{n:02d}.txt").write_text(PAGES[n % 3] + more, "utf-8")
        told = cordiale("read", folder, "--record", disk / "r")
        assert told.code == 1
        assert told.err.count("\n") == 1
        assert "full; free some space and run this again, what was read is kept" in told.err
        handed = cordiale("export", "jsonl", "--record", disk / "r", "-o", disk / "out.jsonl")
        assert handed.code in (0, 1)
        assert not list(disk.glob(".cordiale*"))
        subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
        assert cordiale("check", "--record", disk / "r").code == 0
        assert "holds 14 pages" in cordiale("read", folder, "--record", disk / "r").out
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
