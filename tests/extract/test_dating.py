"""When an undated page must have been written."""

from dataclasses import replace
from datetime import date

from cordiale.extract.dating import find_dates_of, infer_publication
from cordiale.lexicon import load_lexicon
from cordiale.model.document import Publication
from cordiale.text.sentences import split_sentences
from tests.extract.pages import article_of


def inferred(text: str) -> Publication | None:
    article = article_of(text, None)
    return infer_publication(article, split_sentences(article), load_lexicon())


def test_two_holders_bound_the_day_by_their_terms():
    found = inferred("Prime Minister Liz Truss met U.S. President Joe Biden.")
    assert found
    assert (found.interval.start, found.interval.end) == (date(2022, 9, 6), date(2022, 10, 25))
    assert "Liz Truss" in (found.why or "")


def test_holders_still_in_office_leave_the_end_open():
    found = inferred("Japanese Prime Minister Sanae Takaichi wrote to U.S. President Donald Trump.")
    assert found
    assert (found.interval.start, found.interval.end) == (date(2025, 10, 21), None)


def test_one_holder_or_a_former_one_says_too_little():
    assert inferred("U.S. President Joe Biden spoke.") is None
    assert inferred("Former President Donald Trump met then-Prime Minister Abe.") is None


def test_holders_of_different_times_say_nothing():
    assert inferred("Prime Minister Liz Truss read of Japanese Prime Minister Shinzo Abe.") is None


def test_a_relative_date_is_believed_when_most_days_agree_on_it():
    text = "Prime Minister Liz Truss met U.S. President Joe Biden. They had met on the 15th. They had spoken last June."
    article = article_of(text, None)
    sentences = split_sentences(article)
    lexicon = load_lexicon()
    article = replace(article, published=infer_publication(article, sentences, lexicon))
    dates = find_dates_of(article, sentences, lexicon)
    assert [d.interval for d in dates[1]] == [None]
    assert [str(d.interval) for d in dates[2]] == ["2022-06"]
