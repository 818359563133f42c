from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Article, BlockLabel, Capture, DateBasis
from cordiale.model.issue import Rejected
from cordiale.read import read_page

SENTENCE = "ARICA - Peru and Chile initialled a water accord on Tuesday."
ROWS = (
    "Peru protests.",
    "Chile shut the coast road on Tuesday, its foreign ministry said. Lima called it a hostile act.",
)


def read(text: str, **fields: str) -> Article:
    capture = Capture("c" * 64, "stdin:3", "text/plain", text.encode(), metadata=tuple(fields.items()), is_article=True)
    return read_page(capture)


def body(article: Article) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.label is BlockLabel.BODY]


def test_a_single_sentence_handed_over_is_an_article_with_the_title_and_the_day_given() -> None:
    article = read(SENTENCE, title="Water accord", date="2025-08-09")
    assert (article.title, str(article.day), body(article)) == ("Water accord", "2025-08-09", [SENTENCE])
    assert article.published is not None
    assert article.published.basis is DateBasis.METADATA


@pytest.mark.parametrize("text", ["Peru and Chile met", "Peru and Chile met.", "Talks failed. Both left.", "Home News"])
def test_any_line_of_language_handed_over_alone_is_the_text(text: str) -> None:
    assert body(read(text)) == [text]
    assert read(text).title is None


def test_sentences_that_look_like_headlines_are_text_where_the_title_is_given() -> None:
    article = read("\n".join(ROWS), title="Road row")
    assert (article.title, body(article)) == ("Road row", list(ROWS))


def test_the_given_title_is_known_again_in_the_text() -> None:
    article = read("\n".join(("Road row", *ROWS)), title="Road row")
    assert (article.title, body(article)) == ("Road row", list(ROWS))
    assert article.blocks[0].label is BlockLabel.TITLE


def test_what_the_caller_says_goes_before_what_the_text_prints() -> None:
    article = read(f"Water accord\nBy Ann Lee\n3 May 2021\n{ROWS[1]}", date="2021-05-04", author="Bo Day")
    assert (str(article.day), article.byline) == ("2021-05-04", "Bo Day")


def test_buttons_in_a_text_handed_over_stay_furniture() -> None:
    assert body(read("\n".join(("Share", *ROWS, "Subscribe to our newsletter")), title="Road row")) == list(ROWS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  \n", "empty"),
        ("1234 -- 55\n***", "no_text"),
        (
            "Les deux ministres ont signé lundi un accord sur la pêche dans le détroit, après un an de débats.",
            "language",
        ),
    ],
)
def test_only_blank_text_and_text_that_is_not_english_is_refused(text: str, code: str) -> None:
    with pytest.raises(Rejected) as trouble:
        read(text)
    assert trouble.value.code == code
    assert "stdin:3" in trouble.value.what


@given(st.lists(st.sampled_from(["Peru", "signed", "the", "accord.", "Share", "3 May 2021", "By Ann Lee"]), min_size=2))
def test_a_text_with_two_words_of_letters_is_never_refused(words: list[str]) -> None:
    assert body(read(" ".join([*words, "Peru and Chile met"])))
