"""From everything held to how states stand: record and coded events -> acts and remarks -> index, changes, network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec

from cordiale import joining
from cordiale.brief.measured import Known, with_measures
from cordiale.corroborate.groups import Groups
from cordiale.measure import (
    Choice,
    RelationIndex,
    StateModel,
    Told,
    count_acts,
    count_remarks,
    find_changes,
    measure_index,
)
from cordiale.measure.index import BAND
from cordiale.measure.indices import INTENSITY
from cordiale.model.actor import Dyad
from cordiale.model.brief import Brief
from cordiale.model.coded import coded_id
from cordiale.model.index_id import Kind
from cordiale.model.ontology import Context, EventType, Sector
from cordiale.model.series import CONTEXTS_OF, Act, Direction, Domain, Grain, LeftOut, Period, Remark
from cordiale.pipeline import Held, hold
from cordiale.store import Store
from cordiale.store.coded import CodedAct

# What these do is not done by their state.
_NOT_THE_STATE = frozenset({Sector.REB.value, Sector.OPP.value, Sector.IGO.value})
_WHY = {
    "no pair": "within one state, or with an organisation of states",
    "no act": "statements and appeals, which are on no side",
    "not the state": "by or toward rebels or the opposition",
    "twice": "told by two event files",
}
# A pair counts among those that changed when it was seen in the last so many periods.
_LATELY = {Grain.MONTH: 6, Grain.WEEK: 26}
_BOTH = (Direction.BOTH,)
_YEAR = {Grain.MONTH: 12, Grain.WEEK: 52}


@dataclass(frozen=True, slots=True)
class Uncounted:
    """How many events of a sort are not counted, and why, in words."""

    what: str
    number: int


@dataclass(frozen=True, slots=True)
class Material:
    """What an index is made of: acts (or remarks) in the order of days, and what was not counted."""

    counted: Sequence[Act | Remark]
    uncounted: tuple[Uncounted, ...] = ()


def acts_of(store: Store, today: date, pair: Dyad | None = None) -> Material:
    """The acts of the record's events and of the coded events beside it, of all pairs or of one.

    An event that two event files tell counts once, whichever was read first.
    """
    with _told_by(store, "events", pair) as (events, told):
        own, left = count_acts(events, today, told)
        own = tuple(a for a in own if pair is None or Dyad.of(a.actor, a.recipient) == pair)
        return _with_coded(store, own, left, pair)


def _with_coded(store: Store, own: Sequence[Act], left: Sequence[LeftOut], pair: Dyad | None) -> Material:
    uncounted = {_WHY[code]: number for code, number in store.coded.left_out_of_acts().items()} if pair is None else {}
    coded, more = _coded_acts(store.coded.acts(pair), is_several=len(store.coded.files()) > 1)
    uncounted |= {_WHY[code]: number for code, number in more.items()}
    acts = sorted([*own, *coded], key=lambda a: a.day)
    return Material(acts, _said(left if pair is None else (), uncounted))


def remarks_of(store: Store, today: date, pair: Dyad | None = None) -> Material:
    """The remarks of the record's statements, of all pairs or of one."""
    with _told_by(store, "statements", pair) as (statements, told):
        remarks, left = count_remarks(statements, today, told)
    kept = [r for r in remarks if pair is None or Dyad.of(r.actor, r.recipient) == pair]
    return Material(kept, _said(left if pair is None else (), {}))


@contextmanager
def _told_by(store: Store, kind: str, pair: Dyad | None) -> Iterator[tuple[Iterable[Any], Told]]:
    """The items of a kind in order of their ids with what is known of their articles, from one state of the file.

    The record is joined first where it is behind; in memory where the file may only be read.
    """
    if not store.is_read_only:
        joining.join(store)
    with store.snapshot():
        if store.is_read_only and not joining.is_joined(store):
            held = hold(store)
            yield getattr(held.record, kind), told_of(held)
        else:
            yield store.items.by_id(kind, pair), told_in(store)


def _said(left: Sequence[LeftOut], more: Mapping[str, int]) -> tuple[Uncounted, ...]:
    counts = Counter({x.what: len(x.items) for x in left})
    counts.update(more)
    return tuple(Uncounted(what, number) for what, number in counts.most_common() if number)


def told_of(held: Held) -> Told:
    """When the articles were published, and which of them are the same witness."""
    numbers = {article.id: i for i, article in enumerate(held.articles)}
    groups = Groups(len(numbers))
    for twin in held.record.twins:
        if twin.first in numbers and twin.second in numbers:
            groups.join(numbers[twin.first], numbers[twin.second])
    days = {a.id: a.day.anchor for a in held.articles if a.day}
    return Told(days, {id: groups.root(i) for id, i in numbers.items()})


def told_in(store: Store) -> Told:
    """The same of the articles in a record file, as they were joined."""
    days = {article: date.fromisoformat(day) for article, day in store.heads.days().items()}
    return Told(days, store.heads.families())


def _coded_acts(rows: Iterator[CodedAct], *, is_several: bool) -> tuple[list[Act], Counter[str]]:
    left: Counter[str] = Counter()
    acts: list[Act] = []
    domains: dict[str, frozenset[Domain]] = {}
    days: dict[int, date] = {}
    types = {t.value: t for t in EventType}
    first: dict[int, tuple[str, int]] = {}
    if is_several:
        rows = iter(sorted(rows, key=lambda r: (r.file, r.row)))
    for r in rows:
        if not _NOT_THE_STATE.isdisjoint(r.sectors):
            left["not the state"] += 1
            continue
        if is_several and first.setdefault(r.key, (r.file, r.row)) != (r.file, r.row):
            left["twice"] += 1
            continue
        if r.contexts not in domains:
            domains[r.contexts] = _domains(r.contexts)
        if r.day not in days:
            days[r.day] = date.fromordinal(r.day)
        acts.append(Act(coded_id(r.file, r.row), *r.sides, days[r.day], types[r.type], domains[r.contexts]))
    return acts, left


def _domains(contexts: str) -> frozenset[Domain]:
    given = frozenset(Context(c) for c in contexts.split())
    return frozenset(domain for domain, own in CONTEXTS_OF.items() if own & given)


# --- the index ---


def index_of(
    store: Store, today: date, kind: Kind = Kind.ACTS, choice: Choice | None = None
) -> tuple[RelationIndex, Material]:
    """The index of all pairs, and what it is made of; what all pairs have in common is kept in the record for later."""
    choice = _choice(kind, choice or Choice())
    material = (remarks_of if kind is Kind.TALK else acts_of)(store, today)
    state = _state(store)
    kept = _kept_model(store, kind, choice.grain, state)
    index = measure_index(material.counted, replace(choice, model=choice.model or kept))
    if kept is None and choice.model is None and not store.is_read_only:
        store.keep(f"model {kind} {choice.grain}", msgspec.json.encode((state, index.model)).decode())
    return index, material


def index_of_pair(
    store: Store, today: date, pair: Dyad, kind: Kind = Kind.ACTS, choice: Choice | None = None
) -> tuple[RelationIndex, Material]:
    """The index of one pair as it is among all: what all have in common is reckoned anew only when something was read."""
    choice = _choice(kind, choice or Choice())
    model = choice.model or _kept_model(store, kind, choice.grain, _state(store))
    if model is None:
        model = index_of(store, today, kind, replace(choice, domains=(Domain.ALL,), directions=(Direction.BOTH,)))[
            0
        ].model
    material = (remarks_of if kind is Kind.TALK else acts_of)(store, today, pair)
    return measure_index(material.counted, replace(choice, model=model)), material


def _choice(kind: Kind, choice: Choice) -> Choice:
    if kind is Kind.WEIGHTY:
        return replace(choice, weights=INTENSITY)
    # Statements have no domains.
    return replace(choice, domains=(Domain.ALL,)) if kind is Kind.TALK else choice


def _state(store: Store) -> str:
    """What the acts depend on: pages, judgements and event files."""
    files = "".join(sorted(f.id + f.stage for f in store.coded.files()))
    return f"{store.changes}|{sha256(files.encode()).hexdigest()[:16]}"


def _kept_model(store: Store, kind: Kind, grain: Grain, state: str) -> StateModel | None:
    kept = store.kept(f"model {kind} {grain}")
    if kept is None:
        return None
    try:
        made_from, model = msgspec.json.decode(kept, type=tuple[str, StateModel])
    except msgspec.MsgspecError:
        return None  # by an earlier version
    return model if made_from == state else None


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a pair stands against where it stood: log-odds with half the width of each band, and the acts since."""

    dyad: Dyad
    before: Period
    after: Period
    was: float
    was_half: float
    now: float
    now_half: float
    seen: int

    @property
    def by(self) -> float:
        """How far the pair has moved, in log-odds."""
        return self.now - self.was

    @property
    def is_clear(self) -> bool:
        """Whether the two bands do not overlap."""
        return abs(self.by) > self.was_half + self.now_half


def shifts(index: RelationIndex, domain: Domain, ends: tuple[Period, Period] | None = None) -> list[Shift]:
    """Every pair seen lately, as it stands against a year before; those whose bands part farthest come first.

    `ends` are the two periods to compare, the last of the index and the one a year before it without; a pair that begins
    later is compared with its beginning, and one that was not seen in the last half year is left out.
    """
    if not len(index.rows.period):
        return []
    last = Period(index.choice.grain, int(index.rows.period.max()))
    before, after = ends or (last.later(-_YEAR[last.grain]), last)
    found = (_shift(index, domain, number, (before, after)) for number in range(len(index.dyads)))
    return sorted((s for s in found if s), key=lambda s: (-abs(s.by) / (s.was_half + s.now_half), s.dyad))


def busiest(index: RelationIndex, most: int) -> list[Dyad]:
    """The pairs with most acts, so many of them, in order."""
    counts = Counter(index.rows.dyad.tolist())
    ranked = sorted(counts, key=lambda n: (-counts[n], n))
    return [index.dyads[n] for n in ranked[:most]]


def _shift(index: RelationIndex, domain: Domain, number: int, ends: tuple[Period, Period]) -> Shift | None:
    own = index.estimates[domain, Direction.BOTH]
    place = own.place(number)
    if place is None:
        return None
    first = int(own.block.first[own.block.dyad.searchsorted(number)])
    final = first + place.stop - place.start - 1
    begin, end = max(ends[0].number, first), min(ends[1].number, final)
    if begin >= end or end < ends[1].number - _LATELY[ends[1].grain]:
        return None
    one, other = place.start + begin - first, place.start + end - first
    seen = int(own.block.seen[one + 1 : other + 1].sum())
    was, now = float(own.mean[one]), float(own.mean[other])
    halves = BAND * float(own.sd[one]), BAND * float(own.sd[other])
    grain = ends[0].grain
    return Shift(index.dyads[number], Period(grain, begin), Period(grain, end), was, halves[0], now, halves[1], seen)


# --- the brief ---


def measured(brief: Brief, store: Store, today: date) -> Brief:
    """The brief with what the index says of its pair, where enough acts were seen."""
    index, material = index_of_pair(store, today, brief.dyad, choice=Choice(domains=(Domain.ALL,), directions=_BOTH))
    acts = {a.event: a for a in material.counted if isinstance(a, Act)}

    def say_event(id: str) -> str:
        return f"{acts[id].day} {acts[id].actor} → {acts[id].recipient} {acts[id].type}, {id}"

    return with_measures(brief, Known(index.series(brief.dyad), find_changes(index, brief.dyad), say_event))
