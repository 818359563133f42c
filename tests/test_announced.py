"""Questions from a record: asked once, kept, settled by later pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cordiale.announced import Announced, announced, concerns, ground_in, marks_of
from cordiale.forecast.canonical import digest
from cordiale.model.actor import Actor, Dyad
from cordiale.model.document import Article, DateBasis, Publication
from cordiale.model.forecast import BaseRate, Kind, Outcome, Question, Rule
from cordiale.model.mention import EventMention, Mentions
from cordiale.model.ontology import Context, EventType, Status
from cordiale.model.time import DateInterval
from cordiale.pipeline import hold
from cordiale.store import Store
from tests.made import article, capture, evidence

TODAY = date(2024, 9, 1)
DUE = date(2024, 5, 20)
PAIR = Dyad.of("AAA", "BBB")


def save(store: Store, name: str, published: date, status: Status, on: date = DUE) -> Article:
    """Read a page of that day that tells of one meeting of the two."""
    page = capture(name, f"Alpha and Beta met in Gamma.\n\nPage {name} of {published}.")
    of = replace(article(page), published=Publication(DateInterval.day(published), DateBasis.EXPLICIT))
    parties = (Actor("AAA"), Actor("BBB"))
    found = evidence(of, "met")
    act = EventMention(
        of.id, EventType.CONSULT, None, (Context.DIPLOMATIC,), parties, (), DateInterval.day(on), status, None, found
    )
    store.save_page(page, "s", of, Mentions(of.id, events=(act,)))
    return of


def asked(store: Store, today: date = TODAY, **more: bool) -> Announced:
    held = hold(store)
    in_file = announced(store, ground_in(store), today, is_kept=False)
    found = announced(store, held, today, **more)
    # Whether from the whole record or from what of the file is needed.
    for part in ("open", "overdue", "resolved"):
        one, other = getattr(found, part), getattr(in_file, part)
        assert [(a.question, a.resolution, a.item) for a in one] == [(a.question, a.resolution, a.item) for a in other]
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.cordiale") as opened:
        save(opened, "plan.txt", date(2024, 5, 1), Status.PLANNED)
        yield opened


def test_a_new_question_is_kept_once_with_the_item_that_announces_it(store: Store) -> None:
    first = asked(store, date(2024, 5, 2))
    (question,) = first.open
    assert first.new == 1
    assert question.issued
    assert question.item
    assert question.item.evidence[0].quote == "met"
    again = asked(store, date(2024, 5, 2))
    assert (again.new, again.open) == (0, first.open)
    assert len(store.issued.of_kind("question")) == 1


def test_a_dry_run_keeps_nothing(store: Store) -> None:
    (question,) = asked(store, date(2024, 5, 2), is_kept=False).open
    assert question.issued is None
    assert store.issued.of_kind("question") == []


def test_what_was_issued_stands_when_an_earlier_page_is_read_afterwards(store: Store) -> None:
    (before,) = asked(store, date(2024, 5, 2)).open
    save(store, "earlier.txt", date(2024, 4, 1), Status.PLANNED)
    (after,) = asked(store, date(2024, 5, 2)).open
    assert after.question == before.question
    assert len(store.issued.of_kind("question")) == 1


def test_a_later_page_settles_it_and_the_score_is_kept_beside_it(store: Store) -> None:
    (open_one,) = asked(store, date(2024, 5, 2)).open
    save(store, "done.txt", date(2024, 5, 21), Status.HAPPENED)
    (settled,) = asked(store).resolved
    assert settled.resolution
    assert settled.score
    assert (settled.resolution.outcome, settled.score.brier) == (Outcome.YES, pytest.approx(0.25))
    assert settled.resolution.of == digest(open_one.question)
    assert [x.kind for x in store.issued.about(digest(open_one.question))] == ["resolution", "score"]
    asked(store)
    assert len(store.issued.about(digest(open_one.question))) == 2


def test_without_later_pages_it_is_overdue_and_with_them_it_did_not_come_about(store: Store) -> None:
    assert len(asked(store).overdue) == 1
    save(store, "other.txt", date(2024, 8, 1), Status.HAPPENED, date(2024, 7, 30))
    (settled,) = asked(store).resolved
    assert settled.resolution
    assert settled.resolution.outcome is Outcome.NO


def test_a_question_whose_page_was_taken_out_stays_open_and_says_so(store: Store) -> None:
    asked(store, date(2024, 5, 2))
    store.forget("plan.txt")
    (left,) = asked(store, date(2024, 5, 2)).open
    assert left.item is None
    assert left.resolution is None


def test_a_question_is_foretold_only_when_it_was_kept_before_the_answer_could_be_read(store: Store) -> None:
    save(store, "done.txt", date(2024, 5, 21), Status.HAPPENED)
    (settled,) = asked(store).resolved
    assert not settled.is_foretold
    marks = marks_of([settled])
    assert marks
    assert (marks.number, marks.foretold, marks.brier) == (1, 0, pytest.approx(0.25))
    assert [(b.said, b.happened) for b in marks.calibration] == [(0.5, 1.0)]
    assert marks_of([]) is None


def test_an_act_concerns_a_pair_that_it_has_whole_and_a_promise_one_that_it_has_in_part() -> None:
    window = DateInterval.day(DUE)
    act = Question("ev", Kind(Rule.SAME_ACT, "CONSULT"), ("AAA", "CCC"), "x", DUE, window, BaseRate(0, 0, 1, 1))
    promise = replace(act, kind=Kind(Rule.FATE, "economic"))
    assert not concerns(act, PAIR)
    assert concerns(promise, PAIR)
    assert concerns(act, Dyad.of("AAA", "CCC"))


def test_one_pair_is_told_alone(store: Store) -> None:
    held = hold(store)
    assert len(announced(store, held, date(2024, 5, 2), PAIR).open) == 1
    assert announced(store, held, date(2024, 5, 2), Dyad.of("AAA", "CCC")).open == ()
