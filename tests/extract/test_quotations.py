"""Who says what, across sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.extract.quotations import find_quotations
from cordiale.model.document import Span
from cordiale.model.mention import Quotation
from cordiale.model.ontology import Sector, Tone
from cordiale.model.reading import Attribution, Reading

from .claims import CUES, statements_of
from .pages import actors_of


def speaker_of(quotation: Quotation) -> str:
    return quotation.speaker.name or quotation.speaker.country or ""


def told(text: str, byline: str | None = None) -> list[tuple[str, str]]:
    return [(speaker_of(q), q.quote) for q in statements_of(text, byline)]


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        ("France said that the port would stay open.", "FRA", "the port would stay open"),
        ("The port would stay open, two harbour officials said.", "two harbour officials", "The port would stay open"),
        ("According to Norway, the fish have moved north.", "NOR", "the fish have moved north"),
        ("“The fish have moved north again,” said Norway.", "NOR", "The fish have moved north again,"),
        ("Peru fears that the border could close.", "PER", "the border could close"),
        ("Analysts in Lima note the border is quiet.", "Analysts in Lima", "the border is quiet"),
    ],
)
def test_the_subject_of_a_verb_of_speech_is_the_speaker(text: str, speaker: str, quote: str):
    assert told(text) == [(speaker, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "The two states signed a border treaty.",
        "Chile made an offer to Peru.",
        "Chile was told to wait.",
        "Norway will not say when.",
        "Kenya called off the talks with Somalia.",
    ],
)
def test_nouns_passives_and_things_unsaid_attribute_nothing(text: str):
    assert told(text) == []


def test_an_interview_with_a_paper_is_not_given_to_the_paper():
    assert told("The French foreign minister commented in a Le Monde interview, “We are not leaving the Sahel.”") != []
    assert (
        "Le Monde"
        not in told("The French foreign minister commented in a Le Monde interview, “We are not leaving.”")[0][0]
    )


def test_two_speakers_of_two_quotations_in_a_sentence_are_told_apart():
    text = "After Chile’s statement in Lima that “the pier is ours and stays ours,” Peru declared, “We will go to court over it.”"
    assert told(text) == [("CHL", "the pier is ours and stays ours,"), ("PER", "We will go to court over it.")]


def test_each_clause_with_a_speaker_of_its_own_is_a_statement():
    found = told("Egypt fears that the river will shrink, and Ethiopia insists that nobody will go thirsty.")
    assert found == [("EGY", "the river will shrink"), ("ETH", "nobody will go thirsty")]


def test_a_quotation_over_several_sentences_is_one_statement():
    found = statements_of("Norway said, “The fish have moved north. We must follow them. Nobody will stop us.”")
    assert [speaker_of(q) for q in found] == ["NOR"]
    assert [e.sentence for e in found[0].evidence] == [0, 1, 2]


def test_a_quotation_inside_a_quotation_names_who_relays_it():
    found = statements_of("“Chile fears that it could be drawn into a war over the pier,” Marta Lundqvist wrote.")
    outer, inner = found
    assert (speaker_of(outer), outer.is_direct, outer.within) == ("Marta Lundqvist", True, None)
    assert (speaker_of(inner), inner.is_direct) == ("CHL", False)
    assert inner.within is not None
    assert inner.within.name == "Marta Lundqvist"


def test_an_author_who_says_i_is_named_by_the_byline():
    assert told("I believe that Chile and Peru will settle.", "By Ada Moss")[0][0] == "Ada Moss"
    assert told("I believe that Chile and Peru will settle.") == []


def test_a_statement_belongs_to_its_issuers_in_the_sentences_after_it():
    text = (
        "A statement released by Chile and Peru outlined the founding of a joint navy. "
        "This statement reaffirms the importance of the treaty. It cites the “severe and growing danger” at sea."
    )
    assert [name for name, _ in told(text)] == ["Chile and Peru"] * 3


def test_things_that_happen_say_nothing():
    assert told("The storm underscores the importance of ties between Chile and Peru.") == []


def test_a_statement_is_about_the_states_of_its_content():
    (found,) = statements_of("France said that Chile and Peru should talk.")
    assert found.about == ("CHL", "PER")


def test_the_words_of_a_statement_give_its_tone():
    (found,) = statements_of("Chile condemned the raid as a reckless provocation.")
    assert found.tone is Tone.CRITICAL


@given(st.text(alphabet="abcd .,;“”\"'’:—\nTheFrancesaidthat", max_size=200))
def test_every_statement_stands_where_its_evidence_says(text: str):
    for quotation in statements_of(f"France said that {text}"):
        for evidence in quotation.evidence:
            assert evidence.span.of(f"France said that {text}") == evidence.quote


def test_several_who_speak_are_named_as_the_page_names_them_with_no_state_of_one():
    (found,) = statements_of("Chile, Peru and New Zealand said that the sea was calm.")
    assert (found.speaker.country, found.speaker.name) == (None, "Chile, Peru and New Zealand")


def test_two_of_one_state_who_speak_keep_their_state():
    text = "President Alexander Stubb and Finnish Foreign Minister Elina Valtonen said that the sea was calm."
    (found,) = statements_of(text)
    assert (found.speaker.country, found.speaker.name) == ("FIN", "Alexander Stubb and Elina Valtonen")


def test_the_two_countries_speak_under_their_names():
    (found,) = statements_of("Chile met Peru. The two countries said that the sea was calm.")
    assert found.speaker.name == "Chile and Peru"


def test_an_aside_between_speaker_and_verb_is_not_the_speaker():
    (found,) = statements_of("A spokesman for Tarvex, a subsidiary of Marven <MVN> of Lima, Peru, said the ships left.")
    assert (found.speaker.country, found.speaker.office) == (None, "spokesperson")


@pytest.mark.parametrize(
    "text",
    [
        "Chile could close the crossing with its good friend Peru, Peruvian officials warned.",
        "Chilean officials fear that the friendly visit will end in peace.",
        "Peru threatened that it would welcome the fleet of Chile.",
    ],
)
def test_a_warning_a_threat_or_a_fear_is_not_favourable_however_mild_its_words(text: str):
    assert [q.tone for q in statements_of(text)] == [Tone.ALARMED]


def test_a_warning_is_alarmed_whoever_read_it():
    text = "Chile could close the crossing, Peru warned."
    article, sentences, actors = actors_of(text)
    said = Attribution(Span(0, 30), Span(32, 36), Span(37, 43), False, Tone.FAVOURABLE, 0.9, "learned")
    found = find_quotations(article, [Reading(sentences[0], attributions=(said,))], actors, CUES)
    assert [q.tone for q in found] == [Tone.ALARMED]


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("Ugandan fuel dealers fear that the pipeline will hurt them.", "Ugandan fuel dealers", Sector.BUS),
        ("Chadian herders fear that the dam will flood them.", "Chadian herders", Sector.CVL),
    ],
)
def test_private_people_of_a_nation_are_not_its_state(text: str, name: str, sector: Sector):
    (found,) = statements_of(text)
    assert (found.speaker.name, found.speaker.sector) == (name, sector)
