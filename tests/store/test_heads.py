"""Articles as lists show them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.test_joining import joined

from cordiale import joining
from cordiale.model.address import RecordAddress
from cordiale.store import Store


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    with joined(address, pages=12, seed=11) as opened:
        yield opened


def test_heads_agree_with_the_articles_they_stand_for(store: Store) -> None:
    articles = {a.id: a for a in store.articles()}
    heads = store.heads.latest()
    assert store.heads.count() == len(heads) == len(articles)
    for head in heads:
        article = articles[head.article]
        assert (head.document, head.publisher) == (article.document, article.publisher)
        assert head.day == (article.day.anchor.isoformat() if article.day else None)
    assert [h.day or "" for h in heads] == sorted((h.day or "" for h in heads), reverse=True)
    assert store.heads.last_day() == heads[0].day


def test_outlets_hold_all_articles_and_mentions(store: Store) -> None:
    outlets = store.heads.outlets()
    assert sum(o.pages for o in outlets) == store.heads.count()
    assert sum(o.mentions for o in outlets) == sum(h.mentions for h in store.heads.latest())
    for outlet in outlets:
        assert len(store.heads.of_outlet(outlet.name)) == outlet.pages


def test_copies_across_outlets_are_named_from_either_side(store: Store) -> None:
    record = store.record()
    publishers = {a.id: a.publisher or "" for a in store.articles()}
    across = {frozenset((t.first, t.second)) for t in record.twins if publishers[t.first] != publishers[t.second]}
    named = {frozenset((t.first, t.second)) for o in store.heads.outlets() for t in store.heads.twins_of_outlet(o.name)}
    assert across
    assert named == across


def test_an_article_that_was_taken_out_can_be_shown_until_its_items_are_joined_anew(store: Store) -> None:
    article = next(iter(store.articles()))
    store.forget(article.document)
    assert store.article(article.id) == article
    joining.join(store)
    assert store.article(article.id) is None


def test_days_families_and_kinds_are_those_of_the_articles(store: Store) -> None:
    heads = {h.article: h for h in store.heads.latest()}
    assert store.heads.days() == {id: h.day for id, h in heads.items() if h.day}
    families = store.heads.families()
    assert set(families) == {id for t in store.record().twins for id in (t.first, t.second)}
    assert all(families[t.first] == families[t.second] for t in store.record().twins)
    some = next(iter(heads.values()))
    assert store.heads.get(some.article) == some
    assert store.heads.get("ar_none") is None
    assert store.heads.beginning(some.article[:-1], 2) == [some.article]
    for outlet in store.heads.outlets():
        assert store.heads.count_outlet(outlet.name) == outlet.pages
        assert sum(store.heads.kinds_of_outlet(outlet.name).values()) == outlet.mentions
    assert sum(store.tellings.count().values()) == sum(h.mentions for h in heads.values())
    rules = store.tellings.count_rules()
    assert sum(n for _, n in rules) >= sum(store.tellings.count().values())


def test_an_article_is_found_by_the_name_of_its_page(store: Store) -> None:
    for article in store.articles():
        assert store.article_of(article.document) == article.id
    assert store.article_of("none") is None
    assert dict(store.captured()) == {a.id: a.capture for a in store.articles()}
