"""What an index says of a relation, as lines of a brief: where it stands, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cordiale.brief.wording import say_date
from cordiale.model.brief import Brief, Measured, Section
from cordiale.model.index_id import IndexId, Kind
from cordiale.model.series import Change, Period, Point, Series
from cordiale.model.time import DateInterval, Precision

# With fewer acts, or in fewer months, an index tells little that the acts themselves do not.
_ENOUGH_ACTS, _ENOUGH_MONTHS = 24, 6
_NAMED = 3
_HEADING = "Where the relation stands"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a pair by the measures: its index, its turning points, and how to say an event in a few words."""

    series: Series
    changes: Sequence[Change]
    say_event: Callable[[str], str]


def with_measures(brief: Brief, known: Known) -> Brief:
    """The brief with what the index says below the first lines; as it was where too few acts were seen."""
    lines = tuple(_lines(brief, known))
    if not lines:
        return brief
    if not brief.sections:
        return replace(brief, sections=(Section(_HEADING, (), measured=lines),))
    return replace(brief, sections=(replace(brief.sections[0], measured=lines), *brief.sections[1:]))


def _lines(brief: Brief, known: Known) -> Iterator[Measured]:
    points = [
        p
        for p in known.series.points
        if not p.is_unseen
        and (brief.since is None or p.period.last >= brief.since)
        and (brief.until is None or p.period.first <= brief.until)
    ]
    if len(points) < _ENOUGH_MONTHS or sum(p.seen for p in points) < _ENOUGH_ACTS:
        return
    yield _stands(points, known)
    turns = [c for c in known.changes if points[0].period <= c.at <= points[-1].period]
    if turns:
        yield _turned(turns[-1], known)


def _stands(points: Sequence[Point], known: Known) -> Measured:
    last, number = points[-1], sum(p.seen for p in points)
    low, high = last.band
    text = (
        f"Of the {number:,} acts between them that are counted from {_say(points[0].period)} on, the index puts the share "
        f"that is cooperative at {last.share:.0%} in {_say(last.period)} (90 % band {low:.0%} to {high:.0%}; "
        f"{last.seen:,} acts in that month)."
    )
    return Measured(text, (_id(last),), tuple(known.say_event(m.event) for m in last.movers[:_NAMED]))


def _turned(change: Change, known: Known) -> Measured:
    way = "for the better" if change.is_improvement else "for the worse"
    between = (
        f" (between {_say(change.earliest)} and {_say(change.latest)})" if change.earliest != change.latest else ""
    )
    text = (
        f"It last turned {way} in {_say(change.at)}{between}: of the acts before, {change.before:.0%} were cooperative, of "
        f"those since, {change.after:.0%}. That this is a turn and no swing is {change.certainty:.0%} sure."
    )
    around = (p for n in (0, 1, -1) if (p := known.series.at(change.at.later(n))) and not p.is_unseen)
    ids = tuple(_id(p) for p in around)[:1] or (_id(next(p for p in known.series.points if not p.is_unseen)),)
    return Measured(text, ids, tuple(known.say_event(m.event) for m in change.events[:_NAMED]))


def _say(period: Period) -> str:
    return say_date(DateInterval(period.first, period.last, Precision.MONTH))


def _id(point: Point) -> str:
    return str(IndexId(Kind.ACTS, point.dyad, point.domain, point.direction, point.period))
