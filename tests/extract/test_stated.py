from __future__ import annotations

from cordiale.extract.stated import stated_sides
from cordiale.model.actor import Actor
from cordiale.model.document import Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint
from cordiale.model.ontology import EventType, Status
from cordiale.model.reading import Role, RoleName, Trigger

TEXT = "Aland warned Beland while Celand watched."


def named(word: str, code: str) -> ActorMention:
    start = TEXT.index(word)
    return ActorMention(Span(start, start + len(word)), 0, (Actor(code),), ActorKind.STATE, Standpoint.ACTOR, "test")


def role(name: RoleName, word: str) -> Role:
    start = TEXT.index(word)
    return Role(name, Span(start, start + len(word)), 0.9)


def warned(*roles: Role) -> Trigger:
    return Trigger(Span(6, 12), EventType.THREATEN, None, Status.HAPPENED, (), 0.9, "llm", roles)


STATES = [named("Aland", "AAA"), named("Beland", "BBB"), named("Celand", "CCC")]


def sides(trigger: Trigger) -> tuple[set[str], set[str]]:
    return stated_sides().divide(trigger, stated_sides().weigh(TEXT, trigger, STATES, 0))


def test_the_sides_are_the_states_of_the_words_that_the_reader_gives() -> None:
    trigger = warned(role(RoleName.ACTOR, "Beland"), role(RoleName.RECIPIENT, "Aland"))
    assert sides(trigger) == ({"BBB"}, {"AAA"})


def test_a_state_on_both_sides_acts() -> None:
    trigger = warned(role(RoleName.ACTOR, "Aland"), role(RoleName.RECIPIENT, "Aland"))
    assert sides(trigger) == ({"AAA"}, set())


def test_words_that_name_no_state_give_no_side() -> None:
    assert sides(warned(role(RoleName.ACTOR, "watched"))) == (set(), set())
