"""Lists of items as they are asked for: counted and taken a part at a time, by the file where it can, among the latest where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from cordiale.model.actor import Dyad
from cordiale.model.record import NOT_BELIEVED, Item
from cordiale.model.series import Domain
from cordiale.store.items import Listed
from cordiale.store.together import Sort
from cordiale.web.asked import EventsAsked
from cordiale.web.shown import Shown

# So many are looked through one by one for what the file itself cannot tell.
_LOOKED_THROUGH = 2_000
# A day that is known to a year only lies so far from its ends.
_MARGIN = timedelta(days=366)
# A list as data ends after so many.
MOST_LINES = 5_000
SUMS = "sums"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What fits: how many, a part of it (so many from a place on), and among how many of the latest it was looked for.

    `among` is None where all were looked through.
    """

    number: int
    take: Callable[[int, int], Sequence[Item[Any]]]
    among: int | None = None


def narrowed(shown: Shown, kind: str, asked: EventsAsked | None, pair: Dyad | None = None) -> Narrowed:
    """The items of a kind, those of a pair where one is named, that are asked for, the latest first."""
    given = asked or EventsAsked()
    listed = Listed(str(given.type or ""), str(given.status or ""), str(given.standing or ""))
    is_looked_through = given.by or given.since or given.until or given.domain not in (None, Domain.ALL)
    if not is_looked_through:
        return Narrowed(count(shown, kind, listed, pair), _taker(shown, kind, listed, pair))
    key = ("narrowed", kind, pair, given.model_copy(update={"page": None}))
    return shown.kept(key, lambda: _looked_through(shown, kind, given, listed, pair))


def count(shown: Shown, kind: str, listed: Listed, pair: Dyad | None = None) -> int:
    """How many items of a kind, of a pair or of all, fit."""

    if pair is None and not listed.since and not listed.until and shown.has(SUMS):
        return sum(n for sort, n in sums_of(shown).items() if _is_of(sort, kind, listed))

    def ask() -> int:
        with shown.reading() as store:
            return store.items.count_timeline(pair, kind, listed) if pair else store.items.count_listed(kind, listed)

    return shown.kept(("count", kind, listed, pair), ask)


def sums_of(shown: Shown) -> Mapping[Sort, int]:
    """How many items of each kind, type, status and standing there are, counted once for each state of the record."""

    def ask() -> Mapping[Sort, int]:
        with shown.reading() as store:
            return store.together.sums()

    return shown.kept(SUMS, ask)


def _is_of(sort: Sort, kind: str, listed: Listed) -> bool:
    own, type_, status, standing = sort
    if own != kind or (listed.type and listed.type != type_) or (listed.status and listed.status != status):
        return False
    return listed.with_all or (standing == listed.standing if listed.standing else standing not in NOT_BELIEVED)


def _taker(shown: Shown, kind: str, listed: Listed, pair: Dyad | None) -> Callable[[int, int], Sequence[Item[Any]]]:
    def take(limit: int, begin: int) -> Sequence[Item[Any]]:
        with shown.reading() as store:
            if pair:
                return store.items.timeline(pair, kind, listed, limit, begin)
            return store.items.listed(kind, listed, limit, begin)

    return take


def _looked_through(shown: Shown, kind: str, asked: EventsAsked, listed: Listed, pair: Dyad | None) -> Narrowed:
    if count(shown, kind, listed, pair) > _LOOKED_THROUGH:
        since = (asked.since - _MARGIN).isoformat() if asked.since and asked.since.year > 1 else ""
        until = (asked.until + _MARGIN).isoformat() if asked.until and asked.until.year < 9998 else ""
        listed = replace(listed, since=since, until=until)
    latest = _taker(shown, kind, listed, pair)(_LOOKED_THROUGH, 0)
    found = [i for i in latest if asked.fits(i)]
    is_cut = count(shown, kind, listed, pair) > _LOOKED_THROUGH
    return Narrowed(len(found), lambda limit, begin: found[begin : begin + limit], _LOOKED_THROUGH if is_cut else None)
