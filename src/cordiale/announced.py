"""From the record to questions about what it announces: asked once, kept for ever, settled by later pages and scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from cordiale.forecast.canonical import canonical, digest, restored, short_id
from cordiale.forecast.questions import Docket, LeftOut, Pages, docket, settle
from cordiale.forecast.scores import Bin, calibration_table, score_question
from cordiale.model.actor import Dyad
from cordiale.model.forecast import Outcome, Question, Resolution, Rule, Score
from cordiale.model.mention import EventMention
from cordiale.model.ontology import Status
from cordiale.model.record import Commitment, Event, Record
from cordiale.pipeline import Held
from cordiale.store import Store
from cordiale.store.issued import Issued


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was issued, and what has become of it by what the record says now.

    `issued` is when it was kept, None where it was not; `item` what announces it now, None where the record no longer does.
    """

    question: Question
    issued: datetime | None
    item: Event | Commitment | None
    resolution: Resolution | None

    @property
    def id(self) -> str:
        """The name that people are shown; `cordiale trace` opens it."""
        return short_id(self.question)

    @property
    def score(self) -> Score | None:
        """How well its probability did; None while it is open, and where it was called off."""
        return score_question(self.question, self.resolution) if self.resolution else None

    @property
    def is_foretold(self) -> bool:
        """Whether it was kept before the day on which the answer could be read."""
        return self.resolution is None or (self.issued is not None and self.issued.date() <= self.resolution.on)


@dataclass(frozen=True, slots=True)
class Announced:
    """The questions of a record as of a day, those of one pair or all.

    `overdue` are open ones whose last day has passed without pages enough to say; `new` counts those that were kept just now.
    """

    today: date
    open: tuple[Asked, ...]
    overdue: tuple[Asked, ...]
    resolved: tuple[Asked, ...]
    left_out: tuple[LeftOut, ...]
    new: int = 0

    @property
    def scored(self) -> tuple[Asked, ...]:
        """The resolved ones that have a score."""
        return tuple(a for a in self.resolved if a.score)


@dataclass(frozen=True, slots=True)
class Marks:
    """How probabilities did: the mean Brier score beside that of always saying .5, and the calibration table."""

    number: int
    foretold: int
    brier: float
    calibration: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What questions rest on: events and commitments, the day of each article (None where it is not known), and where mentions lie.

    `item_of` gives the item that each of some mentions (by id) has become part of, as far as there is one.
    """

    record: Record
    days: Mapping[str, date | None]
    item_of: Callable[[Sequence[str]], Mapping[str, str]]

    @classmethod
    def of(cls, held: Held) -> Ground:
        """That of the whole record."""

        def item_of(ids: Sequence[str]) -> Mapping[str, str]:
            places = held.places() if ids else {}
            return {id: places[id].item for id in ids if id in places}

        return cls(held.record, {a.id: a.day.anchor if a.day else None for a in held.articles}, item_of)


def ground_in(store: Store) -> Ground:
    """That of a record file: its promises and, of its events, those that are announced and those that may settle one.

    Of the events those alone are opened that name something as planned, and then all once more, a few at a time.
    """
    former = [question for question, _ in _issued(store).values()]
    part_of = _items_of([q.item for q in former], store)
    held = {part_of.get(q.item, q.item) for q in former}
    asked = {(q.kind.of, frozenset(q.parties)) for q in former}
    by_id = {id: event for id, (kind, event) in store.together.items(held).items() if kind == "events"}
    for event in store.together.naming("events", Status.PLANNED):
        if any(m.status is Status.PLANNED for m in event.mentions):
            by_id[event.id] = event
    planned = [by_id[id] for id in sorted(by_id)]
    asked |= {_act(m) for event in planned for m in event.mentions}
    own = {e.id for e in planned}
    done = [e for e in store.items.by_id("events") if e.id not in own and any(_act(m) in asked for m in e.mentions)]
    days = {article: date.fromisoformat(day) for article, day in store.heads.days().items()}
    record = Record(events=(*planned, *done), commitments=tuple(store.items.by_id("commitments")))
    return Ground(record, days, lambda ids: _items_of(ids, store))


def _items_of(ids: Sequence[str], store: Store) -> Mapping[str, str]:
    return {id: item for id, (_, item, _) in store.tellings.places(ids).items()}


def _act(mention: EventMention) -> tuple[str, frozenset[str]]:
    """What an act that is announced and one that is done have in common."""
    return mention.type.value, frozenset(a.country for a in (*mention.actors, *mention.recipients) if a.country)


def announced(
    store: Store, held: Held | Ground, today: date, pair: Dyad | None = None, *, is_kept: bool = True
) -> Announced:
    """What is announced, by the last day; new questions, resolutions and scores are kept where `is_kept`.

    A question is asked once: what was issued stands, whatever has been read since. A record that may only be read is not
    written to.
    """
    former, ground = _issued(store), Ground.of(held) if isinstance(held, Held) else held
    pages = Pages(ground.days, today)
    found = docket(ground.record, pages)
    asked = list(_current(found, ground, pages, former))
    new = _keep(store, asked, former) if is_kept and not store.is_read_only else frozenset()
    if new:
        former = _issued(store)
        asked = [replace(a, issued=at[1]) if (at := former.get(digest(a.question))) else a for a in asked]
    chosen = [a for a in asked if pair is None or concerns(a.question, pair)]
    waiting = sorted((a for a in chosen if not a.resolution), key=lambda a: (a.question.due, a.question.item))
    settled = [(a.resolution.on, a.question.item, a) for a in chosen if a.resolution]
    return Announced(
        today,
        tuple(a for a in waiting if a.question.due >= today),
        tuple(a for a in waiting if a.question.due < today),
        tuple(a for *_, a in sorted(settled, key=lambda s: s[:2], reverse=True)),
        found.left_out if pair is None else (),
        len(new),
    )


def concerns(question: Question, pair: Dyad) -> bool:
    """Whether a question is about a pair: an act that has both states, a promise that has one of them."""
    both = {pair.first, pair.second}
    if question.kind.rule is Rule.SAME_ACT:
        return both <= set(question.parties)
    return not both.isdisjoint(question.parties)


def marks_of(asked: Sequence[Asked]) -> Marks | None:
    """How the scored ones among some questions did; None where there is none."""
    scored = [a for a in asked if a.score]
    if not scored:
        return None
    said = [a.question.probability for a in scored]
    truth = [a.resolution is not None and a.resolution.outcome is Outcome.YES for a in scored]
    brier = sum((p - t) ** 2 for p, t in zip(said, truth, strict=True)) / len(scored)
    return Marks(len(scored), sum(a.is_foretold for a in scored), brier, calibration_table(said, truth, bins=5))


def _issued(store: Store) -> dict[str, tuple[Question, datetime]]:
    """The questions that were issued, under their digests, the first first."""
    found = {}
    for kept in store.issued.of_kind("question"):
        thing = restored(kept.text)
        if isinstance(thing, Question):
            found[kept.digest] = (thing, kept.at)
    return found


def _key(q: Question) -> tuple[object, ...]:
    """What makes two questions the same one, whichever page asked first."""
    return (q.kind, q.parties, q.what, q.due)


def _current(
    found: Docket, ground: Ground, pages: Pages, former: Mapping[str, tuple[Question, datetime]]
) -> Iterator[Asked]:
    """Every question, in the words in which it was issued where it was: those of the record, then those it no longer asks."""
    items, seen = _items(ground.record), set()
    stands: dict[tuple[object, ...], tuple[Question, datetime]] = {}
    for question, at in former.values():
        stands.setdefault(_key(question), (question, at))
    open_ones = ((q, None) for q in (*found.open, *found.overdue))
    for question, resolution in (*open_ones, *found.resolved):
        if _key(question) in seen:
            continue  # two announcements of one thing
        seen.add(_key(question))
        issued, when = stands.get(_key(question), (question, None))
        settled = replace(resolution, of=digest(issued)) if resolution else None
        yield Asked(issued, when, items[question.item], settled)
    yield from _no_longer_asked([x for key, x in stands.items() if key not in seen], ground, pages)


def _no_longer_asked(kept: Sequence[tuple[Question, datetime]], ground: Ground, pages: Pages) -> Iterator[Asked]:
    """Issued questions whose announcement now reads otherwise, has become part of another, or is gone."""
    items, part_of = _items(ground.record), ground.item_of([q.item for q, _ in kept])
    now = [part_of.get(q.item, q.item) for q, _ in kept]
    settled = settle([replace(q, item=id) for (q, _), id in zip(kept, now, strict=True)], ground.record, pages)
    for (question, at), id, resolution in zip(kept, now, settled, strict=True):
        yield Asked(question, at, items.get(id), replace(resolution, of=digest(question)) if resolution else None)


def _items(record: Record) -> dict[str, Event | Commitment]:
    return {e.id: e for e in record.events} | {c.id: c for c in record.commitments}


def _keep(store: Store, asked: Iterable[Asked], former: Mapping[str, tuple[Question, datetime]]) -> frozenset[str]:
    """Keep new questions, and resolutions and scores that say something new of a question; the digests of new questions."""
    now, things = datetime.now(UTC), []
    for a in asked:
        name, parties = digest(a.question), a.question.parties
        pair = str(Dyad.of(*parties)) if len(parties) == 2 else None
        if name not in former:
            things.append(Issued("question", now, canonical(a.question), pair))
        if a.resolution and _last_outcome(store, name) is not a.resolution.outcome:
            things.append(Issued("resolution", now, canonical(a.resolution), pair, name))
            if a.score:
                things.append(Issued("score", now, canonical(a.score), pair, name))
    questions = {x.digest for x in things if x.kind == "question"}
    return store.issued.keep(things) & questions if things else frozenset()


def _last_outcome(store: Store, question: str) -> Outcome | None:
    kept = [restored(x.text) for x in store.issued.about(question) if x.kind == "resolution"]
    return kept[-1].outcome if kept and isinstance(kept[-1], Resolution) else None
