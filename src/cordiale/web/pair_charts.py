"""The charts of a pair: its index by domain, how much happened, and which figures were given; each with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query

from cordiale.export.charts import Caption, Chart, Figure, figures_chart, index_chart, volume_chart
from cordiale.export.points import point_id, point_line
from cordiale.measure import find_changes, measure_volume
from cordiale.model.actor import Dyad
from cordiale.model.index_id import Kind
from cordiale.model.mention import QuantityMention
from cordiale.model.record import NOT_BELIEVED, Item
from cordiale.model.selection import day_of
from cordiale.model.series import Change, Domain, Period, Point
from cordiale.web.address import pair_address
from cordiale.web.asked import DomainAsked
from cordiale.web.drawing import Drawing, source_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.states import pair_of
from cordiale.web.view import Elsewhere, Table, View

# Turning points are looked for where so many periods were seen, and in long series so large a part of them.
_FEWEST, _SHORT, _SEEN = 6, 120, 0.25
_POINT = "id domain period share low high filtered filtered_low filtered_high log_odds acts movers address".split()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One domain of a pair: its chart, where it stands, and its turning points."""

    domain: Domain
    drawing: Drawing
    said: str
    changes: Sequence[Change]


def drawings(shown: Shown, dyad: Dyad) -> list[Drawn]:
    """The chart of each domain in which acts were seen, all acts together first."""
    found = []
    for domain in Domain:
        points = points_of(shown, dyad, domain)
        seen = [p for p in points if not p.is_unseen]
        if not seen:
            continue
        pages = {p.period: f"/point/{point_id(Kind.ACTS, p)}" for p in seen}
        changes = changes_of(shown, points)
        chart = _chart(shown, points, changes, pages)
        stem = f"{pair_address(dyad)}/index"
        asked = {} if domain is Domain.ALL else {"domain": domain}
        drawing = Drawing(f"index-{domain}", chart, stem, asked, table=stem)
        found.append(Drawn(domain, drawing, say_standing(seen), changes))
    return found


def points_of(shown: Shown, dyad: Dyad, domain: Domain = Domain.ALL) -> Sequence[Point]:
    """The points of a pair in a domain; they are many, and made anew whenever they are asked for."""
    return shown.index.series(dyad, domain).points


def changes_of(shown: Shown, points: Sequence[Point]) -> Sequence[Change]:
    """The turning points of a series where enough was seen for one to be told from a gap in what was read."""
    seen = sum(not p.is_unseen for p in points)
    is_dense = seen >= _FEWEST and (len(points) <= _SHORT or seen >= len(points) * _SEEN)
    return find_changes(shown.index, points[0].dyad, points[0].domain) if is_dense else ()


def index_of_pair(shown: Shown, dyad: Dyad, domain: Domain = Domain.ALL) -> Chart | None:
    """The chart of a pair's index in a domain; None where no act was seen."""
    points = points_of(shown, dyad, domain)
    return _chart(shown, points, changes_of(shown, points)) if any(not p.is_unseen for p in points) else None


def _chart(
    shown: Shown, points: Sequence[Point], changes: Sequence[Change], pages: dict[Period, str] | None = None
) -> Chart:
    dyad, domain = points[0].dyad, points[0].domain
    of = "all domains" if domain is Domain.ALL else f"{domain} domain"
    dashed = "; dashed where it turned" if changes else ""
    measure = f"Share of acts that are cooperative, by month, 0 to 100 %, with its 90 % band; {of}{dashed}"
    caption = Caption(_title(shown, dyad), measure, source_of(shown))
    return index_chart(points, changes, caption, pages)


def say_standing(seen: Sequence[Point]) -> str:
    """Where an index stands, and on how many acts it rests."""
    last = seen[-1]
    low, high = last.band
    acts = sum(p.seen for p in seen)
    return (
        f"{last.share:.0%} of acts cooperative in {last.period} (90 % band {low:.0%}–{high:.0%}); "
        f"{acts:,} act{'s' * (acts != 1)} since {seen[0].period}"
    )


def show_pair_index(shown: Now, pair: str, asked: Annotated[DomainAsked, Query()]) -> View:
    """Every point of a pair's index, domain by domain and month by month, each with the events that moved it."""
    dyad = _pair(shown, pair, "index")
    domains = (asked.domain,) if asked.domain else tuple(Domain)
    points = [p for domain in domains for p in points_of(shown, dyad, domain) if not p.is_unseen]
    lines = [point_line(Kind.ACTS, p) | {"address": f"/point/{point_id(Kind.ACTS, p)}"} for p in points]
    domain, path = asked.domain or Domain.ALL, f"{pair_address(dyad)}/index"
    chart = index_of_pair(shown, dyad, domain)
    own = [d for d in shown.kept(("drawn", dyad), lambda: drawings(shown, dyad)) if d.domain is domain]
    title = f"Index of {_title(shown, dyad)}"
    values = {"title": title, "lines": lines, "path": path, "asked": asked, "domains": tuple(Domain)}
    data = {"pair": str(dyad), "domain": asked.domain, "points": lines, "spec": chart.spec if chart else None}
    return View(
        title, "pair_index.html", values, lambda: data, lambda: Table(tuple(_POINT), lines), _up(shown, dyad),
        tuple(d.drawing for d in own), lambda: chart,
    )  # fmt: skip


def show_volume(shown: Now, pair: str) -> View:
    """How many acts a pair has month by month, against what is usual for it."""
    dyad = _pair(shown, pair, "volume")
    chart = shown.kept(("volume", dyad), lambda: _volume(shown, dyad))
    return _chart_view(shown, dyad, chart, "volume", "Acts by month")


def _volume(shown: Shown, dyad: Dyad) -> Chart | None:
    volumes = measure_volume(shown.index, dyad)
    measure = "Acts a month; line and area: what is usual for the two, and 90 % of what would be"
    return volume_chart(volumes, Caption(_title(shown, dyad), measure, source_of(shown))) if volumes else None


def show_figures(shown: Now, pair: str) -> View:
    """The figures that pages give of a pair or of one of its states, over time, a panel for each unit."""
    dyad = _pair(shown, pair, "figures")
    chart = shown.kept(("figures", dyad), lambda: _figures(shown, dyad))
    return _chart_view(shown, dyad, chart, "figures", "Figures over time")


def _figures(shown: Shown, dyad: Dyad) -> Chart | None:
    items = [i for i in shown.chosen(dyad).of("quantities") if i.standing not in NOT_BELIEVED]
    figures = [f for i in items if (f := _figure(shown, i))]
    pages = len({e.article for i in items for e in i.evidence})
    caption = Caption(
        _title(shown, dyad), "Figures as pages give them, each in its own unit", f"Cordiale: {pages} pages."
    )
    return figures_chart(figures, caption) if figures else None


def _figure(shown: Shown, item: Item[QuantityMention]) -> Figure | None:
    best, page = item.best, shown.articles[item.best.article]
    day = day_of(best) or page.day
    first = (day.start or day.end) if day else None
    told_by = page.publisher or page.document
    return Figure(first, best.indicator, best.value, best.unit, told_by, item.id) if first else None


def _chart_view(shown: Shown, dyad: Dyad, chart: Chart | None, what: str, heading: str) -> View:
    path = f"{pair_address(dyad)}/{what}"
    columns = chart.columns if chart else ("id",)
    rows: list[dict[str, Any]] = [{n: r[n] for n in columns} for r in chart.rows] if chart else []
    title = f"{heading}: {_title(shown, dyad)}"
    data = {"pair": str(dyad), "rows": rows, "spec": chart.spec if chart else None}
    drawn = (Drawing(what, chart, path),) if chart else ()
    return View(
        title, "chart.html", {"title": title}, lambda: data, lambda: Table(columns, rows), _up(shown, dyad), drawn,
        lambda: chart,
    )  # fmt: skip


def _pair(shown: Shown, given: str, what: str) -> Dyad:
    dyad = pair_of(shown, given)
    if str(dyad) != given:
        raise Elsewhere(f"{pair_address(dyad)}/{what}")
    return dyad


def _title(shown: Shown, dyad: Dyad) -> str:
    return f"{shown.name_of(dyad.first)} and {shown.name_of(dyad.second)}"


def _up(shown: Shown, dyad: Dyad) -> tuple[tuple[str, str], ...]:
    return ((_title(shown, dyad), pair_address(dyad)),)
