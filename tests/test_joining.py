"""Joined bit by bit, the record is the one that all pages and judgements make at once."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale import joining
from cordiale.capture.seal import seal
from cordiale.corroborate import assemble
from cordiale.corroborate.similarity import CROWD
from cordiale.model.address import RecordAddress
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Source, Span
from cordiale.model.record import Judgement, Record, Standing, Verdict
from cordiale.model.time import DateInterval
from cordiale.model.watching import Publisher
from cordiale.read.page import article_id
from cordiale.store import Store
from tests.corroborate.telling import says, told_event, told_figure, told_statement

PAPERS = ("Harbour Post", "Inland Times", "Lantern", None)
WIRE = " ".join(f"Word{n} of the long wire report number {n * 7} on ports and tolls." for n in range(12))
SAID = ("the tolls are unfair to our ports", "we shall talk again in spring about ships")
FIRST = date(2024, 4, 1)


def keep_page(store: Store, number: int, dice: random.Random) -> None:
    """A page under one of a few names: an act, words and a figure, in some pages beside a wire report, in some a correction."""
    day = FIRST + timedelta(days=dice.randrange(6))
    act = f"Japan and the United States held talks on {dice.choice(('ports', 'tolls', 'ships'))} that day"
    said, billions = dice.choice(SAID), dice.choice((5, 6))
    parts = [f"{act}.", f"He said {said}.", f"It bought goods for ${billions} billion from the north."]
    if dice.random() < 0.5:
        parts.append(" ".join(WIRE.split(". ")[: dice.randrange(4, 12)]))
    if dice.random() < 0.2:
        parts.append("An earlier version of this article said otherwise.")
    text = "\n".join(parts)
    capture = seal(f"page{number}.txt", "text/plain", text.encode())
    article = Article(
        article_id(capture),
        capture.name,
        capture.id,
        text,
        (Block(Span(0, len(text)), BlockLabel.BODY),),
        publisher=dice.choice(PAPERS),
        published=Publication(DateInterval.day(day), DateBasis.EXPLICIT),
    )
    told = says(
        article,
        told_event(article, act, date_=day if dice.random() < 0.7 else None),
        told_event(article, act, ("JPN",), ("USA",), dice.choice(("ACCUSE", "AGREE"))),
        told_statement(article, said, "USA:Ann Reed"),
        told_figure(article, f"{billions} billion", billions * 1e9),
    )
    store.save_page(capture, "stage", article, told)


@contextmanager
def joined(address: RecordAddress, pages: int, seed: int) -> Iterator[Store]:
    """A record of that many pages, joined."""
    dice = random.Random(seed)
    with Store(address) as opened:
        for number in range(pages):
            keep_page(opened, number, dice)
        joining.join(opened)
        yield opened


def judge(store: Store, dice: random.Random) -> None:
    """A judgement on one or two mentions, or one that undoes an earlier one."""
    known = store.tellings.beginning("", 10_000)
    held = store.judgements()
    undoes = dice.choice(held).id if held and dice.random() < 0.3 else None
    if not known:
        return
    verdict = dice.choice(list(Verdict))
    items = tuple(dice.sample(known, min(len(known), 2 if verdict in (Verdict.SAME, Verdict.DIFFERENT) else 1)))
    store.judge(Judgement(verdict, items, "because", datetime(2024, 5, 1, tzinfo=UTC), undoes=undoes))


def test_a_judgement_alone_is_joined_at_once_whatever_else_is_due(tmp_path: Path) -> None:
    dice = random.Random(5)
    with Store(tmp_path / "record.cordiale") as store:
        for number in range(8):
            keep_page(store, number, dice)
        joining.join(store)
        first, second = (next(iter(store.items.by_id(kind))) for kind in ("events", "statements"))
        wrong = Judgement(Verdict.WRONG, (first.id,), "because", datetime(2024, 5, 1, tzinfo=UTC))
        store.judge(wrong)
        joining.join_judged(store)
        assert store.items.standing(first.id) is Standing.REJECTED
        assert joining.is_joined(store)
        keep_page(store, 9, dice)
        store.judge(replace(wrong, items=(second.id,)))
        joining.join_judged(store)
        assert store.items.standing(second.id) is Standing.REJECTED
        assert not joining.is_joined(store)
        assert store.tellings.count_fresh() == 1
        joining.join(store)
        assert store.record() == at_once(store)


def at_once(store: Store) -> Record:
    """What all that the file holds makes when it is put together at once."""
    return assemble(tuple(store.articles()), tuple(store.mentions()), store.judgements())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_whatever_comes_and_goes_the_record_is_that_of_all_at_once(seed: int) -> None:
    dice = random.Random(seed)
    steps: list[Callable[[Store], None]] = [
        *[lambda store: keep_page(store, dice.randrange(12), dice)] * 12,
        *[lambda store: judge(store, dice)] * 4,
        *[lambda store: store.forget(f"page{dice.randrange(12)}.txt") and None] * 3,
        *[joining.join] * 4,
    ]
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "r.cordiale") as store:
        for _ in range(30):
            dice.choice(steps)(store)
        joining.join(store)
        assert store.record() == at_once(store)
        assert store.damage() == []


def test_pages_taken_in_by_many_small_parts_make_the_same_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "_PART", 3)
    monkeypatch.setattr(joining, "_BUCKETS", 1)
    dice, left = random.Random(3), list[int]()
    with Store(tmp_path / "r.cordiale") as store:
        for number in range(40):
            keep_page(store, number, dice)
        joining.join(store, left.append)
        assert store.record() == at_once(store)
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    assert len(left) == 14


def test_a_crowd_of_copies_is_one_family_in_whatever_order_they_come(tmp_path: Path) -> None:
    records = []
    for seed in (1, 2):
        order = list(range(3 * CROWD))
        random.Random(seed).shuffle(order)
        with Store(tmp_path / f"{seed}.cordiale") as store:
            for number in order:
                text = f"Number {number}.\n{WIRE}"
                capture = seal(f"page{number}.txt", "text/plain", text.encode())
                blocks = (Block(Span(0, len(text)), BlockLabel.BODY),)
                article = Article(
                    article_id(capture), capture.name, capture.id, text, blocks, publisher=f"Paper {number}"
                )
                store.save_page(capture, "s", article, says(article, told_event(article, "long wire report")))
                if number % 5 == 0:
                    joining.join(store)
            joining.join(store)
            records.append(store.record())
            assert records[-1] == at_once(store)
            (event,) = records[-1].events
            assert event.standing is Standing.SINGLE_SOURCE
    assert records[0] == records[1]


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    dice = random.Random(5)
    with Store(tmp_path / "r.cordiale") as store:
        for number in range(6):
            keep_page(store, number, dice)
        joining.join(store)
        before = store._db.execute("SELECT place, id FROM item")
        keep_page(store, 0, random.Random(5))  # the same bytes again
        joining.join(store)
        after = store._db.execute("SELECT place, id FROM item")
    assert len(set(after) & set(before)) >= len(before) - 4


def test_a_change_of_how_mentions_are_joined_makes_everything_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "r.cordiale") as store:
        keep_page(store, 1, random.Random(1))
        joining.join(store)
        made = store.record()
        store._db.execute("UPDATE item SET body = replace(body, 'tolls', 'trolls')")
        assert joining.is_joined(store)
        monkeypatch.setattr(joining, "JOINING", "next")
        assert not joining.is_joined(store)
        joining.join(store)
        assert store.record() == made


def test_two_papers_are_one_witness_from_when_a_watched_publishers_file_says_who_owns_both(tmp_path: Path) -> None:
    def keep(number: int, paper: str, store: Store) -> None:
        own = " ".join(f"{paper} detail {number * 100 + n} of its own." for n in range(20))
        text = f"Japan and the United States held talks on ports. {own}"
        capture = seal(f"page{number}.txt", "text/plain", text.encode())
        blocks = (Block(Span(0, len(text)), BlockLabel.BODY),)
        article = Article(article_id(capture), capture.name, capture.id, text, blocks, publisher=paper)
        store.save_page(capture, "s", article, says(article, told_event(article, "held talks on ports")))

    def watched(paper: str, owner: str | None) -> Publisher:
        return Publisher(Source(paper.casefold(), paper, owner))

    with Store(tmp_path / "r.cordiale") as store:
        keep(1, "Harbour Post", store)
        keep(2, "The Lantern", store)
        joining.join(store)
        assert [e.standing for e in store.record().events] == [Standing.CORROBORATED]
        for paper in ("harbour post", "Lantern"):
            store.watches.keep_publisher(watched(paper, "Coast Media"))
            joining.join_anew(store, watched(paper, "Coast Media"))
        assert not joining.is_joined(store)
        joining.join(store)
        assert [e.standing for e in store.record().events] == [Standing.SINGLE_SOURCE]
        owners = {"harbour post": "Coast Media", "lantern": "Coast Media"}
        assert store.record() == assemble(tuple(store.articles()), tuple(store.mentions()), [], owners)
        store.watches.keep_publisher(watched("Lantern", None))
        joining.join_anew(store, watched("Lantern", None))
        joining.join(store)
        assert store.record() == at_once(store)
        assert store.damage() == []


def test_two_pages_of_one_house_are_one_witness_and_a_third_of_another_makes_two() -> None:
    from cordiale.corroborate.witness import count_witnesses
    from cordiale.model.telling import Witness

    one = Witness("a", "a.txt", "house", None, ("house h", "agency x"), False, "a")
    same_house = replace(one, article="b", family="b", voices=("house h",))
    same_agency = replace(one, article="c", family="c", voices=("house i", "agency x"))
    other = replace(one, article="d", family="d", voices=("house j",))
    assert count_witnesses([one, same_house, same_agency]) == 1
    assert count_witnesses([same_house, same_agency]) == 2  # nothing told here ties them
    assert count_witnesses([one, other, replace(other, article="e", family="a", voices=("house k",))]) == 2
