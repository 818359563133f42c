from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import made

from cordiale.model.address import RecordAddress
from cordiale.model.mention import Mentions
from cordiale.store import Store
from cordiale.store.words import apart, index_query

JAPANESE = "日米首脳会談で、ソル首相は新しい協定に署名した。"
CHINESE = "中日两国外长在北京会谈。"


@pytest.fixture
def store(address: RecordAddress) -> Iterator[Store]:
    store = Store(address)
    for name, text in (("ja.txt", JAPANESE), ("zh.txt", CHINESE), ("en.txt", made.TEXT)):
        page = made.capture(name, text)
        article = made.article(page)
        store.save_page(page, "1", article, made.mentions(article) if name == "en.txt" else Mentions(article.id))
    yield store
    store.close()


def found(store: Store, query: str) -> set[str]:
    return {a.document for id in store.search(query) if (a := store.article(id))}


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("日米", {"ja.txt"}),
        ("首脳会談", {"ja.txt"}),
        ("会談", {"ja.txt"}),
        ("米日", set()),
        ("中日", {"zh.txt"}),
        ("ports trade", {"en.txt"}),
        ('"open 3 ports"', {"en.txt"}),
        ('"ports open"', set()),
        ("promis*", {"en.txt"}),
        ("promis", set()),
        ("北京 協定", set()),
    ],
)
def test_words_are_found_whether_or_not_a_script_sets_spaces(store: Store, query: str, pages: set[str]) -> None:
    assert found(store, query) == pages


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_nothing_that_is_asked_breaks_the_index(store: Store, asked: str) -> None:
    assert set(store.search(asked)) <= {a.id for a in store.articles()}
    assert store.search_items(asked) == []


@given(st.text())
def test_what_is_set_apart_is_the_same_text_with_spaces(text: str) -> None:
    assert apart(text).replace(" ", "") == text.replace(" ", "")


def test_what_cannot_be_found_is_not_asked_for() -> None:
    assert index_query('-- "…" *') == ""
