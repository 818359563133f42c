"""When an undated page was published, as far as its own words bound it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from cordiale.model.document import DateBasis, Publication
from cordiale.model.time import DateInterval, Precision

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_LOOKS_BACK = re.compile(
    rf"(?:^|[.!?”]\s|\n)\s*(?:The month of )?{_MONTH}\s+{_YEAR}\s+(?:has |had )?(?:proved|proven|was|been|saw"
    rf"|seen|brought|turned|marked|ended|became|witnessed|started|began|closed)\b"
)
_TOLD_DAY = re.compile(
    rf"(?P<weekday>\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    rf"|Sun)day,?\s+(?:on\s+)?)?\b(?:{_MONTH}\s+(?P<day>\d{{1,2}}),\s+"
    rf"|(?P<day2>\d{{1,2}})\s+{_MONTH.replace('month', 'month2')},?\s+){_YEAR}"
)
_AHEAD = re.compile(
    r"\b(?:will|by|until|till|through|next|plans?|planned|expected|scheduled|due|set|aims?|target|upcoming|expires?)\b[^.!?]{0,60}$",
    re.IGNORECASE,
)
_STANDING_YEAR = re.compile(
    rf"\b{_YEAR}\s+(?:could|may|might|will|promises|looks|is (?:set|likely|expected|shaping|a|an|the))\b"
)
_ANY_YEAR = re.compile(r"(?<![\d.,/$€£¥-])((?:19|20)\d\d)(?![\d,%-])")
_MONTHS_BY_START = {month[:3].lower(): number for number, month in enumerate(_MONTHS, 1)}
# Style books shorten the months of datelines: 'Sept. 3', 'Jan 14' (AP Stylebook, months).
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w’' ./-]{1,40}?(?:,[\w’' ./-]{1,20}?)?[,(]\s*|[A-Z][A-Z’' .,/-]{2,40}\s)"
    r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?\s+"
    r"(?P<day>\d{1,2})\)?,?\s*(?:\((?:[^()]{2,40})\)\s*)?(?:[-–—]{1,2}|:)\s*\S"
)
_YEAR_AROUND = re.compile(r"(?<![\d.,/$€£¥-])((?:19|20)\d\d)(?![\d,%])")
_LINE = 160
_STALE = 1
_LEAD = 2500
_BODY = 60_000


def infer_from_dateline(body: str, around: str) -> Publication | None:
    """The day in the dateline of the first paragraph ('TOKYO, July 28 (Agency) -'), in the latest year that the lines
    around the text give, or None.

    A year that the text has left behind is not taken, nor one more than a year after the latest that it tells of: sites
    renew the year in their copyright line.
    """
    found = _DATELINE.match(body[:_LINE])
    years = [int(year[1]) for year in _YEAR_AROUND.finditer(around[:_BODY])]
    told = max(_past_years(body[:_BODY]), default=None)
    if not found or not years or (told and not told <= max(years) <= told + _STALE):
        return None
    try:
        day = date(max(years), _MONTHS_BY_START[found["month"][:3].lower()], int(found["day"]))
    except ValueError:
        return None
    why = f"the dateline says {found['month']} {int(found['day'])}; {day.year} is the latest year around the text"
    return Publication(DateInterval.day(day), DateBasis.INFERRED, why)


def infer_publication(body: str) -> Publication | None:
    """A month or a year of publication inferred from a page's text, with the reason, or None where nothing bounds it
    closely.

    A month looked back on as a whole gives the next one; a day told with its year near the
    top gives that month; a year spoken of as running gives that year. A date that merely
    stands in a text (a treaty's, an election's) gives nothing: news cites old days.
    """
    body = body[:_BODY]
    return _looked_back_on(body) or _told_in_lead(body) or _running_year(body)


def _looked_back_on(body: str) -> Publication | None:
    found = _LOOKS_BACK.search(body)
    if not found:
        return None
    year, month = int(found["year"]), _MONTHS.index(found["month"]) + 1
    if any(int(other) > year for other in _past_years(body)):
        return None
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return _month(*following, f"no date printed; the text looks back on the whole of {found['month']} {year}")


def _told_in_lead(body: str) -> Publication | None:
    years = _past_years(body)
    latest: tuple[int, int, str] | None = None
    for found in _TOLD_DAY.finditer(body[:_LEAD]):
        year = int(found["year"])
        is_ahead = bool(_AHEAD.search(body[max(0, found.start() - 80) : found.start()]))
        is_repeated = years.count(year) > 1 and year == max(years, default=year)
        if is_ahead or not (found["weekday"] or is_repeated):
            continue
        month = _MONTHS.index(found["month"] or found["month2"]) + 1
        if latest is None or (year, month) > latest[:2]:
            latest = (year, month, " ".join(found[0].split()))
    if latest is None or any(year > latest[0] for year in years):
        return None
    return _month(latest[0], latest[1], f"no date printed; the latest day told near the top is {latest[2]}")


def _running_year(body: str) -> Publication | None:
    if not re.search(r"\bthis year\b", body, re.IGNORECASE):
        return None
    standing = [int(found["year"]) for found in _STANDING_YEAR.finditer(body)]
    if not standing or any(year > min(standing) for year in _past_years(body)):
        return None
    year = min(standing)
    interval = DateInterval(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, "relative")
    return Publication(interval, DateBasis.INFERRED, f"no date printed; the text speaks of {year} as the running year")


def _past_years(body: str) -> list[int]:
    """Years that the text names and does not look ahead to."""
    return [int(f[1]) for f in _ANY_YEAR.finditer(body) if not _AHEAD.search(body[max(0, f.start() - 60) : f.start()])]


def _month(year: int, month: int, why: str) -> Publication:
    interval = DateInterval(
        date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH, "relative"
    )
    return Publication(interval, DateBasis.INFERRED, why)
