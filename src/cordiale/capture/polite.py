"""Fetching as a guest: robots.txt and reservations obeyed, one request at a time to a site, with pauses, each step checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Protocol

from cordiale.capture.address import Address, parse_address, plain_address
from cordiale.capture.fetch import Answer, Line, fetch
from cordiale.capture.reservation import reserved_by_file, reserved_by_headers, reserved_by_page
from cordiale.capture.robots import MOST, Robots
from cordiale.model.issue import Rejected
from cordiale.model.watching import HostState

# What a site asks of robots is asked again after a day (RFC 9309, section 2.4), after an hour where it could not be told.
_ROBOTS_KEPT = 86_400.0
_ROBOTS_RETRY = 3_600.0
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST_WAIT = 120.0
_LONGEST_RETRY = 86_400.0


class Memory(Protocol):
    """What is kept of sites from one run to the next."""

    def host(self, site: str) -> HostState | None:
        """What is known of a site, or None."""

    def keep_host(self, state: HostState) -> None:
        """Keep it in place of what was known."""


class End(StrEnum):
    """How a visit ended: with a page, with word that nothing changed, refused by us, put off, failed, or gone for good."""

    PAGE = "fetched"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    PUT_OFF = "put off"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for an address; `again` is when to ask again at the earliest, where the site said so."""

    end: End
    code: str = ""
    why: str = ""
    answer: Answer | None = None
    again: float | None = None


class Guest:
    """Asks for pages one at a time, never a site twice within its pause; what sites asked for is kept in the memory.

    `clock` gives seconds since 1970 and `sleep` waits for some.
    """

    def __init__(
        self,
        line: Line,
        memory: Memory,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._line = line
        self._memory = memory
        self._clock = clock
        self._sleep = sleep
        self.requests = 0

    def free_at(self, url: str) -> float:
        """When the site of an address may be asked next; 0 for one never asked, or no address."""
        try:
            state = self._memory.host(parse_address(url).site)
        except Rejected:
            return 0.0
        return state.free if state else 0.0

    def visit(self, url: str, delay: float, asking: Mapping[str, str] | None = None) -> Visit:
        """Ask for an address and follow where it leads, each step decided by itself; pauses of at least `delay` seconds."""
        came_from: str | None = None
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                address = parse_address(url)
                ended = self._step(address, delay, asking if came_from is None else None)
            except Rejected as e:
                return self._stopped(e, url, came_from)
            if isinstance(ended, Visit):
                if came_from and ended.end is End.REFUSED:
                    return replace(ended, why=f"leads to {plain_address(url)}: {ended.why}")
                return ended
            came_from, url = url, ended
        return Visit(End.FAILED, "redirect", f"leads on more than {_MOST_REDIRECTS} times")

    def _stopped(self, trouble: Rejected, url: str, came_from: str | None) -> Visit:
        if trouble.code == "address" and came_from:
            return Visit(End.REFUSED, "redirect", f"leads to {plain_address(url)}: {trouble.what}")
        is_refused = trouble.code == "address"
        return Visit(End.REFUSED if is_refused else End.FAILED, trouble.code, trouble.what)

    def _step(self, address: Address, delay: float, asking: Mapping[str, str] | None) -> Visit | str:
        """One request with what must come before it; the place that it leads to where it is a redirect."""
        known = self._memory.host(address.site)
        if known and known.free - self._clock() > _LONGEST_WAIT:
            return Visit(End.PUT_OFF, "wait", "the site is to be left alone for longer", again=known.free)
        state = self._known(address, delay)
        if state.is_closed:
            again = (state.asked or self._clock()) + _ROBOTS_RETRY
            return Visit(End.FAILED, "robots", f"{state.says}, so nothing is fetched", again=again)
        robots = Robots.of(state.robots)
        if not robots.allows(address.url):
            return Visit(End.REFUSED, "robots", "robots.txt forbids it")
        why = reserved_by_file(state.reservations, address.target)
        if why:
            return Visit(End.REFUSED, "reserved", why)
        answer = self._ask(address, state, max(delay, robots.delay), asking)
        return self._told(answer, state, max(delay, robots.delay))

    def _told(self, answer: Answer, state: HostState, pause: float) -> Visit | str:
        why = reserved_by_headers(answer.headers)
        if why:
            return Visit(End.REFUSED, "reserved", why)
        location = answer.header("location")
        if answer.status in _REDIRECTS and location:
            return answer.address.leading_to(location)
        if answer.status == 304:
            return Visit(End.UNCHANGED, answer=answer)
        if answer.status in (404, 410):
            return Visit(End.GONE, "gone", f"HTTP {answer.status}")
        if answer.status in (429, 503):
            again = self._clock() + max(pause, _retry_after(answer.header("retry-after"), self._clock()))
            self._memory.keep_host(replace(state, free=again))
            return Visit(End.FAILED, "http", f"HTTP {answer.status}", again=again)
        if answer.status != 200:
            return Visit(End.FAILED, "http", f"HTTP {answer.status}")
        why = reserved_by_page(answer.body)
        return Visit(End.REFUSED, "reserved", why) if why else Visit(End.PAGE, answer=answer)

    def _ask(self, address: Address, state: HostState, pause: float, asking: Mapping[str, str] | None) -> Answer:
        wait = state.free - self._clock()
        if wait > 0:
            self._sleep(wait)
        # Kept before the request, so that a site is left alone for as long if we are cut off in the middle of it.
        self._memory.keep_host(replace(state, free=self._clock() + pause))
        self.requests += 1
        try:
            return fetch(address, self._line, asking)
        finally:
            self._memory.keep_host(replace(state, free=self._clock() + pause))

    # --- what a site asks for ---

    def _known(self, address: Address, delay: float) -> HostState:
        """The site's state, asked for anew where it is too old."""
        state = self._memory.host(address.site) or HostState(address.site)
        kept = _ROBOTS_RETRY if state.is_closed else _ROBOTS_KEPT
        if state.asked is not None and self._clock() - state.asked < kept:
            return state
        text, says, is_closed = self._robots(address, delay)
        reservations = "" if is_closed else self._reservations(address, delay)
        state = HostState(address.site, text, says, is_closed, reservations, self._clock(), self.free_at(address.url))
        self._memory.keep_host(state)
        return state

    def _robots(self, address: Address, delay: float) -> tuple[str, str, bool]:
        """The text of robots.txt, what came of asking, and whether nothing may be fetched (RFC 9309, section 2.3.1)."""
        try:
            answer = self._file(replace(address, target="/robots.txt"), delay)
        except Rejected as e:
            if e.code == "address":
                raise
            return "", f"robots.txt cannot be had ({e.what})", True
        if answer is None:
            return "", "robots.txt leads where we do not go", True
        if answer.status == 200:
            return answer.body[:MOST].decode("utf-8-sig", "replace"), "robots.txt read", False
        if 400 <= answer.status < 500 and answer.status != 429:
            return "", f"no robots.txt (HTTP {answer.status})", False
        return "", f"robots.txt cannot be had (HTTP {answer.status})", True

    def _reservations(self, address: Address, delay: float) -> str:
        try:
            answer = self._file(replace(address, target="/.well-known/tdmrep.json"), delay)
        except Rejected:
            return ""
        found = answer is not None and answer.status == 200
        return answer.body[:MOST].decode("utf-8-sig", "replace") if answer and found else ""

    def _file(self, address: Address, delay: float) -> Answer | None:
        """A file that a site keeps for robots, through at most five redirects; None where they lead nowhere."""
        for _ in range(_MOST_REDIRECTS + 1):
            state = self._memory.host(address.site) or HostState(address.site)
            answer = self._ask(address, state, delay, None)
            location = answer.header("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            try:
                address = parse_address(answer.address.leading_to(location))
            except Rejected:
                return None
        return None


def _retry_after(value: str | None, now: float) -> float:
    """The seconds of a Retry-After header, which gives them or a moment; a day at most."""
    if not value:
        return 0.0
    try:
        seconds = float(value) if value.strip().isdecimal() else parsedate_to_datetime(value).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return max(0.0, min(_LONGEST_RETRY, seconds))


def moment(seconds: float) -> datetime:
    """A time in seconds since 1970 as a moment in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
