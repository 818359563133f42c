"""Weeks, months and years reckoned from the page's own date, and dates reckoned from the date told last."""

from __future__ import annotations

import re
from datetime import date, timedelta

from cordiale.model.time import DateInterval, Precision
from cordiale.text import intervals
from cordiale.text.date_rules import Rule, relative
from cordiale.text.date_words import (
    COUNT,
    TURNED,
    UNIT,
    S,
    number_of,
    step_of,
)
from cordiale.text.intervals import RELATIVE, Clock
from cordiale.text.tense import Tense

_PERIOD = r"(?P<unit>week|month|year|decade|quarter|century|weekend)(?![\w-])"


def _period(match: re.Match[str], clock: Clock) -> DateInterval | None:
    return _period_at(clock.anchor, match["unit"].lower(), step_of(match["step"]))


def _period_at(base: DateInterval | None, unit: str, step: int) -> DateInterval | None:
    if base is None:
        return None
    on = base.anchor
    if unit in {"week", "weekend"}:
        found = intervals.week(on, step) if base.precision is Precision.DAY else None
        if found is None or found.start is None or unit == "week":
            return found
        return DateInterval(found.start + timedelta(5), found.end, Precision.RANGE, RELATIVE)
    if unit == "quarter":
        first = (on.month - 1) // 3 * 3 + 1 + 3 * step
        return intervals.months(on.year, first, 3, Precision.RANGE, RELATIVE)
    if unit == "decade":
        return intervals.years(on.year // 10 * 10 + 10 * step, on.year // 10 * 10 + 10 * step + 9, RELATIVE)
    if unit == "century":
        first = (on.year - 1) // 100 * 100 + 1 + 100 * step
        return intervals.years(first, first + 99, RELATIVE)
    return intervals.shifted(base, unit, step)


def _part_of_period(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """'earlier this month' runs up to the page's day, 'later this month' from it; 'early this year' is a third."""
    whole = _period(match, clock)
    part = match["when"].lower()
    if whole is None or part in {"early", "late", "mid"}:
        return intervals.part_of(whole, part)
    if clock.today is None or step_of(match["step"]) != 0 or whole.start is None or whole.end is None:
        return whole
    if part == "earlier":
        return DateInterval(whole.start, max(whole.start, clock.today), Precision.RANGE, RELATIVE)
    return DateInterval(clock.today, max(clock.today, whole.end), Precision.RANGE, RELATIVE)


def _period_edge(match: re.Match[str], clock: Clock) -> DateInterval | None:
    step = step_of(match["step"])
    edge = {"end": "late", "close": "late", "middle": "mid"}.get(match["edge"].lower(), "early")
    whole = _period_at(clock.anchor, match["unit"].lower(), step)
    if edge == "late" and whole is not None and whole.end is not None and match["unit"].lower() in {"month", "year"}:
        return DateInterval.day(whole.end, RELATIVE)
    return intervals.part_of(whole, edge)


def _year_end(match: re.Match[str], clock: Clock) -> DateInterval | None:
    return DateInterval.day(date(clock.anchor.anchor.year, 12, 31), RELATIVE) if clock.anchor else None


def _ago(match: re.Match[str], clock: Clock) -> DateInterval | None:
    return intervals.shifted(clock.anchor, match["unit"], -number_of(match["count"])) if clock.anchor else None


def _past_periods(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """'the past three years', 'the next decade': up to the page's day, or from it."""
    if clock.anchor is None:
        return None
    count = number_of(match["count"]) if match["count"] else 1
    step = step_of(match["step"])
    unit = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}.get(match["unit"])
    far = intervals.moved(clock.anchor.anchor, step * count * unit) if unit else None
    if far is None:
        return None
    start, end = sorted((far, clock.anchor.anchor))
    return DateInterval(start, end, Precision.RANGE, RELATIVE)


def _after_told(match: re.Match[str], clock: Clock) -> DateInterval | None:
    if clock.previous is None:
        return None
    sign = 1 if match["way"].lower() in {"later", "on"} else -1
    return intervals.shifted(clock.previous, match["unit"], sign * number_of(match["count"]))


def _following(match: re.Match[str], clock: Clock) -> DateInterval | None:
    step = -1 if match["step"].lower() == "previous" else 1
    return intervals.shifted(clock.previous, match["unit"], step) if clock.previous else None


def _same(match: re.Match[str], clock: Clock) -> DateInterval | None:
    unit, told = match["unit"], clock.previous
    if told is None or (unit == "day" and told.precision is not Precision.DAY):
        return None
    if unit == "week":
        return intervals.week(told.anchor) if told.precision is Precision.DAY else None
    return DateInterval.day(told.anchor, RELATIVE) if unit == "day" else intervals.shifted(told, unit, 0)


def _day_of_told_month(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """'on the 9th': of the month told last, else of the page's month, or the one before where it is still to come."""
    number = number_of(match["day"])
    told = clock.previous
    if told and told.precision in {Precision.DAY, Precision.MONTH}:
        return intervals.day(told.anchor.year, told.anchor.month, number, RELATIVE)
    if clock.anchor is None or clock.anchor.precision not in {Precision.DAY, Precision.MONTH}:
        return None
    here = clock.anchor.anchor
    found = intervals.day(here.year, here.month, number, RELATIVE)
    if found and clock.today and found.anchor > clock.today and clock.tense is not Tense.FUTURE:
        before = here.replace(day=1) - timedelta(1)
        return intervals.day(before.year, before.month, number, RELATIVE)
    return found


def _quarter(match: re.Match[str], clock: Clock) -> DateInterval | None:
    first = 3 * number_of(match["quarter"]) - 2
    return intervals.nearest(clock, lambda y: intervals.months(y, first, 3, Precision.RANGE, RELATIVE))


def _half(match: re.Match[str], clock: Clock) -> DateInterval | None:
    whole = _period_at(clock.anchor, "year", step_of(match["step"]))
    return intervals.half_of(whole, match["half"].lower() in {"second", "latter"})


_EDGE = rf"(?:the{S})?(?P<edge>[Ee]nd|start|beginning|close|middle){S}of{S}"
_NUMBER_END = (
    r"(?=[ ]?[.,;:)–—”\"]|\s*$|[ ](?:and|to|for|in|at|of|with|by|after|before|when|that|as|but|was|were|is|will|had|has"
    r"|said)\b)"
)

PERIOD_RULES: tuple[Rule, ...] = (
    relative(
        "part of a period",
        rf"\b(?P<when>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Mm]id)[ -](?:in{S})?(?P<step>this|last|next"
        rf"|the{S}(?:current|coming)){S}{_PERIOD}",
        _part_of_period,
    ),
    relative(
        "edge of a period",
        rf"\b{_EDGE}(?:(?P<step>this|next|last)|the){S}(?P<unit>week|month|year|decade|quarter)\b(?![-’'])",
        _period_edge,
    ),
    relative("year-end", r"\b(?:[Yy]ear-end|[Yy]ear’s end|[Yy]ear's end)\b", _year_end),
    relative(
        "half of a year",
        rf"\b(?:the{S})?(?P<half>first|second|latter){S}half{S}of{S}(?:(?P<step>this|last|next)|the){S}year\b",
        _half,
    ),
    relative("half of a year", rf"(?<=\bthe )(?P<half>first|second){S}half(?![ ]of\b)(?P<step>){S}?", _half),
    relative(
        "period", rf"\b(?:[Tt]he{S})?{TURNED.replace('[Cc]urrent|', '')}{S}{_PERIOD}(?!{S}(?:of|or so)\b)", _period
    ),
    relative("quarter", rf"\b(?:the{S})?(?P<quarter>first|second|third|fourth){S}quarter\b", _quarter),
    relative(
        "ago",
        rf"\b(?:[Aa]bout{S}|[Ss]ome{S}|[Oo]ver{S})?{COUNT}{S}{UNIT}(?:{S}or{S}so)?{S}ago\b",
        _ago,
    ),
    relative(
        "run of periods",
        rf"\b(?:[Tt]he{S})?(?P<step>[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming){S}{COUNT}{S}{UNIT}",
        _past_periods,
    ),
    relative("after a date told", rf"\b{COUNT}{S}{UNIT}{S}(?P<way>later|earlier)\b", _after_told),
    relative(
        "after a date told",
        rf"\b(?P<step>(?<=[Tt]he )(?:[Nn]ext|[Ff]ollowing|[Pp]revious)){S}(?P<unit>day|week|month|year)\b(?![-’'])",
        _following,
    ),
    relative("date told", rf"\b(?:[Oo]n{S})?(?:[Tt]he{S}same|[Tt]hat){S}(?P<unit>day|week|month|year)\b(?![-])", _same),
    relative(
        "day of the month told",
        rf"(?<=\b[Oo]n )the{S}(?P<day>(?:[12]?1st|[12]?2nd|[12]?3rd|[12]?[04-9]th|1[1-3]th|30th|31st)){_NUMBER_END}",
        _day_of_told_month,
    ),
)
"""The rules, the more telling first."""
