"""Questions: what is asked, what settles it, how likely it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cordiale.forecast.canonical import digest
from cordiale.forecast.questions import GRACE, PATIENCE, Docket, Pages, base_rate, docket
from cordiale.forecast.scores import score_question
from cordiale.model.actor import Actor
from cordiale.model.forecast import BaseRate, Kind, Outcome, Question, Resolution, Rule
from cordiale.model.mention import CommitmentMention, EventMention
from cordiale.model.ontology import CommitmentState, Context, EventType, Status
from cordiale.model.record import Commitment, Event, Item, Record, Standing
from cordiale.model.time import DateInterval, Precision

DUE = date(2024, 5, 20)
PUBLISHED = {"early": date(2024, 5, 1), "after": date(2024, 5, 21), "late": date(2024, 8, 1)}
PARTIES = (Actor("AAA"), Actor("BBB"))


def told(article: str, status: Status, on: date | None = DUE, kind: EventType = EventType.CONSULT) -> EventMention:
    """One mention of an act between the two parties."""
    when = DateInterval.day(on) if on else None
    return EventMention(article, kind, None, (Context.DIPLOMATIC,), PARTIES, (), when, status, None, ())


def promised(article: str, state: CommitmentState, due: date | None = DUE) -> CommitmentMention:
    """One mention of a promise by a party."""
    until = DateInterval(None, due, Precision.RANGE) if due else None
    return CommitmentMention(article, ("AAA",), "Open  three ports", Context.ECONOMIC, None, until, state, ())


def asked(*events: Event, commitments: tuple[Commitment, ...] = (), today: date = date(2024, 9, 1)) -> Docket:
    """The docket of a record."""
    return docket(Record(events=events, commitments=commitments), Pages(PUBLISHED, today))


PLAN: Event = Item("ev_plan", (told("early", Status.PLANNED),))


def test_a_planned_act_with_a_day_is_a_question_from_the_day_it_was_announced() -> None:
    found = asked(PLAN, today=date(2024, 5, 2))
    (question,) = found.open
    assert (question.asked, question.due) == (PUBLISHED["early"], DUE + GRACE)
    assert question.kind == Kind(Rule.SAME_ACT, "CONSULT")
    assert question.parties == ("AAA", "BBB")
    assert question.probability == pytest.approx(0.5)


def test_the_same_act_told_later_as_done_settles_it_with_yes() -> None:
    done: Event = Item("ev_done", (told("after", Status.HAPPENED),))
    ((question, resolution),) = asked(PLAN, done).resolved
    assert (resolution.outcome, resolution.on, resolution.items) == (Outcome.YES, PUBLISHED["after"], ("ev_done",))
    assert resolution.of == digest(question)


def test_a_mention_joined_to_the_same_item_settles_it_as_well() -> None:
    both: Event = Item("ev_plan", (told("early", Status.PLANNED), told("after", Status.HAPPENED)))
    ((_, resolution),) = asked(both).resolved
    assert resolution.outcome is Outcome.YES


@pytest.mark.parametrize(
    "other",
    [
        told("after", Status.HAPPENED, kind=EventType.AGREE),
        told("after", Status.HAPPENED, on=date(2024, 7, 1)),
        told("after", Status.HAPPENED, on=None),
        told("after", Status.PLANNED),
        replace(told("after", Status.HAPPENED), actors=(Actor("AAA"), Actor("CCC"))),
        told("unknown", Status.HAPPENED),
    ],
    ids=["another type", "another time", "no date", "only planned again", "another state", "a page without a day"],
)
def test_what_is_not_the_same_act_inside_the_window_does_not_answer(other: EventMention) -> None:
    found = asked(PLAN, Item("ev_other", (other,)), today=DUE + GRACE)
    assert found.resolved == ()
    assert [q.item for q in found.open if q.item == "ev_plan"] == ["ev_plan"]


def test_silence_is_no_only_when_later_pages_have_been_read() -> None:
    ((question, resolution),) = asked(PLAN).resolved
    assert (resolution.outcome, resolution.on) == (Outcome.NO, question.due + PATIENCE)
    unread = docket(Record(events=(PLAN,)), Pages({"early": PUBLISHED["early"]}, date(2024, 9, 1)))
    assert unread.resolved == ()
    assert [q.item for q in unread.overdue] == ["ev_plan"]


def test_an_announcement_that_was_taken_back_makes_its_question_void() -> None:
    ((question, resolution),) = asked(replace(PLAN, standing=Standing.RETRACTED)).resolved
    assert resolution.outcome is Outcome.VOID
    assert score_question(question, resolution) is None


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Item("e", (told("early", Status.PLANNED, on=None),)), "it has no last day"),
        (Item("e", (told("unknown", Status.PLANNED),)), "the day it was announced is not known"),
        (Item("e", (told("late", Status.PLANNED),)), "its last day had passed when it was announced"),
        (Item("e", (replace(told("early", Status.PLANNED), actors=PARTIES[:1]),)), "it names fewer than two states"),
    ],
)
def test_an_announcement_that_cannot_be_asked_about_is_left_out_and_said_to_be(event: Event, why: str) -> None:
    found = asked(event)
    assert [(left.item, left.why) for left in found.left_out] == [("e", why)]
    assert found.open == found.overdue == found.resolved == ()


@pytest.mark.parametrize(
    ("state", "article", "outcome"),
    [
        (CommitmentState.DONE, "after", Outcome.YES),
        (CommitmentState.BROKEN, "after", Outcome.NO),
        (CommitmentState.DONE, "late", Outcome.NO),
    ],
    ids=["kept", "broken", "kept too late"],
)
def test_a_promise_is_settled_by_what_pages_say_has_become_of_it(
    state: CommitmentState, article: str, outcome: Outcome
) -> None:
    promise: Commitment = Item("c1", (promised("early", CommitmentState.PLEDGED),))
    fate: Commitment = Item("c2", (promised(article, state),))
    ((question, resolution),) = asked(commitments=(promise, fate)).resolved
    assert question.what == "Open  three ports"
    assert (resolution.outcome, resolution.items) == (outcome, ("c2",))


def test_silence_about_a_promise_settles_nothing() -> None:
    found = asked(commitments=(Item("c1", (promised("early", CommitmentState.AGREED),)),))
    assert [q.item for q in found.overdue] == ["c1"]
    assert found.resolved == ()


def test_a_promise_that_was_done_when_first_told_is_no_question() -> None:
    found = asked(commitments=(Item("c1", (promised("early", CommitmentState.DONE),)),))
    assert found.open == found.overdue == found.resolved == ()
    assert found.left_out == ()


def test_a_base_rate_rests_on_what_had_been_resolved_and_leans_on_other_kinds() -> None:
    talks, pacts = Kind(Rule.SAME_ACT, "CONSULT"), Kind(Rule.SAME_ACT, "AGREE")
    window = DateInterval.day(DUE)

    def resolved(kind: Kind, outcome: Outcome, on: date) -> tuple[Question, Resolution]:
        question = Question("e", kind, ("AAA", "BBB"), "", PUBLISHED["early"], window, BaseRate(0, 0, 1, 1))
        return question, Resolution("e", on, (), outcome=outcome)

    known = [resolved(talks, Outcome.YES, DUE) for _ in range(6)] + [resolved(pacts, Outcome.NO, DUE)]
    known.append(resolved(talks, Outcome.NO, date(2025, 1, 1)))
    known.append(resolved(talks, Outcome.VOID, DUE))
    rate = base_rate(talks, known, by=date(2024, 6, 1))
    assert (rate.yes, rate.resolved) == (6, 6)
    assert rate.probability == pytest.approx((6 + 2 * 7 / 9) / 8)
    assert base_rate(pacts, known, by=date(2024, 6, 1)).probability < rate.probability
    assert base_rate(talks, known, by=date(2024, 1, 1)).probability == 0.5


def test_a_question_is_given_the_rate_of_the_day_it_was_asked_and_not_of_later_days() -> None:
    first: Event = Item("ev_a", (told("early", Status.PLANNED), told("after", Status.HAPPENED)))
    later: Event = Item("ev_b", (told("late", Status.PLANNED, on=date(2024, 8, 30)),))
    found = asked(first, later, today=date(2024, 8, 2))
    ((early, _),) = found.resolved
    (new,) = found.open
    assert early.probability == 0.5
    assert new.base_rate.resolved == 1
    assert new.probability > 0.5


def test_the_base_rates_of_a_docket_are_those_of_each_kind_on_each_day() -> None:
    kinds = (EventType.CONSULT, EventType.AGREE, EventType.AID)
    events: list[Event] = []
    for n, kind in enumerate(kinds):
        for day in range(1, 6):
            due = date(2024, 5, 2 * day + n)
            events.append(Item(f"ev_{n}{day}", (told("early", Status.PLANNED, due, kind),)))
            if (day + n) % 2:
                events.append(Item(f"ev_done{n}{day}", (told("after", Status.HAPPENED, due, kind),)))
    events.append(Item("ev_later", (told("after", Status.PLANNED, date(2024, 8, 20)),)))
    found = asked(*events)
    resolved = list(found.resolved)
    assert len(resolved) > 10
    for question in (*found.open, *found.overdue, *(q for q, _ in resolved)):
        assert question.base_rate == base_rate(question.kind, resolved, question.asked)
