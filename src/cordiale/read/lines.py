"""A page as lines, each with what can be seen of it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cordiale.model.document import Span

# A line longer than this is prose whatever its words; nothing looks further into it.
LONG = 2000
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_STRIPPED = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + _INVISIBLE
_BULLET = re.compile(r"^[^\w“\"'‘(\[©@.…<{/$€£¥]+(?=\w|[“\"'‘(\[©])")
_TAIL = " .…:;,!?»›>→|-–—▼▾+×"
_COUNT = re.compile(r"\s*[(\[]\s*\d[\d,.]*[kKmM]?\s*[)\]]$")
_CURLY = str.maketrans("’‘“”\u00a0", "''\"\" ")
_CLOSED = re.compile(r"""[.!?…。][”’"')\]»]*(?:\[\d+\])*$|[.!?][”"]?\s*\([^()]{1,60}\)$|[,:;][”"]$""")
_STOP = re.compile(
    r"""(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bGen)(?<!\bSen)(?<!\bSt)(?<!\bGov)[.!?][”’"')\]]*\s+(?=["“‘'(\[]?[A-Z0-9])"""
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: trimmed text, where it stands, its words, and how many blank lines stand above it.

    `key` is the text in lower case without bullets, counters and closing punctuation, for comparison.
    """

    index: int
    span: Span
    text: str
    words: int
    blanks: int
    key: str

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence does, quotation marks and a source in brackets allowed."""
        return bool(_CLOSED.search(self.text[-80:]))

    @property
    def stops(self) -> int:
        """How many sentences end inside it."""
        return len(_STOP.findall(self.text[:LONG]))

    @property
    def is_lower(self) -> bool:
        """Whether it goes on from the line above: it opens with a small letter."""
        return self.text[:1].islower()


def key_of(text: str) -> str:
    """A line's text as it is compared with phrases and with other lines."""
    text = text[:LONG]
    if not text.isascii():
        text = text.translate(_CURLY)
    text = " ".join(text.lower().split())
    return _COUNT.sub("", _BULLET.sub("", text)).rstrip(_TAIL)


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank, in order; invisible characters alone make no line."""
    start = index = blanks = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        raw = text[start:end]
        left = raw.lstrip(_STRIPPED)
        trimmed = left.rstrip(_STRIPPED)
        if trimmed:
            at = start + len(raw) - len(left)
            words = len(trimmed[:LONG].split())
            key = key_of(trimmed) if len(trimmed) <= LONG else ""
            yield Line(index, Span(at, at + len(trimmed)), trimmed, words, blanks, key)
            index += 1
            blanks = 0
        else:
            blanks += 1
        start = end + 1
