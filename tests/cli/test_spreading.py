"""Pages read into a table, and taken from it into a record."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Command


def test_a_record_from_a_table_is_that_of_reading(cordiale: Command, pages: Path) -> None:
    pytest.importorskip("deltalake", reason="the extra delta is not installed; `make cluster` installs it")
    told = cordiale("read", pages, "--into", "results")
    assert told.code == 0
    assert "Pages: 4 read, 1 not read." in told.out
    assert "not read: 4.txt: the text is in another language (ko)" in told.out
    assert "The table results holds 5 results of this reader (5 new)." in told.out
    again = cordiale("read", pages, "--into", "results")
    assert "Pages: 0 read, 5 in the table already." in again.out
    assert "(0 new)" in again.out
    assert "Pages: 4 read, 1 not read." in cordiale("take", "results", "--record", "taken").out
    cordiale("read", pages, "--record", "read")
    assert cordiale("export", "jsonl", "--record", "taken").out == cordiale("export", "jsonl", "--record", "read").out
    left_out = cordiale("take", "results", "--record", "taken", "--reader", "learned")
    assert "5 results of another reader or version were left out" in left_out.out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--on", "localhost:10001"], "ray://HOST:PORT"),
        (["--on", "ray://auto", "--workers", "2"], "--workers"),
        (["--on", "ray://auto", "--as", "icews"], "--as"),
        (["--into", "table", "--record", "r"], "`cordiale take`"),
        (["--into", "table", "--reader", "llm", "--endpoint", "http://localhost:1", "--model", "m"], "llm"),
        (["--into", "."], "other things"),
    ],
)
def test_options_that_do_not_go_together_are_said_in_a_line(
    cordiale: Command, pages: Path, options: list[str], why: str
) -> None:
    if options[1] == ".":
        pytest.importorskip("deltalake", reason="the extra delta is not installed; `make cluster` installs it")
        Path("page.txt").write_text("a page", "utf-8")
    told = cordiale("read", pages, *options)
    assert told.code == 2
    assert why in told.err
    assert len(told.err.splitlines()) == 1


def test_addresses_are_no_pages_for_a_table(cordiale: Command) -> None:
    told = cordiale("read", "https://a.example/1", "--into", "table")
    assert (told.code, "addresses" in told.err) == (2, True)
    assert not Path("table").exists()


@pytest.mark.parametrize(
    ("module", "extra", "words"),
    [("deltalake", "delta", ["--into", "table"]), ("ray", "ray", ["--on", "ray://auto"])],
)
def test_an_extra_that_is_missing_is_named(
    cordiale: Command, pages: Path, monkeypatch: pytest.MonkeyPatch, module: str, extra: str, words: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    told = cordiale("read", pages, *words)
    assert told.code == 2
    assert f'pip install "cordiale[{extra}]"' in told.err
