"""Which lines are running text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cordiale.model.document import BlockLabel
from cordiale.read.lines import Line

# Set on pages of our own (tests/read/pages): a headline seldom has 26 words, a sentence of news seldom fewer than 12.
_ALWAYS = 26
_SENTENCE = 12
_TWO_SENTENCES = 8
_WRAPPED = 6
_CUT = 15
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’/-]{2,40}(?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s+\d{4})?)?\s*\([A-Z][\w "
    r"./]{1,30}\)\s*[-–—:]+\s*\w"
)
# News interfaces cut a text and count what is left.
_COUNTED_REST = re.compile(r"\[\+\d+ chars\]$")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|No|vs)\.$|(?:\.\.\.|…)$")


def find_prose(lines: Sequence[Line], alone: Sequence[BlockLabel | None], times: Mapping[str, int]) -> list[bool]:
    """For each line whether it is running text by itself or as part of a paragraph broken over lines.

    `times` counts how often each key stands on the page: what stands twice is no running text.
    A page with no such line has its short sentences as prose.
    """
    flags = [_is_prose(line, label, times) for line, label in zip(lines, alone, strict=True)]
    for i, line in enumerate(lines):
        if not flags[i] and alone[i] is None and _is_wrapped(lines, alone, i):
            flags[i] = line.words >= _WRAPPED or flags[i - 1]
    if not any(flags):
        flags = [
            label is None and line.words >= 5 and line.is_closed and i > 0
            for i, (line, label) in enumerate(zip(lines, alone, strict=True))
        ]
    if not any(flags):
        flags = [label is None and line.words >= 5 and line.is_closed for line, label in zip(lines, alone, strict=True)]
    return flags


def _is_prose(line: Line, label: BlockLabel | None, times: Mapping[str, int]) -> bool:
    if label is not None:
        return label is BlockLabel.BODY
    if line.words < _ALWAYS and times.get(line.key, 0) > 1:
        return False
    if line.words >= _ALWAYS:
        return True
    if _COUNTED_REST.search(line.text[-24:]):
        return line.words >= 4
    if (line.stops and line.words >= _CUT and not _is_question(line)) or _DATELINE.match(line.text):
        return True
    if not line.is_closed:
        return False
    if line.stops:
        return line.words >= _TWO_SENTENCES and not _is_question(line)
    return line.words >= _SENTENCE and not _is_question(line) and not _ABBREVIATION.search(line.text)


def _is_question(line: Line) -> bool:
    """Whether it ends in a question or a call and could be a headline; a question inside a paragraph is none."""
    return (
        line.text.rstrip("”\"'’)").endswith(("?", "!"))
        and line.words < _ALWAYS
        and not re.search(r"[.][”\"]?\s", line.text.replace("U.S.", ""))
    )


def _is_wrapped(lines: Sequence[Line], alone: Sequence[BlockLabel | None], i: int) -> bool:
    """Whether the sentence goes on from the line above or into the line below, with no blank line between."""
    line = lines[i]
    from_above = i > 0 and alone[i - 1] is None and line.blanks == 0 and line.is_lower and not lines[i - 1].is_closed
    below = lines[i + 1] if i + 1 < len(lines) else None
    into_below = (
        below is not None and alone[i + 1] is None and below.blanks == 0 and below.is_lower and not line.is_closed
    )
    return from_above or into_below
