"""What a page says of itself: title, who wrote it, who published it, and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cordiale.model.document import BlockLabel, DateBasis, Publication
from cordiale.model.time import DateInterval
from cordiale.read.given import Given, day_in_url, host_of
from cordiale.read.headline import is_title_with_site, site_in_title
from cordiale.read.inference import infer_publication
from cordiale.read.lines import Line
from cordiale.read.names import Writers, is_person_name, read_writers
from cordiale.read.phrases import phrases
from cordiale.read.printed import printed_day
from cordiale.read.scrape import Scrape

Infer = Callable[[str], Publication | None]

_CREDIT = re.compile(r"\s*(?:credits?|source|via)\s*[:|–-]\s*", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19"
    r"|20)?\d\d)?)?[\s,.]*(?:by\s+)?(?P<name>[A-Z][\w&'’. -]{2,50}?)(?=[.,|]|\s+All\b|$)",
    re.IGNORECASE,
)
_REPRINTED = re.compile(
    r"(?:re)?(?:published|appeared|posted|produced)\s+(?:in|on|at|by"
    r"|from)\s+(?P<name>(?:The )?[A-Z][\w&'’.]*(?:\s+[A-Z][\w&'’.]*){0,4})"
)
_ISSUE_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATELINE = re.compile(r"^[^\n]{0,60}?\d{4}\s*(?:\([^()\n]{2,40}\)\s*)?(?:[-–—]{1,2}|\()")
_UPDATED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """A page's title, byline (persons, without 'By'), publisher and publication."""

    title: str | None
    byline: str | None
    publisher: str | None
    published: Publication | None


def read_header(scrape: Scrape, body: str, given: Given, infer: Infer | None) -> Header:
    """The header of a plain-text page: what is printed first, then what came with it, then what `infer` and the text
    allow.
    """
    title = scrape.lines[scrape.title].text if scrape.title is not None else given.title
    writers = _writers(scrape)
    return Header(
        title,
        writers.persons or given.byline,
        given.publisher or _publisher(scrape, writers) or host_of(given.url),
        find_publication(_printed(scrape), given, body, infer),
    )


def find_publication(printed: date | None, given: Given, body: str, infer: Infer | None) -> Publication | None:
    """When a page was published: printed, in its data, in its address, or inferred; never a day after it was fetched."""
    known = ((printed, DateBasis.EXPLICIT), (given.day, DateBasis.METADATA), (day_in_url(given.url), DateBasis.URL))
    for day, basis in known:
        if day and not (given.seen and day > given.seen):
            return Publication(DateInterval.day(day), basis)
    return (infer(body) if infer else None) or infer_publication(body)


def _writers(scrape: Scrape) -> Writers:
    outlet = None
    for line in scrape.with_label(BlockLabel.BYLINE):
        found = read_writers(line.text)
        outlet = outlet or found.outlet
        if found.persons:
            return Writers(found.persons, outlet)
    for line in scrape.with_label(BlockLabel.CREDIT):
        start = _CREDIT.match(line.text)
        found = read_writers(line.text[start.end() :]) if start else Writers(None, None)
        if found.persons or found.outlet:
            return Writers(found.persons, outlet or found.outlet)
    return Writers(None, outlet)


def _publisher(scrape: Scrape, writers: Writers) -> str | None:
    if scrape.title is not None:
        head = [
            (line, label)
            for line, label in zip(scrape.lines, scrape.labels, strict=True)
            if line.index < _first_body(scrape)
        ]
        for find in (_site_beside_title, _site_line, _issue):
            name = find(scrape.lines[scrape.title], head)
            if name:
                return name
    return writers.outlet or _footer(scrape.lines)


def _first_body(scrape: Scrape) -> int:
    return next((line.index for line in scrape.with_label(BlockLabel.BODY)), len(scrape.lines))


Head = Sequence[tuple[Line, BlockLabel]]


def _site_beside_title(title: Line, head: Head) -> str | None:
    for line, label in head:
        if label is BlockLabel.TITLE and is_title_with_site(line, title):
            return site_in_title(line, title.text)
    return None


def _site_line(title: Line, head: Head) -> str | None:
    """A short capitalised line above the title that is neither menu, button nor person: the site's name."""
    known = phrases()
    for line, label in head:
        if label is not BlockLabel.BOILERPLATE or line.index > title.index or line.words > 5 or len(line.text) > 50:
            continue
        if (
            line.key in known.exact | known.lists | known.endings
            or not line.text[:1].isupper()
            or re.search(r"[>»›|/_:]", line.text)
        ):
            continue
        words = line.key.split()
        if (
            not all(word in known.section_words for word in words)
            and not is_person_name(line.text)
            and not line.is_closed
        ):
            return line.text
    return None


def _issue(title: Line, head: Head) -> str | None:
    """The name left in a line like 'News The Bulletin 2023' when section and year are taken off."""
    for line, label in head:
        if label is not BlockLabel.SECTION or not _ISSUE_YEAR.search(line.text):
            continue
        words = _ISSUE_YEAR.sub("", line.text).split()
        while len(words) > 1 and words[0].lower() in phrases().section_words - {"the"}:
            words = words[1:]
        name = " ".join(words).strip(" ,|-")
        if name.lower() not in phrases().section_words and name[:1].isupper():
            return name
    return None


def _footer(lines: Sequence[Line]) -> str | None:
    for line in reversed(lines[-40:]):
        found = (_COPYRIGHT.match(line.text) if line.words < 40 else None) or (
            _REPRINTED.search(line.text) if line.words < 30 else None
        )
        if found and not found["name"].lower().startswith(("law", "all rights")):
            return found["name"].strip()
    return None


def _printed(scrape: Scrape) -> date | None:
    """The day printed at the head of a page, else the one at its foot; a day of updating only when no other stands
    there.
    """
    lines = scrape.with_label(BlockLabel.DATE, BlockLabel.BYLINE)
    dated = [(line, day) for line in lines if (day := printed_day(line.text))]
    first = [day for line, day in dated if not _UPDATED.match(line.text)] or [day for _, day in dated]
    if first:
        return first[0]
    body = scrape.with_label(BlockLabel.BODY)
    dateline = _DATELINE.match(body[0].text[:120]) if body else None
    return printed_day(dateline[0]) if dateline else None
