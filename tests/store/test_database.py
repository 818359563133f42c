from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.made import TEXT, article, capture, mentions

from cordiale.model.address import RecordAddress
from cordiale.model.issue import Issue
from cordiale.model.record import Judgement, Verdict
from cordiale.store import Store


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    with Store(address) as opened:
        yield opened


def keep(store: Store, name: str, text: str = TEXT, url: str | None = None) -> str:
    page = capture(name, text, url)
    made = article(page)
    store.save_page(page, "stage", made, mentions(made))
    return made.id


def test_a_page_with_a_mention_of_every_kind_comes_back_as_it_was(store: Store) -> None:
    page = capture("a.txt", url="https://paper.example/a", author="C. Reporter")
    made = article(page)
    store.save_page(page, "stage", made, mentions(made))
    assert list(store.articles()) == [made]
    assert store.article(made.id) == made
    assert list(store.mentions()) == [mentions(made)]
    assert store.capture(page.id) == page.data
    assert store.count_pages() == 1
    assert store.damage() == []


def test_judgements_come_back_in_the_order_in_which_they_were_made(store: Store) -> None:
    at = datetime(2024, 5, 9, 12, 30, tzinfo=UTC)
    first = store.judge(Judgement(Verdict.WRONG, ("ev_1",), "a match, “not” a clash", at))
    second = store.judge(Judgement(Verdict.WRONG, ("ev_1",), "it was one", at, undoes=first))
    assert store.judgements() == [
        Judgement(Verdict.WRONG, ("ev_1",), "a match, “not” a clash", at, first),
        Judgement(Verdict.WRONG, ("ev_1",), "it was one", at, second, first),
    ]


def test_the_pages_of_a_judgement_come_back(store: Store) -> None:
    at = datetime(2024, 5, 1, tzinfo=UTC)
    store.judge(Judgement(Verdict.WRONG, ("ev_1", "ev_2"), "why", at, documents=("a.txt", "b.txt")))
    assert store.judgements()[0].documents == ("a.txt", "b.txt")


def test_a_forgotten_page_is_out_with_what_it_says_and_its_bytes_stay(store: Store) -> None:
    id = keep(store, "a.txt")
    store.save_issue(Issue("b.txt", "empty", "nothing in it"))
    before = store.changes
    assert store.forget("a.txt")
    assert store.forget("b.txt")
    assert not store.forget("c.txt")
    assert (store.article(id), list(store.mentions()), store.issues(), store.count_pages()) == (None, [], [], 0)
    assert store.capture(capture("a.txt").id) == TEXT.encode()
    assert store.changes > before
    assert store.damage() == []


def test_every_page_and_judgement_is_a_change_and_rebuilding_is_none(store: Store) -> None:
    assert store.changes == 0
    keep(store, "a.txt")
    after_page = store.changes
    store.judge(Judgement(Verdict.WRONG, ("ev_1",), "why", datetime.now(UTC)))
    after_judgement = store.changes
    with store.change():
        store.mark_built("x")
    assert store.built_from == "x"
    assert 0 < after_page < after_judgement == store.changes


def test_a_page_is_read_only_with_the_same_bytes_address_metadata_and_stage(store: Store) -> None:
    page = capture("a.txt", url="https://paper.example/a", date="2024-05-08")
    store.save_page(page, "stage", article(page), mentions(article(page)))
    assert store.is_read(page, "stage")
    assert not store.is_read(page, "later stage")
    assert not store.is_read(replace(page, id="0" * 64), "stage")
    assert not store.is_read(replace(page, url=None), "stage")
    assert not store.is_read(replace(page, metadata=(("date", "2024-05-09"),)), "stage")
    assert not store.is_read(replace(page, name="b.txt"), "stage")


def test_a_changed_page_takes_the_place_of_the_old_one_and_its_bytes_are_kept(store: Store) -> None:
    old = keep(store, "a.txt")
    new = keep(store, "a.txt", TEXT + " More came later.")
    assert [a.id for a in store.articles()] == [new] != [old]
    assert store.search("later") == [new]
    assert store.capture(capture("a.txt").id) == TEXT.encode()
    assert store.count_pages() == 1
    assert store.damage() == []


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_one_address_with_the_same_bytes_twice_is_one_article_under_the_first_name(
    store: Store, names: tuple[str, str]
) -> None:
    for name in names:
        keep(store, name, url="https://paper.example/same")
    assert [a.document for a in store.articles()] == ["a.txt"]
    assert len(store.search("ports")) == 1
    assert store.damage() == []


def test_an_article_stays_as_long_as_one_page_has_it(store: Store) -> None:
    same = keep(store, "a.txt", url="https://paper.example/same")
    keep(store, "b.txt", url="https://paper.example/same")
    other = keep(store, "a.txt", TEXT + " Another text now.")
    assert {a.id: a.document for a in store.articles()} == {other: "a.txt", same: "b.txt"}
    assert store.damage() == []


def test_trouble_is_kept_once_and_goes_when_the_page_can_be_read(store: Store) -> None:
    store.save_issue(Issue("a.txt", "empty", "the file is empty"))
    store.save_issue(Issue("a.txt", "binary", "a PDF"))
    assert store.issues() == store.issues_of("a.txt") == [Issue("a.txt", "binary", "a PDF")]
    keep(store, "a.txt")
    assert store.issues() == []


def test_a_rejected_page_leaves_its_bytes_and_the_reason(store: Store) -> None:
    keep(store, "a.txt")
    page = capture("a.txt", "今日は")
    store.save_rejected(page, "stage", Issue("a.txt", "language", "another language"))
    assert list(store.articles()) == []
    assert store.is_read(page, "stage")
    assert store.count_pages() == 0
    assert store.capture(page.id) == "今日は".encode()
    assert store.search("ports") == []


@pytest.mark.parametrize("query", ["", '"', "a AND", "NEAR(", "* ports", "title:ports", "ports'); DROP TABLE page"])
def test_any_words_can_be_searched_for(store: Store, query: str) -> None:
    keep(store, "a.txt")
    assert store.search(query) in ([], [article(capture("a.txt")).id])


def test_a_transaction_that_fails_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Store) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(Store, "_note_change", broken)
    with pytest.raises(RuntimeError, match="in the middle"):
        keep(store, "a.txt")
    assert list(store.articles()) == []
    assert store.count_pages() == 0
    assert store.changes == 0
    assert store.capture(capture("a.txt").id) is None


def test_two_writers_at_once_lose_nothing(address: RecordAddress) -> None:
    troubles = []

    def write(who: str) -> None:
        try:
            with Store(address) as own:
                for n in range(25):
                    keep(own, f"{who}{n:02d}.txt", f"{TEXT} Number {n} by {who}.")
        except Exception as e:
            troubles.append(e)

    threads = [threading.Thread(target=write, args=(who,)) for who in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with Store(address) as store:
        assert store.count_pages() == len(list(store.articles())) == 75
        assert store.changes == 75
        assert store.damage() == []


def test_a_snapshot_does_not_see_what_another_writes_meanwhile(store: Store) -> None:
    keep(store, "a.txt")
    with store.snapshot():
        before = store.changes
        with Store(store.address) as other:
            keep(other, "b.txt", TEXT + " Elsewhere.")
        assert store.changes == before
        assert len(list(store.articles())) == len(list(store.mentions())) == 1
    assert store.changes == before + 1
    assert len(list(store.articles())) == 2


def test_damage_names_bytes_that_are_not_those_that_were_captured(store: Store) -> None:
    keep(store, "a.txt")
    store._db.execute("UPDATE capture SET data = ?", (bytes.fromhex("789c030000000001"),))
    assert any("sha256" in line for line in store.damage())


def test_a_page_of_another_file_keeps_its_name_and_the_newcomer_takes_a_longer_one(store: Store) -> None:
    held = replace(capture("a.txt"), origin="/x/monday/a.txt")
    store.save_rejected(held, "stage", Issue("a.txt", "no_text", "a.txt: nothing"))
    other = replace(capture("a.txt", TEXT + " More."), origin="/x/tuesday/a.txt")
    assert store.named_apart(other).name == "tuesday/a.txt"
    assert store.named_apart(replace(other, origin=held.origin)).name == "a.txt"
    assert store.named_apart(replace(held, origin="/x/moved/a.txt")).name == "a.txt"
    assert store.named_apart(replace(other, origin=None)).name == "a.txt"
    assert store.named_apart(replace(other, name="b.txt", origin="/x/tuesday/b.txt")).name == "b.txt"


def test_a_page_keeps_the_name_that_its_file_was_first_read_by(store: Store) -> None:
    store.save_rejected(replace(capture("may/a.txt"), origin="/x/may/a.txt"), "stage", Issue("may/a.txt", "x", "x"))
    assert store.named_apart(replace(capture("a.txt", TEXT + " More."), origin="/x/may/a.txt")).name == "may/a.txt"
