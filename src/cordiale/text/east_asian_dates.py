"""Date expressions of Japanese and Chinese and the intervals they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from cordiale.model.document import Article, BlockLabel, Sentence, Span
from cordiale.model.time import DateInterval, Precision
from cordiale.text import intervals
from cordiale.text.date_rules import Found, Rule, match_rules
from cordiale.text.dates import DatedSpan
from cordiale.text.east_asian_numbers import value_of
from cordiale.text.intervals import RELATIVE, Clock
from cordiale.text.tense import Tense

_D = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_Y = r"(?:(?:1[5-9]|20|21)[0-9]{2}|[１２][０-９]{3}|[一二][〇零一二三四五六七八九]{3})"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民国": 1911, "民國": 1911}
_NOT_DAY = r"(?![間间本元内目以中])"
_DAYS = {
    "一昨日": -2,
    "おととい": -2,
    "前天": -2,
    "昨日": -1,
    "きのう": -1,
    "昨夜": -1,
    "昨晩": -1,
    "昨天": -1,
    "昨晚": -1,
    "今日": 0,
    "本日": 0,
    "きょう": 0,
    "今朝": 0,
    "今晩": 0,
    "今天": 0,
    "今晨": 0,
    "今早": 0,
    "今晚": 0,
    "明日": 1,
    "あす": 1,
    "明天": 1,
    "明後日": 2,
    "あさって": 2,
    "后天": 2,
    "後天": 2,
}
_WEEKS = {"今": 0, "本": 0, "这": 0, "這": 0, "先": -1, "上": -1, "来": 1, "下": 1, "來": 1}
_MONTHS = {
    "今": 0,
    "本": 0,
    "这个": 0,
    "這個": 0,
    "先": -1,
    "上": -1,
    "上个": -1,
    "上個": -1,
    "来": 1,
    "下": 1,
    "下个": 1,
    "下個": 1,
}
_YEARS = {
    "一昨": -2,
    "前": -2,
    "去": -1,
    "昨": -1,
    "今": 0,
    "本": 0,
    "来": 1,
    "來": 1,
    "明": 1,
    "再来": 2,
    "后": 2,
    "後": 2,
}
_WEEKDAYS = {
    **{c: i for i, c in enumerate("月火水木金土日")},
    **{c: i for i, c in enumerate("一二三四五六")},
    "天": 6,
}
_PARTS = {
    "上旬": "early",
    "初": "early",
    "初め": "early",
    "初头": "early",
    "中旬": "mid",
    "下旬": "late",
    "末": "late",
    "底": "late",
}
_PART = r"(?:の?(?P<part>上旬|中旬|下旬|初め|初|末|底))?"
_JOINT = re.compile(r"(?:から|より|至|到|～|〜|~|-|－|—|―){1,2}")
_FUTURE = re.compile(
    r"予定|方針|見通し|見込み|計画|調整|する[。」]|行う[。」]|開く[。」]|将于|將於|将在|將在|将会|將會|即将|即將|拟|擬|定于|定於|预计|預計|计划|計劃|将[^军]|將[^軍]"
)
_FUTURE_BEFORE = re.compile(r"(?:将|將|拟|擬|定|预计|預計|计划|計劃)(?:于|於|在)?$|将于.{0,8}$")
_BEFORE, _AHEAD = 10, 60
_TOLD = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR})


def _n(written: str) -> int:
    return int(value_of(written) or 0)


def _whole(match: re.Match[str], of_year: int) -> DateInterval | None:
    """A year, a month of it or a day, by what the match has."""
    if match["m"] is None:
        return _part(intervals.year(of_year), match)
    if match["d"] is None:
        return _part(intervals.month(of_year, _n(match["m"])), match)
    return intervals.day(of_year, _n(match["m"]), _n(match["d"]))


def _part(whole: DateInterval | None, match: re.Match[str]) -> DateInterval | None:
    return intervals.part_of(whole, _PARTS[match["part"]]) if match["part"] else whole


def _in_relative_year(match: re.Match[str], clock: Clock) -> DateInterval | None:
    if clock.anchor is None:
        return None
    found = _whole(match, clock.anchor.anchor.year + _YEARS[match["which"]])
    return replace(found, basis=RELATIVE) if found else None


def _month_day(match: re.Match[str], clock: Clock) -> DateInterval | None:
    return intervals.nearest_day(clock, _n(match["m"]), _n(match["d"]))


def _month(match: re.Match[str], clock: Clock) -> DateInterval | None:
    found = intervals.nearest(clock, lambda y: intervals.month(y, _n(match["m"]), RELATIVE), (60, 120))
    return _part(found, match)


def _day(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """A day without its month: of the month told last in the sentence's run, else the one nearest to the page's own day."""
    today, number = clock.today, _n(match["d"])
    if today is None:
        return None
    around = [
        i.anchor
        for step in (-1, 0, 1)
        if (m := intervals.months(today.year, today.month + step, 1, Precision.MONTH))
        and (i := intervals.day(m.anchor.year, m.anchor.month, number))
    ]
    if clock.tense is Tense.FUTURE:
        around = [d for d in around if d >= today] or around
    best = min(around, key=lambda d: (abs((d - today).days), d > today), default=None)
    return DateInterval.day(best, RELATIVE) if best else None


def _same_day(match: re.Match[str], clock: Clock) -> DateInterval | None:
    previous = clock.previous
    return replace(previous, basis=RELATIVE) if previous and previous.precision is Precision.DAY else None


def _near_day(match: re.Match[str], clock: Clock) -> DateInterval | None:
    then = intervals.moved(clock.today, _DAYS[match["word"]]) if clock.today else None
    return DateInterval.day(then, RELATIVE) if then else None


def _week(match: re.Match[str], clock: Clock) -> DateInterval | None:
    if clock.today is None:
        return None
    week = intervals.week(clock.today, _WEEKS[match["which"]])
    weekday = match["day"]
    if not weekday or week is None or week.start is None:
        return week
    return DateInterval.day(week.start + timedelta(_WEEKDAYS[weekday]), RELATIVE)


def _weekday(match: re.Match[str], clock: Clock) -> DateInterval | None:
    """The last such day up to the page's own, or the next one where the sentence speaks of what is to come."""
    if clock.today is None:
        return None
    ahead = (_WEEKDAYS[match["day"]] - clock.today.weekday()) % 7
    is_ahead = clock.tense is Tense.FUTURE or ahead == 0
    then = intervals.moved(clock.today, ahead if is_ahead else ahead - 7)
    return DateInterval.day(then, RELATIVE) if then else None


def _near_month(match: re.Match[str], clock: Clock) -> DateInterval | None:
    if clock.anchor is None:
        return None
    on, step = clock.anchor.anchor, _MONTHS[match["which"]]
    if match["d"]:
        month = intervals.months(on.year, on.month + step, 1, Precision.MONTH)
        return intervals.day(month.anchor.year, month.anchor.month, _n(match["d"]), RELATIVE) if month else None
    return _part(intervals.months(on.year, on.month + step, 1, Precision.MONTH, RELATIVE), match)


def _ago(match: re.Match[str], clock: Clock) -> DateInterval | None:
    units = {"日": "day", "天": "day", "週間": "week", "周": "week", "年": "year"}
    unit = units.get(match["unit"], "month")
    return intervals.shifted(clock.anchor, unit, -_n(match["n"])) if clock.anchor else None


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], Clock], DateInterval | None]) -> Rule:
    return Rule(name, re.compile(pattern), read)


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _rules() -> tuple[Rule, ...]:
    month_day = rf"(?:[ ]?(?P<m>{_D})[ ]?月(?:[ ]?(?P<d>{_D})[ ]?[日号號])?)?{_PART}"
    return (
        _rule(
            "era",
            rf"(?P<era>{_any([*_ERAS])})(?P<y>{_D}|元|[0-9]{{3}})年{month_day}",
            lambda m, _: _whole(m, _of_era(m)),
        ),
        _rule("decade", rf"(?<![0-9０-９])(?P<y>{_Y})年代", lambda m, _: intervals.years(_n(m["y"]), _n(m["y"]) + 9)),
        _rule(
            "whole",
            rf"(?<![0-9０-９])(?P<y>{_Y})[ ]?年(?!前|间|間|来|來|度){month_day}",
            lambda m, _: _whole(m, _n(m["y"])),
        ),
        _rule(
            "iso",
            r"(?<![0-9./-])(?P<y>20\d\d|19\d\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9])(?!\d)(?P<part>)?",
            lambda m, _: intervals.day(int(m["y"]), int(m["m"]), int(m["d"])),
        ),
        _rule("of a near year", rf"(?P<which>{_any([*_YEARS])})年(?:の(?={_D}))?(?!度){month_day}", _in_relative_year),
        _rule("month and day", rf"(?<![0-9０-９年])(?P<m>{_D})月(?P<d>{_D})[日号號]", _month_day),
        _rule("month", rf"(?<![0-9０-９第个個か十一二])(?P<m>{_D})月(?![0-9０-９]){_PART}", _month),
        _rule("day", rf"(?<![0-9０-９年月一二三四五六七八九十第])(?P<d>{_D})[日号號]{_NOT_DAY}", _day),
        _rule("the same day", "同日|当天|當天|同一天", _same_day),
        _rule("near day", rf"(?P<word>{_any([*_DAYS])})", _near_day),
        _rule(
            "week",
            rf"(?P<which>{_any([*_WEEKS])})(?:週|周|星期|礼拜|禮拜)(?:の?(?P<day>[一二三四五六日天]|[月火水木金土日](?=曜)))?(?:曜日?)?",
            _week,
        ),
        _rule(
            "weekday",
            r"(?P<day>[月火水木金土日])曜日?|(?:周|週|星期)(?P<d2>[一二三四五六日天])(?!年|期|岁|歲)",
            _weekday_of,
        ),
        _rule("near month", rf"(?P<which>{_any([*_MONTHS])})月(?:の?(?P<d>{_D})[日号號])?{_PART}", _near_month),
        _rule("ago", rf"(?P<n>{_D})(?P<unit>日|天|週間|周|个月|個月|か月|カ月|ヵ月|年)前", _ago),
    )


def _weekday_of(match: re.Match[str], clock: Clock) -> DateInterval | None:
    if match["day"]:
        return _weekday(match, clock)
    found = re.match(r"(?P<day>.)", match["d2"])
    return _weekday(found, clock) if found else None


def _of_era(match: re.Match[str]) -> int:
    return _ERAS[match["era"]] + (1 if match["y"] == "元" else _n(match["y"]))


def find_east_asian_dates(article: Article, sentences: Sequence[Sentence]) -> dict[int, list[DatedSpan]]:
    """The dates of each sentence by its index, read in running order: 'the same day' is the day told last."""
    clock = Clock(article.day)
    found: dict[int, list[DatedSpan]] = {}
    for sentence in sentences:
        found[sentence.index], after = _resolved(article.text, sentence.span, clock)
        if sentence.label is BlockLabel.BODY:
            clock = after
    return found


def printed_east_asian_day(text: str) -> date | None:
    """The first whole day that a text prints; None where it prints none."""
    for found in match_rules(_rules()[:4], text, Span(0, len(text))):
        interval = found.read(Clock(None))
        if interval is not None and interval.precision is Precision.DAY:
            return interval.start
    return None


def _resolved(text: str, within: Span, clock: Clock) -> tuple[list[DatedSpan], Clock]:
    dates: list[DatedSpan] = []
    told = match_rules(_rules(), text, within)
    at = 0
    while at < len(told):
        one, other = told[at], told[at + 1] if at + 1 < len(told) else None
        clock = replace(clock, tense=_tense(text, within, one.span))
        interval = _read(one, clock, dates)
        span = one.span
        if other and _JOINT.fullmatch(text, one.span.end, other.span.start) and interval:
            end = _read(other, replace(clock, previous=interval), [*dates, DatedSpan(span, interval, one.rule.name)])
            joined = intervals.between(interval, end) if end else None
            if joined:
                interval, span, at = joined, span.joined(other.span), at + 1
        at += 1
        if interval is None:
            continue
        dates.append(DatedSpan(span, interval, one.rule.name))
        if interval.precision in _TOLD:
            clock = replace(clock, previous=interval)
    return dates, clock


def _tense(text: str, within: Span, at: Span) -> Tense | None:
    """The future where a cue stands near the date, before the next words in quotation marks."""
    near = text[max(within.start, at.start - _BEFORE) : at.start]
    ahead = re.split(r"[「『“\"，：]", text[at.end : min(within.end, at.end + _AHEAD)])[0]
    return Tense.FUTURE if _FUTURE_BEFORE.search(near) or _FUTURE.search(ahead) else None


def _read(found: Found, clock: Clock, before: Sequence[DatedSpan]) -> DateInterval | None:
    """The interval of an expression; a bare day behind a day of a month told in the same sentence is of that month."""
    if found.rule.name == "day" and before:
        last = before[-1].interval
        if last and before[-1].rule in {"whole", "era", "month and day", "of a near year", "near month"} and last.end:
            same = intervals.day(last.end.year, last.end.month, _n(found.match["d"]), RELATIVE)
            if same and same.anchor >= (last.start or last.end):
                return same
    return found.read(clock)
