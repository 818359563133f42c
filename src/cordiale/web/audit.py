"""The way from captures to the record with what was lost on it and why; and which versions read."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cordiale import __version__
from cordiale.lexicon.digest import tables_digest
from cordiale.pipeline import STAGES
from cordiale.store import Store
from cordiale.store.kinds import KINDS
from cordiale.watching import SourceStanding, standings_of
from cordiale.web.shelf import Now
from cordiale.web.shown import Shown
from cordiale.web.view import Table, View


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: how many of what are left, and what was lost before it, with the reason."""

    name: str
    number: int
    says: str
    lost: tuple[tuple[str, int], ...] = ()


def show_audit(shown: Now) -> View:
    """What became of every page: how much came in, what was lost at each step and why, and by which versions it was read."""
    with Store(shown.record_file, must_exist=True) as store:
        captures, stages, files = store.count_captures(), store.stages(), store.coded.files()
        sources = [_source(s) for s in standings_of(store, _now(shown))]
        refused = store.watches.decisions(refused_only=True)
    kinds = kinds_told(shown)
    steps = _steps(shown, captures, sum(stages.values()), kinds)
    standings = sorted({name for row in kinds for name in row} - {"kind", "mentions", "items"})
    rules = shown.made.rules
    versions = {"cordiale": __version__, "stages": STAGES, "tables": tables_digest()}
    values = {
        "steps": steps,
        "kinds": kinds,
        "standings": standings,
        "rules": rules,
        "stages": stages,
        "versions": versions,
        "issues": shown.issues,
        "uncounted": shown.material.uncounted,
        "counted": len(shown.material.counted),
        "files": files,
        "sources": sources,
        "refused": refused,
    }
    rows = [
        {"step": s.name, "number": s.number, "lost": number, "reason": why}
        for s in steps
        for why, number in (s.lost or (("", 0),))
    ]
    data = {
        "funnel": [{"step": s.name, "number": s.number, "lost": dict(s.lost)} for s in steps],
        "kinds": kinds,
        "rules": dict(rules),
        "read_by": stages,
        "versions": versions,
        "not_read": [{"document": i.document, "code": i.code, "what": i.what} for i in shown.issues],
        "event_files": [{"name": f.name, "format": f.format, "rows": f.rows, "coded": f.coded} for f in files],
        "sources": sources,
        "refused": [
            {"address": d.address, "basis": d.basis, "reason": d.reason, "at": d.at.isoformat()} for d in refused
        ],
    }
    return View("Audit", "audit.html", values, lambda: data, lambda: Table(("step", "number", "lost", "reason"), rows))


def kinds_told(shown: Shown) -> Sequence[dict[str, Any]]:
    """Of each kind how many mentions and items there are, put together once for each state of the record."""
    return shown.kept("kinds", lambda: _kinds(shown))


def _kinds(shown: Shown) -> list[dict[str, Any]]:
    """Of each kind how many mentions and items there are, and how many of each standing."""
    with shown.reading() as store:
        mentions = store.tellings.count()
        standings = {kind: store.items.count_by_standing(kind) for kind in KINDS}
    return [
        {
            "kind": kind,
            "mentions": mentions.get(kind, 0),
            "items": sum(standings[kind].values()),
            **{str(standing): n for standing, n in standings[kind].items()},
        }
        for kind in KINDS
    ]


def _now(shown: Shown) -> float:
    """The moment for which sources are judged: now, or the end of the day that is shown where that is another."""
    end = datetime.combine(shown.today, datetime.max.time(), UTC).timestamp()
    return time.time() if shown.today == date.today() else end


def _source(standing: SourceStanding) -> dict[str, Any]:
    source = standing.publisher.source
    last = datetime.fromtimestamp(standing.last, UTC).date().isoformat() if standing.last else None
    return {
        "name": source.name,
        "owner": source.owner,
        "country": source.country,
        "language": source.language,
        "is_state_run": source.is_state_run,
        "fetched": standing.fetched,
        "read": standing.read,
        "refused": standing.refused,
        "last": last,
        "breaches": list(standing.breaches),
    }


def _steps(shown: Shown, captures: int, pages: int, kinds: Sequence[dict[str, Any]]) -> Sequence[Step]:
    with shown.reading() as store:
        articles, telling = store.heads.count(), store.heads.count_telling()
    trouble = Counter(i.code for i in shown.issues)
    mentions, items = sum(row["mentions"] for row in kinds), sum(row["items"] for row in kinds)
    events = next(row["items"] for row in kinds if row["kind"] == "events")
    not_counted = tuple((x.what, x.number) for x in shown.material.uncounted)
    counted = shown.made.counted_events
    return (
        Step("captures", captures, "different bytes held, those of pages since replaced or taken out among them"),
        Step("pages", pages, "pages held now, each under a name of its own"),
        Step(
            "articles",
            articles,
            "pages that could be read; of the same address and bytes they are one",
            tuple((_why(shown, code), number) for code, number in trouble.most_common()),
        ),
        Step(
            "articles that tell something",
            telling,
            "articles with at least one mention",
            (("nothing in them about states that could be grounded", articles - telling),)
            if articles > telling
            else (),
        ),
        Step("mentions", mentions, "what these articles say, each pinned to its characters"),
        Step(
            "items",
            items,
            "what is told, once however many articles tell it",
            (("told again by another sentence or page, and so joined", mentions - items),) if mentions > items else (),
        ),
        Step("events", events, "of the items those that are acts"),
        Step(
            "events counted in the index",
            counted,
            "acts that have happened, between two states, on a known day",
            not_counted,
        ),
    )


def _why(shown: Shown, code: str) -> str:
    what = next(i.what for i in shown.issues if i.code == code)
    return f"{code}: {what.partition(': ')[2] or what}" if len(what) < 160 else code
