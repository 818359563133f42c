"""Words: where each one stands."""

from __future__ import annotations

import re

from cordiale.model.document import Span

_WORD = re.compile(
    r"""(?:[^\W\d_]\.){2,8}                        # U.S., a.m.
      | \d[\d,]{0,40}(?:\.\d{1,20})?[^\W\d_]{0,8}  # 1,200  3.5  200bn  1990s
      | [^\W_]{1,200}(?:[’'&][^\W_]{1,60}){0,3}    # don’t  AT&T  Kishida’s (divided below)
    """,
    re.VERBOSE,
)
_POSSESSIVE = re.compile(r"[’'][sS]\Z")
_HYPHENS = "-\u2010\u2011"


def tokenize(text: str, within: Span) -> list[Span]:
    """The words inside `within`, in order, without punctuation.

    'U.S.' stays whole and a possessive 's is a word of its own. Pairs are divided where a
    capital stands on either side of the hyphen ('U.S.-Japan', 'US-led') and at every dash;
    'long-term' and 'F-35' stay whole.
    """
    spans: list[Span] = []
    joined_to: int | None = None
    for match in _WORD.finditer(text, within.start, min(within.end, len(text))):
        pieces = _pieces(match)
        if joined_to is not None and match.start() == joined_to + 1 and _belongs(text, spans[-1], pieces[0]):
            spans[-1] = spans[-1].joined(pieces[0])
            pieces = pieces[1:]
        spans += pieces
        end = match.end()
        joined_to = end if end < within.end and text[end : end + 1] in _HYPHENS and end < len(text) else None
    return spans


def _pieces(match: re.Match[str]) -> list[Span]:
    possessive = _POSSESSIVE.search(match[0])
    if possessive is None or possessive.start() == 0:
        return [Span(match.start(), match.end())]
    middle = match.start() + possessive.start()
    return [Span(match.start(), middle), Span(middle, match.end())]


def _belongs(text: str, left: Span, right: Span) -> bool:
    """Whether the words on both sides of a hyphen are one word."""
    first, second = left.of(text), right.of(text)
    if first[0].isdigit() or second[0].isdigit():
        return len(left) <= 4 and not (first[0].isdigit() and second[0].isdigit())
    return first[0].islower() and second[0].islower()
