"""Pages whose paragraphs are broken over lines of one width: the lines put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cordiale.model.document import Span
from cordiale.read.lines import LONG, Line, key_of

_FEWEST_LINES = 4
_NARROWEST, _WIDEST = 40, 110
_SHARE = 0.5
_OPEN_WORDS, _OPEN_SHARE = 6, 0.65
_ITEM = re.compile(r"[-–—•*·▪]\s|\(?\d{1,2}[.)]\s")


def join_wrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page, those of a broken paragraph as one line whose span holds them all; other pages stay as they are.

    A break was made by width, not by a writer, when the next line's first word had no room
    left on the line (how every line filler works). A page counts as broken so when half of
    its unfinished lines end that way.
    """
    width = _width(lines)
    if width is None:
        return tuple(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_joined(index, group) for index, group in enumerate(groups))


def _width(lines: Sequence[Line]) -> int | None:
    """The width that a page's lines are filled to, or None when they are not."""
    if len(lines) < _FEWEST_LINES:
        return None
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    together = [(one, other) for one, other in pairwise(lines) if not other.blanks and not one.is_closed]
    full = sum(_goes_on(one, other, width) for one, other in together)
    return width if full >= 2 and full >= _SHARE * len(together) else None


def _goes_on(one: Line, other: Line, width: int) -> bool:
    if other.blanks or _ITEM.match(other.text):
        return False
    if len(one.text) + 1 + len(other.text.split(maxsplit=1)[0]) > width - 2:
        return True
    # Fillers that break before a phrase leave more room; then the sentence is still open.
    is_open = not one.is_closed and (one.index > 0 or other.is_lower)
    return is_open and one.words >= _OPEN_WORDS and len(one.text) >= _OPEN_SHARE * width


def _joined(index: int, group: Sequence[Line]) -> Line:
    first = group[0]
    if len(group) == 1 and first.index == index:
        return first
    text = " ".join(line.text for line in group)
    words = sum(line.words for line in group)
    span = Span(first.span.start, group[-1].span.end)
    return Line(index, span, text, words, first.blanks, key_of(text) if len(text) <= LONG else "")
