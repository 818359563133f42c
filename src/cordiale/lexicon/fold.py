"""Text made plain for matching: one apostrophe and hyphen, no diacritics, single spaces; and the way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

_PLAIN = {
    **dict.fromkeys("’‘ʼ＇ʻ`´", "'"),
    **dict.fromkeys("‐‑‒–", "-"),
    **dict.fromkeys("\t\r\u00a0\u2002\u2003\u2009\u202f\u3000", " "),
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
}
_ODD = re.compile(r"[\t\r`\x7f-\U0010ffff]")
_ROUGH = re.compile(r"[\t\r\n`\x7f-\U0010ffff]|\s{2}")
_UNEVEN = re.compile(r"\s{2,}|\n|[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain text and, where stretches were cut out (`cuts`), how far the original is ahead (`shifts`)."""

    text: str
    cuts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def origin(self, at: int) -> int:
        """The offset in the original of the plain text's character at `at`."""
        found = bisect_right(self.cuts, at)
        return at + self.shifts[found - 1] if found else at


@cache
def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    parts = unicodedata.normalize("NFD", character)
    return parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else character


def fold(text: str) -> Folded:
    """The text made plain; a lone line break counts as a space, an empty line stays a break."""
    if not _ROUGH.search(text):
        return Folded(text)
    odd = set(_ODD.findall(text))
    plain = text.translate({ord(c): _plain(c) for c in odd}) if odd else text
    if not _UNEVEN.search(plain):
        return Folded(plain)
    pieces: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    last = written = shift = 0
    for run in _UNEVEN.finditer(plain):
        pieces.append(plain[last : run.start()])
        written += run.start() - last
        if run.group()[0].isspace():
            pieces.append("\n" if run.group().count("\n") > 1 else " ")
            written += 1
            shift -= 1
        shift += run.end() - run.start()
        last = run.end()
        cuts.append(written)
        shifts.append(shift)
    pieces.append(plain[last:])
    return Folded("".join(pieces), tuple(cuts), tuple(shifts))


def key_of(name: str) -> str:
    """The form under which a name is looked up: folded, lower case, without a leading 'the'."""
    return fold(name.strip()).text.lower().removeprefix("the ")
