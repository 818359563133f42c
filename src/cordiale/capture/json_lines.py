"""JSON Lines, one page a line: each line its own capture, each broken line an issue that names it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from cordiale.capture.kinds import HTML, TEXT, sniff
from cordiale.capture.seal import seal
from cordiale.model.document import Capture
from cordiale.model.issue import Issue

_CONTENT = (("html", HTML), ("text", TEXT), ("content", None), ("body", None))
_URLS = ("url", "link", "canonical_url")


def read_json_lines(stream: IO[bytes], name: str, cap: int) -> Iterator[Capture | Issue]:
    """The captures of an open JSON Lines file, named `name:LINE` from line 1; blank lines are passed over.

    A page is in `html` or `text` (else `content` or `body`); every other field with a plain
    value is kept as metadata. `cap` is the most bytes that a line may have.
    """
    number = 0
    while line := stream.readline(cap + 1):
        number += 1
        at = f"{name}:{number}"
        if len(line) > cap:
            while line and not line.endswith(b"\n"):
                line = stream.readline(cap)
            yield Issue(at, "size", f"{at}: the line is longer than {cap // 2**20} MB")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _page(line, at)


def _page(line: bytes, at: str) -> Capture | Issue:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        reason = trouble.msg if isinstance(trouble, json.JSONDecodeError) else "not readable as UTF-8 JSON"
        return Issue(at, "json", f"{at}: not a line of JSON ({reason})")
    if not isinstance(record, dict):
        return Issue(at, "json", f"{at}: a page is a JSON object, this is a {type(record).__name__}")
    for field, media_type in _CONTENT:
        content = record.get(field)
        if isinstance(content, str) and content.strip():
            # A lone surrogate cannot be encoded; it becomes a question mark.
            data = content.encode("utf-8", errors="replace")
            url = next((record[key] for key in _URLS if isinstance(record.get(key), str) and record[key]), None)
            return seal(at, media_type or sniff(data), data, url, _metadata(record))
    return Issue(at, "no_text", f"{at}: neither 'text' nor 'html' holds a page")


def _metadata(record: dict[str, object]) -> tuple[tuple[str, str], ...]:
    content = {field for field, _ in _CONTENT}
    kept = []
    for key, value in sorted(record.items()):
        if key in content:
            continue
        if isinstance(value, list):
            value = ", ".join(v for v in value if isinstance(v, str))
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            kept.append((key, str(value).strip()))
    return tuple(kept)
