"""The network of states in a month: who stands with whom, in which groupings, who has moved, and how balanced it is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query

from cordiale.export.charts import Caption, Chart, Setting, network_chart
from cordiale.measure import Network, changed_sides, measure_network, moves
from cordiale.model.series import Domain, Grain, Period, Tie, share_of
from cordiale.web.address import pair_address, state_address, with_query
from cordiale.web.asked import NetworkAsked
from cordiale.web.drawing import Drawing, source_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Missing, Table, View

_COLUMNS = ("first", "second", "period", "domain", "tie", "share", "low", "high", "address")
_SIGNS = {1: "friendly", -1: "hostile", 0: "unsure"}
_YEAR = 12
_MOST, _HULLS, _FEWEST_MEMBERS = 30, 3, 3


@dataclass(frozen=True, slots=True)
class Standing:
    """The network of a month beside that of a year before, with the groupings that have members in it."""

    now: Network
    before: Network
    ties: Sequence[Tie]
    drawn: Sequence[Tie]
    moved: tuple[str, ...]


def show_network(shown: Now, asked: Annotated[NetworkAsked, Query()]) -> View:
    """Who stands with whom in a month: ties with their band, communities, groupings, who moved, and the balance of triads."""
    domain = asked.domain or Domain.ALL
    months = months_of(shown)
    month = _month(asked.month, months) if asked.month else _latest_kept(shown)
    if month is None:
        values: dict[str, Any] = {"months": [], "asked": asked, "standing": None, "domains": tuple(Domain)}
        empty: dict[str, Any] = {"month": None, "domain": domain, "ties": []}
        return View("Who stands with whom", "network.html", values, lambda: empty, lambda: Table(_COLUMNS, []))
    key = (month, domain, asked.grouping)
    standing = shown.kept(("network", *key), lambda: _standing(shown, month, domain, asked.grouping))
    chart = shown.kept(("network chart", *key), lambda: _chart(shown, standing))
    given = {"month": str(month), "domain": asked.domain, "grouping": asked.grouping}
    rows = _rows(standing.now)
    values = {
        "asked": asked,
        "month": str(month),
        "months": [str(m) for m in months],
        "before": _to(given, month.later(-1), months),
        "after": _to(given, month.later(1), months),
        "domains": tuple(Domain),
        "domain": domain,
        "standing": standing,
        "name_of": shown.name_of,
        "moves": [m for m in moves(standing.before, standing.now) if m.is_clear][:_MOST],
        "share_of": share_of,
        "pair_address": pair_address,
        "state_address": state_address,
        "rows": sorted(rows, key=lambda r: (r["tie"] == "unsure", r["share"], r["first"], r["second"])),
        "counts": {words: sum(link.sign == sign for link in standing.now.links) for sign, words in _SIGNS.items()},
        "signed": _signed(standing.now),
    }
    drawn = (Drawing("network", chart, "/network", given),) if chart else ()
    title = f"Who stands with whom, {month}" + ("" if domain is Domain.ALL else f", {domain}")
    return View(
        title, "network.html", values, lambda: _plain(standing, rows, chart), lambda: Table(_COLUMNS, rows),
        charts=drawn, chart=lambda: chart,
    )  # fmt: skip


def standing_now(shown: Shown) -> Mapping[Hashable, Any]:
    """The network of the latest month in all domains with its chart, under the keys by which it is kept."""
    month = _latest_kept(shown)
    if month is None:
        return {}
    key = (month, Domain.ALL, None)
    standing = shown.kept(("network", *key), lambda: _standing(shown, *key))
    chart = shown.kept(("network chart", *key), lambda: _chart(shown, standing))
    return {"month": month, ("network", *key): standing, ("network chart", *key): chart}


def _latest_kept(shown: Shown) -> Period | None:
    return shown.kept("month", lambda: _latest(shown, months_of(shown)))


def months_of(shown: Shown) -> Sequence[Period]:
    """The months of the index, the first to the last in which any act was seen."""
    seen = shown.index.rows.period
    if not len(seen):
        return ()
    return [Period(Grain.MONTH, n) for n in range(int(seen.min()), int(seen.max()) + 1)]


def _latest(shown: Shown, months: Sequence[Period]) -> Period | None:
    """The latest month of the last two years in which a tie is sure, the last where none is."""
    for month in reversed(months[-2 * _YEAR :]):
        if any(link.sign for link in measure_network(shown.index, month).links):
            return month
    return months[-1] if months else None


def _month(given: str, months: Sequence[Period]) -> Period | None:
    if not months:
        return None
    year, _, month = given.partition("-")
    found = Period(Grain.MONTH, int(year) * 12 + int(month) - 1)
    if not months[0] <= found <= months[-1]:
        raise Missing(
            f"Nothing is known of {given}.", f"The record runs from {months[0]} to {months[-1]}; the latest: /network"
        )
    return found


def _to(given: Mapping[str, Any], month: Period, months: Sequence[Period]) -> str | None:
    return with_query("/network", {**given, "month": str(month)}) if months[0] <= month <= months[-1] else None


def _standing(shown: Shown, month: Period, domain: Domain, grouping: str | None) -> Standing:
    now = measure_network(shown.index, month, domain)
    before = measure_network(shown.index, month.later(-_YEAR), domain)
    inside = {s for link in now.links if link.sign for s in (link.dyad.first, link.dyad.second)}
    ties = sorted(shown.made.ties, key=lambda t: (-len(inside & set(t.members)), t.name))
    if grouping:
        drawn = [t for t in ties if t.name == grouping]
        if not drawn:
            raise Missing(f"No grouping called {grouping!r} is told of.", "All that are: /groupings")
    else:
        # A hull around nearly all tells nothing.
        fit = [
            t for t in ties if _FEWEST_MEMBERS <= len(inside & set(t.members)) <= max(_FEWEST_MEMBERS, len(inside) // 2)
        ]
        # Of groupings with the same states one is drawn.
        drawn = list({frozenset(inside & set(t.members)): t for t in reversed(fit)}.values())[::-1][:_HULLS]
    return Standing(now, before, ties, drawn, changed_sides(before, now))


def _chart(shown: Shown, standing: Standing) -> Chart | None:
    now = standing.now
    if not any(link.sign for link in now.links):
        return None
    of = "all domains" if now.domain is Domain.ALL else f"{now.domain} domain"
    measure = (
        f"Ties whose 90 % band of the share of cooperative acts lies wholly above (friendly) or below (hostile) one half; {of}"
        + ("; hulls: groupings" if standing.drawn else "")
        + ("; ringed: among others than a year before" if standing.moved else "")
    )
    caption = Caption(f"Who stands with whom, {now.period}", measure, source_of(shown))
    states = {s for link in now.links for s in (link.dyad.first, link.dyad.second)}
    names = {s: shown.name_of(s) for s in states}
    hulls = {t.name: t.members for t in standing.drawn}
    return network_chart(now, caption, Setting(names, hulls, standing.moved, pair_address))


def _rows(now: Network) -> list[dict[str, Any]]:
    return [
        {
            "first": link.dyad.first,
            "second": link.dyad.second,
            "period": str(now.period),
            "domain": now.domain,
            "tie": _SIGNS[link.sign],
            "share": round(share_of(link.estimate), 4),
            "low": round(share_of(link.low), 4),
            "high": round(share_of(link.high), 4),
            "address": pair_address(link.dyad),
        }
        for link in sorted(now.links, key=lambda link: link.dyad)
    ]


def _signed(now: Network) -> int:
    t = now.triads
    return t.none + t.one + t.two + t.three


def _plain(standing: Standing, rows: Sequence[Mapping[str, Any]], chart: Chart | None) -> dict[str, Any]:
    now, triads = standing.now, standing.now.triads
    return {
        "month": str(now.period),
        "domain": now.domain,
        "ties": rows,
        "communities": [list(c) for c in now.communities],
        "triads": {
            "no_hostile": triads.none,
            "one_hostile": triads.one,
            "two_hostile": triads.two,
            "three_hostile": triads.three,
            "balance": None if triads.balance is None else round(triads.balance, 4),
        },
        "moved": [
            {
                "pair": str(m.dyad),
                "before": round(share_of(m.before), 4),
                "after": round(share_of(m.after), 4),
                "is_clear": m.is_clear,
            }
            for m in moves(standing.before, now)
        ],
        "among_others": list(standing.moved),
        "groupings": [
            {"name": t.name, "kind": t.kind, "members": list(t.members), "items": list(t.items)} for t in standing.ties
        ],
        "spec": chart.spec if chart else None,
    }
