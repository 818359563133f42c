"""The shape of a rule that reads dates, and how the matches of many rules become one list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cordiale.model.document import Span
from cordiale.model.time import DateInterval
from cordiale.text.intervals import Clock

Read = Callable[[re.Match[str], Clock], DateInterval | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing dates: its pattern, what it means, and whether it needs nothing but its own words."""

    name: str
    pattern: re.Pattern[str]
    read: Read
    is_explicit: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in the text and the rule that reads it, not yet reckoned."""

    span: Span
    rule: Rule
    match: re.Match[str]

    def read(self, clock: Clock) -> DateInterval | None:
        """The interval it means; None where that cannot be told."""
        return self.rule.read(self.match, clock)


def explicit(name: str, pattern: str, read: Callable[[re.Match[str]], DateInterval | None]) -> Rule:
    """A rule for dates written whole."""
    return Rule(name, re.compile(pattern), lambda match, _: read(match), is_explicit=True)


def relative(name: str, pattern: str, read: Read) -> Rule:
    """A rule for dates that are reckoned from others."""
    return Rule(name, re.compile(pattern), read)


def match_rules(rules: Iterable[Rule], text: str, within: Span) -> list[Found]:
    """What the rules match inside `within`, in order and without overlap.

    The first to start wins, then the longest, then the earlier rule.
    """
    stop = min(within.end, len(text))
    every: list[tuple[int, int, int, Found]] = []
    for rank, rule in enumerate(rules):
        for match in rule.pattern.finditer(text, within.start, stop):
            if match.end() > match.start():
                every.append((match.start(), -match.end(), rank, Found(Span(*match.span()), rule, match)))
    every.sort(key=lambda e: e[:3])
    return _without_overlap([found for *_, found in every])


def _without_overlap(ordered: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    for found in ordered:
        if not kept or found.span.start >= kept[-1].span.end:
            kept.append(found)
    return kept
