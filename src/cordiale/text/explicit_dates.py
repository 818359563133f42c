"""Dates that are written whole: they mean the same on every page."""

from __future__ import annotations

import re

from cordiale.model.time import DateInterval, Precision
from cordiale.text import intervals
from cordiale.text.date_rules import Rule, explicit
from cordiale.text.date_words import (
    ANY_WEEKDAY,
    DASH,
    DAY,
    DAY_END,
    LEFT,
    MONTH,
    PART,
    SEASON,
    SEASONS,
    YEAR,
    S,
    month_number,
    number_of,
)

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
# Words that a four-digit number counts, so that it is no year.
_COUNTED = (
    r"(?!,\d)(?!\.\d)(?!["
    r"\u00a0 -]{1,2}(?:people|persons|troops|soldiers|marines|sailors|workers|jobs|men|women|children|tons?|tonnes?"
    r"|miles?|km|kilomet\w+"
    r"|met(?:er|re)s?|feet|foot|acres|hectares|pounds|dollars|yen|yuan|euros|won|barrels|homes|houses|megawatts|MW"
    r"|employees|students"
    r"|visitors|ships|aircraft|missiles|rounds|percent|per[ ]cent|years|days|hours|members|civilians|residents"
    r"|personnel|square|times"
    r"|companies|vehicles|tanks|drones|units|cases|deaths|million|billion|trillion|points)\b)"
)
_NOT_COUNT = (
    r"(?<!over )(?<!about )(?<!nearly )(?<!than )(?<!least )(?<!some )(?<!around )(?<!almost )(?<!No\. )(?<!Article )"
)


def _day(match: re.Match[str]) -> DateInterval | None:
    return intervals.day(int(match["year"]), month_number(match["month"]), number_of(match["day"]))


def _digits(match: re.Match[str]) -> DateInterval | None:
    return intervals.day(int(match["y"]), int(match["m"]), int(match["d"]))


def _slashed(match: re.Match[str]) -> DateInterval | None:
    """Month first, as American pages write it, unless only the other order is a date."""
    one, two, of_year = int(match["one"]), int(match["two"]), int(match["y"])
    if len(match["y"]) == 2:
        of_year += 1900 if of_year > 50 else 2000
    return intervals.day(of_year, one, two) or intervals.day(of_year, two, one)


def _days(match: re.Match[str]) -> DateInterval | None:
    of_year, of_month = int(match["year"]), month_number(match["month"])
    first = intervals.day(of_year, of_month, number_of(match["day"]))
    final = intervals.day(of_year, of_month, number_of(match["day_end"]))
    return intervals.between(first, final) if first and final else None


def _month(match: re.Match[str]) -> DateInterval | None:
    return intervals.month(int(match["year"]), month_number(match["month"]))


def _month_part(match: re.Match[str]) -> DateInterval | None:
    return intervals.part_of(_month(match), match["part"].lower())


def _year(match: re.Match[str]) -> DateInterval | None:
    return intervals.year(int(match["year"]))


def _year_part(match: re.Match[str]) -> DateInterval | None:
    return intervals.part_of(_year(match), match["part"].lower())


def _year_edge(match: re.Match[str]) -> DateInterval | None:
    edge = (
        "late" if match["edge"].lower() in {"end", "close"} else "mid" if match["edge"].lower() == "middle" else "early"
    )
    month_name = match["month"]
    return intervals.part_of(_month(match) if month_name else _year(match), edge)


def _quarter(match: re.Match[str]) -> DateInterval | None:
    word = match["quarter"].lower()
    number = int(word) if word.isdigit() else number_of(word)
    return intervals.months(int(match["year"]), 3 * number - 2, 3, Precision.RANGE)


def _half(match: re.Match[str]) -> DateInterval | None:
    return intervals.half_of(_year(match), match["half"].lower() in {"second", "latter"})


def _season(match: re.Match[str]) -> DateInterval | None:
    found = intervals.season(int(match["year"]), SEASONS[match["season"].lower()])
    return intervals.part_of(found, match["part"].lower()) if match["part"] else found


def _decade(match: re.Match[str]) -> DateInterval | None:
    digits = match["decade"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    decade = intervals.years(first, first + 9)
    return intervals.part_of(decade, match["part"].lower()) if match["part"] else decade


def _century(match: re.Match[str]) -> DateInterval | None:
    number = number_of(match["century"])
    return intervals.years(100 * (number - 1) + 1, 100 * number) if number > 0 else None


def _years(match: re.Match[str]) -> DateInterval | None:
    first, final = int(match["year"]), int(match["final"])
    if len(match["final"]) == 2:
        final += first // 100 * 100
    return intervals.years(first, final) if first < final else None


def _era(match: re.Match[str]) -> DateInterval | None:
    of_year = _ERAS[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
    return _east_asian(match, of_year)


def _east_asian(match: re.Match[str], of_year: int) -> DateInterval | None:
    if match["m"] is None:
        return intervals.year(of_year)
    if match["d"] is None:
        return intervals.month(of_year, int(match["m"]))
    return intervals.day(of_year, int(match["m"]), int(match["d"]))


_MONTH_DAY = r"(?:[ ]?(?P<m>1[0-2]|0?[1-9])[ ]?月(?:[ ]?(?P<d>3[01]|[12]\d|0?[1-9])[ ]?日)?)?"

EXPLICIT: tuple[Rule, ...] = (
    explicit("days of a month", rf"{LEFT}{MONTH}{S}{DAY}{DASH}{DAY_END},?{S}{YEAR}", _days),
    explicit("days of a month", rf"{LEFT}{DAY}{DASH}{DAY_END}{S}(?:of{S})?{MONTH},?{S}{YEAR}", _days),
    explicit("month day year", rf"{LEFT}{ANY_WEEKDAY}?{MONTH}{S}?(?:the{S})?{DAY},?{S}{YEAR}", _day),
    explicit("day month year", rf"{LEFT}{ANY_WEEKDAY}?(?:the{S})?{DAY}[ -](?:of{S})?{MONTH},?[ -]{YEAR}", _day),
    explicit(
        "iso",
        r"(?<![\w./-])(?P<y>(?:1[5-9]|20|21)\d\d)(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>3[01]|[12]\d"
        r"|0?[1-9])(?=T\d\d|\D|$)(?![-/]\d)",
        _digits,
    ),
    explicit(
        "dotted",
        r"(?<![\w./-])(?P<d>3[01]|[12]\d|0?[1-9])\.[ ]?(?P<m>0?[1-9]|1[0-2])\.[ ]?(?P<y>(?:1[5-9]|20"
        r"|21)\d\d)(?![\w/-])",
        _digits,
    ),
    explicit(
        "slashed", r"(?<![\w./-])(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<y>(?:1[5-9]|20|21)\d\d|\d\d)(?![\w/-])", _slashed
    ),
    explicit("era", rf"(?P<era>令和|平成|昭和)[ ]?(?P<y>\d{{1,2}}|元)[ ]?年{_MONTH_DAY}", _era),
    explicit(
        "year, month and day signs",
        rf"(?<![\d.,])(?P<y>(?:1[5-9]|20|21)\d\d)[ ]?年{_MONTH_DAY}",
        lambda m: _east_asian(m, int(m["y"])),
    ),
    explicit("part of a month", rf"\b{PART}[ -](?:in{S})?{MONTH}{S}(?:of{S})?{YEAR}", _month_part),
    explicit("month", rf"{LEFT}{MONTH},?{S}(?:of{S})?{YEAR}", _month),
    explicit(
        "iso month",
        r"(?<![\w./-])(?P<year>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\w/-])",
        lambda m: intervals.month(int(m["year"]), int(m["m"])),
    ),
    explicit("season", rf"\b(?:{PART}[ -])?{SEASON},?{S}(?:of{S})?{YEAR}{_COUNTED}", _season),
    explicit(
        "quarter",
        rf"\b(?:the{S})?(?P<quarter>first|second|third|fourth){S}quarter{S}(?:of{S})?(?:fiscal{S}(?:year{S})?)?{YEAR}",
        _quarter,
    ),
    explicit("quarter", rf"\bQ(?P<quarter>[1-4])(?:{S}of)?{S}{YEAR}", _quarter),
    explicit("half", rf"\b(?:the{S})?(?P<half>first|second|latter){S}half{S}of{S}{YEAR}", _half),
    explicit(
        "edge of a year",
        rf"\b(?:the{S})?(?P<edge>end|start|beginning|close|middle){S}of{S}(?:{MONTH},?{S})?{YEAR}",
        _year_edge,
    ),
    explicit(
        "decade",
        rf"\b(?:the{S})?(?:{PART}[ -](?:to{S}(?:mid|late)[ -])?)?(?P<decade>(?:1[5-9]|20)\d0)[’']?s(?!\w)",
        _decade,
    ),
    explicit("decade", rf"\b(?:the{S})(?:{PART}[ -])?[’']?(?P<decade>[1-9]0)[’']?s(?!\w)", _decade),
    explicit(
        "century",
        rf"\b(?:the{S})?(?P<century>1\d|2[01]|[5-9])th{S}[Cc]entury|\b(?:the{S})?(?P<c>21)st{S}[Cc]entury",
        lambda m: _century(m) if m["century"] else intervals.years(2001, 2100),
    ),
    explicit("fiscal year", rf"\b(?:[Ff]iscal(?:{S}[Yy]ear)?{S}|FY[ -]?){YEAR}", _year),
    explicit("years", rf"{LEFT}{YEAR}[-–](?P<final>(?:1[5-9]|20|21)\d\d|\d\d)(?![\w%/-]){_COUNTED}", _years),
    explicit("part of a year", rf"\b{PART}[ -](?:in{S})?{YEAR}{_COUNTED}", _year_part),
    explicit("year", rf"{LEFT}{_NOT_COUNT}{YEAR}(?![/-]\d){_COUNTED}", _year),
)
"""The rules, the more telling first."""
