"""Who is named in an article, and what later words stand for."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.lexicon import load_lexicon
from cordiale.model.mention import ActorKind, Standpoint
from tests.extract.pages import actors_of, states_named


def people(text: str, day: date | None = date(2024, 5, 2)) -> list[tuple[str | None, str | None, str | None]]:
    _, _, actors = actors_of(text, day)
    return [(m.actors[0].country, m.actors[0].name, m.actors[0].office) for m in actors if m.kind is ActorKind.PERSON]


def test_a_title_with_state_and_name_is_one_person_in_office():
    assert people("Japanese Prime Minister Fumio Kishida spoke.") == [("JPN", "Fumio Kishida", "prime minister")]


def test_the_name_may_stand_in_the_order_of_its_own_language():
    assert people("Prime Minister Kishida Fumio spoke.") == [("JPN", "Fumio Kishida", "prime minister")]


def test_an_office_of_a_state_after_it_counts_as_its_state():
    text = "The president of Kazakhstan met the foreign minister of Chad."
    assert states_named(text, "president of Kazakhstan") == {"KAZ"}
    assert states_named(text, "foreign minister of Chad") == {"TCD"}


def test_a_surname_alone_is_the_person_named_before():
    text = "Canadian Foreign Minister Mélanie Joly left. Joly said she would return."
    assert people(text)[1][1] == "Mélanie Joly"
    assert states_named(text, "she") == {"CAN"}


def test_a_former_holder_is_said_to_be_former():
    assert people("Former President Donald Trump spoke.")[0] == ("USA", "Donald Trump", "former president")


def test_then_before_an_office_means_another_time_and_not_a_former_holder():
    assert people("It was signed by then-Prime Minister Abe.")[0] == ("JPN", "Shinzo Abe", "prime minister")


def test_the_same_person_holds_the_office_of_the_day():
    assert people("Kishida spoke.", date(2014, 3, 1))[0][2] == "foreign minister"
    assert people("Kishida spoke.", date(2023, 3, 1))[0][2] == "prime minister"


def test_an_unknown_person_keeps_the_name_and_the_state_of_the_title():
    assert people("Fijian trade minister Adi Vakaruru spoke.")[0][:2] == ("FJI", "Adi Vakaruru")


def test_a_namesake_with_another_first_name_is_not_the_known_person():
    assert ("JPN", "Shinzo Abe", None) not in people("The baker Tony Abe said hello.")


@pytest.mark.parametrize(
    ("text", "words", "standpoint"),
    [
        ("They met in Washington.", "Washington", Standpoint.PLACE),
        ("Washington said no.", "Washington", Standpoint.ACTOR),
        ("The talks took place at the Kremlin.", "Kremlin", Standpoint.PLACE),
        ("Japanese food is liked.", "Japanese", Standpoint.MODIFIER),
    ],
)
def test_a_place_is_told_from_an_actor(text: str, words: str, standpoint: Standpoint):
    _, _, actors = actors_of(text)
    assert [a.standpoint for a in actors if words in a.span.of(text)] == [standpoint]


def test_states_joined_by_a_dash_stand_for_all_of_them():
    assert states_named("The India-Bhutan border is open.", "India-Bhutan") == {"IND", "BTN"}


def test_a_dateline_is_not_joined_to_the_state_after_it():
    text = "RABAT — Syria reopened its embassy."
    assert states_named(text, "Syria") == {"SYR"}


def test_people_of_a_nationality_act_with_their_sector():
    text = "Chinese troops chased Filipino fishermen."
    _, _, actors = actors_of(text)
    assert [(a.actors[0].country, str(a.actors[0].sector)) for a in actors] == [("CHN", "MIL"), ("PHL", "CVL")]


def test_a_noun_that_only_qualifies_the_next_acts_for_nobody():
    _, _, actors = actors_of("U.S. military alliances worry some.")
    assert [a.standpoint for a in actors] == [Standpoint.MODIFIER]


def test_the_two_leaders_are_the_last_two_persons_of_different_states():
    text = "Prime Minister Narendra Modi received President Emmanuel Macron. The two leaders signed a pact."
    assert states_named(text, "The two leaders") == {"IND", "FRA"}


def test_both_countries_are_those_named_lately_and_often():
    text = "Peru and Chile met. Peru thanked Chile. Both countries will meet again."
    assert states_named(text, "Both countries") == {"PER", "CHL"}


def test_they_are_two_states_named_together():
    assert states_named("Estonia and Latvia agreed. They signed it.", "They") == {"EST", "LVA"}


def test_the_north_is_a_state_only_where_korea_has_been_named():
    assert states_named("South Korea protested. the North denied it.", "the North") == {"PRK"}
    assert states_named("Snow fell. the North was cold.", "the North") == set()


def test_his_counterpart_is_of_the_other_state():
    text = "Italian Foreign Minister Antonio Tajani flew to Tunisia. He thanked his counterpart."
    assert states_named(text, "his counterpart") == {"TUN"}


def test_she_and_he_are_kept_apart_once_known():
    text = "Giorgia Meloni spoke. She left. Olaf Scholz stayed. He spoke. She called."
    _, _, actors = actors_of(text, date(2024, 5, 2))
    last = [a for a in actors if a.span.of(text) == "She"][-1]
    assert last.actors[0].name == "Giorgia Meloni"


def test_a_body_without_a_state_is_that_of_the_state_before():
    assert states_named("Kenya closed the road. The navy said so.", "navy") == {"KEN"}


@given(st.sampled_from(sorted(load_lexicon().states)))
def test_every_state_can_act_under_its_usual_name(code: str):
    name = load_lexicon().states[code].names[0]
    text = f"{name} rejected the plan."
    _, _, actors = actors_of(text)
    assert any(code in a.countries for a in actors)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AaBb .,'’-–éUSJapn\n“”", max_size=120))
def test_any_text_gives_mentions_in_order_inside_their_sentence(text: str):
    _, sentences, actors = actors_of(text)
    spans = {s.index: s.span for s in sentences}
    assert all(spans[a.sentence].contains(a.span) for a in actors)
    assert [(a.sentence, a.span.start) for a in actors] == sorted((a.sentence, a.span.start) for a in actors)


@pytest.mark.parametrize(
    "words",
    ["Western allies", "seven leading industrial nations", "West African leaders", "Gulf states", "other countries"],
)
def test_states_that_nobody_names_are_an_organisation_without_a_name(words: str):
    assert states_named(f"The {words} sent aid to Chad.", words) == {"IGO"}


def test_a_states_own_leaders_are_no_group():
    assert states_named("South African leaders met in Chad.", "South African leaders") == {"ZAF"}


def test_an_office_is_of_no_state_that_lacks_it():
    assert states_named("Japan spoke. The United States spoke. The finance ministry agreed.", "finance ministry") == {
        "JPN"
    }
    assert states_named("Finland spoke. Norway spoke. The president agreed.", "president") == {"FIN"}


def test_an_unknown_person_in_office_is_of_the_state_spoken_of():
    assert states_named("Chad protested. Trade Minister Adi Vakaruru spoke.", "Trade Minister Adi Vakaruru") == {"TCD"}


def test_an_unknown_person_is_not_of_a_state_whose_office_another_holds():
    text = "Japan protested. Prime Minister Adi Vakaruru spoke."
    assert states_named(text, "Prime Minister Adi Vakaruru") == set()


def test_of_two_presidents_in_a_sentence_the_first_is_the_one_spoken_of():
    text = "President Emmanuel Macron met President Alexander Stubb. The President agreed."
    assert states_named(text, "President") == {"FRA"}


def test_the_leaders_are_all_whom_one_sentence_names():
    text = "Emmanuel Macron, Alexander Stubb and Olaf Scholz met. The leaders agreed."
    assert states_named(text, "The leaders") == {"FRA", "FIN", "DEU"}


def test_a_surname_that_several_of_one_state_had_is_of_that_state():
    assert states_named("Mr. Clinton spoke in Chad.", "Clinton", date(2016, 7, 1)) == {"USA"}


def test_a_capital_in_a_headline_starts_no_name():
    assert states_named("Voters Hear What Trump Said About Trade", "Trump", date(2018, 7, 1)) == {"USA"}


@pytest.mark.parametrize(
    ("words", "code"),
    [("Czechoslovakia", "CZE"), ("Yugoslavia", "SRB"), ("West Germany", "DEU"), ("Soviet Union", "RUS")],
)
def test_a_state_that_is_no_more_is_its_successor(words: str, code: str):
    assert states_named(f"{words} signed the pact.", words) == {code}


def test_of_two_persons_of_one_surname_the_one_whose_state_the_page_names_is_meant():
    day = date(2018, 3, 1)
    assert states_named("The United States had promised more. Obama had set a red line.", "Obama", day) == {"USA"}
    assert states_named("Equatorial Guinea has promised more. Obama has named a cabinet.", "Obama", day) == {"GNQ"}


def test_the_president_is_the_one_named_before_even_without_the_title():
    text = "Iran's parliament met. Joe Biden spoke to reporters, and later the president left for Ohio."
    assert states_named(text, "president") == {"USA"}
