"""Who is told to hold which office, and when."""

from datetime import date

from cordiale.extract.offices import find_offices
from cordiale.lexicon import load_lexicon
from cordiale.model.mention import OfficeMention
from cordiale.text.dates import find_article_dates
from tests.extract.pages import actors_of


def offices(text: str, day: date | None = date(2024, 5, 2)) -> list[OfficeMention]:
    article, sentences, actors = actors_of(text, day)
    return find_offices(article, actors, find_article_dates(article, sentences), load_lexicon())


def told(text: str, day: date | None = date(2024, 5, 2)) -> list[tuple[str, str]]:
    return [(o.person, o.office) for o in offices(text, day)]


def test_a_title_before_a_name_is_told_once():
    assert told("President Joe Biden spoke. President Biden left.") == [("Joe Biden", "president")]


def test_it_holds_as_of_the_date_of_the_sentence_else_of_the_page():
    assert str(offices("On April 10, President Joe Biden spoke.")[0].as_of) == "2024-04-10"
    assert str(offices("President Joe Biden spoke.")[0].as_of) == "2024-05-02"


def test_a_person_known_by_name_but_told_without_office_is_not_told_in_one():
    assert told("Joe Biden spoke.") == []


def test_apposition_and_election_tell_an_office():
    assert told("Annalena Baerbock, the German foreign minister, left.") == [("Annalena Baerbock", "foreign minister")]
    assert told("Fumio Kishida, who was elected prime minister in 2021, left.")[0] == (
        "Fumio Kishida",
        "prime minister",
    )


def test_counterparts_hold_their_own_office_of_that_day():
    text = "U.S. Secretary of State Antony Blinken met his Japanese counterpart Yoko Kamikawa."
    assert ("Yoko Kamikawa", "foreign minister") in told(text)


def test_a_term_is_counted_from_the_tables():
    (office,) = offices("Tariffs rose during Donald Trump’s first term.", date(2026, 2, 1))
    assert (office.office, office.as_of.start if office.as_of else None) == ("president", date(2017, 1, 20))


def test_the_words_stand_where_they_are_said_to():
    text = "Former President Donald Trump and Vice President Kamala Harris spoke."
    for office in offices(text):
        assert all(e.span.of(text) == e.quote for e in office.evidence)
    assert [o.is_former for o in offices(text)] == [True, False]


def test_a_surname_behind_a_comma_holds_no_office_named_before_it():
    text = "Prime Minister Theresa May spoke. Briefed by the British ambassador, May said she would wait."
    assert told(text, date(2018, 3, 17)) == [("Theresa May", "prime minister")]


def test_a_prince_called_by_his_given_name_is_the_prince_named_before():
    text = "Crown Prince Mohammed bin Salman came to Doha. Crown Prince Mohammed left on Tuesday."
    assert told(text) == [("Mohammed bin Salman", "crown prince")]
