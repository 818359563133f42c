"""The day that the opening of a page gives its news."""

from datetime import date

import pytest

from cordiale.extract.events import code_events
from cordiale.extract.lead import lead_day
from cordiale.extract.plain import PlainReader
from cordiale.lexicon import load_lexicon
from cordiale.model.mention import EventMention
from cordiale.model.ontology import EventType
from cordiale.model.time import LEAD
from cordiale.text.dates import find_article_dates
from tests.extract.pages import actors_of

# Published on Thursday, 2 May 2024.
PAGE = "Brazil condemns Venezuela\nThe foreign ministry called on Wednesday for calm.\n"
WEDNESDAY = date(2024, 5, 1)


def told(text: str, day: date | None = date(2024, 5, 2)) -> list[EventMention]:
    article, sentences, actors = actors_of(text, day)
    readings = PlainReader(load_lexicon()).read(article, sentences)
    return code_events(article, readings, actors, find_article_dates(article, sentences))


def days(text: str) -> dict[EventType, str | None]:
    return {e.type: str(e.date) if e.date else None for e in told(text)}


def test_an_act_of_the_title_is_of_the_day_that_the_first_sentences_tell():
    (event,) = told(PAGE)
    assert (str(event.date), event.date and event.date.basis) == ("2024-05-01", LEAD)
    assert event.date is not None
    assert not event.date.is_told


def test_an_act_with_a_date_of_its_own_keeps_it():
    assert days("Brazil condemned Venezuela on April 10, 2024.\n" + PAGE)[EventType.ACCUSE] == "2024-04-10"


def test_an_act_whose_sentence_tells_of_another_day_has_none():
    text = PAGE + "Ghana imposed sanctions on Togo after the coup that the two had discussed in March 2021."
    assert days(text)[EventType.SANCTION] is None


@pytest.mark.parametrize(
    "more", ["Ghana will visit Togo.", "Ghana may visit Togo.", "Ghana had imposed sanctions on Togo."]
)
def test_what_is_to_come_and_what_went_before_are_not_of_that_day(more: str):
    found = [e for e in told(PAGE + more) if e.type is not EventType.ACCUSE]
    assert found
    assert all(e.date is None for e in found)


def test_what_is_told_far_down_is_not_of_that_day():
    filler = "The weather was fine in the capital.\n" * 8
    assert days(PAGE + filler + "Ghana imposed sanctions on Togo.")[EventType.SANCTION] is None


@pytest.mark.parametrize(
    ("opening", "why"),
    [
        ("The foreign ministry called for calm.", "tells no day"),
        ("The foreign ministry called on April 10 for calm.", "tells of a day weeks ago"),
        ("The foreign ministry calls for calm on May 7.", "tells of a day to come"),
        ("The foreign ministry called last month for calm.", "tells a month"),
    ],
)
def test_a_page_is_no_news_whose_opening(opening: str, why: str):
    article, sentences, _ = actors_of("Brazil condemns Venezuela\n" + opening, date(2024, 5, 2))
    assert lead_day(article, sentences, find_article_dates(article, sentences)) is None, why


def test_an_undated_page_has_no_news_day():
    article, sentences, _ = actors_of(PAGE, None)
    assert lead_day(article, sentences, find_article_dates(article, sentences)) is None
    assert [e.date for e in told(PAGE, None)] == [None]


def test_the_first_of_two_days_counts():
    article, sentences, _ = actors_of(PAGE + "It had met on Tuesday.", date(2024, 5, 2))
    assert lead_day(article, sentences, find_article_dates(article, sentences)) == WEDNESDAY
