"""From triggers, roles and actors to events."""

from dataclasses import replace
from datetime import date

import pytest

from cordiale.extract.belief import NAMES, BeliefWeights
from cordiale.extract.events import ActWeights, code_events, merge_told_twice
from cordiale.extract.plain import PlainReader
from cordiale.extract.sides import SideWeights
from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Actor
from cordiale.model.document import Span
from cordiale.model.mention import EventMention, Evidence
from cordiale.model.ontology import EventType, Status
from cordiale.model.reading import Reading, Role, RoleName, Trigger
from cordiale.text.dates import find_article_dates
from tests.extract.pages import actors_of

# As sure of an act as the reader is of its words.
BY_WORDS = BeliefWeights(dict.fromkeys(NAMES, 0.0) | {"words": 1.0}, 0.0, 0.5)
ROLES_ALONE = ActWeights(SideWeights({"acts": (0, 1, 0), "receives": (0, 0, 1)}, (0, 0, 0), 0.42, 0.22))


def events(text: str, day: date | None = date(2024, 5, 2)) -> list[EventMention]:
    article, sentences, actors = actors_of(text, day)
    readings = PlainReader(load_lexicon()).read(article, sentences)
    return code_events(article, readings, actors, find_article_dates(article, sentences))


def sides(text: str) -> list[tuple[str, list[str | None], list[str | None]]]:
    return [(e.type.value, [a.country for a in e.actors], [r.country for r in e.recipients]) for e in events(text)]


def test_the_party_before_acts_and_the_one_after_receives():
    assert sides("Brazil condemned Venezuela.") == [("ACCUSE", ["BRA"], ["VEN"])]


def test_a_passive_turns_them_round():
    assert sides("Venezuela was condemned by Brazil.") == [("ACCUSE", ["BRA"], ["VEN"])]


def test_those_who_meet_are_both_actors():
    assert sides("Prime Minister Narendra Modi met with President Emmanuel Macron.") == [
        ("CONSULT", ["IND", "FRA"], [])
    ]


def test_coordinated_parties_act_together():
    assert sides("Kenya, Uganda and Tanzania condemned Rwanda.") == [("ACCUSE", ["KEN", "UGA", "TZA"], ["RWA"])]


def test_an_act_within_one_state_is_no_event():
    assert events("Brazil condemned the Brazilian navy.") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ghana sanctioned Togo.", Status.HAPPENED),
        ("Ghana will visit Togo.", Status.PLANNED),
        ("Ghana may visit Togo.", Status.POSSIBLE),
        ("Ghana did not visit Togo.", Status.DENIED),
    ],
)
def test_the_cue_before_the_trigger_gives_the_status(text: str, status: Status):
    assert [e.status for e in events(text)] == [status]


def test_the_date_of_the_sentence_is_the_events():
    assert [str(e.date) for e in events("Ghana condemned Togo on April 10.")] == ["2024-04-10"]
    assert [e.date for e in events("Ghana condemned Togo.")] == [None]


def test_an_act_told_twice_on_a_page_is_one_event_with_two_evidences():
    (event,) = events("Ghana condemned Togo on April 10.\nOn April 10, Ghana condemned Togo.")
    assert len(event.evidence) == 2


TOLD = EventMention(
    "ar_1",
    EventType.SANCTION,
    None,
    (),
    (Actor("GHA"),),
    (Actor("TGO"),),
    None,
    Status.HAPPENED,
    None,
    (Evidence("ar_1", Span(0, 5), "words", 0, "test", 0.9),),
)


def test_deeds_of_two_modes_are_two_and_words_of_two_modes_may_be_one():
    expelled, stopped = replace(TOLD, mode="expel"), replace(TOLD, mode="discontinue")
    assert len(merge_told_twice([expelled, stopped])) == 2
    assert len(merge_told_twice([expelled, TOLD])) == 1
    asked = [replace(TOLD, type=EventType.REQUEST, mode=m) for m in ("change", "meet")]
    assert len(merge_told_twice(asked)) == 1


def test_what_is_being_done_and_what_was_done_are_one_and_what_is_planned_is_another():
    def of(*statuses: Status) -> int:
        return len(merge_told_twice([replace(TOLD, status=s) for s in statuses]))

    assert of(Status.ONGOING, Status.HAPPENED) == 1
    assert of(Status.PLANNED, Status.HAPPENED) == 2


def by_roles(text: str, words: str, *roles: tuple[RoleName, str, float], score: float = 0.9) -> EventMention:
    """The one event of a sentence in which a reader finds that these words carry an act and who takes part in it."""
    article, sentences, actors = actors_of(text)
    at = {a.span.of(text): a.span for a in actors}
    span = Span(text.index(words), text.index(words) + len(words))
    told = tuple(Role(name, at[who], chance) for name, who, chance in roles)
    trigger = Trigger(span, EventType.ACCUSE, None, Status.HAPPENED, (), score, "test", told)
    (event,) = code_events(article, [Reading(sentences[0], triggers=(trigger,))], actors, {}, ROLES_ALONE)
    return event


def sides_of(event: EventMention) -> tuple[list[str | None], list[str | None]]:
    return [a.country for a in event.actors], [r.country for r in event.recipients]


def test_the_readers_roles_win_over_the_order_of_words():
    text = "Of Ghana, of Togo, of Mali: blame."
    event = by_roles(text, "blame", (RoleName.ACTOR, "Mali", 0.9), (RoleName.RECIPIENT, "Ghana", 0.8))
    assert sides_of(event) == (["MLI"], ["GHA"])


def test_every_evidence_stands_where_it_says():
    text = "Ghana condemned Togo on April 10. Mali, which praised Niger, may sanction Chad."
    found = events(text)
    assert found
    assert all(e.span.of(text) == e.quote for m in found for e in m.evidence)


def test_a_stray_word_of_a_party_does_not_move_it_to_the_other_side():
    text = "Ghana accused Togo of spying on its embassy."
    ghana, togo = (RoleName.ACTOR, "Ghana", 0.98), (RoleName.RECIPIENT, "Togo", 0.95)
    assert sides_of(by_roles(text, "accused", ghana, togo, (RoleName.ACTOR, "its", 0.65))) == (["GHA"], ["TGO"])


def scored(text: str, *scores: float) -> list[EventMention]:
    """The events of a page whose acts a learned reader would find with these scores, in order; believed from a half on."""
    article, sentences, actors = actors_of(text, date(2024, 5, 2))
    left, names = iter(scores), (RoleName.ACTOR, RoleName.RECIPIENT)
    readings = []
    for r in PlainReader(load_lexicon()).read(article, sentences):
        named = [a.span for a in actors if a.sentence == r.sentence.index]
        roles = tuple(Role(name, span, 0.9) for name, span in zip(names, named, strict=False))
        readings.append(replace(r, triggers=tuple(replace(t, score=next(left), roles=roles) for t in r.triggers)))
    weights = replace(ROLES_ALONE, belief=BY_WORDS)
    return code_events(article, readings, actors, find_article_dates(article, sentences), weights)


def test_an_act_that_is_not_believed_is_not_told():
    text = "Brazil condemned Venezuela. Ghana sanctioned Togo."
    assert [e.type.value for e in scored(text, 0.4, 0.9)] == ["SANCTION"]
    assert scored("Brazil condemned Venezuela.", 0.4) == []


def test_the_score_of_what_is_told_is_the_chance_that_it_is_an_act():
    (event,) = scored("Brazil condemned Venezuela.", 0.8)
    assert event.evidence[0].score == pytest.approx(0.8, abs=1e-3)


def test_a_reader_without_roles_is_believed():
    article, sentences, actors = actors_of("Ghana condemned Togo.")
    readings = PlainReader(load_lexicon()).read(article, sentences)
    nothing = BeliefWeights(dict.fromkeys(NAMES, 0.0), -9.0, 0.5)
    assert code_events(article, readings, actors, {}, replace(ROLES_ALONE, belief=nothing))


def test_without_weights_for_belief_every_act_is_told():
    parties = (RoleName.ACTOR, "Togo", 0.9), (RoleName.RECIPIENT, "Ghana", 0.8)
    event = by_roles("Of Ghana, of Togo: blame.", "blame", *parties, score=0.01)
    assert event.evidence[0].score == 0.01
