"""What came with a capture beside its bytes: fields of a line of JSON, its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from cordiale.model.document import Capture
from cordiale.read.printed import printed_day

_TITLE = ("title", "headline")
_WRITERS = ("author", "authors", "byline", "creator")
_PUBLISHERS = ("publisher", "source", "site_name", "sitename", "site", "outlet", "source_name", "hostname")
_DATES = (
    "date_published",
    "published",
    "published_at",
    "publish_date",
    "publication_date",
    "pubdate",
    "pubDate",
    "date",
    "created",
)
_SEEN = ("fetched", "crawled", "captured", "date_crawled", "crawl_date", "fetched_at", "retrieved", "date_download")
_ISO = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?=$|[T\s])")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_IN_SLUG = re.compile(r"[-_/]((?:19|20)\d\d)[-_](0[1-9]|1[0-2])[-_](0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Given:
    """Title, writers, publisher, day and address as given with a page; `seen` is the day it was fetched, after which
    it cannot be published.
    """

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    day: date | None = None
    url: str | None = None
    seen: date | None = None


def read_given(capture: Capture) -> Given:
    """The fields of a capture's metadata that say what a page is; a day after the fetching is dropped."""
    fields = dict(capture.metadata)
    seen = _day(fields, _SEEN)
    day = _day(fields, _DATES)
    return Given(
        _first(fields, _TITLE),
        _first(fields, _WRITERS),
        _first(fields, _PUBLISHERS),
        None if day and seen and day > seen else day,
        capture.url,
        seen,
    )


def day_of(value: str) -> date | None:
    """The day that a field of a page's data states, in ISO 8601 or as printed."""
    found = _ISO.match(value)
    if found:
        return _date(found)
    return printed_day(value)


def day_in_url(url: str | None) -> date | None:
    """The day in an address, as /2024/05/03/ or -2024-05-03."""
    found = (_IN_URL.search(url) or _IN_SLUG.search(url)) if url else None
    return _date(found) if found else None


def host_of(url: str | None) -> str | None:
    """The host of an address without www."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name].strip() for name in names if fields.get(name, "").strip()), None)


def _day(fields: Mapping[str, str], names: tuple[str, ...]) -> date | None:
    for name in names:
        day = day_of(fields.get(name, ""))
        if day:
            return day
    return None


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
