"""Dates as pages print them beside their headlines: whole days, with the words and hours around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cordiale.read.order import DayOrder

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# Pages glue the hour to the year: 'May 9, 20235:02 AM'.
_YEAR = r"(?P<year>(?:19|20)\d\d)(?:\b|(?=\d{1,2}:\d\d))"
_WHOLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}",
        rf"\b{_DAY}[\s-]+(?:of\s+)?{_MONTH}\s*[,-]?\s*{_YEAR}",
        rf"\b{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.]{_DAY}(?!\d)",
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?P<number>\d{{1,2}})\s*月\s*{_DAY}\s*日",
        rf"(?<!\d)(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}",
        rf"(?<!\d)(?P<first>\d{{1,2}})(?P<dotted>\.)(?P<second>\d{{1,2}})\.{_YEAR}",
    )
)
_YEARLESS = re.compile(
    rf"\b(?:{_MONTH}\s+{_DAY}\b(?!,?\s+\d{{4}})|{_DAY.replace('day', 'day2')}\s+{_MONTH.replace('month', 'month2')})",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b")
_WRITER = re.compile(r"(?<=\s)(?i:by)\s+\S+(?:\s+[^\W\d_a-z]\S*){0,3}\s*$")
_LABELLED = re.compile(
    r"\s*(?:date|published|posted|updated|delivered|issued|released|created|last updated)(?: on)?\s*:", re.IGNORECASE
)
_AGO = re.compile(r"\b(?:an?|\d{1,3})\s+(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago\b", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:(?P<update>(?:last )?(?:updated?|modified|edited|revised))|published|posted|first published|created|issued)\b",
    re.IGNORECASE,
)
_AROUND = frozenset(
    "published publish publication updated update posted post last modified first on at date dated date: "
    "time am pm a.m p.m est edt et cst cdt ct pst pdt pt gmt utc bst jst kst ist sgt hkt "
    "cet cest aest local min mins minute minutes read ago edited created issued released release added of "
    "the by and to monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs "
    "fri sat sun "
    "yesterday today h hrs hours hour t z as article story original originally print online edition "
    "version reading uhr clock this was".split()
)
_BARS = re.compile(r"\s+[|•·–—]\s+")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_YEAR_DIGITS = re.compile(r"(?:19|20)\d\d")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day that a line prints, and whether the line calls it the day of a change."""

    day: date
    is_update: bool


def printed_day(text: str, order: DayOrder | None = None) -> date | None:
    """The day that a short line prints, or None; of several the one of publication, not of an update.

    03/04/2024 counts where one number cannot be a month or the page's `order` is known; with dots the day comes first.
    """
    stated = stated_day(text, order)
    return stated.day if stated else None


def stated_day(text: str, order: DayOrder | None = None) -> StatedDay | None:
    """As `printed_day`, with whether only an update is dated: 'Updated: 3 May 2021 | Published: 2 May 2021' states
    2 May.
    """
    at = 0
    stated: list[StatedDay] = []
    for day, start, end in find_whole_dates(text, order):
        words = list(_CALLED.finditer(text, at, start))
        stated.append(StatedDay(day, bool(words) and words[-1]["update"] is not None))
        at = end
    return next((one for one in stated if not one.is_update), stated[0] if stated else None)


def is_date_line(text: str) -> bool:
    """Whether a line holds a date or an age ('3 hours ago') and nothing but the words that go with one."""
    if len(text) > _LONGEST:
        return False
    if len(text) > 20 and not _DIGIT.search(text):
        return False
    rest = text
    for _, start, end in sorted(find_whole_dates(text), key=lambda found: -found[1]):
        rest = rest[:start] + " " + rest[end:]
    rest = _SLASHED.sub(" ", rest)
    rest = _AGO.sub(" ", _YEARLESS.sub(" ", rest))
    if rest == text and text.strip(" .").lower() not in {"yesterday", "today"}:
        return False
    if _LABELLED.match(text) and find_whole_dates(text) and len(text.split()) <= 16:
        return True
    left = [word for word in _WORD.findall(_WRITER.sub(" ", rest)) if word.lower() not in _AROUND]
    # A whole date may have its place beside it: 'Madrid, 19 March 2022'.
    return len(left) <= (1 if find_whole_dates(text) else 0)


def without_dates(text: str) -> str:
    """A short line without its whole dates and the words that go with one: 'Posted on 3 May 2021 Ann Lee' leaves 'Ann
    Lee'.
    """
    if len(text) > _LONGEST or not _YEAR_DIGITS.search(text):
        return text
    rest = _SLASHED.sub(" ", text)
    for _, start, end in sorted(find_whole_dates(rest), key=lambda found: -found[1]):
        rest = rest[:start] + " " + rest[end:]
    words = [word for word in rest.split() if any(map(str.isalpha, word))]
    return " ".join(word for word in words if word.lower().strip(".,:;|") not in _AROUND).strip(" ,|·•-–—")


def is_dated_masthead(text: str) -> bool:
    """Whether a short line is a name and a whole date with a bar or dot between: 'The Gazette | 12 May 2024'."""
    if len(text) > 90 or not _YEAR_DIGITS.search(text) or text.endswith((".", "?", "!")):
        return False
    parts = [part for part in _BARS.split(text) if part.strip()]
    dated = [part for part in parts if is_date_line(part) and find_whole_dates(part)]
    return 2 <= len(parts) <= 4 and len(dated) == 1 and all(len(part.split()) <= 6 for part in parts)


def find_whole_dates(text: str, order: DayOrder | None = None) -> list[tuple[date, int, int]]:
    """The whole dates near the start of a text, each with its start and end, in order and without overlap."""
    found: list[tuple[date, int, int]] = []
    if not _YEAR_DIGITS.search(text[:_LONGEST]):
        return found
    for pattern in _WHOLE:
        for match in pattern.finditer(text[:_LONGEST]):
            day = _day_of(match.groupdict(), order)
            if day and not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((day, match.start(), match.end()))
    return sorted(found, key=lambda one: one[1])


def _day_of(parts: dict[str, str | None], order: DayOrder | None) -> date | None:
    year, day = int(parts["year"] or 0), int(parts.get("day") or 0)
    if parts.get("month"):
        month = _MONTHS[(parts["month"] or "").lower()]
    elif parts.get("number"):
        month = int(parts["number"] or 0)
    else:
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if parts.get("dotted"):
            day, month = first, second
        elif first <= 12 and second <= 12 and first != second and order is None:
            return None
        else:
            is_month_first = order is not DayOrder.DAY_FIRST if second <= 12 and first <= 12 else first <= 12
            month, day = (first, second) if is_month_first else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None
