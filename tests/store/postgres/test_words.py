"""Words are to PostgreSQL what they are to a record file, whatever the server makes of its texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import TEXT, article, capture, mentions
from tests.postgres import Server

from cordiale.model.document import Article
from cordiale.model.mention import Mentions
from cordiale.store import Store
from cordiale.store.postgres.words import DatabaseWords, vector
from cordiale.store.words import apart

# Letters, digits and punctuation of the scripts that pages are written in; none younger than the tables of FTS5 (Unicode 6.1).
_SCRIPTS = (
    *("\u0020-\u007e", "\u00a0-\u017e", "\u0391-\u03a1", "\u03b1-\u03c1", "\u0400-\u045f", "\u05d0-\u05ea"),
    *(
        "\u0621-\u063a",
        "\u0905-\u0939",
        "\u0e01-\u0e30",
        "\u2010-\u2027",
        "\u3001-\u3096",
        "\u4e00-\u9fa5",
        "\uac00-\ud7a3",
    ),
)
_CHARACTERS = [chr(c) for s in _SCRIPTS for c in range(ord(s[0]), ord(s[2]) + 1)]
TEXTS = st.text(st.sampled_from(_CHARACTERS) | st.sampled_from(" .,-'\u2019\u0301"), max_size=80)


def laid(text: str) -> list[str]:
    return DatabaseWords(None).laid(text).split()  # type: ignore[arg-type]


def words_of_fts5(text: str) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
        db.execute("INSERT INTO t VALUES (?)", (apart(text),))
        return [str(term) for (term,) in db.execute("SELECT term FROM v ORDER BY offset")]


@given(TEXTS)
def test_a_text_has_the_words_that_it_has_in_a_file(text: str) -> None:
    assert laid(text) == words_of_fts5(text)


@given(st.text())
def test_what_is_laid_out_stays_as_it_is_when_it_is_laid_out_again(text: str) -> None:
    once = laid(text)
    assert laid(" ".join(once)) == once


@pytest.fixture
def store(postgres: Server) -> Iterator[Store]:
    created = postgres.create()
    with Store(created) as opened:
        yield opened
    postgres.empty(created)


def keep(store: Store, name: str, text: str) -> Article:
    page = capture(name, text)
    made = article(page)
    store.save_page(page, "stage", made, Mentions(made.id))
    return made


def test_a_phrase_is_found_behind_the_last_place_that_the_server_keeps(store: Store) -> None:
    long = keep(store, "long.txt", "the ports " * 9000 + "the rare harbour closed")
    assert store.search('"the rare harbour"') == [long.id]
    assert store.search('"rare the harbour"') == []
    assert store.search('"ports the rare"') == [long.id]


def test_letters_with_and_without_marks_are_one_word(store: Store) -> None:
    found = keep(store, "a.txt", "Emmanuel Macron à l’Élysée; Übersee, Čapek")
    for asked in ("elysee", "ÉLYSÉE", '"l elysee"', "ubersee", "capek", "elys*"):
        assert store.search(asked) == [found.id], asked


def test_what_tells_more_of_what_is_asked_comes_first(store: Store) -> None:
    once = keep(store, "a.txt", f"{TEXT} tariffs {TEXT}")
    often = keep(store, "b.txt", f"{TEXT} tariffs tariffs on tariffs")
    assert store.search("tariffs") == [often.id, once.id]
    assert store.search("tariffs", 1) == [often.id]


def test_a_title_is_searched_as_the_text_is(store: Store) -> None:
    page = capture("t.txt", TEXT)
    made = article(page)
    store.save_page(page, "stage", made, mentions(made))
    assert made.title is None or store.search(made.title) == [made.id]


@given(st.lists(st.sampled_from(["a", "b", "日"]), max_size=2000))
def test_no_word_has_more_places_than_the_server_keeps(words: list[str]) -> None:
    for part in vector(words).split():
        assert part.count(",") < 255


def test_more_words_than_fit_are_cut_off(store: Store) -> None:
    huge = keep(store, "huge.txt", " ".join(f"word{n:07d}" + "x" * 40 for n in range(30_000)))
    assert store.search("word0000001" + "x" * 40) == [huge.id]
    assert store.damage() == []
