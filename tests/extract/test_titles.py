"""Offices with what stands around them: the state behind a name, firms, adjectives."""

from datetime import date

from cordiale.model.mention import ActorKind, Standpoint
from tests.extract.pages import actors_of, states_named


def test_the_state_behind_a_name_says_whose_office_it_is():
    text = "Prime Minister Tarvonen of Finland spoke in Chile."
    assert states_named(text, "Prime Minister Tarvonen") == {"FIN"}


def test_a_surname_too_common_to_know_is_the_holder_of_the_office_that_day():
    _, _, actors = actors_of("Vice President Harris joined the call.", date(2024, 10, 9))
    assert [(a.country, a.name) for m in actors for a in m.actors] == [("USA", "Kamala Harris")]


def test_a_firms_spokesman_speaks_for_no_state():
    text = "Peru said the Tarvex spokesman left. A company official stayed."
    _, _, actors = actors_of(text)
    assert {m.span.of(text): m.actors[0].country for m in actors if m.kind is ActorKind.OFFICE} == {
        "spokesman": None,
        "official": None,
    }


def test_a_ministrys_spokesman_speaks_for_its_state():
    _, _, actors = actors_of("Chad waited. A Peruvian foreign ministry spokesman left.")
    assert {c for m in actors[1:] for c in m.countries} == {"PER"}


def test_an_adjective_made_of_an_office_is_nobody():
    text = "Peru held a ministerial meeting and a presidential debate on the general approach."
    _, _, actors = actors_of(text)
    assert [m.span.of(text) for m in actors] == ["Peru"]


def test_senators_of_a_state_are_none_of_them_in_person():
    _, _, actors = actors_of("U.S. senators left.", date(1987, 3, 20))
    assert [(a.country, a.name) for m in actors for a in m.actors] == [("USA", None)]


def test_an_office_told_with_its_state_keeps_it_when_other_states_are_named():
    text = "The Chilean secretary of commerce wrote to Peru. Brazil, Peru and Mexico replied. The secretary left."
    assert states_named(text, "secretary") == {"CHL"}


def test_a_movement_without_a_state_is_given_none():
    text = "Peru fears that ISIS will return."
    _, _, actors = actors_of(text)
    assert {m.span.of(text): m.actors[0].country for m in actors} == {"Peru": "PER", "ISIS": None}


def test_two_names_joined_by_a_hyphen_lead_one_administration():
    text = "The Biden-Harris Administration replied."
    _, _, actors = actors_of(text, date(2023, 1, 9))
    assert [(m.kind, sorted(m.countries)) for m in actors] == [(ActorKind.BODY, ["USA"])]


def test_a_state_behind_its_city_is_a_place():
    text = "Chad and Niger met in Munich, Germany."
    _, _, actors = actors_of(text)
    assert [m.standpoint for m in actors if m.span.of(text) == "Germany"] == [Standpoint.PLACE]


def test_an_official_of_a_named_body_is_of_its_state():
    text = "Peru waited. Chad met a Pentagon official."
    _, _, actors = actors_of(text)
    assert {m.span.of(text): m.actors[0].country for m in actors}["official"] == "USA"


def test_a_ministry_without_a_state_is_the_actings_and_not_that_of_whom_it_acts_on():
    text = "Peru complained to Chile about Bolivia. The finance ministry said no more."
    assert states_named(text, "finance ministry") == {"PER"}


def test_a_holder_long_ago_is_known_in_the_office_of_that_day():
    _, _, actors = actors_of("Commerce Secretary Malcolm Baldrige spoke.", date(1987, 3, 20))
    assert [(a.country, a.office) for m in actors for a in m.actors] == [("USA", "commerce secretary")]


def test_capitals_of_a_heading_after_an_office_are_no_name():
    _, _, actors = actors_of("Chad prepared an Official Working Visit.")
    assert all(a.name is None for m in actors for a in m.actors)
