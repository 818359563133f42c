"""Where quoted words stand in a text: the one way by which what a model says gets into a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cordiale.model.document import Span

# Marks that are written in several ways; a model that writes another of them has still quoted.
_ALIKE = ("'’‘ʼ`", '"“”„«»', "-‐‑–—")
# From here on scripts do not part words by spaces.
_UNPARTED = 0x2E80


@lru_cache(maxsize=4096)
def _pattern(quote: str) -> re.Pattern[str]:
    parts = ("".join(_character(c) for c in word) for word in quote.split())
    return re.compile(r"\s+".join(parts))


def _character(c: str) -> str:
    alike = next((marks for marks in _ALIKE if c in marks), None)
    return f"[{re.escape(alike)}]" if alike else re.escape(c)


def find_quote(text: str, within: Span, quote: str | None, near: Span | None = None) -> Span | None:
    """Where words stand inside a stretch of a text, the first place or the one nearest to `near`; None where they do not.

    Line ends and several spaces count as one space, and the ways of writing a quotation mark, an apostrophe or a dash as one;
    capitals do not. Words never begin or end inside a word.
    """
    if not quote or not quote.strip() or len(quote) > 2 * len(within) + 2:
        return None
    found = [
        Span(m.start(), m.end())
        for m in _pattern(quote.strip()).finditer(text, within.start, within.end)
        if not (_cuts(text, m.start()) or _cuts(text, m.end()))
    ]
    return min(found, key=lambda s: _gap(s, near)) if found and near else next(iter(found), None)


def find_nearby(text: str, places: Iterable[Span], quote: str, near: Span) -> Span | None:
    """Where words stand in the first of several stretches that has them."""
    return next((found for place in places if (found := find_quote(text, place, quote, near))), None)


def _cuts(text: str, at: int) -> bool:
    """Whether a place lies inside a word."""
    if not 0 < at < len(text):
        return False
    pair = text[at - 1 : at + 1]
    return all(c.isalnum() and ord(c) < _UNPARTED for c in pair)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
