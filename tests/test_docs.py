"""What the documents say of commands is true of the commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from cordiale.cli.app import app

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    p for p in (ROOT / f"{name}.md" for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG")) if p.is_file()
]
VERBS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
_BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:make|cordiale|\.venv/bin/cordiale)(?![.\w])[^`\n]*)`")
_PROMPT = re.compile(r"^\s*(?:\$\s+)?(?=(?:\.venv/bin/)?cordiale\s|make\s)")


def commands(text: str) -> list[str]:
    """The command lines of a document: lines of code blocks and inline code that begin with cordiale or make."""
    found = []
    for block in _BLOCK.findall(text):
        found += [_PROMPT.sub("", line) for line in block.splitlines() if _PROMPT.match(line)]
    found += _INLINE.findall(_BLOCK.sub("", text))
    return found


def faults(command: str) -> list[str]:
    """What in a command line is no verb, option or target; empty when all is."""
    first = re.split(r"\s(?:#|\||&&|;|>|→)\s?", command.replace("…", "...").replace("\\|", "|"))[0]
    try:
        words = shlex.split(first, comments=True)
    except ValueError:
        return []
    if words[0] == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        return [f"no target {w}" for w in words[1:] if re.fullmatch(r"[a-z-]+", w) and w not in targets]
    if len(words) == 1 or words[1].startswith("-"):
        return []
    return (
        []
        if words[1].isupper()
        else [f"no verb {v}" for v in words[1].split("|") if v not in VERBS] or _options(words[1:])
    )


def _options(words: list[str]) -> list[str]:
    known = {o for verb in words[0].split("|") for p in VERBS[verb].params for o in (*p.opts, *p.secondary_opts)}
    every = [part for word in words[1:] for part in word.strip("[]").split("|")]
    used = [w.split("=")[0] for w in every if w.startswith("-") and w != "-"]
    return [f"{words[0]} has no option {o}" for o in used if o not in known | {"--help"}]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_the_commands_in_a_document_exist(document: Path) -> None:
    text = document.read_text("utf-8")
    if not text.strip():
        pytest.skip(f"{document.name} is empty")
    assert [(c, fault) for c in commands(text) for fault in faults(c)] == []


def test_a_command_that_does_not_exist_is_noticed() -> None:
    text = "```console\n$ cordiale reed pages/\n.venv/bin/cordiale brief USA JPN --sinse 2024\nmake everything\n```\n`cordiale check`"
    assert [fault for c in commands(text) for fault in faults(c)] == [
        "no verb reed",
        "brief has no option --sinse",
        "no target everything",
    ]
    assert "cordiale check" in commands(text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_links_to_files_of_the_project_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
