"""The index of relations on the terminal: one pair over time, the pairs that changed most, one point with its events."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from rich.markup import escape
from rich.table import Table

from cordiale import relations
from cordiale.cli.asked import Form, View, by_event, say_event, say_pair
from cordiale.cli.charting import may_draw, write_chart
from cordiale.cli.drawing import band, sparkline
from cordiale.cli.options import console, echo, printable
from cordiale.export.charts import Caption, index_chart
from cordiale.export.points import moved_share, point_id, write_points_csv, write_points_jsonl, write_points_parquet
from cordiale.lexicon import load_lexicon
from cordiale.measure import RelationIndex, find_changes, suits_weeks
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.index_id import IndexId, Kind
from cordiale.model.series import Act, Change, Domain, Grain, Period, Point, Remark, Series, share_of
from cordiale.store import Store

_SHOWN = 24
_FEW = 12
_NARROW, _WIDE, _WIDEST = 72, 96, 124
_BAND = 25
NOTHING = (
    "The record has no {} between two states yet.\n"
    "Read pages, or events that others have coded: cordiale read PAGES, cordiale read --as icews FILE."
)

Made = tuple[View, relations.Material]


def tell_index(record: RecordAddress, asked: View, dyad: Dyad, form: Form) -> None:
    """Tell one pair over time. UsageError where a chart is asked for and cannot be drawn."""
    may_draw(form)
    with Store(record, must_exist=True) as store:
        made, material = relations.index_of_pair(store, date.today(), dyad, asked.kind, asked.choice)
        source = _source(store, material)
    series = made.series(dyad, asked.domain, asked.direction)
    points = asked.shown(series.points)
    if all(p.is_unseen for p in points):
        points = []
    every = find_changes(made, dyad, asked.domain, asked.direction)
    turns = [c for c in every if points and points[0].period <= c.at <= points[-1].period]
    _write_files(points, turns, (asked, source), form)
    if not form.is_table:
        (write_points_jsonl if form.is_json else write_points_csv)(asked.kind, points, sys.stdout)
        return
    for line in _told(series, points, turns, (asked, material)):
        echo(line)
    if points:
        _print_points(points, asked, by_event(material))


def _write_files(points: Sequence[Point], turns: Sequence[Change], asked: tuple[View, str], form: Form) -> None:
    view, source = asked
    written = []
    if (form.svg or form.png) and points:
        name = say_pair(points[0].dyad, view.direction, load_lexicon())
        dashed = "; dashed where it turned" if turns else ""
        caption = Caption(name, f"{view.of[0].upper()}{view.of[1:]}, with its 90 % band{dashed}", source)
        written += write_chart(index_chart(points, turns, caption), form)
    if form.parquet and points:
        write_points_parquet(view.kind, points, form.parquet)
        written.append(form.parquet)
    for path in written:
        console(err=True).print(f"Written: {path}", markup=False, soft_wrap=True)


def _source(store: Store, material: relations.Material) -> str:
    files, pages = store.coded.files(), store.count_pages()
    parts = [f"{pages:,} pages"] if pages else []
    parts += [f"{f.name} ({f.format})" for f in files[:3]] + (
        [f"{len(files) - 3} more files"] if len(files) > 3 else []
    )
    return (
        f"Cordiale: {len(material.counted):,} acts from {', '.join(parts) or 'nothing'}. Blank where nothing was seen."
    )


def _told(series: Series, points: Sequence[Point], turns: Sequence[Change], made: Made) -> Iterator[str]:
    """The lines above the table: what it is, its course, where it stands, since when."""
    asked, material = made
    name = say_pair(series.dyad, asked.direction, load_lexicon())
    if not points:
        yield from _none(series, asked, name)
        return
    seen = [p for p in points if not p.is_unseen]
    yield f"{name}: {asked.of}"
    shares = [None if p.is_unseen else p.share for p in points]
    low, high = min(p.share for p in seen), max(p.share for p in seen)
    ends = f"{points[0].period}  ", f"  {points[-1].period}"
    room = console().width - sum(map(len, ends))
    yield f"{ends[0]}{sparkline(shares, room)}{ends[1]}"
    yield f"from ▁ {low:.0%} to █ {high:.0%}; blank where nothing was seen"
    last = seen[-1]
    yield f"It stands at {last.share:.0%} in {last.period} (90 % band {_say_band(last)})."
    yield _say_turn(turns)
    number = sum(p.seen for p in points)
    if number < _FEW:
        thing = "remark" if asked.kind is Kind.TALK else "act"
        yield f"Only {number} {thing}{'s' * (number != 1)}: this is mostly what pairs have in common, and the band says so."
    if asked.grain is Grain.WEEK and not suits_weeks(material.counted):
        yield "These acts are few for weeks; --by month is surer."


def _none(series: Series, asked: View, name: str) -> Iterator[str]:
    if series.points:
        yield f"{name}: nothing was seen in that stretch; it runs from {series.points[0].period} to {series.points[-1].period}."
        return
    where = "" if asked.domain is Domain.ALL else f" in the {asked.domain} domain"
    yield f"{name}: the record has no {'remark' if asked.kind is Kind.TALK else 'act'} to count{where}."
    if asked.domain is not Domain.ALL:
        yield "Ask without --domain, or read more: cordiale read PAGES, or cordiale read --as icews FILE."
    else:
        yield "Read more: cordiale read PAGES, or cordiale read --as icews FILE."


def _say_band(point: Point) -> str:
    low, high = point.band
    return f"{low:.0%}–{high:.0%}"


def _say_turn(turns: Sequence[Change]) -> str:
    if not turns:
        return "No turning point stands out from its usual swings."
    last = turns[-1]
    when = str(last.at) if last.earliest == last.latest else f"{last.at} (between {last.earliest} and {last.latest})"
    way = "better" if last.is_improvement else "worse"
    return f"Last turning point: {when}, from {last.before:.0%} to {last.after:.0%}, for the {way}."


def _print_points(points: Sequence[Point], asked: View, acts: Mapping[str, Act | Remark]) -> None:
    is_whole = asked.since is not None or asked.until is not None
    shown = points if is_whole else points[-_SHOWN:]
    out = console()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading in (
        str(asked.grain),
        "share",
        "90 % band",
        "acts",
        *(["0 %" + " " * (_BAND - 8) + "100 %"] * (out.width >= _WIDEST)),
    ):
        table.add_column(heading, no_wrap=True, justify="right" if heading in ("share", "acts") else "left")
    table.add_column("moved most by (points of share)", overflow="fold")
    for is_unseen, group in groupby(shown, lambda p: p.is_unseen):
        if is_unseen:
            table.add_row(*_unseen(list(group), out.width))
            continue
        for p in group:
            table.add_row(*map(escape, _cells(p, out.width, acts)))
    echo("")
    out.print(table)
    if len(shown) < len(points):
        echo(f"The last {len(shown)} of {len(points)} {asked.grain}s; --since 2000 or --csv shows all.")
    example = point_id(asked.kind, next(p for p in reversed(points) if not p.is_unseen))
    echo(f"All events that moved a point: cordiale trace {example}")


def _unseen(points: Sequence[Point], width: int) -> list[str]:
    """One row for neighbouring periods that saw nothing."""
    first, last = points[0].period, points[-1].period
    until = f" (until {last})" if first != last else ""
    return [str(first), "-", "-", "0", *([""] * (width >= _WIDEST)), f"nothing seen{until}"]


def _cells(p: Point, width: int, acts: Mapping[str, Act | Remark]) -> list[str]:
    drawn = [band(p.band[0], p.share, p.band[1], _BAND)] if width >= _WIDEST else []
    top = p.movers[0]
    told = f"{printable(say_event(top.event, acts))} " if width >= _WIDE else ""
    moved = f"{100 * moved_share(p, top):+.1f} {told}{top.event}"
    return [str(p.period), f"{p.share:.0%}", _say_band(p), f"{p.seen:,}", *drawn, moved]


def point_lines(store: Store, id: IndexId) -> Iterator[str]:
    """A point of an index with the events that moved it, the strongest first."""
    view = View(id.kind, id.domain, id.direction, id.period.grain, None, None)
    made, material = relations.index_of_pair(store, date.today(), id.dyad, id.kind, view.choice)
    point = made.series(id.dyad, id.domain, id.direction).at(id.period)
    name = say_pair(id.dyad, id.direction, load_lexicon())
    yield f"{id}  {name}: {view.of}, {id.period}"
    if point is None or point.is_unseen:
        yield "  nothing was seen in that period, so nothing is said of it"
        return
    past = share_of(point.filtered_low), share_of(point.filtered_high)
    yield f"  share: {point.share:.1%}   90 % band: {_say_band(point)}   acts: {point.seen:,}"
    yield f"  as one could know it at the end of it: {share_of(point.filtered):.1%}, {past[0]:.0%}–{past[1]:.0%}"
    acts = by_event(material)
    yield "  without the event the share would be lower by so many points:"
    for mover in point.movers:
        yield f"  {100 * moved_share(point, mover):+6.2f}  {say_event(mover.event, acts)}  {mover.event}"
    yield "  To the words or the row of one: cordiale trace ID"


def tell_shifts(record: RecordAddress, asked: View) -> None:
    """The pairs that changed most, and what is not counted."""
    with Store(record, must_exist=True) as store:
        made, material = relations.index_of(store, date.today(), asked.kind, asked.choice)
    if not made.dyads:
        echo(NOTHING.format("remark" if asked.kind is Kind.TALK else "act"))
        return
    found = relations.shifts(made, asked.domain, _ends(asked, made))
    last = found[0].after if found else "-"
    echo(
        f"{len(material.counted):,} acts between {len(made.dyads):,} pairs. Those that changed most up to {last}, by the {asked.of}:\n"
    )
    if not found:
        echo("No pair was seen both lately and before. Ask for another stretch with --since and --until.")
        return
    _print_shifts(found)
    echo(
        "\n'told apart' where the bands of then and now do not overlap. One of them over time: cordiale index "
        + str(found[0].dyad).replace("-", " ")
    )
    for x in material.uncounted:
        echo(f"Not counted: {x.number:,} {x.what}.")


def _print_shifts(found: Sequence[relations.Shift]) -> None:
    out = console()
    headings = (
        "pair",
        "stood at",
        "now",
        "acts since",
        *(("90 % band", "told apart", "from") * (out.width >= _NARROW)),
    )
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading in headings:
        is_number = heading in ("stood at", "now", "acts since")
        table.add_column(heading, no_wrap=True, justify="right" if is_number else "left")
    for s in found[:_SHOWN]:
        ends = share_of(s.now - s.now_half), share_of(s.now + s.now_half)
        cells = [str(s.dyad), f"{share_of(s.was):.0%}", f"{share_of(s.now):.0%}", f"{s.seen:,}"]
        cells += [f"{ends[0]:.0%}–{ends[1]:.0%}", "yes" if s.is_clear else "no", str(s.before)]
        table.add_row(*cells[: len(headings)])
    out.print(table)


def _ends(asked: View, made: RelationIndex) -> tuple[Period, Period] | None:
    """The periods to compare where a stretch is asked for."""
    if asked.since is None and asked.until is None:
        return None
    last = Period(asked.grain, int(made.rows.period.max()))
    after = min(Period.of(asked.until, asked.grain), last) if asked.until else last
    before = (
        Period.of(asked.since, asked.grain) if asked.since else after.later(-12 if asked.grain is Grain.MONTH else -52)
    )
    return before, after
