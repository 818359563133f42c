"""What becomes of an address once it was asked for: its page, its links or its trouble, and when it is due again."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from cordiale.capture import load
from cordiale.capture.address import is_address, parse_address, plain_address
from cordiale.capture.kinds import HTML, foreign_kind, sniff
from cordiale.capture.links import looks_like_feed, read_links
from cordiale.capture.polite import End, Guest, Visit
from cordiale.capture.seal import seal
from cordiale.capture.warc import WarcFolder
from cordiale.model.document import Capture
from cordiale.model.issue import Issue, Rejected
from cordiale.model.watching import AddressKind, Decision, Link, Publisher, Watched
from cordiale.store import Store

LINKING = frozenset({AddressKind.FEED, AddressKind.SITEMAP, AddressKind.LIST})
_DAY = 86_400.0
_FIRST_BACKOFF = 60.0
# A page that has failed so often is given up after some three days; a feed is tried again each day.
_MOST_FAILURES = 12
_MOST_MAPS = 20
_LARGEST_LIST = 50 * 2**20


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in seconds since 1970, a way to wait for some, and chance from 0 to 1."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Post:
    """What watching is done with: the record file, the guest who asks, the archive, and the clock."""

    store: Store
    guest: Guest
    archive: WarcFolder
    clock: Clock


@dataclass(slots=True)
class Tally:
    """One round: how visits ended, how many addresses were found that are new, and pages that are not yet in the record."""

    ends: Counter[str] = field(default_factory=Counter)
    found: int = 0
    on_the_way: dict[str, tuple[Watched, Decision]] = field(default_factory=dict)

    def settle_kept(self, name: str, store: Store) -> None:
        """Keep how the address of a page stands, now that the page (or why it is none) is kept in the record."""
        if name in self.on_the_way:
            after, decision = self.on_the_way.pop(name)
            was_read = store.has_page(name) and not store.issues_of(name)
            store.watches.keep(replace(after, was_read=was_read), decision=decision)


@dataclass(frozen=True, slots=True)
class Settling:
    """One publisher's addresses being asked for and settled; of a single page that nobody watches only the decision is kept."""

    post: Post
    publisher: Publisher
    tally: Tally
    is_single: bool = False

    def take(self, item: Watched) -> Iterator[Capture | Issue | Watched]:
        """Ask for an address and settle it: its pages, its trouble, further sitemaps to ask for at once."""
        if item.kind is AddressKind.FOLDER:
            yield from self._folder(item)
        elif not is_address(item.address):
            yield from self._file(item)
        else:
            asking = {}
            if item.etag:
                asking["If-None-Match"] = item.etag
            if item.modified:
                asking["If-Modified-Since"] = item.modified
            visit = self.post.guest.visit(item.address, self.publisher.delay, asking)
            if visit.end is End.PAGE and item.kind in LINKING and visit.answer:
                yield from self._links(self._answered(item, visit), visit.answer.body)
            else:
                yield from self.settle(item, visit)

    def settle(self, item: Watched, visit: Visit) -> Iterator[Capture | Issue]:
        """The page of a visit, or why there is none; how the address stands is kept after it."""
        if visit.end is End.PAGE:
            yield from self._page(item, visit)
        elif visit.end is End.UNCHANGED:
            self._count(visit.end)
            self._keep(replace(item, due=self._next(item), failures=0, note="unchanged"))
        elif visit.end is End.PUT_OFF:
            self._count(visit.end)
            later = self.post.clock.now() + self.publisher.every
            self._keep(replace(item, due=visit.again or later, note=visit.why))
        else:
            yield self._trouble(item, visit)

    # --- what was asked for and is there ---

    def _page(self, item: Watched, visit: Visit) -> Iterator[Capture | Issue]:
        answer = visit.answer
        assert answer is not None  # a page is an answer
        now = self.post.clock.now()
        after = self._answered(item, visit)
        if item.digest == after.digest:
            self._count(End.UNCHANGED)
            self._keep(after)
            return
        self._count(End.PAGE)
        name = _name(item)
        site = self.post.store.watches.host(answer.address.site)
        decision = self._decision(item, True, "robots", f"{site.says if site else 'asked'}, nothing reserved")
        # A page that is handed on is in the record only later; were its address settled now, a kill would lose it.
        if self.is_single:
            self.post.store.watches.decide(decision)
        else:
            self.tally.on_the_way[name] = (after, decision)
        foreign = foreign_kind(answer.body)
        if foreign or not answer.body.strip():
            what = f"{foreign}, not text or HTML" if foreign else "nothing but white space"
            yield Issue(name, "binary" if foreign else "empty", what)
        elif looks_like_feed(answer.body):
            yield Issue(name, "feed", "a feed, not a page; name it under feeds in a file for `cordiale watch`")
        else:
            self.post.archive.keep(answer, datetime.fromtimestamp(now, UTC))
            is_html = "html" in (answer.header("content-type") or "").lower()
            media = HTML if is_html else sniff(answer.body)
            yield seal(name, media, answer.body, plain_address(answer.address.url), self._metadata(item, now))

    def _answered(self, item: Watched, visit: Visit) -> Watched:
        """How an address stands after a whole answer; with validators only of what it led to by itself."""
        answer = visit.answer
        assert answer is not None
        is_own = answer.address.url == parse_address(item.address).url
        return replace(
            item,
            due=self._next(item),
            etag=answer.header("etag") if is_own else None,
            modified=answer.header("last-modified") if is_own else None,
            digest=sha256(answer.body).hexdigest(),
            fetched=self.post.clock.now(),
            failures=0,
            note="fetched",
        )

    def _metadata(self, item: Watched, now: float) -> tuple[tuple[str, str], ...]:
        told = {"fetched": datetime.fromtimestamp(now, UTC).date().isoformat()}
        if item.published:
            told["published"] = item.published
        host = urlsplit(item.address).hostname or ""
        if any(host == own or host.endswith(f".{own.removeprefix('www.')}") for own in self.publisher.hosts):
            told["publisher"] = self.publisher.source.name
        return tuple(sorted(told.items()))

    def _links(self, item: Watched, data: bytes) -> Iterator[Issue | Watched]:
        """Take up the pages that a feed, a sitemap or a list points to; a sitemap's sitemaps are to be asked at once."""
        try:
            links, maps = read_links(data, item.kind, _LARGEST_LIST)
        except Rejected as e:
            yield self._trouble(replace(item, etag=None, modified=None), Visit(End.FAILED, e.code, e.what))
            return
        self._count(End.PAGE)
        found, refused = self._new(links, item.kind)
        new = self._keep(item, found)
        self.tally.found += new
        for address, why in refused:
            # An address that is not followed is kept too, so that it is told of once.
            if self.post.store.watches.address(address) is None:
                told = Watched(address, item.publisher, AddressKind.ARTICLE, None, self.post.clock.now(), note=why)
                yield self._trouble(told, Visit(End.REFUSED, "address", why))
        recent = sorted((m for m in maps if self._is_recent(m)), key=lambda m: m.published or "", reverse=True)
        for one in recent[:_MOST_MAPS]:
            known = self.post.store.watches.address(one.address)
            yield known or Watched(one.address, item.publisher, AddressKind.SITEMAP, None, self.post.clock.now())

    def _new(self, links: Sequence[Link], kind: AddressKind) -> tuple[list[Watched], list[tuple[str, str]]]:
        now = self.post.clock.now()
        found, refused = [], []
        for link in links:
            if kind is AddressKind.SITEMAP and not self._is_recent(link):
                continue
            try:
                address = parse_address(link.address).url
            except Rejected as e:
                refused.append((plain_address(link.address), e.what))
                continue
            whose = self.publisher.source.id
            found.append(Watched(address, whose, AddressKind.ARTICLE, now, now, published=link.published))
        return found, refused

    def _is_recent(self, link: Link) -> bool:
        """Whether a sitemap's entry is from the days looked back on, or gives no day."""
        now = datetime.fromtimestamp(self.post.clock.now(), UTC)
        oldest = (now - timedelta(days=self.publisher.days_back)).date().isoformat()
        return not link.published or link.published[:10] >= oldest[: len(link.published)]

    def _folder(self, item: Watched) -> Iterator[Capture | Issue]:
        if not Path(item.address).is_dir():
            yield self._trouble(item, Visit(End.FAILED, "unreadable", "there is no such folder"))
            return
        for found in load([item.address]):
            if isinstance(found, Capture) and self.publisher.source.name:
                named = {"publisher": self.publisher.source.name, **dict(found.metadata)}
                found = replace(found, metadata=tuple(sorted(named.items())))
            yield found
        self._count(End.PAGE)
        self._keep(replace(item, due=self._next(item), fetched=self.post.clock.now(), failures=0))

    def _file(self, item: Watched) -> Iterator[Issue | Watched]:
        """A list of articles that lies on this machine."""
        try:
            path = Path(item.address)
            if path.stat().st_size > _LARGEST_LIST:
                raise Rejected("size", f"larger than {_LARGEST_LIST // 2**20} MB")
            data = path.read_bytes()
        except (OSError, Rejected) as e:
            why = e.what if isinstance(e, Rejected) else str(e.strerror or e)
            yield self._trouble(item, Visit(End.FAILED, "unreadable", why))
            return
        digest = sha256(data).hexdigest()
        after = replace(item, due=self._next(item), digest=digest, fetched=self.post.clock.now(), failures=0)
        if digest == item.digest:
            self._count(End.UNCHANGED)
            self._keep(after)
        else:
            yield from self._links(after, data)

    # --- what is not there ---

    def _trouble(self, item: Watched, visit: Visit) -> Issue:
        """Keep what went wrong and when to ask again; the line that the record keeps of it."""
        self._count(visit.end)
        now, is_once = self.post.clock.now(), item.kind is AddressKind.ARTICLE
        decision = None
        if visit.end is End.REFUSED:
            due = None if is_once else now + _DAY
            decision = self._decision(item, False, visit.code, visit.why)
            after = replace(item, due=due, note=visit.why)
        elif visit.end is End.GONE:
            after = replace(item, due=None if is_once else now + _DAY, note=visit.why)
        else:
            # A whole site that is down says nothing of the page.
            failures = item.failures + (visit.code != "robots")
            due = max(visit.again or 0.0, now + self._backoff(failures))
            after = replace(item, due=due, failures=failures, note=visit.why)
            if is_once and (failures >= _MOST_FAILURES or not item.publisher):
                after = replace(after, due=None)
        self._keep(after, decision=decision)
        return Issue(_name(item), visit.code, visit.why)

    def _backoff(self, failures: int) -> float:
        """Twice as long after each failure, a day at most, spread by half to either side so that not all come back at once."""
        wait = min(_DAY, _FIRST_BACKOFF * 2.0 ** min(max(failures - 1, 0), 20))
        return wait * (0.5 + self.post.clock.chance())

    def _next(self, item: Watched) -> float | None:
        standing = item.kind is not AddressKind.ARTICLE and dict(self.publisher.addresses).get(item.address)
        return self.post.clock.now() + self.publisher.every if standing else None

    def _decision(self, item: Watched, is_allowed: bool, basis: str, reason: str) -> Decision:
        at = datetime.fromtimestamp(self.post.clock.now(), UTC)
        return Decision(_name(item), item.publisher, at, is_allowed, basis, reason)

    def _count(self, end: End) -> None:
        self.tally.ends[end.value] += 1

    def _keep(self, item: Watched, found: Sequence[Watched] = (), decision: Decision | None = None) -> int:
        if self.is_single:
            if decision:
                self.post.store.watches.decide(decision)
            return 0
        return self.post.store.watches.keep(item, found, decision)


def _name(item: Watched) -> str:
    return plain_address(item.address) if is_address(item.address) else item.address
