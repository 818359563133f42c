"""Persons whom no table knows."""

from cordiale.model.mention import ActorKind
from tests.extract.pages import actors_of


def strangers(text: str) -> list[tuple[str, str | None]]:
    _, _, actors = actors_of(text)
    return [(m.span.of(text), m.actors[0].name) for m in actors if m.kind is ActorKind.PERSON]


def test_a_surname_is_the_person_named_in_full_before():
    text = "Odalys Venn, an economist, left Peru. Venn’s firm agreed."
    assert strangers(text) == [("Odalys Venn", "Odalys Venn"), ("Venn", "Odalys Venn")]


def test_a_courtesy_shows_a_person_and_is_no_part_of_the_name():
    assert strangers("In Peru Dr. Odalys Venn hosted a meeting.") == [("Dr. Odalys Venn", "Odalys Venn")]


def test_a_word_that_opens_the_sentence_is_no_part_of_the_name():
    assert strangers("But Odalys Venn said no.") == [("Odalys Venn", "Odalys Venn")]


def test_a_bank_and_an_exercise_are_no_persons():
    assert strangers("Marven Trust said yields fell. Peru joined, according to Iron Edge.") == []
