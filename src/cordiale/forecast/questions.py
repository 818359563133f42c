"""Announced things as questions: what decides them, what later pages say, and how likely they are by what became of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cordiale.forecast.canonical import digest
from cordiale.model.forecast import BaseRate, Kind, Outcome, Question, Resolution, Rule
from cordiale.model.mention import CommitmentMention, EventMention
from cordiale.model.ontology import CommitmentState, Status
from cordiale.model.record import NOT_BELIEVED, Commitment, Event, Record
from cordiale.model.time import DateInterval, Precision

# An act announced for a day still counts when it is dated so many days after it.
GRACE = timedelta(days=3)
# How long pages are waited for after the last day before silence is taken for no.
PATIENCE = timedelta(days=30)
# The prior over all kinds is flat; a kind's own prior has the rate of all kinds and the weight of two questions.
_FLAT = 1.0
_WEIGHT = 2.0
_CAME_ABOUT = (Status.HAPPENED, Status.ONGOING)
_FATES = {CommitmentState.DONE: Outcome.YES, CommitmentState.BROKEN: Outcome.NO}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An announcement that is no question, by the id of its item, and why."""

    item: str
    why: str


@dataclass(frozen=True, slots=True)
class Docket:
    """All questions of a record as of a day: open ones by their due day, resolved ones with what became of them, and what is none.

    `overdue` are open ones whose last day has passed without pages enough to say.
    """

    open: tuple[Question, ...]
    overdue: tuple[Question, ...]
    resolved: tuple[tuple[Question, Resolution], ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """When each article was published (None where it is not known), as far as they have been read on a day."""

    published: Mapping[str, date | None]
    today: date

    def day(self, article: str) -> date | None:
        """The day of an article; None where it is not known or lies in the future."""
        found = self.published.get(article)
        return found if found and found <= self.today else None

    def latest(self) -> date | None:
        """The last day of which anything has been read."""
        return max((day for day in self.published.values() if day and day <= self.today), default=None)


def docket(record: Record, pages: Pages) -> Docket:
    """The questions that a record raises, each with the base rate of its kind on the day it was asked.

    A base rate rests on the questions that had been resolved by then, never on later ones.
    """
    raised, told = [*_from_events(record, pages), *_from_commitments(record, pages)], _Told.of(record, pages)
    settled = [(draft, told.settled(draft)) for draft in raised if isinstance(draft, Question)]
    known = [(draft, found) for draft, found in settled if found]
    rates = _base_rates(((draft.kind, draft.asked) for draft, _ in settled), known)
    questions = [(replace(draft, base_rate=rates[draft.kind, draft.asked]), found) for draft, found in settled]
    resolved = tuple((q, replace(found, of=digest(q))) for q, found in questions if found)
    waiting = sorted((q for q, found in questions if not found), key=lambda q: (q.due, q.item))
    return Docket(
        tuple(q for q in waiting if q.due >= pages.today),
        tuple(q for q in waiting if q.due < pages.today),
        resolved,
        tuple(found for found in raised if isinstance(found, LeftOut)),
    )


def settle(questions: Iterable[Question], record: Record, pages: Pages) -> tuple[Resolution | None, ...]:
    """What has become of each of some questions by what is read now; None where that does not say.

    Also None where the record no longer holds what announced a question.
    """
    told = _Told.of(record, pages)
    found = ((q, told.settled(q) if told.holds(q) else None) for q in questions)
    return tuple(replace(r, of=digest(q)) if r else None for q, r in found)


def base_rate(kind: Kind, resolved: Iterable[tuple[Question, Resolution]], by: date) -> BaseRate:
    """How often questions of a kind came out yes, of those resolved by a day: beta-binomial, drawn toward the rate of all kinds."""
    known = [(q.kind, r.outcome is Outcome.YES) for q, r in resolved if r.on <= by and r.outcome is not Outcome.VOID]
    overall = (sum(yes for _, yes in known) + _FLAT) / (len(known) + 2 * _FLAT)
    own = [yes for of, yes in known if of == kind]
    return BaseRate(sum(own), len(own), _WEIGHT * overall, _WEIGHT * (1 - overall))


def _base_rates(
    asked: Iterable[tuple[Kind, date]], resolved: Iterable[tuple[Question, Resolution]]
) -> dict[tuple[Kind, date], BaseRate]:
    """The base rate of each kind on each day, as `base_rate` gives it, in one pass through what was resolved."""
    known = sorted(((q, r) for q, r in resolved), key=lambda x: x[1].on)
    rates: dict[tuple[Kind, date], BaseRate] = {}
    every: dict[Kind, list[bool]] = {}
    at = number = right = 0
    for kind, by in sorted(set(asked), key=lambda x: x[1]):
        while at < len(known) and known[at][1].on <= by:
            question, found = known[at]
            at += 1
            if found.outcome is not Outcome.VOID:
                is_yes = found.outcome is Outcome.YES
                every.setdefault(question.kind, []).append(is_yes)
                number, right = number + 1, right + is_yes
        overall = (right + _FLAT) / (number + 2 * _FLAT)
        own = every.get(kind, [])
        rates[kind, by] = BaseRate(sum(own), len(own), _WEIGHT * overall, _WEIGHT * (1 - overall))
    return rates


def _from_events(record: Record, pages: Pages) -> Iterator[Question | LeftOut]:
    for event in record.events:
        planned = [m for m in event.mentions if m.status is Status.PLANNED]
        if planned:
            yield _asked_of_event(event, planned, pages)


def _asked_of_event(event: Event, planned: list[EventMention], pages: Pages) -> Question | LeftOut:
    parties = tuple(sorted(_states(planned[0])))
    if len(parties) < 2:
        return LeftOut(event.id, "it names fewer than two states")
    kind = Kind(Rule.SAME_ACT, planned[0].type.value)
    dated = next((m.date for m in planned if m.date), None)
    return _draft(event.id, kind, parties, dated, _first_day(planned, pages))


def _from_commitments(record: Record, pages: Pages) -> Iterator[Question | LeftOut]:
    for commitment in record.commitments:
        due = [
            m for m in commitment.mentions if m.due and m.state not in (CommitmentState.DONE, CommitmentState.BROKEN)
        ]
        if due:
            kind = Kind(Rule.FATE, due[0].domain.value)
            found = _draft(commitment.id, kind, due[0].parties, due[0].due, _first_day(due, pages))
            yield replace(found, what=due[0].what) if isinstance(found, Question) else found


def _draft(
    item: str, kind: Kind, parties: tuple[str, ...], when: DateInterval | None, asked: date | None
) -> Question | LeftOut:
    if when is None or when.end is None:
        return LeftOut(item, "it has no last day")
    if asked is None:
        return LeftOut(item, "the day it was announced is not known")
    if not parties:
        return LeftOut(item, "it names no party")
    grace = GRACE if when.precision is Precision.DAY and kind.rule is Rule.SAME_ACT else timedelta()
    end = when.end + grace
    if end < asked:
        return LeftOut(item, "its last day had passed when it was announced")
    window = DateInterval(min(when.start or asked, end), end, when.precision, when.basis)
    return Question(item, kind, parties, f"{kind.of} {when}", asked, window, BaseRate(0, 0, _FLAT, _FLAT))


def _first_day(mentions: Iterable[EventMention | CommitmentMention], pages: Pages) -> date | None:
    return min((day for m in mentions if (day := pages.day(m.article))), default=None)


_Done = dict[tuple[str, frozenset[str]], list[tuple[date, str, EventMention]]]


@dataclass(frozen=True, slots=True)
class _Told:
    """What has been read, laid out so that each question finds what may settle it: acts by type and states, and fates."""

    events: Mapping[str, Event]
    commitments: Mapping[str, Commitment]
    done: _Done
    fates: tuple[tuple[date, str, CommitmentMention], ...]
    pages: Pages
    latest: date | None

    @classmethod
    def of(cls, record: Record, pages: Pages) -> _Told:
        done: _Done = {}
        for event, m in ((e, m) for e in record.events if e.standing not in NOT_BELIEVED for m in e.mentions):
            if m.status in _CAME_ABOUT and m.date and (day := pages.day(m.article)):
                done.setdefault((m.type.value, frozenset(_states(m))), []).append((day, event.id, m))
        fates = tuple(
            (day, commitment.id, m)
            for commitment in record.commitments
            if commitment.standing not in NOT_BELIEVED
            for m in commitment.mentions
            if m.state in _FATES and (day := pages.day(m.article))
        )
        return cls(
            {e.id: e for e in record.events}, {c.id: c for c in record.commitments}, done, fates, pages, pages.latest()
        )

    def holds(self, question: Question) -> bool:
        return question.item in (self.events if question.kind.rule is Rule.SAME_ACT else self.commitments)

    def settled(self, question: Question) -> Resolution | None:
        """What became of a question by what has been read; None where that does not say."""
        is_act = question.kind.rule is Rule.SAME_ACT
        own: Event | Commitment = (self.events if is_act else self.commitments)[question.item]
        if own.standing in NOT_BELIEVED:
            return Resolution(question.item, self.pages.today, (own.id,), outcome=Outcome.VOID)
        return self._settled_event(question) if is_act else self._settled_commitment(question)

    def _settled_event(self, question: Question) -> Resolution | None:
        """The same type of act between all the same states, done, and dated inside the window, on a page published later."""
        acts = self.done.get((question.kind.of, frozenset(question.parties)), ())
        told = [
            (day, id)
            for day, id, m in acts
            if day >= question.asked and m.date is not None and m.date.overlaps(question.window)
        ]
        if told:
            ids = tuple(sorted({id for _, id in told}))
            return Resolution(question.item, min(told)[0], ids, outcome=Outcome.YES)
        if self.latest and self.latest >= question.due + PATIENCE:
            return Resolution(question.item, question.due + PATIENCE, (), outcome=Outcome.NO)
        return None

    def _settled_commitment(self, question: Question) -> Resolution | None:
        told = sorted(
            (day, _FATES[m.state].value, id)
            for day, id, m in self.fates
            if day >= question.asked and (id == question.item or _is_same(m, question))
        )
        if not told:
            return None  # silence says nothing about a promise
        day, outcome, item = told[0]
        late = day > question.due + PATIENCE
        return Resolution(question.item, day, (item,), outcome=Outcome.NO if late else Outcome(outcome))


def _is_same(mention: CommitmentMention, question: Question) -> bool:
    words = " ".join(mention.what.lower().split())
    return set(mention.parties) == set(question.parties) and words == " ".join(question.what.lower().split())


def _states(mention: EventMention) -> set[str]:
    return {actor.country for actor in (*mention.actors, *mention.recipients) if actor.country}
