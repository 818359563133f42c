"""Under which key a result stands."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cordiale.capture.seal import seal
from cordiale.model.document import Article, Capture
from cordiale.model.issue import Issue
from cordiale.model.mention import Mentions
from cordiale.store.results import Keys, Result, key_of

PAGE = seal("a.txt", "text/plain", b"words", "https://a.example/", (("title", "T"),))
KEYS = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_all_that_a_result_rests_on_is_in_its_key() -> None:
    others = [
        seal("a.txt", "text/plain", b"other", PAGE.url, PAGE.metadata),
        replace(PAGE, name="b.txt"),
        replace(PAGE, url=None),
        replace(PAGE, metadata=()),
        replace(PAGE, media_type="text/html"),
        replace(PAGE, is_article=True),
    ]
    keys = [key_of(page, "1") for page in (PAGE, *others)] + [key_of(PAGE, "2")]
    assert len(set(keys)) == len(keys)


def test_a_file_that_was_moved_keeps_its_key() -> None:
    assert key_of(replace(PAGE, origin="/new/a.txt"), "1") == key_of(replace(PAGE, origin="/old/a.txt"), "1")


def test_trouble_without_a_page_has_a_key_of_its_own() -> None:
    issues = [Issue("a", "empty", "x"), Issue("b", "empty", "x"), Issue("a", "binary", "x"), Issue("a", "empty", "y")]
    assert len({Result(None, issue).key("1") for issue in issues}) == len(issues)


@given(st.lists(st.lists(KEYS)), st.lists(KEYS))
def test_a_key_is_among_those_that_were_put_in_and_no_other_is(parts: list[list[str]], others: list[str]) -> None:
    keys, put_in = Keys(parts), {key[:32] for part in parts for key in part}
    assert all(key in keys for part in parts for key in part)
    assert [key in keys for key in others] == [key[:32] in put_in for key in others]


def test_another_name_is_another_article_in_everything_that_is_found() -> None:
    page = replace(PAGE, url=None)
    found = (Article("ar_old", page.name, page.id, 'it said "ar_old" itself', ()), Mentions("ar_old"))
    renamed = Result(page, found).named("b.txt", "ar_new")
    assert isinstance(renamed.capture, Capture)
    assert renamed.capture.name == "b.txt"
    assert renamed.found == (Article("ar_new", "b.txt", page.id, 'it said "ar_old" itself', ()), Mentions("ar_new"))
