"""What is looked up for many ids at once is what is looked up for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.test_joining import joined

from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.record import NOT_BELIEVED
from cordiale.model.selection import countries_of
from cordiale.store import Store
from cordiale.store.kinds import KINDS
from cordiale.store.together import Leaf

PAIR = Dyad("JPN", "USA")


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    with joined(address, pages=12, seed=11) as opened:
        yield opened


def test_articles_heads_and_leaves_of_many_are_those_of_each(store: Store) -> None:
    ids = [a.id for a in store.articles()]
    asked = [*ids, "ar_none"]
    assert store.together.articles(asked) == {id: store.article(id) for id in ids}
    assert store.together.heads(asked) == {id: store.heads.get(id) for id in ids}
    leaves = {a.id: Leaf(a.document, a.publisher, a.day) for a in store.articles()}
    assert store.together.leaves(asked) == leaves


def test_an_article_that_was_taken_out_still_has_a_leaf(store: Store) -> None:
    gone = next(store.articles())
    with store.change():
        store.tellings.take_out(gone.id)
    assert store.together.leaves([gone.id]) == {gone.id: Leaf(gone.document, gone.publisher, gone.day)}


def test_items_and_finds_of_many_are_those_of_each(store: Store) -> None:
    ids = [i.id for kind in KINDS for i in store.items.all(kind)][::-1]
    assert len(ids) > 5
    assert store.together.items([*ids, "ev_none"]) == store.items.get(ids)
    finds = store.together.finds([*ids, "ev_none"])
    assert list(finds) == ids
    assert finds == {id: store.items.find(id) for id in ids}


def test_items_that_name_a_value_are_found_in_order_without_the_others(store: Store) -> None:
    found = list(store.together.naming("events", "ACCUSE"))
    assert found == [e for e in store.items.by_id("events") if any(m.type.value == "ACCUSE" for m in e.mentions)] != []
    assert list(store.together.naming("events", "nothing")) == []


def test_what_articles_tell_of_one_of_two_states_is_found_once(store: Store) -> None:
    articles = [a.id for a in store.articles()]
    found = list(store.together.told_by(articles, KINDS, PAIR))
    every = [(kind, i) for kind in KINDS for i in store.items.all(kind)]
    wanted = [(k, i) for k, i in every if not countries_of(i.best).isdisjoint({PAIR.first, PAIR.second})]
    assert sorted(found, key=lambda f: f[1].id) == sorted(wanted, key=lambda f: f[1].id) != []
    assert list(store.together.told_by(articles, KINDS, Dyad("XXX", "YYY"))) == []
    for kind in KINDS:
        both = [i for k, i in every if k == kind and {PAIR.first, PAIR.second} <= countries_of(i.best)]
        assert sorted(i.id for i in store.together.of_both(PAIR, kind, 100)) == sorted(i.id for i in both)


def test_the_states_of_acts_are_those_of_their_tellings(store: Store) -> None:
    acts = store.together.acts_in(a.id for a in store.articles())
    for article, told in acts.items():
        mentions = [m for e in store.items.all("events") if e.standing not in NOT_BELIEVED for m in e.mentions]
        assert Counter(told) == Counter(countries_of(m) for m in mentions if m.article == article)
    assert acts


def test_copies_and_states_of_many_articles_are_those_of_each(store: Store) -> None:
    articles = [a.id for a in store.articles()]
    assert store.together.twins(articles) == sorted(
        {t for a in articles for t in store.tellings.twins_of(a)}, key=lambda t: (t.first, t.second, t.why)
    )
    states = store.together.states_in(articles)
    assert {a: states.get(a, frozenset()) for a in articles} == {a: store.items.states_in(a) for a in articles}


def test_sums_count_every_item(store: Store) -> None:
    sums = store.together.sums()
    for kind in KINDS:
        assert sum(n for sort, n in sums.items() if sort[0] == kind) == store.items.count(kind)
    events = Counter(
        ("events", str(e.best.type), str(e.best.status), str(e.standing)) for e in store.items.all("events")
    )
    assert {sort: n for sort, n in sums.items() if sort[0] == "events"} == events
