"""A command line in process, and a record of a few pages that no test writes to."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.test_pipeline import PAGES

from cordiale.cli import main


@dataclass(frozen=True, slots=True)
class Told:
    """What a command told: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Command = Callable[..., Told]


@pytest.fixture
def cordiale(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs a command in process, in an empty folder, with the plain reader."""
    monkeypatch.setenv("CORDIALE_READER", "plain")
    # A terminal as wide as most; tests of narrow ones say so.
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.delenv("CORDIALE_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: bytes = b"") -> Told:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        told = capsys.readouterr()
        return Told(int(left.value.code or 0), told.out, told.err)

    return run


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four English pages and one that is not."""
    folder = tmp_path_factory.mktemp("pages")
    for n, text in enumerate(PAGES):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def record(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of these pages; read it, do not write to it."""
    path = tmp_path_factory.mktemp("record") / "read.cordiale"
    with pytest.raises(SystemExit):
        main(["read", str(pages), "--record", str(path), "--reader", "plain"])
    return path


@pytest.fixture
def own(record: Path, tmp_path: Path) -> Path:
    """A copy of the record, to write to."""
    path = tmp_path / "own.cordiale"
    shutil.copy(record, path)
    return path


def json_lines(cordiale: Command, kind: str, record: Path, *more: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in cordiale(kind, "--json", "--record", record, *more).out.splitlines()]
