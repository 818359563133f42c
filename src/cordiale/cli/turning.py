"""Turning points and the network of states on the terminal."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from rich.markup import escape
from rich.table import Table

from cordiale import relations
from cordiale.cli.asked import Form, View, by_event, say_event
from cordiale.cli.index_tables import NOTHING
from cordiale.cli.options import console, echo
from cordiale.measure import Network, RelationIndex, changed_sides, find_changes, find_ties, measure_network, moves
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.issue import UsageError
from cordiale.model.series import Act, Change, Period, Remark, Tie, share_of
from cordiale.pipeline import hold
from cordiale.store import Store

_BUSIEST = 200
_SHOWN = 30
_EVENTS = 3
# Of many pairs only turning points that are this sure are told.
_SURE = 0.9


def tell_changes(record: RecordAddress, asked: View, pair: Dyad | None, form: Form) -> None:
    """Tell the turning points of a pair, or of the pairs with most acts, the latest first."""
    with Store(record, must_exist=True) as store:
        if pair:
            made, material = relations.index_of_pair(store, date.today(), pair, choice=asked.choice)
        else:
            made, material = relations.index_of(store, date.today(), choice=asked.choice)
    dyads = [pair] if pair else relations.busiest(made, _BUSIEST)
    least = 0 if pair else _SURE
    turns = (c for d in dyads for c in find_changes(made, d, asked.domain))
    found = [c for c in turns if c.certainty >= least and _is_within(c, asked)]
    found.sort(key=lambda c: (-c.at.number, -abs(c.size), c.dyad))
    if not form.is_table:
        _write([_line(c) for c in found], _CHANGE, is_json=form.is_json)
    elif not material.counted:
        echo(NOTHING.format("act"))
    elif not found:
        where = " in that stretch" if asked.since or asked.until else ""
        echo(f"No turning point stands out from the usual swings{where}.")
    else:
        _print_changes(found, by_event(material), is_one=pair is not None)


def _is_within(change: Change, asked: View) -> bool:
    return (asked.since is None or change.at.last >= asked.since) and (
        asked.until is None or change.at.first <= asked.until
    )


_CHANGE = "first second domain period earliest latest before after log_odds certainty events".split()
_LINK = "first second period domain share low high sign".split()


def _line(c: Change) -> dict[str, Any]:
    return {
        "kind": "change",
        "first": c.dyad.first,
        "second": c.dyad.second,
        "domain": c.domain,
        "period": str(c.at),
        "earliest": str(c.earliest),
        "latest": str(c.latest),
        "before": round(c.before, 4),
        "after": round(c.after, 4),
        "log_odds": round(c.size, 4),
        "certainty": round(c.certainty, 4),
        "events": [m.event for m in c.events],
    }


def _write(lines: Sequence[Mapping[str, Any]], columns: Sequence[str], *, is_json: bool) -> None:
    if is_json:
        sys.stdout.writelines(msgspec.json.encode(line).decode() + "\n" for line in lines)
        return
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    for line in lines:
        writer.writerow(" ".join(v) if isinstance(v := line[name], list) else v for name in columns)


def _print_changes(found: Sequence[Change], acts: Mapping[str, Act | Remark], *, is_one: bool) -> None:
    out = console()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading in ("turned in", "between", *([] if is_one else ["pair"]), "share", "sure"):
        table.add_column(heading, no_wrap=True)
    table.add_column("events around it that pull its way", overflow="fold")
    for c in found[:_SHOWN]:
        events = "\n".join(f"{say_event(m.event, acts)} {m.event}" for m in c.events[:_EVENTS])
        told = [str(c.at), f"{c.earliest}…{c.latest}", *([] if is_one else [str(c.dyad)])]
        table.add_row(*told, f"{c.before:.0%} → {c.after:.0%}", f"{c.certainty:.0%}", escape(events))
    out.print(table)
    more = f" The latest {_SHOWN} shown; --csv gives all." if len(found) > _SHOWN else ""
    whose = "" if is_one else f" at least {_SURE:.0%} sure, of the {_BUSIEST} pairs with most acts"
    echo(
        f"\n{len(found)} turning point{'s' * (len(found) != 1)}{whose}.{more} 'between' holds it with 90 % probability."
    )


def tell_network(record: RecordAddress, asked: View, period: Period | None, form: Form) -> None:
    """Tell who stands with whom in a month, the last one where none is asked for."""
    with Store(record, must_exist=True) as store:
        made, _ = relations.index_of(store, date.today(), choice=asked.choice)
        held = hold(store)
        ties = find_ties(held.record.groupings, relations.told_of(held))
    if not made.dyads:
        echo(NOTHING.format("act"))
        return
    first, last = (Period(asked.grain, int(p)) for p in (made.rows.period.min(), made.rows.period.max()))
    period = period or last
    if not first <= period <= last:
        raise UsageError(f"nothing is known of {period}; the record runs from {first} to {last}")
    now = measure_network(made, period, asked.domain)
    if not form.is_table:
        _write([_link_line(now, link) for link in now.links], _LINK, is_json=form.is_json)
        return
    _tell_network(now, made, ties)


def _link_line(now: Network, link: Any) -> dict[str, Any]:
    return {
        "kind": "tie",
        "first": link.dyad.first,
        "second": link.dyad.second,
        "period": str(now.period),
        "domain": now.domain,
        "share": round(share_of(link.estimate), 4),
        "low": round(share_of(link.low), 4),
        "high": round(share_of(link.high), 4),
        "sign": link.sign,
    }


def _tell_network(now: Network, made: RelationIndex, ties: Sequence[Tie]) -> None:
    friendly = sum(x.sign > 0 for x in now.links)
    hostile = sorted((x for x in now.links if x.sign < 0), key=lambda x: (x.high, x.dyad))
    unsure = len(now.links) - friendly - len(hostile)
    echo(
        f"{now.period}: {len(now.links):,} pairs, {friendly:,} mostly cooperative, {len(hostile):,} mostly hostile, {unsure:,} unsure."
    )
    balance = now.triads.balance
    if balance is not None:
        t = now.triads
        number = t.none + t.one + t.two + t.three
        echo(
            f"Of {number:,} triangles of sure ties {balance:.0%} are balanced (a friend's friend a friend, an enemy's enemy too)."
        )
    _list("Communities by friendly ties:", [" ".join(c) for c in now.communities if len(c) > 2])
    worst = [f"{x.dyad} {share_of(x.estimate):.0%} (at most {share_of(x.high):.0%})" for x in hostile[:_SHOWN]]
    _list("Hostile ties, the surest first:", worst)
    before = measure_network(made, now.period.later(-12), now.domain)
    moved = [m for m in moves(before, now) if m.is_clear]
    _list(
        f"Moved clearly since {before.period}:",
        [f"{m.dyad} {share_of(m.before):.0%} → {share_of(m.after):.0%}" for m in moved[:_SHOWN]],
    )
    if sides := changed_sides(before, now):
        echo(f"\nAmong others than a year before: {' '.join(sides)}")
    _list("Groupings that the pages name:", [f"{t.name} ({t.kind}): {' '.join(t.members)}" for t in ties[:_SHOWN]])


def _list(heading: str, lines: Sequence[str]) -> None:
    if lines:
        echo(f"\n{heading}")
        for line in lines:
            console().print(f"  {line}", markup=False, soft_wrap=False)
