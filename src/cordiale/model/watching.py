"""Sources that run by themselves: who is watched, what is expected of them, where each address stands, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cordiale.model.document import Source


class AddressKind(StrEnum):
    """What an address is watched for: links to pages (feed, sitemap, list), files (folder), or itself, again and again or once."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LIST = "list"
    FOLDER = "folder"
    PAGE = "page"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a publisher is expected to give; None where nothing is expected.

    `pages_a_day` is the least number of new pages a day, `days_silent` the most days without one, `share_read` the least
    share of fetched pages that can be read.
    """

    pages_a_day: float | None = None
    days_silent: float | None = None
    share_read: float | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher as it is watched; `every` and `delay` are in seconds, `hosts` are those whose pages are its own."""

    source: Source
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    every: float = 1800.0
    delay: float = 5.0
    at_most: int = 200
    days_back: float = 7.0
    expect: Expectation = Expectation()

    @property
    def addresses(self) -> tuple[tuple[str, AddressKind], ...]:
        """Every address and folder that is watched again and again, with its kind."""
        return (
            *((a, AddressKind.FEED) for a in self.feeds),
            *((a, AddressKind.SITEMAP) for a in self.sitemaps),
            *((a, AddressKind.LIST) for a in self.lists),
            *((a, AddressKind.FOLDER) for a in self.folders),
            *((a, AddressKind.PAGE) for a in self.pages),
        )


@dataclass(frozen=True, slots=True)
class Watched:
    """Where an address stands: when it is due (seconds since 1970, None for never again) and what is known of it.

    `etag` and `modified` are what the server gave to ask with again, `digest` is the sha256 of what it last sent,
    `failures` how often in a row it failed, `published` the day that a feed gave, `note` what became of it last.
    """

    address: str
    publisher: str
    kind: AddressKind
    due: float | None
    seen: float = 0.0
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    fetched: float | None = None
    was_read: bool = False
    failures: int = 0
    published: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class HostState:
    """What a site (scheme, host and port) asks of robots, and when it may be asked again.

    `robots` is the text of its robots.txt, `says` what came of asking for it; `is_closed` says that nothing may be fetched
    until it is asked again; `reservations` is the text of its /.well-known/tdmrep.json. Times are seconds since 1970.
    """

    site: str
    robots: str = ""
    says: str = ""
    is_closed: bool = False
    reservations: str = ""
    asked: float | None = None
    free: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an address was fetched and kept, on what ground (robots, reservation, address, redirect), and why."""

    address: str
    publisher: str
    at: datetime
    is_allowed: bool
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a feed, a sitemap or a list points to, with the day it gives (ISO 8601), where it gives one."""

    address: str
    published: str | None = None
