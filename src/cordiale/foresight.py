"""From how states have stood to what may come: acts -> panel -> forecasts that are kept, and scored when their month is over."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from cordiale.announced import announced
from cordiale.brief.expected import Awaited, Foreseen, with_expectations
from cordiale.forecast.canonical import canonical, digest, restored, short_id
from cordiale.forecast.issue import Order, inputs_digest, issue, order_for
from cordiale.forecast.panel import Panel, panel_of
from cordiale.forecast.scores import score_forecast
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief
from cordiale.model.forecast import Forecast, Resolution, Rule, Score
from cordiale.model.ontology import QuadClass
from cordiale.model.series import Act, Period
from cordiale.pipeline import Held
from cordiale.relations import acts_of
from cordiale.store import Store
from cordiale.store.issued import Issued

# So many of the busiest pairs teach the forecaster: more raise the level of all (docs/forecasts.md).
_TEACHERS = 50
# Older acts than these tell nothing of next month.
_LONGEST = 20 * 12
_YEAR = 12
# In a brief a class of acts is forecast only where so many were seen.
_ENOUGH = 24
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """The acts of all pairs in the order of days, and the first day that is not wholly seen: a month counts once it is over.

    A month is over when an act of any pair is dated on its last day or later. `last` is the last day with an act.
    """

    acts: Sequence[Act]
    last: date
    end: date

    @classmethod
    def of(cls, acts: Sequence[Act]) -> Seen | None:
        """What can be seen in some acts; None where there is none."""
        if not acts:
            return None
        last = acts[-1].day
        month = Period.of(last)
        return cls(acts, last, month.later(1).first if last == month.last else month.first)

    @property
    def is_cut(self) -> bool:
        """Whether the last month with acts is not over, so that it is left out."""
        return self.end <= self.last


@dataclass(frozen=True, slots=True)
class Outlook:
    """Forecasts of a pair beside what they rest on.

    `kept` says when each was issued, under its digest; `new` counts those issued just now. Where there are none, `why` says
    in a line why not.
    """

    pair: Dyad
    seen: Seen | None
    panel: Panel | None
    forecasts: tuple[Forecast, ...]
    kept: Mapping[str, datetime]
    new: int = 0
    why: str | None = None


def foresee(store: Store, today: date, pair: Dyad, horizons: Sequence[int] = (1,), *, is_kept: bool = True) -> Outlook:
    """Forecasts of each quad class of a pair for some months ahead, by class and month; kept where `is_kept`.

    What was issued from the same inputs is not reckoned again. A record that may only be read is not written to.
    """
    seen = Seen.of(acts_of(store, today).counted)  # type: ignore[arg-type]
    if seen is None or not any(Dyad.of(a.actor, a.recipient) == pair for a in seen.acts):
        return Outlook(pair, seen, None, (), {}, why="the record has no act between them to count")
    before = seen.acts[: bisect_left(seen.acts, seen.end, key=lambda a: a.day)]
    if not before:
        return Outlook(
            pair, seen, None, (), {}, why=f"no month has been seen to its end: {seen.last:%Y-%m} is the first"
        )
    panel = panel_before(before, pair, seen.end)
    former = _issued(store, pair)
    order = order_for(panel, tuple(horizons))
    known = _known(former, panel, order)
    wanted = tuple(h for h in horizons if (QuadClass.VERBAL_COOPERATION, h) not in known)
    made = issue(panel, [pair], replace(order, horizons=wanted)) if wanted else ()
    found = [*made, *(f for (_, h), f in known.items() if h in horizons)]
    new = _keep_forecasts(store, made) if is_kept and not store.is_read_only else 0
    kept = {name: at for name, (_, at) in _issued(store, pair).items()}
    return Outlook(pair, seen, panel, tuple(sorted(found, key=lambda f: (f.quad_class, f.horizon))), kept, new)


def panel_before(acts: Sequence[Act], pair: Dyad, end: date) -> Panel:
    """The panel of a pair and of the busiest ones from acts before a day, in the order of days.

    It begins with the first month from which on no year is mostly empty, twenty years back at most: a page that tells of
    an old war does not make decades of peace.
    """
    months = Counter(Period.of(a.day).number for a in acts)
    last = Period.of(end).number - 1
    first = next((n for n in range(max(min(months), last + 1 - _LONGEST), last + 1) if _begins(n, last, months)), last)
    begin = Period.of(end).later(first - last - 1).first
    own = acts[bisect_left(acts, begin, key=lambda a: a.day) :]
    volume = Counter(Dyad.of(a.actor, a.recipient) for a in own if a.actor != a.recipient)
    busiest = sorted(volume, key=lambda d: (-volume[d], d))[:_TEACHERS]
    return panel_of(own, [*busiest, pair], begin, end)


def _begins(month: int, last: int, months: Mapping[int, int]) -> bool:
    year = range(month, min(month + _YEAR, last + 1))
    return month in months and 2 * sum(m in months for m in year) >= len(year)


def _issued(store: Store, pair: Dyad | None = None) -> dict[str, tuple[Forecast, datetime]]:
    """The forecasts that were issued, of one pair or all, under their digests."""
    kept = store.issued.of_kind("forecast", str(pair) if pair else None)
    things = ((x, restored(x.text)) for x in kept)
    return {x.digest: (thing, x.at) for x, thing in things if isinstance(thing, Forecast)}


def _known(
    former: Mapping[str, tuple[Forecast, datetime]], panel: Panel, order: Order
) -> dict[tuple[QuadClass, int], Forecast]:
    """What was issued by the same rules from the same inputs, by class and horizon."""
    seen = inputs_digest(panel)
    return {
        (f.quad_class, f.horizon): f
        for f, _ in former.values()
        if (f.inputs, f.origin, f.forecaster, f.baseline.name) == (seen, panel.end, order.forecaster, order.baseline)
    }


def _keep_forecasts(store: Store, made: Iterable[Forecast]) -> int:
    now = datetime.now(UTC)
    return len(store.issued.keep(Issued("forecast", now, canonical(f), str(f.dyad)) for f in made))


# --- what became of them ---


@dataclass(frozen=True, slots=True)
class Due:
    """A forecast that was issued, when, and what came: None where its month is not over or nothing of it was read."""

    forecast: Forecast
    issued: datetime
    resolution: Resolution | None

    @property
    def score(self) -> Score | None:
        """How well it and its baseline did; None while it waits."""
        return score_forecast(self.forecast, self.resolution) if self.resolution else None


def resolve(store: Store, today: date, pair: Dyad | None = None, *, is_kept: bool = True) -> tuple[Due, ...]:
    """Every forecast that was issued, of a pair or of all, against the record as it is now, by month, pair, class and horizon.

    New resolutions and scores are kept beside them where `is_kept`.
    """
    former = _issued(store, pair)
    seen = Seen.of(acts_of(store, today).counted) if former else None  # type: ignore[arg-type]
    due = [Due(f, at, resolved(f, seen) if seen else None) for f, at in former.values()]
    if is_kept and not store.is_read_only:
        _keep_scores(store, due)
    return tuple(sorted(due, key=lambda d: (d.forecast.month.anchor, *_order(d.forecast))))


def _order(f: Forecast) -> tuple[Dyad, QuadClass, int]:
    return f.dyad, f.quad_class, -f.horizon


def resolved(forecast: Forecast, seen: Seen) -> Resolution | None:
    """What was counted in the month of a forecast; None where the month is not over, or no act of any pair was read of it."""
    month = Period.of(forecast.month.anchor)
    acts = acts_in(seen, month)
    if month.last >= seen.end or not acts:
        return None
    own = [a for a in acts if Dyad.of(a.actor, a.recipient) == forecast.dyad and a.quad_class is forecast.quad_class]
    panel = panel_of(own, [forecast.dyad], month.first, month.later(1).first)
    count = round(float(panel.monthly((forecast.quad_class,))[0, 0]))
    return Resolution(digest(forecast), month.last, tuple(dict.fromkeys(a.event for a in own)), count=count)


def acts_in(seen: Seen, month: Period) -> Sequence[Act]:
    """The acts of all pairs in a month."""
    first, last = (bisect_left(seen.acts, day, key=lambda a: a.day) for day in (month.first, month.later(1).first))
    return seen.acts[first:last]


def _keep_scores(store: Store, due: Iterable[Due]) -> None:
    """Keep resolutions and scores that say something new of a forecast."""
    now, things = datetime.now(UTC), []
    for d in due:
        name, pair = digest(d.forecast), str(d.forecast.dyad)
        if d.resolution and d.score and _last_count(store, name) != d.resolution.count:
            things.append(Issued("resolution", now, canonical(d.resolution), pair, name))
            things.append(Issued("score", now, canonical(d.score), pair, name))
    if things:
        store.issued.keep(things)


def _last_count(store: Store, forecast: str) -> int | None:
    kept = [restored(x.text) for x in store.issued.about(forecast) if x.kind == "resolution"]
    return kept[-1].count if kept and isinstance(kept[-1], Resolution) else None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a forecast rests on, looked up again: its panel, the last acts of its pair and class, and whether the digest
    of the panel is still the one that the forecast names.
    """

    panel: Panel
    acts: tuple[Act, ...]
    is_same: bool


def inputs_of(store: Store, today: date, forecast: Forecast) -> Inputs | None:
    """The inputs of a forecast in the record as it is now; None where it holds no act before its origin any more."""
    seen = Seen.of(acts_of(store, today).counted)  # type: ignore[arg-type]
    before = seen.acts[: bisect_left(seen.acts, forecast.origin, key=lambda a: a.day)] if seen else ()
    if not before:
        return None
    panel = panel_before(before, forecast.dyad, forecast.origin)
    return Inputs(panel, _own(before, forecast), inputs_digest(panel) == forecast.inputs)


def _own(acts: Sequence[Act], forecast: Forecast) -> tuple[Act, ...]:
    """The acts of a forecast's pair and class, each event once, in the order of days."""
    own = (a for a in acts if a.quad_class is forecast.quad_class and Dyad.of(a.actor, a.recipient) == forecast.dyad)
    return tuple({a.event: a for a in own}.values())


# --- the brief ---


def expected(brief: Brief, store: Store, held: Held, today: date) -> Brief:
    """The brief with what comes next: announced things with their chances, and forecasts where enough acts were seen.

    What it tells is issued and kept, so that it opens to its grounds. A brief of a time that is over foretells nothing.
    """
    if brief.until and brief.until < today:
        return brief
    asked = announced(store, held, today, brief.dyad)
    waiting = [*((a, False) for a in asked.open), *((a, True) for a in reversed(asked.overdue))]
    awaited = [
        Awaited(a.question, a.id, a.item, is_overdue)
        for a, is_overdue in waiting
        if a.item and (a.question.kind.rule is Rule.SAME_ACT or set(a.question.parties) <= _both(brief.dyad))
    ]
    return with_expectations(brief, awaited, _foreseen(brief, store, today), held.by_id)


def _both(pair: Dyad) -> set[str]:
    return {pair.first, pair.second}


def _foreseen(brief: Brief, store: Store, today: date) -> list[Foreseen]:
    """The forecasts of next month that rest on enough, each with the last acts of its class in words."""
    if not store.may_be_measured(brief.dyad):
        return []
    outlook = foresee(store, today, brief.dyad)
    found = []
    for f in outlook.forecasts:
        own = _own(outlook.seen.acts, f) if outlook.seen else ()
        own = tuple(a for a in own if a.day < f.origin)
        if len(own) >= _ENOUGH and not f.cautions and f.distribution.band[1]:
            last = tuple(f"{a.day} {a.actor} → {a.recipient} {a.type}, {a.event}" for a in own[: -_NAMED - 1 : -1])
            found.append(Foreseen(f, short_id(f), last))
    return found
