"""Ranges of dates: two dates and the words that join them, or one date with 'since', 'by' or 'until'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cordiale.model.document import Span
from cordiale.model.time import DateInterval
from cordiale.text import intervals
from cordiale.text.date_rules import Found
from cordiale.text.intervals import Clock
from cordiale.text.tense import Tense

_FROM = re.compile(r"\b(?:[Ff]rom|[Bb]etween)\s{1,2}(?:the\s{1,2})?\Z")
_JOINT = re.compile(r"\s{0,2}(?:-|–|—|to|through|until|till|and)\s{0,2}(?:the\s)?\Z")
_PLAIN_JOINT = re.compile(r"\s{0,2}(?:-|–|—|to|through)\s{0,2}\Z")
_SINCE = re.compile(r"\b[Ss]ince\s{1,2}(?:the\s{1,2})?\Z")
_UNTIL = re.compile(r"\b(?:[Bb]y|[Uu]ntil|[Tt]ill|[Nn]o later than|[Uu]p to|[Tt]hrough)\s{1,2}(?:the\s{1,2})?\Z")
_REACH = 16


@dataclass(frozen=True, slots=True)
class Expression:
    """One date, or two with the words that join them; `side` is 'since', 'until', 'between' or empty."""

    span: Span
    first: Found
    second: Found | None = None
    side: str = ""

    @property
    def rule(self) -> str:
        """The name of the rule that reads it."""
        return " ".join(p for p in (self.side, self.first.rule.name) if p)

    def read(self, clock: Clock) -> DateInterval | None:
        """The interval it means; None where that cannot be told."""
        if self.second is not None:
            return self._read_range(clock, self.second)
        found = self.first.read(clock)
        if found is None:
            return None
        if self.side == "since":
            return intervals.open_end(found)
        return intervals.open_start(found) if self.side == "until" else found

    def _read_range(self, clock: Clock, second: Found) -> DateInterval | None:
        """The first date of 'March to May 2024' is the last March before the second."""
        end = second.read(clock)
        if end is None:
            return None
        start_clock = clock if self.first.rule.is_explicit else replace(clock, anchor=end, tense=Tense.PAST)
        start = self.first.read(start_clock)
        return intervals.between(start, end) if start else None


def join_ranges(text: str, within: Span, found: Sequence[Found]) -> list[Expression]:
    """The dates in order, those joined into one range made one."""
    expressions: list[Expression] = []
    position = 0
    edge = within.start
    while position < len(found):
        expression = _expression(
            text, edge, found[position], found[position + 1] if position + 1 < len(found) else None
        )
        expressions.append(expression)
        edge = expression.span.end
        position += 2 if expression.second else 1
    return expressions


def _expression(text: str, edge: int, first: Found, following: Found | None) -> Expression:
    start = max(edge, first.span.start - _REACH)
    before = text[start : first.span.start]
    opened = _FROM.search(before)
    if following is not None and following.span.start - first.span.end <= 10:
        joint = text[first.span.end : following.span.start]
        if (_JOINT if opened else _PLAIN_JOINT).match(joint):
            begin = start + opened.start() if opened else first.span.start
            return Expression(Span(begin, following.span.end), first, following, "between")
    for side, pattern in (("since", _SINCE), ("until", _UNTIL)):
        cue = pattern.search(before)
        if cue:
            return Expression(Span(start + cue.start(), first.span.end), first, None, side)
    return Expression(first.span, first)
