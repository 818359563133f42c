"""Which figures are worth keeping."""

import pytest

from cordiale.extract.quantities import find_quantities
from cordiale.model.mention import QuantityMention
from cordiale.text.dates import find_article_dates

from .pages import actors_of


def quantities_of(text: str) -> list[QuantityMention]:
    article, sentences, actors = actors_of(text)
    return find_quantities(article, sentences, actors, find_article_dates(article, sentences))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Norway will spend 3 billion euros on ships.", 3e9, "EUR"),
        ("Norway spends over 2% of its GDP on defence.", 2, "percent of GDP"),
        ("Kenya sent 400 troops to Haiti.", 400, "troops"),
        ("Three Kenyan sailors were held off Somalia.", 3, "sailors"),
        ("Kenya exported 52,000 crates to Oman.", 52000, "crates"),
    ],
)
def test_money_shares_forces_people_and_goods_are_kept(text: str, value: float, unit: str):
    (found,) = quantities_of(text)
    assert (found.value, found.unit.split()[-1]) == (value, unit.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize(
    "text",
    [
        "The two countries, Chile and Peru, met.",
        "Chile and Peru are two allies that agree on two things.",
        "Two Peruvian ministers met Chile’s envoy on 3 May.",
        "Ten percent of the harvest was lost.",
        "Chile and Peru are one people.",
        "“We are one free people,” said Chile’s president.",
    ],
)
def test_counts_that_only_tell_a_story_and_figures_of_no_state_are_not(text: str):
    assert quantities_of(text) == []


def test_a_figure_belongs_to_the_state_before_it_and_keeps_its_qualifier():
    (found,) = quantities_of("Norway gives nearly $40 million to Kenya.")
    assert (found.subject, found.qualifier) == (("NOR",), "nearly")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Trade between Kenya and Uganda was worth $1.2 billion last year.", "Trade"),
        ("Kenya wants bilateral trade with Uganda to reach $10 billion by 2030.", "bilateral trade"),
        ("Kenya sold $3 billion worth of oil exports in 2023.", "oil exports"),
        ("Kenya’s imports from Oman reached $4 million in May.", "imports"),
        ("Kenya sent 400 soldiers to Haiti on Monday.", "soldiers to Haiti"),
    ],
)
def test_what_is_measured_is_the_noun_beside_the_figure_and_never_a_date(text: str, indicator: str):
    assert [q.indicator for q in quantities_of(text)] == [indicator]


def test_two_people_are_counted():
    assert [q.value for q in quantities_of("Two people were hurt at the Peruvian border.")] == [2]
