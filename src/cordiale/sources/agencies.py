"""Which news agencies a page credits: two papers that print one agency's story are one witness."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

# A credit stands in brackets in the dateline, in the byline, or closes the page; a name in running text is no credit.
_DATELINE = 300
_CLOSING = 200


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(files("cordiale.sources").joinpath("agencies.toml").read_text("utf-8"))
    return tuple(
        (e["name"], re.compile(r"(?<![\w/])(?:" + "|".join(re.escape(c) for c in e["credits"]) + r")(?![\w/])"))
        for e in table["agency"]
    )


def agencies_credited(text: str, byline: str | None) -> frozenset[str]:
    """Names of the agencies credited in the dateline's brackets, in the byline, or in brackets at the end of a text."""
    bracketed = re.findall(r"\(([^()]{2,60})\)", text[:_DATELINE]) + re.findall(
        r"\(([^()]{2,60})\)\s*$", text[-_CLOSING:]
    )
    places = [
        byline or "",
        *bracketed,
        *re.findall(r"(?m)^\s*(?:Source|Credit|With files from|Additional reporting by):?\s+(.{2,60})$", text),
    ]
    return frozenset(name for name, pattern in _patterns() if any(pattern.search(p) for p in places))
