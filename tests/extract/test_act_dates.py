"""The date of an act among those of its sentence."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.extract.act_dates import ActAmongOthers, date_of_act
from cordiale.model.document import Span
from cordiale.model.ontology import EventType, Status
from cordiale.model.reading import Role, RoleName, Trigger
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan, find_dates

DAY = DateInterval.day(date(2024, 5, 2))


def act(text: str, word: str, others: str = "", status: Status = Status.HAPPENED) -> ActAmongOthers:
    """The act of `word`, an accusation; `others` are the words of further acts, of another type."""
    first, *rest = (
        Trigger(Span(text.index(w), text.index(w) + len(w)), kind, None, status, (), 0.9, "test")
        for w, kind in [(word, EventType.ACCUSE), *((o, EventType.AGREE) for o in others.split())]
    )
    return ActAmongOthers(Span(0, len(text)), first, status, tuple(rest))


def told(text: str, word: str, others: str = "", status: Status = Status.HAPPENED) -> str | None:
    found = date_of_act(text, act(text, word, others, status), find_dates(text, Span(0, len(text)), DAY))
    return str(found) if found else None


def test_a_date_beside_an_act_is_its_own():
    assert told("Ghana condemned Togo on April 10.", "condemned") == "2024-04-10"


def test_a_date_that_opens_the_sentence_is_that_of_its_first_act():
    assert told("On April 10, Ghana condemned Togo.", "condemned") == "2024-04-10"


def test_each_of_two_acts_takes_its_own_date():
    text = "Ghana condemned Togo on April 10 and invited Mali on April 12."
    assert told(text, "condemned", "invited") == "2024-04-10"
    assert told(text, "invited", "condemned") == "2024-04-12"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ghana condemned Togo because Mali, which signed the treaty in 1962, had asked it to.", "signed"),
        ("Ghana condemned Togo for breaking the pact that both had signed after a year of talks in 1962.", "signed"),
    ],
)
def test_the_date_of_another_clause_is_not_the_acts(text: str, other: str):
    assert told(text, "condemned", other) is None


def test_the_day_on_which_something_was_said_is_not_the_day_it_was_done():
    text = "Ghana has condemned the president of Togo after the arrests, a minister said on Wednesday."
    assert told(text, "condemned") is None
    assert told(text.replace("a minister said", "all morning"), "condemned") == "2024-05-01"


def test_the_day_of_an_act_of_saying_is_its_own():
    assert told("Ghana announced on Wednesday that it would leave.", "announced") == "2024-05-01"


def test_what_may_happen_is_not_dated_by_a_date_across_a_clause():
    assert told("Ghana could condemn Togo if the vote of April 10 stands.", "condemn", status=Status.POSSIBLE) is None


def test_an_ongoing_act_is_dated_since_when_it_goes_on():
    assert told("Since 1999 Ghana has condemned Togo.", "condemned", status=Status.ONGOING) == "1999-01-01/"
    assert told("In 1999 Ghana was condemning Togo.", "condemning", status=Status.ONGOING) is None


def test_the_readers_link_counts_beside_where_a_date_stands():
    text = "On April 10 Ghana met Mali, said ministers, and condemned Togo."
    plain = act(text, "condemned", "met")
    dates = find_dates(text, Span(0, len(text)), DAY)
    roles = (Role(RoleName.DATE, dates[0].span, 0.98),)
    linked = replace(plain, trigger=replace(plain.trigger, roles=roles))
    assert date_of_act(text, plain, dates) is None
    assert str(date_of_act(text, linked, dates)) == "2024-04-10"


def test_two_words_of_one_act_are_no_rivals():
    text = "The leaders held their first long summit in the old capital in April."
    held, summit = (replace(act(text, w).trigger, type=EventType.CONSULT) for w in ("held", "summit"))
    assert ActAmongOthers(Span(0, len(text)), held, Status.HAPPENED, (summit,)).rivals(text) == []


@given(st.text("abc ,.;on19", min_size=1, max_size=60), st.data())
def test_an_act_never_has_a_date_that_its_sentence_does_not(text: str, data: st.DataObject):
    n = len(text)
    at, by = (sorted(data.draw(st.lists(st.integers(0, n), min_size=2, max_size=2, unique=True))) for _ in "ab")
    trigger = Trigger(Span(*at), EventType.AID, None, Status.HAPPENED, (), 0.5, "test")
    dated = DatedSpan(Span(*by), DAY, "test")
    assert date_of_act(text, ActAmongOthers(Span(0, n), trigger, Status.HAPPENED, ()), [dated]) in (None, DAY)
    assert date_of_act(text, ActAmongOthers(Span(0, n), trigger, Status.HAPPENED, ()), []) is None
