"""Whether a page stops before its article does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.read.lines import LONG, Line
from cordiale.read.phrases import phrases

# Marks below an article that say by themselves that the rest of it stands elsewhere.
_ELSEWHERE = re.compile(
    r"^(?:\W*continue reading|\W*continued\b|\W*keep reading|\W*read the (?:full|rest|whole)|\W*read full"
    r"|\W*read (?:more|on)\W*$|\W*full (?:story|article)|\W*see full|\[(?:\+|…|\.\.\.)"
    r"|to (?:continue|keep) reading|to read (?:the|this)|(?:subscribe|sign in|log in|register"
    r"|sign up) to (?:continue|read|keep|unlock|access|view)|this (?:article|content|story|post) is (?:only "
    r"|reserved )?(?:available )?(?:for|to) (?:\w+ )?(?:subscribers|members|registered)"
    r"|you(?:'ve| have) (?:reached|read|used|exhausted)|unlock (?:this|the|full)|already a subscriber"
    r"|subscribers? only|the rest of this (?:article|story))"
)
_CLOSERS = "”\"’')]»*"
_CUT_SHORT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\[\+\d+ chars\])\s*(?:read more|continue reading|more|continued)?\W*$", re.IGNORECASE
)


def find_truncation(body: Sequence[Line], furniture: Sequence[Line]) -> bool:
    """Whether the article is cut: a mark that it goes on elsewhere, an ellipsis at its end, or an open sentence just
    before a mark.

    `body` and `furniture` are a page's lines of these kinds, in order. A quotation left open
    or a sentence without its stop tells only in the last line.
    """
    if not body:
        return False
    last = body[-1]
    below = [line for line in furniture if line.index > last.index]
    if any(_ELSEWHERE.match(_plain(line)) for line in below):
        return True
    if _CUT_SHORT.search(last.text[-60:]):
        return True
    is_open = not last.is_closed or has_open_quotation(last.text)
    return is_open and (last.words >= 12 or any(line.key in phrases().marks for line in below))


def has_open_quotation(text: str) -> bool:
    """Whether a curly double quotation mark opens in the last stretch of a text and is never closed."""
    tail = text[-LONG:]
    return tail.rfind("“") > tail.rfind("”")


def _plain(line: Line) -> str:
    return " ".join(line.text[:LONG].lower().replace("’", "'").split())
