"""Briefs as files: DOCX and PDF, and what is said where these cannot be written."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import docx
import pytest
from tests.cli.conftest import Command

from cordiale.export import printed
from cordiale.export.printed import can_print


def test_a_brief_is_written_as_docx_with_its_sources(cordiale: Command, record: Path, tmp_path: Path) -> None:
    told = cordiale("brief", "--format", "docx", "-o", "b.docx", "--record", record)
    assert (told.code, told.out) == (0, "Written: b.docx\n")
    headings = [p.text for p in docx.Document(str(tmp_path / "b.docx")).paragraphs if p.style.name == "Heading 1"]
    assert {"What happened between them", "Sources", "How this was made"} <= set(headings)


@pytest.mark.skipif(not can_print(), reason="there is no Chromium here to print with")
def test_a_brief_is_printed_as_pdf(cordiale: Command, record: Path, tmp_path: Path) -> None:
    told = cordiale("brief", "--format", "pdf", "-o", "b.pdf", "--record", record)
    assert (told.code, told.err) == (0, "")
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")


def test_an_analyst_picks_length_and_items_and_the_brief_says_so(cordiale: Command, record: Path) -> None:
    whole = json.loads(cordiale("brief", "--format", "json", "--record", record).out)
    ids = [i for s in whole["sections"][1:] for p in s["passages"] for i in p["items"]]
    told = cordiale("brief", "--drop", ids[0], "--length", "long", "--format", "json", "--record", record)
    made = json.loads(told.out)
    assert ids[0] not in {i for s in made["sections"] for p in s["passages"] for i in p["items"]}
    assert "1 item was left out by hand." in made["basis"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--domain", "culinary"), "no domain 'culinary'"),
        (("--length", "endless"), "no length 'endless'"),
        (("--pin", "ev_0"), "no item ev_0 in the record"),
        (("--pin", "ev_0", "--drop", "ev_0"), "both pinned and dropped"),
    ],
)
def test_what_cannot_be_picked_is_said(options: tuple[str, ...], said: str, cordiale: Command, record: Path) -> None:
    told = cordiale("brief", *options, "--record", record)
    assert (told.code, said in told.err) == (2, True)


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_documents_need_a_file(format: str, cordiale: Command, record: Path) -> None:
    told = cordiale("brief", "--format", format, "--record", record)
    assert told.code == 2
    assert "name one with -o" in told.err


def test_what_is_missing_is_named_before_anything_is_written(
    cordiale: Command, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    told = cordiale("brief", "--format", "docx", "-o", "b.docx", "--record", record)
    assert (told.code, "cordiale[documents]" in told.err) == (2, True)
    told = cordiale("brief", "--format", "pdf", "-o", "b.pdf", "--record", record)
    assert (told.code, "Chromium" in told.err) == (2, True)
    assert list(tmp_path.glob("b.*")) == []


def test_a_browser_that_prints_nothing_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "_browser", lambda: shutil.which("true"))
    with pytest.raises(printed.UsageError, match="printed nothing"):
        printed.pdf_of("<p>x")
