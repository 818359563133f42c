"""What a page says of itself: title, who wrote it, who published it, and when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cordiale.model.document import BlockLabel, DateBasis, Publication
from cordiale.model.time import DateInterval
from cordiale.read.given import Given, day_in_url, host_of
from cordiale.read.imprint import dateline_day
from cordiale.read.inference import infer_from_dateline, infer_publication
from cordiale.read.names import Writers, read_writers
from cordiale.read.order import DayOrder, find_order
from cordiale.read.outlet import find_publisher
from cordiale.read.printed import stated_day
from cordiale.read.scrape import Scrape

Infer = Callable[[str], Publication | None]

_CREDIT = re.compile(r"\s*(?:credits?|source|via)\s*[:|–-]\s*", re.IGNORECASE)
# 'Reporting by A B in Rome and C D; editing by E F' names the writers before the editors.
_WRITTEN = re.compile(r"\(?\s*(?:reporting|writing|words|text|story)\s+by\s+", re.IGNORECASE)
_PLACES = re.compile(
    r"(?:\s+in\s+[A-Z][\w’' -]*?(?=[,;.]|\s+and\b|$))|[;.]\s*(?:additional|editing|edited|writing)\b.*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Header:
    """A page's title, byline (persons, without 'By'), publisher and publication."""

    title: str | None
    byline: str | None
    publisher: str | None
    published: Publication | None

    def trusting(self, given: Given) -> Header:
        """This header with what came with the text in place of what was found in it."""
        published = Publication(DateInterval.day(given.day), DateBasis.METADATA) if given.day else self.published
        return Header(given.title or self.title, given.byline or self.byline, self.publisher, published)


@dataclass(frozen=True, slots=True)
class Text:
    """A page's running text, and the lines around it where years stand."""

    body: str
    around: str = ""


def read_header(scrape: Scrape, body: str, given: Given, infer: Infer | None) -> Header:
    """The header of a plain-text page: what is printed first, then what came with it, then what `infer` and the text
    allow.
    """
    order = find_order("\n".join(line.text for line in scrape.lines), given.url)
    title = scrape.lines[scrape.title].text if scrape.title is not None else given.title
    writers = _writers(scrape)
    return Header(
        title,
        writers.persons or given.byline,
        given.publisher or find_publisher(scrape, writers.outlet) or host_of(given.url),
        find_publication(_printed(scrape, order), given, Text(body, _furniture(scrape)), infer),
    )


def find_publication(printed: date | None, given: Given, text: Text, infer: Infer | None) -> Publication | None:
    """When a page was published: printed, in its data, in its address, or inferred; never a day after it was fetched."""
    known = ((printed, DateBasis.EXPLICIT), (given.day, DateBasis.METADATA), (day_in_url(given.url), DateBasis.URL))
    for day, basis in known:
        if day and not (given.seen and day > given.seen):
            return Publication(DateInterval.day(day), basis)
    return (
        infer_from_dateline(text.body, text.around)
        or (infer(text.body) if infer else None)
        or infer_publication(text.body)
    )


def _writers(scrape: Scrape) -> Writers:
    """Persons before an agency, bylines before credits; the agency of a credit line is the writer only where none else is."""
    bylines = [read_writers(line.text) for line in scrape.with_label(BlockLabel.BYLINE)]
    outlet = next((found.outlet for found in bylines if found.outlet), None)
    persons = next((found.persons for found in bylines if found.persons), None)
    if persons:
        return Writers(persons, outlet)
    credits = [line.text for line in scrape.with_label(BlockLabel.CREDIT)]
    for start in (_WRITTEN, _CREDIT):
        for text in credits:
            opening = start.match(text)
            found = read_writers(_PLACES.sub("", text[opening.end() :].rstrip(")"))) if opening else Writers(None, None)
            if found.persons:
                return Writers(found.persons, outlet or found.outlet)
            if opening and start is _CREDIT and found.outlet:
                return Writers(found.outlet, outlet)
    return Writers(None, outlet)


def _printed(scrape: Scrape, order: DayOrder | None) -> date | None:
    """The day printed at the head of a page, else the one at its foot; a day of updating only when no other stands
    there.
    """
    lines = scrape.with_label(BlockLabel.DATE, BlockLabel.BYLINE)
    # Above the title may stand the day on which the page was looked at.
    lines.sort(key=lambda line: scrape.title is not None and line.index < scrape.title)
    stated = [found for line in lines if (found := stated_day(line.text, order))]
    first = [found.day for found in stated if not found.is_update] or [found.day for found in stated]
    if first:
        return first[0]
    return dateline_day((line.text for line in scrape.with_label(BlockLabel.BODY)), order)


def _furniture(scrape: Scrape) -> str:
    return "\n".join(
        line.text for line, label in zip(scrape.lines, scrape.labels, strict=True) if label is not BlockLabel.BODY
    )
