"""Whether a page writes 03/04/2024 with the day or the month first, as far as the page itself tells."""

from __future__ import annotations

import re
from enum import StrEnum


class DayOrder(StrEnum):
    """Which number of a date in slashes comes first."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?![\d/])")
# Country-code domains by the custom of the country (Unicode CLDR, short date formats of English locales).
_DAY_FIRST = "uk|au|nz|ie|in|za|sg|my|hk|pk|bd|lk|ng|ke|gh|tz|ug|zw|mt|jm|tt|eu|de|fr|it|es|pt|nl|be|pl|gr|br|ar|cl|mx"
_DOMAIN = re.compile(rf"(?:https?://|www\.)[\w.-]+?\.(?:(?P<day>{_DAY_FIRST})|(?P<month>us|gov|mil))(?=[/:?#\s]|$)")
_ZONE = re.compile(r"\b(?:(?P<month>E[SD]?T|C[SD]T|M[SD]T|P[SD]T)|(?P<day>GMT|BST|CES?T|EES?T|WES?T|IST|SAST|AES?T))\b")
_LOCALE = re.compile(
    r"(?:og:locale[\"']?\s+content|lang)\s*=\s*[\"']?en[-_](?:(?P<month>US)|(?P<day>[A-Z]{2}))\b", re.IGNORECASE
)
_LONGEST = 200_000


def find_order(text: str, url: str | None = None) -> DayOrder | None:
    """How a page orders day and month: by its other dates in slashes, its domain, the time zone beside such a date, or
    its declared locale, in this order; None where these are silent or the dates disagree.
    """
    text = text[:_LONGEST]
    dates = list(_SLASHED.finditer(text))
    if not dates:
        return None
    firsts = {DayOrder.DAY_FIRST for found in dates if 12 < int(found[1]) <= 31}
    seconds = {DayOrder.MONTH_FIRST for found in dates if 12 < int(found[2]) <= 31}
    if firsts and seconds:
        return None
    if firsts or seconds:
        return next(iter(firsts or seconds))
    beside = " ".join(text[found.end() : found.end() + 40].split("\n", 1)[0] for found in dates)
    return _said(_DOMAIN, url or "") or _said(_DOMAIN, text[:4000]) or _said(_ZONE, beside) or _said(_LOCALE, text)


def _said(pattern: re.Pattern[str], text: str) -> DayOrder | None:
    found = pattern.search(text)
    if not found:
        return None
    return DayOrder.DAY_FIRST if found["day"] else DayOrder.MONTH_FIRST
