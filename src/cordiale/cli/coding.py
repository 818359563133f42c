"""The verb that codes sentences of other people's tables: code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from cordiale.model.issue import UsageError
from cordiale.reader.pair import PairCode, PairCoder

_BATCH = 64
_FIELDS = ("marked", "sentence", "text")


def add_to(app: typer.Typer) -> None:
    """Register this verb."""
    app.command("code")(code)


def code(
    jsonl: Annotated[
        Path, typer.Option("--jsonl", help="JSON Lines with a field marked, sentence or text; - for standard input.")
    ],
) -> None:
    """Code what a marked source does to a marked target: type, mode, status and the score of every type, a JSON line each.

    The source stands between <s> and </s>, the target between <t> and </t>; other fields of a line are given back.

    Example: cordiale code --jsonl sentences.jsonl
    """
    coder = _coder()
    lines = _lines(jsonl)
    while batch := list(islice(lines, _BATCH)):
        try:
            codes = coder.code([text for text, _ in batch])
        except ValueError as e:
            raise UsageError(f"{jsonl}: {e}; mark the source with <s>…</s> and the target with <t>…</t>") from None
        for (_, line), found in zip(batch, codes, strict=True):
            typer.echo(msgspec.json.encode(line | _shape(found)).decode())


def _coder() -> PairCoder:
    try:
        return PairCoder()
    except FileNotFoundError as e:
        raise UsageError(
            f"the learned reader's weights are not installed ({e}); install Cordiale anew, or run make train"
        ) from None


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    if str(path) != "-" and not path.is_file():
        raise UsageError(f"{path}: no such file; name a file of JSON Lines, or - for standard input")
    with sys.stdin.buffer if str(path) == "-" else path.open("rb") as source:
        for number, raw in enumerate(source, 1):
            if raw.strip():
                yield _line(path, number, raw)


def _line(path: Path, number: int, raw: bytes) -> tuple[str, dict[str, Any]]:
    try:
        line = msgspec.json.decode(raw, type=dict[str, Any])
    except msgspec.DecodeError as e:
        raise UsageError(f"{path}:{number}: not a JSON object ({e})") from None
    marked = [line[f] for f in _FIELDS if isinstance(line.get(f), str) and ("<s>" in line[f] or "<t>" in line[f])]
    if not marked:
        raise UsageError(f"{path}:{number}: no field marked, sentence or text with <s>…</s> or <t>…</t> in it")
    return marked[0], line


def _shape(found: PairCode) -> dict[str, Any]:
    scores = {t.value: round(s, 4) for t, s in found.scores.items()}
    return {"type": found.type, "mode": found.mode, "status": found.status, "scores": scores}
