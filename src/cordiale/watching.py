"""The path of sources that run by themselves: publishers -> what is due -> polite visits -> captures -> the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from cordiale import joining, pipeline
from cordiale.capture.address import is_address, parse_address, plain_address
from cordiale.model.document import Capture, Source
from cordiale.model.issue import Issue, Rejected
from cordiale.model.watching import AddressKind, Publisher, Watched
from cordiale.settling import LINKING, Post, Settling, Tally
from cordiale.store import Store

_DAY = 86_400.0
# Of fewer pages no share is told.
_ENOUGH = 5
_NOBODY = Publisher(Source("", ""))


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: how visits ended, how many addresses were new, what was read, and when the next is due."""

    summary: pipeline.Summary
    ends: Mapping[str, int]
    found: int
    next_due: float | None


@dataclass(frozen=True, slots=True)
class Planned:
    """An address that waits to be fetched: whose it is, what for, and when."""

    publisher: Publisher
    address: str
    kind: AddressKind
    due: float
    note: str | None


def enroll(publishers: Sequence[Publisher], post: Post) -> None:
    """Take up publishers and their addresses that are not watched yet; what is no longer named is no longer due."""
    watches, now = post.store.watches, post.clock.now()
    before = {p.source.id: p for p in watches.publishers()}
    for publisher in publishers:
        _keep(publisher, before.get(publisher.source.id), post.store)
        wanted = dict(publisher.addresses)
        for address, kind in wanted.items():
            known = watches.address(address)
            if known is None or known.kind is AddressKind.ARTICLE or known.due is None:
                watches.keep(Watched(address, publisher.source.id, kind, now, now))
        for known in watches.standing(publisher.source.id):
            if known.address not in wanted:
                watches.keep(replace(known, due=None))


def _keep(publisher: Publisher, before: Publisher | None, store: Store) -> None:
    """Keep how a publisher is watched; where its owner is news, its articles are joined anew."""
    with store.change():
        store.watches.keep_publisher(publisher)
        if publisher.source.owner != (before.source.owner if before else None):
            joining.join_anew(store, publisher)


def run_round(
    publishers: Sequence[Publisher],
    post: Post,
    tools: pipeline.Instruments,
    on_page: Callable[[str], None] = lambda name: None,
) -> Round:
    """Fetch all that is due and read it into the record; what came of an address is kept once its page is."""
    enroll(publishers, post)
    tally = Tally()

    def kept(name: str) -> None:
        tally.settle_kept(name, post.store)
        on_page(name)

    summary = pipeline.read_captures(_captures(publishers, post, tally), post.store, tools, kept)
    return Round(summary, dict(tally.ends), tally.found, next_due(publishers, post.store))


def next_due(publishers: Sequence[Publisher], store: Store) -> float | None:
    """When something is due next, in seconds since 1970; None when nothing ever is."""
    first = (store.watches.first_due(p.source.id) for p in publishers)
    return min((due for due in first if due is not None), default=None)


def plan(publishers: Sequence[Publisher], store: Store | None, now: float) -> list[Planned]:
    """What would be fetched when, those due first before the others; nothing is asked for and nothing kept."""
    planned = []
    for publisher in publishers:
        wanted = dict(publisher.addresses)
        waiting = store.watches.waiting(publisher.source.id) if store else []
        for w in waiting:
            if w.kind is AddressKind.ARTICLE or w.address in wanted:
                planned.append(Planned(publisher, w.address, w.kind, w.due or now, w.note))
        known = {w.address for w in waiting}
        planned += [Planned(publisher, a, kind, now, None) for a, kind in wanted.items() if a not in known]
    return sorted(planned, key=lambda p: (max(p.due, now), p.publisher.source.id, p.address))


def read_addresses(addresses: Sequence[str], post: Post) -> Iterator[Capture | Issue]:
    """The pages of single addresses, asked for as politely as those that are watched."""
    known = {p.source.id: p for p in post.store.watches.publishers()}
    for given in addresses:
        try:
            address = parse_address(given).url
        except Rejected as e:
            yield Issue(plain_address(given), e.code, e.what)
            continue
        held = post.store.watches.address(address)
        if held and held.kind in LINKING:
            yield Issue(
                plain_address(address), "feed", "watched for its links; `cordiale watch` reads the pages it names"
            )
            continue
        item = held or Watched(address, "", AddressKind.ARTICLE, None, post.clock.now())
        publisher = known.get(item.publisher, _NOBODY)
        visit = post.guest.visit(address, publisher.delay)
        yield from Settling(post, publisher, Tally(), is_single=True).settle(replace(item, digest=None), visit)


def _captures(publishers: Sequence[Publisher], post: Post, tally: Tally) -> Iterator[Capture | Issue]:
    """First what tells of pages, of all publishers in turn, then the pages."""
    now, watches = post.clock.now(), post.store.watches
    settling = {p.source.id: Settling(post, p, tally) for p in publishers}
    standing: list[Watched] = []
    for p in publishers:
        for kind in (AddressKind.FOLDER, *sorted(LINKING), AddressKind.PAGE):
            standing += watches.due(p.source.id, kind, now, 10_000)
    yield from _in_turn(standing, settling, post)
    articles = [
        w for p in publishers for w in watches.due(p.source.id, AddressKind.ARTICLE, post.clock.now(), p.at_most)
    ]
    yield from _in_turn(articles, settling, post)


def _in_turn(items: Sequence[Watched], settling: Mapping[str, Settling], post: Post) -> Iterator[Capture | Issue]:
    """Settle items so that while one site rests another is asked."""
    sites: dict[str, list[Watched]] = {}
    for item in reversed(items):
        sites.setdefault(_site(item.address), []).append(item)
    while sites:
        site = min(sites, key=lambda s: post.guest.free_at(sites[s][-1].address))
        item = sites[site].pop()
        if not sites[site]:
            del sites[site]
        here = settling[item.publisher]
        for found in here.take(item):
            if isinstance(found, Watched):
                sites.setdefault(_site(found.address), []).append(found)
            else:
                yield found


def _site(address: str) -> str:
    return urlsplit(address).netloc if is_address(address) else ""


# --- how publishers stand ---


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """How a publisher has done: pages fetched and read in the days looked back on, the last one, and what is breached."""

    publisher: Publisher
    fetched: int
    read: int
    last: float | None
    refused: int
    breaches: tuple[str, ...]


def standings_of(store: Store, now: float, days: int = 7) -> list[SourceStanding]:
    """How each publisher that was ever watched stands against what is expected of it, over the last days."""
    refused = Counter(d.publisher for d in store.watches.decisions(refused_only=True))
    found = []
    for publisher in store.watches.publishers():
        id = publisher.source.id
        begun = store.watches.first_seen(id) or now
        fetched, read, last = store.watches.tally(id, now - days * _DAY)
        watched = min(float(days), (now - begun) / _DAY)
        latest = store.watches.tally(id, 0.0)[2]
        breaches = tuple(_breaches(publisher, (fetched, read), watched, (now - (latest or begun)) / _DAY))
        found.append(SourceStanding(publisher, fetched, read, last or latest, refused[id], breaches))
    return found


def _breaches(publisher: Publisher, pages: tuple[int, int], watched: float, silent: float) -> Iterator[str]:
    """What is breached, a line each; nothing is said of a publisher that has not been watched for a day."""
    fetched, read = pages
    expect = publisher.expect
    if expect.pages_a_day is not None and watched >= 1 and fetched / watched < expect.pages_a_day:
        yield f"{fetched / watched:.1f} pages a day in the last {watched:.0f} days, {expect.pages_a_day:g} expected"
    if expect.days_silent is not None and silent > expect.days_silent:
        yield f"no new page for {silent:.1f} days, {expect.days_silent:g} at most expected"
    if expect.share_read is not None and fetched >= _ENOUGH and read / fetched < expect.share_read:
        yield f"{read} of {fetched} pages could be read, {expect.share_read:.0%} expected"
