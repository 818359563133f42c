"""Text made plain for matching: one apostrophe, one hyphen, no diacritics, single spaces, with the way back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

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
_UNEVEN = re.compile(r"\s{2,}|\n|[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain text and, for stretches that were cut out, where (`cuts`) and how far the original runs ahead (`shifts`)."""

    text: str
    cuts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def origin(self, at: int) -> int:
        """The offset in the original of the plain text's character at `at`."""
        found = bisect_right(self.cuts, at)
        return at + self.shifts[found - 1] if found else at


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    base, *marks = unicodedata.normalize("NFD", character)
    return base if all(unicodedata.combining(m) for m in marks) else character


def fold(text: str) -> Folded:
    """The text made plain; a lone line break counts as a space, an empty line stays a break."""
    odd = {c for c in text if ord(c) > 126 or c in "\t\r`"}
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
