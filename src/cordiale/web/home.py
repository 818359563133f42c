"""The first page: which relations changed, what is announced, what was read and what could not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Query

from cordiale.announced import Asked
from cordiale.brief.wording import say_date
from cordiale.export.charts import Caption, spark_chart
from cordiale.export.points import moved_share
from cordiale.model.actor import Dyad
from cordiale.model.document import Article
from cordiale.model.ontology import Status
from cordiale.model.record import NOT_BELIEVED, Event
from cordiale.model.series import Mover, Point, share_of
from cordiale.model.time import DateInterval
from cordiale.relations import Shift, busiest
from cordiale.store.items import Listed
from cordiale.web.address import article_address, pair_address
from cordiale.web.asked import PageAsked
from cordiale.web.drawing import Drawing, source_of
from cordiale.web.forecast import question_lines, question_row
from cordiale.web.lines import Told, lines_of, told, told_all
from cordiale.web.narrowed import count
from cordiale.web.pages import taken_part
from cordiale.web.pair_charts import points_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Table, View

_PAIRS, _FEWEST, _COMING, _RECENT, _TROUBLES = 12, 6, 12, 10, 20
_WEEKS = timedelta(weeks=8)
_STEADY = 0.05
# So many months, three years, are drawn beside a pair.
_YEARS = 36
_COLUMNS = ("pair", "first", "second", "events", "address")


@dataclass(frozen=True, slots=True)
class Moved:
    """A pair that moved: from which share to which, whether that is clear, why, and how its months look."""

    names: tuple[str, str]
    href: str
    arrow: str
    words: str
    was: float | None
    now: float
    low: float
    high: float
    period: str
    seen: int
    is_clear: bool
    reasons: tuple[Told, ...]
    spark: Drawing | None
    dyad: Dyad


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page rests on: pairs that moved, what is announced and due, the latest pages, and how much there is."""

    moved: Sequence[Moved]
    since: date | None
    coming: Sequence[Event]
    due: Sequence[Asked]
    recent: Sequence[Article]
    pages: int
    items: Mapping[str, int]


def home_of(shown: Shown) -> Home:
    """What the first page rests on, put together once for each state of the record."""
    return shown.kept("home", lambda: _home(shown))


def _home(shown: Shown) -> Home:
    since = last_day(shown)
    coming = coming_events(shown, since)
    due = [a for a in shown.made.asked.soon if since and since < a.question.due <= since + _WEEKS]
    due = [a for a in due if a.item and a.item.id not in {e.id for e in coming}][:_COMING]
    with shown.reading() as store:
        pages, recent = store.heads.count(), [shown.articles[h.article] for h in store.heads.latest(_RECENT)]
    numbers = {kind: count(shown, kind, Listed(with_all=True)) for kind in ("events", "statements", "commitments")}
    return Home(moved_pairs(shown, _PAIRS), since, coming, due, recent, pages, numbers)


def show_home(shown: Now) -> View:
    """Which relations changed most and why, what is announced for the next weeks, and what was read."""
    return shown.kept("first page", lambda: _first_page(shown, home_of(shown)))


def _first_page(shown: Shown, home: Home) -> View:
    def plain() -> dict[str, Any]:
        return {
            "pairs": [_pair_line(m) for m in home.moved],
            "coming": lines_of(shown, "events", home.coming),
            "due": [question_row(a) for a in home.due],
            "pages_read": home.pages,
            "not_read": [{"document": i.document, "code": i.code, "what": i.what} for i in shown.issues],
            "not_counted": [{"what": x.what, "number": x.number} for x in shown.material.uncounted],
        }

    values = {
        "moved": home.moved,
        "coming": told_all(shown, "events", home.coming),
        "due": question_lines(shown, home.due),
        "since": say_date(DateInterval.day(home.since)) if home.since else "",
        "recent": home.recent,
        "pages": home.pages,
        "items": home.items,
        "issues": shown.issues[:_TROUBLES],
        "issues_more": max(0, len(shown.issues) - _TROUBLES),
        "article_address": article_address,
        "acts": len(shown.material.counted),
    }
    rows = [_pair_line(m) for m in home.moved]
    table = Table(tuple(rows[0]) if rows else ("pair",), rows)
    sparks = tuple(m.spark for m in home.moved if m.spark)
    return View("Where relations stand", "home.html", values, plain, lambda: table, charts=sparks)


def last_day(shown: Shown) -> date | None:
    """The day of the latest page, as far as pages tell theirs; today where that is earlier."""
    with shown.reading() as store:
        last = store.heads.last_day()
    return min(date.fromisoformat(last), shown.today) if last else None


def coming_events(shown: Shown, since: date | None) -> list[Event]:
    """What is announced for the weeks after a day, the next first."""
    if since is None:
        return []
    with shown.reading() as store:
        # What spans eight weeks at most lies by one of its days within this.
        near = store.items.planned((since - _WEEKS).isoformat(), (since + 2 * _WEEKS).isoformat())
    found = [
        e
        for e in near
        if e.best.status is Status.PLANNED
        and e.standing not in NOT_BELIEVED
        and (d := e.best.date)
        and (d.end or date.max) > since
        and (d.start or date.min) <= since + _WEEKS
        and (d.end is not None and d.end - (d.start or since) <= _WEEKS)
    ]
    return sorted(found, key=lambda e: (e.best.date.end if e.best.date and e.best.date.end else date.max, e.id))[
        :_COMING
    ]


def moved_pairs(shown: Shown, most: int) -> list[Moved]:
    """The pairs that moved most; where too little is known of many, also those with most acts."""
    moved = shown.shifts[:most]
    known = {s.dyad for s in moved}
    others = [d for d in busiest(shown.index, most) if d not in known][: max(0, _FEWEST - len(moved))]
    return [*(_moved(shown, s) for s in moved), *(_busy(shown, d) for d in others)]


def _moved(shown: Shown, s: Shift) -> Moved:
    points = points_of(shown, s.dyad)
    was, now = share_of(s.was), share_of(s.now)
    arrow, words = ("→", "steady") if abs(now - was) < _STEADY else ("↗", "better") if now > was else ("↘", "worse")
    since = [p for p in points if s.before < p.period <= s.after]
    return Moved(
        _names(shown, s.dyad),
        pair_address(s.dyad),
        arrow,
        words if s.is_clear or words == "steady" else f"perhaps {words}",
        was,
        now,
        share_of(s.now - s.now_half),
        share_of(s.now + s.now_half),
        f"{s.before} to {s.after}",
        s.seen,
        s.is_clear,
        _reasons(shown, since, now - was),
        _spark(shown, s.dyad, points[-_YEARS:]),
        s.dyad,
    )


def _busy(shown: Shown, dyad: Dyad) -> Moved:
    points = points_of(shown, dyad)
    seen = [p for p in points if not p.is_unseen]
    last = seen[-1]
    acts = sum(p.seen for p in seen)
    reasons = _reasons(shown, seen[-3:], 0.0)
    where = f"{seen[0].period}" if len(seen) == 1 else f"{seen[0].period} to {last.period}"
    spark = _spark(shown, dyad, points) if len(seen) > 1 else None
    band = last.band
    return Moved(
        _names(shown, dyad), pair_address(dyad), "·", "too little to compare", None, last.share, *band, where, acts,
        False, reasons, spark, dyad,
    )  # fmt: skip


def _spark(shown: Shown, dyad: Dyad, points: Sequence[Point]) -> Drawing | None:
    if all(p.is_unseen for p in points):
        return None
    caption = Caption(" and ".join(_names(shown, dyad)), "Share of cooperative acts", source_of(shown))
    stem = f"{pair_address(dyad)}/index"
    return Drawing(f"spark-{dyad}", spark_chart(points, caption), stem, table=stem, is_small=True)


def _names(shown: Shown, dyad: Dyad) -> tuple[str, str]:
    return shown.name_of(dyad.first), shown.name_of(dyad.second)


def _reasons(shown: Shown, points: Sequence[Point], by: float) -> tuple[Told, ...]:
    """The two events since that pull most the way a pair has moved."""
    movers: list[tuple[float, Mover]] = [(moved_share(p, m), m) for p in points for m in p.movers]
    pulling = [(size, m) for size, m in movers if by == 0 or (size > 0) == (by > 0)] or movers
    ranked = sorted(pulling, key=lambda x: (-abs(x[0]), x[1].event))
    found = [shown.items[m.event] for _, m in ranked if m.event in shown.items]
    return tuple(told(shown, kind, item) for kind, item in found[:2])


def _pair_line(m: Moved) -> dict[str, Any]:
    return {
        "pair": str(m.dyad),
        "first": m.dyad.first,
        "second": m.dyad.second,
        "direction": m.words,
        "share_before": None if m.was is None else round(m.was, 4),
        "share": round(m.now, 4),
        "low": round(m.low, 4),
        "high": round(m.high, 4),
        "period": m.period,
        "acts": m.seen,
        "is_clear": m.is_clear,
        "events": [r.id for r in m.reasons],
        "address": m.href,
    }


def show_pairs(shown: Now, asked: Annotated[PageAsked, Query()]) -> View:
    """Every pair of states of which the record tells, with how many events concern both."""
    counts = counts_of_pairs(shown)
    part = taken_part(
        len(counts), lambda limit, begin: _pairs(shown, counts[begin : begin + limit]), asked.page, "/pairs", {}
    )

    def rows() -> list[dict[str, Any]]:
        return shown.kept("pairs", lambda: _pairs(shown, counts))

    return View(
        "Pairs of states", "pairs.html", {"part": part}, lambda: {"pairs": rows()}, lambda: Table(_COLUMNS, rows())
    )


def counts_of_pairs(shown: Shown) -> Sequence[tuple[str, str, int]]:
    """Every pair of states by their codes with the number of believed events that concern both, the fullest first."""

    def ask() -> Sequence[tuple[str, str, int]]:
        states = shown.lexicon.states
        with shown.reading() as store:
            return [(d.first, d.second, n) for d, n in store.items.pairs() if d.first in states and d.second in states]

    return shown.kept("counts of pairs", ask)


def _pairs(shown: Shown, counts: Sequence[tuple[str, str, int]]) -> list[dict[str, Any]]:
    return [
        {
            "pair": f"{first}-{second}",
            "first": shown.name_of(first),
            "second": shown.name_of(second),
            "events": n,
            "address": pair_address(Dyad(first, second)),
        }
        for first, second, n in counts
    ]
