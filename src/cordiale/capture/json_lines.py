"""JSON Lines, one page a line: each line its own capture, each broken line an issue that names it.

The page is the first of these fields with something in it: `html` (markup), `text` (plain text), `content` and `body`
(either, told by their first characters). Plain text given so is an article by the word of whoever gives it: nothing but
blank text and text that is not English is refused. The other fields that are used, the first of each row that says
something:

- address: `url`, `link`, `canonical_url`
- title: `title`, `headline`
- day: `date_published`, `published`, `published_at`, `publish_date`, `publication_date`, `pubdate`, `pubDate`, `date`, `created`
- writers: `author`, `authors`, `byline`, `creator` (a list is joined)
- publisher: `publisher`, `source`, `site_name`, `sitename`, `site`, `outlet`, `source_name`, `hostname`
- day of fetching, after which no page can be published: `fetched`, `crawled`, `captured`, `date_crawled`, `crawl_date`,
  `fetched_at`, `retrieved`, `date_download`

Days are ISO 8601 or written out ('9 August 2025'). Any other field with a plain value is kept with the page and not used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from cordiale.capture.kinds import HTML, TEXT, sniff
from cordiale.capture.seal import seal
from cordiale.model.document import Capture
from cordiale.model.issue import Issue

_CONTENT = (("html", HTML), ("text", TEXT), ("content", None), ("body", None))
_URLS = ("url", "link", "canonical_url")


_OPENS_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")


def opens_json_lines(line: bytes) -> bool:
    """Whether a first line opens a JSON object, as no page of text or markup does."""
    return bool(_OPENS_OBJECT.match(line))


def read_json_lines(stream: IO[bytes], name: str, cap: int, first: bytes = b"") -> Iterator[Capture | Issue]:
    """The captures of an open JSON Lines file, named `name:LINE` from line 1; blank lines are passed over.

    `cap` is the most bytes that a line may have; `first` is what was already taken from the stream, up to a line's end
    or one byte more than the cap.
    """
    number = 0
    while line := first or stream.readline(cap + 1):
        first = b""
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
            media_type = media_type or sniff(data)
            capture = seal(at, media_type, data, url, _metadata(record))
            return replace(capture, is_article=media_type == TEXT)
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
