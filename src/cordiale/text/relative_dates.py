"""Dates that are reckoned from the page's own date, from the tense around, or from the date told last."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from cordiale.model.time import DateInterval, Precision
from cordiale.text import intervals
from cordiale.text.date_rules import Rule, relative
from cordiale.text.date_words import (
    DASH,
    DAY,
    LEFT,
    MONTH,
    PART,
    SEASON,
    SEASONS,
    TURNED,
    WEEKDAY,
    S,
    month_number,
    number_of,
    step_of,
    weekday_number,
)
from cordiale.text.intervals import RELATIVE, Clock
from cordiale.text.tense import Tense

# What may stand before a month that is also a name or a verb.
_BEFORE_MONTH = (
    r"(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\b[Oo]f )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Ff]rom )|(?<=\b[Dd]uring )"
    r"|(?<=\b[Tt]hrough )|(?<=\b[Bb]etween )|(?<=\b[Bb]efore )|(?<=\b[Aa]fter )|(?<=\band )|(?<=\bto )"
    r"|(?<=\b[Ff]or )|(?<=\b[Tt]hroughout )"
    r"|(?<=\b[Aa] )|(?<=\b[Tt]he )|(?<=[’']s ))"
)
_AMBIGUOUS = r"(?:March|April|May|June|August|MARCH|APRIL|MAY|JUNE|AUGUST)\b"
_FEAST = r"(?<!Black )(?<!Good )(?<!Bloody )(?<!Ash )(?<!Palm )(?<!Super )(?<!Easter )(?<!Cyber )"
_PAPER = r"(?![ ](?:Times|Telegraph|Mail|Express|Mirror|Night|Review)\b)"
_WHEN = r"(?:[Ee]arly|[Ll]ate|[Ll]ater|[Ee]arlier)"
_TIME_OF_DAY = rf"(?:{S}(?:morning|afternoon|evening|night))?"


def _offset(days: int) -> Callable[[re.Match[str], Clock], DateInterval | None]:
    return lambda _, clock: _day_after(clock.today, days)


def _day_after(start: date | None, days: int) -> DateInterval | None:
    then = intervals.moved(start, days) if start else None
    return DateInterval.day(then, RELATIVE) if then else None


def _told_day(clock: Clock) -> DateInterval | None:
    return clock.previous if clock.previous and clock.previous.precision is Precision.DAY else None


def _weekday(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """The page's own day when it is that weekday, else the last one, or the next one in the future tense."""
    if clock.today is None:
        return None
    back = (clock.today.weekday() - weekday_number(match["weekday"])) % 7
    return _day_after(clock.today, 7 - back if back and clock.tense is Tense.FUTURE else -back)


def _turned_weekday(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """'last Friday' lies before the page, 'next Friday' after it, as does 'this Friday' unless the tense is past."""
    if clock.today is None:
        return None
    ahead = (weekday_number(match["weekday"]) - clock.today.weekday()) % 7
    step = step_of(match["step"])
    if step < 0:
        return _day_after(clock.today, ahead - 7)
    if step > 0:
        return _day_after(clock.today, ahead or 7)
    return _day_after(clock.today, ahead - 7 if ahead and clock.tense is Tense.PAST else ahead)


def _told_weekday(match: re.Match[str], clock: Clock) -> DateInterval | None:
    told = _told_day(clock)
    if told is None:
        return None
    ahead = (weekday_number(match["weekday"]) - told.anchor.weekday()) % 7
    return _day_after(told.anchor, (ahead or 7) if step_of(match["step"]) > 0 else ahead - 7)


def _weekday_of_week(match: re.Match[str], clock: Clock) -> DateInterval | None:
    found = intervals.week(clock.today, step_of(match["step"])) if clock.today else None
    return _day_after(found.start, weekday_number(match["weekday"])) if found else None


def _month_day(match: re.Match[str], clock: Clock) -> DateInterval | None:
    return intervals.nearest_day(clock, month_number(match["month"]), number_of(match["day"]))


def _month_days(match: re.Match[str], clock: Clock) -> DateInterval | None:
    first = _month_day(match, clock)
    if first is None:
        return None
    final = intervals.day(first.anchor.year, first.anchor.month, number_of(match["day_end"]), RELATIVE)
    return intervals.between(first, final) if final else None


def _month(match: re.Match[str], clock: Clock) -> DateInterval | None:
    number = month_number(match["month"])
    return intervals.nearest(clock, lambda y: intervals.month(y, number, RELATIVE))


def _month_part(match: re.Match[str], clock: Clock) -> DateInterval | None:
    return intervals.part_of(_month(match, clock), match["part"].lower())


def _month_edge(match: re.Match[str], clock: Clock) -> DateInterval | None:
    edge = {"end": "late", "close": "late", "middle": "mid"}.get(match["edge"].lower(), "early")
    return intervals.part_of(_month(match, clock), edge)


def _turned_month(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """'last October' lies two months back or more ('last month' says the nearer); 'this October' is this year's."""
    if clock.anchor is None:
        return None
    number, step, here = month_number(match["month"]), step_of(match["step"]), clock.anchor.anchor
    if step == 0:
        return intervals.month(here.year, number, RELATIVE)
    distance = (here.month - number) % 12
    if step > 0:
        return intervals.months(here.year, here.month + (12 - distance), 1, Precision.MONTH, RELATIVE)
    return intervals.months(
        here.year, here.month - (distance if distance >= 2 else distance + 12), 1, Precision.MONTH, RELATIVE
    )


def _season(match: re.Match[str], clock: Clock) -> DateInterval | None:
    first = SEASONS[match["season"].lower()]
    return intervals.nearest(clock, lambda y: intervals.season(y, first, RELATIVE))


def _turned_season(match: re.Match[str], clock: Clock) -> DateInterval | None:
    if clock.anchor is None:
        return None
    first, step, here = SEASONS[match["season"].lower()], step_of(match["step"]), clock.anchor.anchor
    around = [i for y in range(max(2, here.year - 2), here.year + 3) if (i := intervals.season(y, first, RELATIVE))]
    if step == 0 and clock.anchor.precision is not Precision.YEAR:
        if clock.tense is Tense.PAST:
            around = [i for i in around if i.anchor <= here]
        return min(around, key=lambda i: abs((i.anchor - here).days + 45), default=None)
    before = [i for i in around if i.end and i.end < here]
    after = [i for i in around if i.anchor > here]
    if step == 0:
        return intervals.season(here.year, first, RELATIVE)
    return (before[-1] if before else None) if step < 0 else (after[0] if after else None)


def _month_day_signs(match: re.Match[str], clock: Clock) -> DateInterval | None:
    number = int(match["m"])
    if match["d"]:
        return intervals.nearest_day(clock, number, int(match["d"]))
    return intervals.nearest(clock, lambda y: intervals.month(y, number, RELATIVE))


_WEEKDAY_DATE = rf"(?:{WEEKDAY.replace('(?P<weekday>', '(?:')}(?:,{S}|{S})(?:the{S})?)"
_EDGE = rf"(?:the{S})?(?P<edge>[Ee]nd|start|beginning|close|middle){S}of{S}"

RELATIVE_RULES: tuple[Rule, ...] = (
    relative(
        "days of a month",
        rf"{LEFT}{MONTH}{S}{DAY}{DASH}(?P<day_end>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd"
        rf"|th)?(?![\w%]))(?![ ](?:percent|per cent|million|billion|trillion))",
        _month_days,
    ),
    relative(
        "days of a month",
        rf"{LEFT}{DAY}{DASH}(?P<day_end>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?){S}(?:of{S})?{MONTH}",
        _month_days,
    ),
    relative("month and day", rf"{LEFT}{_WEEKDAY_DATE}?(?:{_WHEN}{S})?{MONTH}{S}?(?:the{S})?{DAY}", _month_day),
    relative("day and month", rf"{LEFT}{_WEEKDAY_DATE}?(?:the{S})?{DAY}[ -](?:of{S})?{MONTH}", _month_day),
    relative(
        "today",
        rf"\b(?:(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate){S})?(?:[Tt]oday|[Tt]onight|[Tt]his{S}(?:morning|afternoon"
        rf"|evening)|本日|今日)(?!\w)",
        _offset(0),
    ),
    relative("day before yesterday", rf"\b[Tt]he{S}day{S}before{S}yesterday\b", _offset(-2)),
    relative("day after tomorrow", rf"\b[Tt]he{S}day{S}after{S}tomorrow\b", _offset(2)),
    relative(
        "yesterday",
        rf"\b(?:(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate){S})?(?:[Yy]esterday{_TIME_OF_DAY}|[Ll]ast{S}(?:night"
        rf"|evening))(?!\w)",
        _offset(-1),
    ),
    relative("tomorrow", rf"\b(?:(?:[Ee]arly|[Ll]ate){S})?[Tt]omorrow{_TIME_OF_DAY}(?!\w)", _offset(1)),
    relative(
        "weekday of a week",
        rf"\b(?:on{S})?{WEEKDAY}(?:,)?{S}(?:of{S})?(?P<step>last|this|next){S}week\b",
        _weekday_of_week,
    ),
    relative(
        "weekday named from the page",
        rf"{_FEAST}\b(?:[Oo]n{S})?{TURNED}{S}{WEEKDAY}{_PAPER}{_TIME_OF_DAY}",
        _turned_weekday,
    ),
    relative(
        "weekday named from a date",
        rf"\b(?:[Tt]he{S})(?P<step>[Ff]ollowing|[Pp]revious|[Nn]ext){S}{WEEKDAY}",
        _told_weekday,
    ),
    relative("weekday", rf"{_FEAST}{LEFT}(?:{_WHEN}{S})?{WEEKDAY}{_PAPER}{_TIME_OF_DAY}", _weekday),
    relative("month named from the page", rf"\b{TURNED}{S}{MONTH}", _turned_month),
    relative("part of a month", rf"\b{PART}[ -](?:in{S})?{MONTH}", _month_part),
    relative("edge of a month", rf"\b{_EDGE}{MONTH}", _month_edge),
    relative("month", rf"{_BEFORE_MONTH}{MONTH}(?![ ]\d)", _month),
    relative(
        "month",
        rf"{LEFT}(?!{_AMBIGUOUS}){MONTH}(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov"
        rf"|Dec))(?![ ]\d)(?![ ][A-Z][a-z]+(?:[ ]said|,))",
        _month,
    ),
    relative("season named from the page", rf"\b{TURNED}{S}{SEASON}", _turned_season),
    relative(
        "season",
        rf"(?:(?<=\b[Ii]n the )|(?<=\b[Oo]ver the )|(?<=\b[Bb]y the )|(?<=\b[Dd]uring the )"
        rf"|(?<=\b[Bb]y ))(?:{PART}[ -])?{SEASON}(?![ ]of\b)",
        _season,
    ),
    relative(
        "month and day signs",
        r"(?<![\d年])(?P<m>1[0-2]|0?[1-9])[ ]?月(?:[ ]?(?P<d>3[01]|[12]\d|0?[1-9])[ ]?日)?",
        _month_day_signs,
    ),
)
"""The rules, the more telling first."""
