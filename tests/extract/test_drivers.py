"""What is said to cause what."""

import pytest

from cordiale.extract.drivers import CausalRules, find_drivers
from cordiale.model.document import Span
from cordiale.model.reading import Causation, Reading

from .claims import CUES, drivers_of
from .pages import actors_of


@pytest.mark.parametrize(
    ("text", "cause", "effect", "polarity"),
    [
        (
            "Chile closed the pier because Peru had seized a boat.",
            "Peru had seized a boat",
            "Chile closed the pier",
            "+",
        ),
        ("The treaty is a response to piracy off Kenya.", "piracy off Kenya", "The treaty", "+"),
        ("Piracy off Kenya has led to joint patrols.", "Piracy off Kenya", "joint patrols", "+"),
        ("The tariff row could jeopardise the pact with Peru.", "The tariff row", "the pact with Peru", "-"),
        ("Because of the drought, Egypt is uneasy.", "the drought", "Egypt is uneasy", "+"),
        ("Chile shut its ports, leading to a shortage in Peru.", "Chile shut its ports", "a shortage in Peru", "+"),
        (
            "There were clashes between Chile and Peru over fishing rights.",
            "fishing rights",
            "There were clashes between Chile and Peru",
            "+",
        ),
    ],
)
def test_a_signal_parts_cause_and_effect(text: str, cause: str, effect: str, polarity: str):
    assert [(d.cause, d.effect, d.polarity) for d in drivers_of(text)] == [(cause, effect, polarity)]


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru want to strengthen their partnership.",
        "Peru made a gesture of peace.",
        "The armed forces of Chile exercise in Peru.",
        "Chile undermined the talks with Peru.",
        "The minister is due to visit Peru.",
        "Could the row undermine the pact with Peru?",
        "Two years after the war, Chile and Peru met.",
    ],
)
def test_deeds_of_the_parties_themselves_and_plain_words_are_no_causes(text: str):
    assert drivers_of(text) == []


def test_a_claim_made_in_a_statement_is_its_speakers():
    (found,) = drivers_of("Norway said that the thaw is driving Russia and China together.")
    assert found.claimed_by is not None
    assert found.claimed_by.country == "NOR"


def test_the_states_of_either_side_are_told():
    (found,) = drivers_of("The threat from Chile is driving Peru and Bolivia together.")
    assert (found.cause_actors, found.effect_actors) == (("CHL",), ("PER", "BOL"))


def read_cause(text: str, cause: str, effect: str) -> list[tuple[str, str]]:
    """The drivers when a reader has read these words as cause and effect."""
    article, sentences, actors = actors_of(text)
    at, on = (Span(text.index(w), text.index(w) + len(w)) for w in (cause, effect))
    readings = [Reading(sentences[0], causations=(Causation(at, on, None, "+", 0.9, "learned"),))]
    return [(d.cause, d.effect) for d in find_drivers(article, readings, actors, [], CausalRules(CUES))]


def test_a_side_that_only_points_elsewhere_or_breaks_off_tells_nothing():
    text = "Peru knew what brought the two governments together, and that Chile knew why."
    assert read_cause(text, "what", "the two governments together") == []
    assert read_cause(text, "the two governments", "that Chile knew why") == []
    assert read_cause(text, "Peru", "the two governments together") == [("Peru", "the two governments together")]


def test_a_cause_that_ends_in_that_is_the_noun_before_it():
    text = "Peru agreed to end a long dispute that has strained relations with Chile."
    assert read_cause(text, "Peru agreed to end a long dispute that", "relations with Chile") == [
        ("a long dispute", "relations with Chile")
    ]
    assert [d.cause for d in drivers_of(text)] == ["a long dispute"]
    assert read_cause("Peru, which strained relations with Chile, left.", "Peru, which", "relations with Chile") == []


def test_rules_are_asked_unless_the_reader_is_sure_that_no_cause_is_told():
    text = "The threat from Chile is driving Peru and Bolivia together."
    assert drivers_of(text, chance=0.2) == drivers_of(text) != []
    assert drivers_of(text, chance=0.001) == []
