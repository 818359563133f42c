from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from tests.site import Hands, Sent, Site, line_here, running_site

from cordiale.capture.polite import End, Guest
from cordiale.capture.robots import AGENT, Robots
from cordiale.model.watching import HostState

HOUR = 3600.0


@dataclass
class Notes:
    """A memory in memory."""

    hosts: dict[str, HostState] = field(default_factory=dict)

    def host(self, site: str) -> HostState | None:
        return self.hosts.get(site)

    def keep_host(self, state: HostState) -> None:
        self.hosts[state.site] = state


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        running.sent["/a"] = Sent(b"<p>a")
        running.sent["/b"] = Sent(b"<p>b")
        yield running


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def guest(notes: Notes, hands: Hands) -> Guest:
    return Guest(line_here(), notes, hands.now, hands.sleep)


def robots(text: str, status: int = 200) -> Sent:
    return Sent(text.encode(), status, ())


def test_a_site_is_asked_for_its_rules_first_and_once_a_day(site: Site, guest: Guest, hands: Hands) -> None:
    assert guest.visit(f"{site.root}/a", 1).end is End.PAGE
    assert site.paths == ["/robots.txt", "/.well-known/tdmrep.json", "/a"]
    guest.visit(f"{site.root}/b", 1)
    assert site.paths[3:] == ["/b"]
    hands.at += 25 * HOUR
    guest.visit(f"{site.root}/b", 1)
    assert site.paths[4:] == ["/robots.txt", "/.well-known/tdmrep.json", "/b"]


def test_a_pause_lies_between_two_requests_whatever_they_are_for(site: Site, guest: Guest, hands: Hands) -> None:
    guest.visit(f"{site.root}/a", 3)
    guest.visit(f"{site.root}/b", 3)
    assert hands.slept == pytest.approx([3, 3, 3], abs=0.01)


def test_a_longer_pause_that_the_site_asks_for_is_kept(site: Site, guest: Guest, hands: Hands) -> None:
    site.sent["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 30\n")
    guest.visit(f"{site.root}/a", 1)
    guest.visit(f"{site.root}/b", 1)
    assert hands.slept[-1] == pytest.approx(30, abs=0.01)


def test_a_pause_survives_whoever_made_it(site: Site, guest: Guest, notes: Notes, hands: Hands) -> None:
    guest.visit(f"{site.root}/a", 50)
    hands.slept.clear()
    Guest(line_here(), notes, hands.now, hands.sleep).visit(f"{site.root}/b", 1)
    assert hands.slept == pytest.approx([50], abs=0.01)


def test_rules_for_us_go_before_rules_for_all(site: Site, guest: Guest) -> None:
    site.sent["/robots.txt"] = robots("User-agent: *\nDisallow: /\n\nUser-agent: Cordiale\nDisallow: /b\n")
    assert guest.visit(f"{site.root}/a", 1).end is End.PAGE
    refused = guest.visit(f"{site.root}/b", 1)
    assert (refused.end, refused.code, refused.why) == (End.REFUSED, "robots", "robots.txt forbids it")
    assert "/b" not in site.paths


@pytest.mark.parametrize(
    ("status", "is_open"), [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)]
)
def test_a_site_without_rules_is_open_and_one_that_cannot_tell_them_is_closed(
    site: Site, guest: Guest, hands: Hands, status: int, is_open: bool
) -> None:
    site.sent["/robots.txt"] = robots("", status)
    visit = guest.visit(f"{site.root}/a", 1)
    assert visit.end is (End.PAGE if is_open else End.FAILED)
    if not is_open:
        assert visit.why == f"robots.txt cannot be had (HTTP {status}), so nothing is fetched"
        assert visit.again == pytest.approx(hands.at + HOUR, abs=10)
        asked = len(site.asked)
        guest.visit(f"{site.root}/a", 1)
        assert len(site.asked) == asked
        site.sent["/robots.txt"] = robots("")
        hands.at += HOUR + 1
        assert guest.visit(f"{site.root}/a", 1).end is End.PAGE


def test_rules_may_lie_where_a_redirect_leads(site: Site, guest: Guest) -> None:
    site.sent["/robots.txt"] = Sent(b"", 301, (("Location", "/rules.txt"),))
    site.sent["/rules.txt"] = robots("User-agent: *\nDisallow: /a\n")
    assert guest.visit(f"{site.root}/a", 1).code == "robots"


def test_rules_that_lead_to_an_inner_address_close_the_site(site: Site, guest: Guest) -> None:
    site.sent["/robots.txt"] = Sent(b"", 301, (("Location", f"http://127.0.0.2:{site.port}/robots.txt"),))
    assert guest.visit(f"{site.root}/a", 1).end is not End.PAGE
    assert "/a" not in site.paths


def test_a_file_of_reservations_keeps_a_page_from_being_asked_for(site: Site, guest: Guest) -> None:
    site.sent["/.well-known/tdmrep.json"] = Sent(b'[{"location": "/a", "tdm-reservation": 1}]', headers=())
    refused = guest.visit(f"{site.root}/a", 1)
    assert (refused.end, refused.code, refused.why) == (
        End.REFUSED,
        "reserved",
        "/.well-known/tdmrep.json reserves /a",
    )
    assert "/a" not in site.paths
    assert guest.visit(f"{site.root}/b", 1).end is End.PAGE


@pytest.mark.parametrize(
    "sent",
    [
        Sent(b"<p>a", headers=(("TDM-Reservation", "1"),)),
        Sent(b"<p>a", headers=(("X-Robots-Tag", "noai"),)),
        Sent(b"<meta name=robots content=noai><p>a"),
    ],
    ids=["header", "robots header", "meta tag"],
)
def test_a_page_that_reserves_itself_is_not_kept(site: Site, guest: Guest, sent: Sent) -> None:
    site.sent["/a"] = sent
    visit = guest.visit(f"{site.root}/a", 1)
    assert (visit.end, visit.code, visit.answer) == (End.REFUSED, "reserved", None)


def test_each_step_of_a_redirect_is_decided_by_itself(site: Site, guest: Guest) -> None:
    site.sent["/robots.txt"] = robots("User-agent: *\nDisallow: /closed\n")
    site.sent["/one"] = Sent(b"", 301, (("Location", "two"),))
    site.sent["/two"] = Sent(b"", 302, (("Location", "/a"),))
    site.sent["/shut"] = Sent(b"", 302, (("Location", "/closed"),))
    visit = guest.visit(f"{site.root}/one", 1)
    assert visit.answer
    assert visit.answer.address.url == f"{site.root}/a"
    refused = guest.visit(f"{site.root}/shut", 1)
    assert (refused.code, refused.why) == ("robots", f"leads to {site.root}/closed: robots.txt forbids it")
    assert "/closed" not in site.paths


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2/",
        "http://localhost:1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "ftp://a.example/",
    ],
)
def test_no_redirect_leads_inside_or_to_another_scheme(site: Site, guest: Guest, location: str) -> None:
    site.sent["/a"] = Sent(b"", 302, (("Location", location),))
    refused = guest.visit(f"{site.root}/a", 1)
    assert (refused.end, refused.code) == (End.REFUSED, "redirect")


def test_a_circle_ends(site: Site, guest: Guest) -> None:
    site.sent["/a"] = Sent(b"", 302, (("Location", "/b"),))
    site.sent["/b"] = Sent(b"", 302, (("Location", "/a"),))
    assert guest.visit(f"{site.root}/a", 1).why == "leads on more than 5 times"


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_wait_is_left_alone_for_so_long(
    site: Site, guest: Guest, hands: Hands, status: int
) -> None:
    site.sent["/a"] = Sent(b"", status, (("Retry-After", "7200"),))
    visit = guest.visit(f"{site.root}/a", 1)
    assert (visit.end, visit.again) == (End.FAILED, pytest.approx(hands.at + 7200, abs=1))
    asked = len(site.asked)
    put_off = guest.visit(f"{site.root}/b", 1)
    assert (put_off.end, put_off.again) == (End.PUT_OFF, visit.again)
    assert len(site.asked) == asked
    hands.at += 7201
    assert guest.visit(f"{site.root}/b", 1).end is End.PAGE


def test_what_is_unchanged_gone_or_broken_is_told_apart(site: Site, guest: Guest) -> None:
    site.sent["/a"] = Sent(b"<p>a", etag='"1"')
    site.sent["/broken"] = Sent(b"", 500)
    assert guest.visit(f"{site.root}/a", 1, {"If-None-Match": '"1"'}).end is End.UNCHANGED
    assert guest.visit(f"{site.root}/none", 1).end is End.GONE
    broken = guest.visit(f"{site.root}/broken", 1)
    assert (broken.end, broken.code, broken.why) == (End.FAILED, "http", "HTTP 500")


def test_any_rules_can_be_read() -> None:
    assert Robots.of("\0\1 <html>no rules</html>").allows("https://a.example/")
    assert Robots.of("User-agent: *\nCrawl-delay: -5\n").delay == 0
    assert Robots.of("User-agent: *\nCrawl-delay: 1e9\n").delay <= HOUR
    assert Robots.of("User-agent: *\nRequest-rate: 1/10s\n").delay == 10
    assert AGENT.startswith("cordiale/")
