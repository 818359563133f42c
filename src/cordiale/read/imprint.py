"""Whole dates in company: beside an outlet's name in a line of their own, and beside a place where a report begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cordiale.read.names import is_outlet
from cordiale.read.order import DayOrder
from cordiale.read.phrases import phrases
from cordiale.read.printed import find_whole_dates

_LONGEST = 120
_SHORTEST = len("3 May 2021")
_NAME_WORDS, _UNKNOWN_WORDS, _PLACE_WORDS = 7, 2, 6
_DATELINES = 3
_EDGE = " \t,;|·•/()[]–—-:"
_SMALL = frozenset("of the and for & de del der di du la le el al und et e y da do dos in on".split())
_BESIDE_DAY = re.compile(
    r"\b(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|published|posted|updated|printed|issue|edition|on|dated?)\b[.:]?"
    r"|\b\d{1,2}[:.]\d\d\b(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
# Words that open a sentence with a day in it, not the place where a report was written.
_OPENERS = frozenset(
    "on in by from since until till before after between during as at for to when while the a an this that it he she they "
    "his her its their today yesterday tomorrow late early".split()
)
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,30}/)"
# An agency or a dash at its end tells a dateline from a heading with a day in it.
_SIGNED = re.compile(rf"(?:{_AGENCY}|[-–—:])\s*$|{_AGENCY}")
_AFTER_PLACE_AND_DAY = re.compile(rf"\s*[)\]]?\s*,?\s*(?:{_AGENCY}\s*[-–—:.]*|[-–—:]+|\.(?=\s)|\)|$)")
_AFTER_DAY_ALONE = re.compile(
    rf"\s*,?\s*(?:{_AGENCY}\s*[-–—:]+|(?P<place>[A-Z][\w’'.-]+(?:,? [A-Z][\w’'.-]+){{0,3}})\s*(?:{_AGENCY}\s*)?(?:[–—:]|--?\s))"
)


def find_imprint(text: str, is_first: bool = False) -> str | None:
    """The name in a line that is a name and a whole date: 'Weir Gazette, 12 May 2024', '12 May 2024 (Weir Gazette)'.

    The name sounds like an outlet's; of others only two words are taken, and not on a page's first line, which may be
    its headline. None for any other line.
    """
    if not _SHORTEST < len(text) <= _LONGEST or text.endswith(("?", "!", ".", ":")):
        return None
    dates = find_whole_dates(text)
    if len(dates) != 1:
        return None
    _, start, end = dates[0]
    before, after = (_BESIDE_DAY.sub(" ", part).strip(_EDGE) for part in (text[:start], text[end:]))
    if bool(before) == bool(after):
        return None
    name = before or after
    if not _joined_by_mark(text[:start], text[end:]) or not _is_name(name):
        return None
    words = [word.lower() for word in name.split()]
    known = phrases()
    if known.documents & set(words):
        return None
    if is_outlet(name):
        return name
    is_short = len(words) <= _UNKNOWN_WORDS and not any(word in known.section_words for word in words)
    return name if is_short and not is_first else None


def is_dateline(text: str) -> bool:
    """Whether a line is the place, the whole day and perhaps the agency of a report, and nothing more."""
    end = _dateline_end(text) if len(text) <= _LONGEST else None
    return end is not None and not text[end:].strip(_EDGE + ".") and bool(_SIGNED.search(text))


def dateline_day(texts: Iterable[str], order: DayOrder | None = None) -> date | None:
    """The whole date in the dateline of one of a text's first paragraphs: 'OSLO, May 3, 2021 (Agency) - ...'."""
    for text, _ in zip(texts, range(_DATELINES), strict=False):
        if _dateline_end(text) is not None:
            return find_whole_dates(text[:_LONGEST], order)[0][0]
    return None


def _dateline_end(text: str) -> int | None:
    """Where the text begins behind its dateline, or None where it has none with a whole date."""
    dates = find_whole_dates(text[:_LONGEST])
    if not dates:
        return None
    _, start, end = dates[0]
    place = re.sub(_AGENCY, " ", _BESIDE_DAY.sub(" ", text[:start])).strip(_EDGE + ".")
    if not place:
        found = _AFTER_DAY_ALONE.match(text, end) if not text[:start].strip(_EDGE) else None
        return found.end() if found else None
    words = place.replace("/", " ").split()
    if len(words) > _PLACE_WORDS or not _is_name(place) or words[0].lower().strip(",") in _OPENERS:
        return None
    found = _AFTER_PLACE_AND_DAY.match(text, end)
    return found.end() if found else None


def _joined_by_mark(before: str, after: str) -> bool:
    """Whether a comma, bar, bracket, colon or dash stands between a date and what is beside it."""
    return before.rstrip()[-1:] in tuple(",;|·•(/–—-:") or after.lstrip()[:1] in tuple(",;|·•)(/–—-:")


def _is_name(text: str) -> bool:
    """Whether every word is capitalised but small ones inside, and none is a number."""
    words = re.split(r"[\s,]+", text.strip(_EDGE))
    if not 1 <= len(words) <= _NAME_WORDS or not words[0][:1].isupper():
        return False
    return all(word[:1].isupper() or word in _SMALL or word[:3].lower() in ("al-", "as-", "ad-") for word in words)
