"""Which news agencies a page credits: two papers that print one agency's story are one witness."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# 'WASHINGTON (Meridian Newswire) —' opens a line: the form alone says that the text came over a wire, whoever sent it.
_DATELINE = re.compile(
    r"(?m)^[ \t]*[A-Z][\w.’' -]{1,30}(?:,[ \t][\w.,’' ]{1,30})?[ \t]*\((?P<wire>[A-Z][^()\n]{1,40})\)[ \t]*(?:--|[-–—:])"
)
_CREDIT_LINE = re.compile(
    r"(?mi)^[ \t(]*(?:(?:sources?|credit|via):|(?:with|additional) (?:files|inputs|reporting) (?:from|by):?)[ \t]+"
    r"(?P<wire>[^\s)][^\n)]{1,59})\)?$"
)
_CONTRIBUTED = re.compile(r"(?m)^(?P<wire>[^.\n]{2,80}) contributed to this (?:report|story|article)\b")
_BRACKETS = re.compile(r"(?m)\(([^()\n]{2,60})\)[ \t]*$")
_OPENING = 300  # characters at the start of a text in which brackets may credit an agency
_PICTURE = re.compile(r"\b(?i:photo|photos|photograph|picture|image|file|handout|video|via)\b")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(files("cordiale.sources").joinpath("agencies.toml").read_text("utf-8"))
    return tuple(
        (e["name"], re.compile(r"(?<![\w/])(?:" + "|".join(re.escape(c) for c in e["credits"]) + r")(?![\w/])"))
        for e in table["agency"]
    )


def agencies_credited(text: str, byline: str | None) -> frozenset[str]:
    """Names of the agencies whose words a text carries, as it credits them itself.

    Known agencies are found in the byline, in brackets near the start or at the end of a line, and in lines such as
    'Source: …' or '… contributed to this report'; one that is not known where a dateline or such a line names it.
    A credit for a picture and a name in running text are none.
    """
    wires = [m["wire"].strip(" .") for m in _DATELINE.finditer(text)]
    lines = [m["wire"].strip(" .") for m in _CREDIT_LINE.finditer(text)]
    places = [*wires, *lines, byline or "", *_brackets(text), *(m["wire"] for m in _CONTRIBUTED.finditer(text))]
    known = {name for place in places for name in _known(place)}
    unknown = {place.casefold() for place in (*wires, *lines) if not any(_known(place)) and _is_name(place)}
    return frozenset(known | unknown)


def _brackets(text: str) -> list[str]:
    found = [*re.findall(r"\(([^()\n]{2,60})\)", text[:_OPENING]), *_BRACKETS.findall(text)]
    return [b for b in found if not _PICTURE.search(b)]


def _known(place: str) -> Iterator[str]:
    return (name for name, pattern in _patterns() if pattern.search(place))


def _is_name(words: str) -> bool:
    """Whether words read as an agency's name: few, each with a capital; an abbreviation may be anything's."""
    parts = words.split()
    return (
        len(parts) <= 5
        and not words.isupper()
        and all(p[0].isupper() or p in ("of", "and", "the") for p in parts)
        and "/" not in words
    )
