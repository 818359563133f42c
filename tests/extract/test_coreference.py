"""What 'they', 'both' and 'the two leaders' stand for."""

from tests.extract.pages import actors_of, states_named


def names_of(text: str, words: str) -> list[list[str | None]]:
    _, _, actors = actors_of(text)
    return [[a.name for a in m.actors] for m in actors if m.span.of(text) == words]


def test_they_who_met_are_they_and_not_the_state_where_they_met():
    text = "Prime Minister Petteri Orpo of Finland met Prime Minister Ulf Kristersson of Sweden in Paris, France. They signed a pact."
    assert states_named(text, "They") == {"FIN", "SWE"}


def test_they_are_the_persons_who_spoke_and_not_two_states_of_their_talk():
    text = "President Alexander Stubb told President Edgars Rinkevics about Chad, Niger and Mali. They agreed to meet again."
    assert states_named(text, "They") == {"FIN", "LVA"}


def test_they_of_the_same_sentence_are_those_named_before_the_word_and_no_third_state():
    text = "Peru and Chile said they would meet; Bolivia declined."
    assert states_named(text, "they") == {"PER", "CHL"}


def test_they_go_back_to_officials_of_one_state():
    text = "Chilean officials met on Monday. They want talks with Peru."
    assert states_named(text, "They") == {"CHL"}


def test_leaders_are_persons_even_where_bodies_are_named_last():
    text = (
        "President Alexander Stubb met Prime Minister Ulf Kristersson. The Swedish navy and the United Nations were praised. "
        "The two leaders agreed on a date."
    )
    assert states_named(text, "The two leaders") == {"FIN", "SWE"}


def test_the_leaders_of_two_states_without_names_are_the_two_states():
    assert states_named("Eritrea and Ethiopia made peace, the two leaders said.", "the two leaders") == {"ERI", "ETH"}


def test_both_before_two_of_a_kind_stands_for_nobody():
    assert states_named("Peru met Chile and praised both large and small farmers.", "both") == set()
    assert states_named("Peru met Chile, and both agreed to wait.", "both") == {"PER", "CHL"}


def test_he_is_no_ministry_and_no_firm():
    text = "Prime Minister Ulf Kristersson criticised Ericsson. It replied. He said it was late."
    assert names_of(text, "He") == [["Ulf Kristersson"]]


def test_it_that_is_the_matter_and_no_party_is_nobody():
    text = "Peru wants peace. It is clear that talks help. Chile regrets it. It has sent an envoy."
    _, _, actors = actors_of(text)
    assert [m.span.start for m in actors if m.span.of(text) in ("it", "It")] == [text.rindex("It has")]


def test_the_two_countries_are_those_of_the_sentence_and_not_those_that_a_page_mostly_speaks_of():
    text = (
        "Qatar and Saudi Arabia made peace. Qatar and Saudi Arabia opened their border, and Qatar thanked Saudi Arabia. "
        "Peru will invest in Chile, and firms of the two countries signed a deal."
    )
    assert states_named(text, "the two countries") == {"PER", "CHL"}


def test_who_calls_on_both_sides_is_none_of_them():
    text = (
        "Peru and Mexico quarrelled. Peru accused Mexico of meddling, and Mexico rejected what Peru said. Chile offered to mediate. "
        "The United States called on both sides to show restraint."
    )
    assert states_named(text, "both sides") == {"MEX", "PER"}
    assert states_named("Ghana and Togo met. Ghana said both sides were content.", "both sides") == {"GHA", "TGO"}
