"""What pronouns and descriptions stand for: 'he', 'they', 'the two leaders', 'both countries', from what was named before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from cordiale.extract.standpoint import FIRST_PERSON
from cordiale.lexicon.references import Reference
from cordiale.model.actor import Actor
from cordiale.model.mention import ActorKind, ActorMention, Standpoint

# How many sentences back an antecedent may stand: measured on marked passages, nearly all lie within three.
_REACH = 3
# Persons who met are 'the two leaders' for longer, in sentences back.
_REACH_OF_LEADERS = 12
# How far apart, in characters, two states of one sentence without a third may stand to be 'they'.
_NEAR = 60
_JOINT = re.compile(
    r"(?:\s*\([^)]{1,14}\))?(?:\s+and|,\s+and|,|\s+&|\s+as well as)\s+(?:also\s+)?(?:of\s+|with\s+)?(?:the\s+)?|\s*/\s*"
)
_NO_LEADERS = frozenset({"official", "spokesperson", "diplomat", "lawmaker", "senator", "ambassador", "pope"})
_STATES = (ActorKind.STATE, ActorKind.METONYM, ActorKind.NATIONALITY, ActorKind.BODY, ActorKind.ORGANISATION)
_MANY = (ActorKind.NATIONALITY, ActorKind.OFFICE, ActorKind.BODY)
_PERSONS = (ActorKind.PERSON, ActorKind.OFFICE)


@dataclass(slots=True)
class History:
    """The actors named so far on one page, in reading order; it answers what a later reference stands for."""

    text: str
    mentions: list[ActorMention] = field(default_factory=list)
    persons: set[Actor] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, mention: ActorMention) -> None:
        """Remember a mention."""
        self.mentions.append(mention)
        if mention.kind in _PERSONS:
            self.persons.update(mention.actors)
        self.counts.update(mention.countries)

    def resolve(self, reference: Reference, sentence: int, is_object: bool = False) -> tuple[Actor, ...]:
        """The actors that a reference in a sentence stands for; empty when nothing fits.

        `is_object` says that somebody does something to them: 'called on both sides' leaves out the state that calls.
        """
        if reference.sort == "organisation":
            return next((m.actors for m in self._near(sentence) if m.kind is ActorKind.ORGANISATION), ())
        if reference.sort == "other":
            return self._other_party(sentence)
        if reference.number == 1:
            return self._one_person(reference, sentence) if reference.sort == "person" else self._one_state(sentence)
        if reference.sort == "person":
            number = reference.number or 2
            company = () if reference.number else self._company(sentence)
            return company or self._persons(number, sentence) or self._states(number, sentence)
        if reference.sort == "state":
            return self._states(reference.number, sentence, is_object)
        if reference.sort == "both":
            return self._plural(sentence, 2) or self._states(2, sentence, is_object)
        return self._plural(sentence)

    def has_named(self, states: Iterable[str]) -> bool:
        """Whether one of the states has been named so far."""
        return any(self.counts[s] for s in states)

    def _other_party(self, sentence: int) -> tuple[Actor, ...]:
        """'his counterpart', 'the visitor': the party named last that is not of the same state as the one named just before."""
        near = [m for m in self._near(sentence) if len(m.countries) == 1 and m.standpoint is not Standpoint.MODIFIER]
        first = near[0].countries if near else frozenset()
        return next((m.actors for m in near if m.countries != first), ())

    def _near(self, sentence: int) -> list[ActorMention]:
        """Mentions within reach, the latest first."""
        return list(takewhile(lambda m: sentence - m.sentence <= _REACH, reversed(self.mentions)))

    def _one_person(self, reference: Reference, sentence: int) -> tuple[Actor, ...]:
        """The person last named as a possible subject: the first of the latest sentence that names one of the right gender."""
        candidates = [
            m
            for m in self._near(sentence)
            if m.kind in (*_PERSONS, ActorKind.PRONOUN) and len(m.actors) == 1 and m.actors[0] in self.persons
        ]
        fitting = [m for m in candidates if self._gender_fits(m.actors[0], reference)]
        if not fitting:
            return ()
        latest = fitting[0].sentence
        chosen = fitting[0] if latest == sentence else [m for m in fitting if m.sentence == latest][-1]
        actor = chosen.actors[0]
        if reference.gender and actor.name:
            self.genders.setdefault(actor.name, reference.gender)
        return (actor,)

    def _gender_fits(self, actor: Actor, reference: Reference) -> bool:
        known = self.genders.get(actor.name or "")
        return known is None or reference.gender is None or known == reference.gender

    def _one_state(self, sentence: int) -> tuple[Actor, ...]:
        """'it', 'its': the first state or body of the same sentence, else of the one before."""
        kinds = (ActorKind.STATE, ActorKind.METONYM, ActorKind.BODY, ActorKind.ORGANISATION)
        fitting = [
            m
            for m in self._near(sentence)
            if m.kind in kinds and m.standpoint is Standpoint.ACTOR and len(m.actors) == 1
        ]
        fitting = [m for m in fitting if sentence - m.sentence <= 1]
        return fitting[0].actors if fitting else ()

    def _persons(self, number: int, sentence: int) -> tuple[Actor, ...]:
        """The last so many persons, of different states where states are known; no bodies and no mere officials."""
        found: list[Actor] = []
        for mention in takewhile(lambda m: sentence - m.sentence <= _REACH_OF_LEADERS, reversed(self.mentions)):
            if mention.kind not in _PERSONS:
                continue
            for actor in reversed(mention.actors):
                is_leader = (actor.name or actor.office) and actor.office not in _NO_LEADERS
                if is_leader and all(_are_two(actor, a) for a in found):
                    found.append(actor)
                if len(found) == number:
                    return tuple(reversed(found))
        return ()

    def _company(self, sentence: int) -> tuple[Actor, ...]:
        """All the leaders of the latest sentence that names several of different states; the organisation whose leaders they are."""
        for index in range(sentence, sentence - _REACH_OF_LEADERS - 1, -1):
            here = [m for m in self.mentions if m.sentence == index and m.kind in _PERSONS and len(m.actors) == 1]
            persons = _different([m for m in here if m.actors[0].office not in _NO_LEADERS])
            if len(persons) > 1:
                return persons
        return ()

    def in_office(self, office: str, sentence: int) -> tuple[Actor, ...]:
        """The persons of different states in one office whom the latest sentence names that names several."""
        for index in range(sentence, sentence - _REACH_OF_LEADERS - 1, -1):
            here = [m for m in self.mentions if m.sentence == index and m.kind in _PERSONS and len(m.actors) == 1]
            persons = _different([m for m in here if m.actors[0].office == office])
            if len(persons) > 1:
                return persons
        return ()

    def _states(self, number: int, sentence: int, is_object: bool = False) -> tuple[Actor, ...]:
        """The only states that this sentence or the one before names, where they are so many; else those most on the page's mind."""
        named = {index: self._named_in(index, sentence) for index in (sentence, sentence - 1)}
        left_out = named[sentence] if is_object and len(named[sentence]) == 1 else {}
        here = {c: None for c in named[sentence] or named[sentence - 1] if c not in left_out}
        if len(here) == number:
            return tuple(map(Actor, here))
        weights: Counter[str] = Counter()
        for mention in self._near(sentence):
            for code in mention.countries - {"IGO"} - set(left_out):
                weights[code] = max(weights[code], _REACH - (sentence - mention.sentence))
        if len(weights) < number:
            weights.update({c: 0 for c in self.counts if c != "IGO" and c not in left_out})
        scored = {c: w + 6 * self.counts[c] / max(self.counts.total(), 1) for c, w in weights.items()}
        best = sorted(scored, key=lambda c: (-scored[c], c))[:number]
        return tuple(Actor(c) for c in best) if len(best) == number else ()

    def _named_in(self, index: int, sentence: int) -> dict[str, None]:
        """The states that the sentence `index` names, in order, as seen from `sentence`."""
        near = (m for m in reversed(self._near(sentence)) if m.sentence == index)
        return dict.fromkeys(c for m in near for c in sorted(m.countries - {"IGO"}))

    def _plural(self, sentence: int, number: int | None = None) -> tuple[Actor, ...]:
        """'they': the nearest party of several before it, in an earlier sentence the first one; `number` of states where it is given."""
        near = [m for m in self._near(sentence) if m.standpoint is Standpoint.ACTOR and m.rule != FIRST_PERSON]
        for index in range(sentence, sentence - _REACH - 1, -1):
            here = [m for m in reversed(near) if m.sentence == index]
            groups = [g for g in self._groups(here) if number is None or len({a.country for a in g}) == number]
            if groups:
                return groups[-1] if index == sentence else groups[0]
        return ()

    def _groups(self, here: Sequence[ActorMention]) -> list[tuple[Actor, ...]]:
        """The parties of several in one sentence, in order: plurals, those joined by 'and', persons who meet, at last two states."""
        persons = _different([m for m in here if m.kind in _PERSONS and len(m.actors) == 1 and not self._is_of_many(m)])
        groups: list[tuple[Actor, ...]] = []
        joined: list[ActorMention] = []
        for mention in here:
            if joined and self._joins(joined[-1], mention):
                joined.append(mention)
                continue
            groups += _group(joined)
            joined = [mention]
            if len(mention.actors) > 1 or self._is_of_many(mention):
                groups.append(mention.actors)
        groups += _group(joined)
        if len(persons) > 1 and here[0].kind in _PERSONS:
            groups.insert(0, persons)
        if not groups and len({m.countries for m in here}) == 2:
            groups += self._side_by_side(here)
        return groups

    def _is_of_many(self, mention: ActorMention) -> bool:
        """Whether the words are a plural or a noun for people ('officials', 'Americans', 'the police')."""
        if mention.kind is ActorKind.DESCRIPTION:
            return True
        return mention.kind in _MANY and self.text[mention.span.end - 1] == "s"

    def _joins(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether two mentions of the same sort are joined: 'Peru, Chile', 'President Oduya and Prime Minister Lind'."""
        alike = {one.kind, other.kind} <= set(_PERSONS) or {one.kind, other.kind} <= set(_STATES)
        return alike and bool(_JOINT.fullmatch(self.text[one.span.end : other.span.start]))

    def _side_by_side(self, here: Sequence[ActorMention]) -> list[tuple[Actor, ...]]:
        """Two states of one sort that stand close in a sentence which names no third."""
        for one, other in pairwise(here):
            is_near = one.kind is other.kind and other.span.start - one.span.end < _NEAR
            if is_near and one.countries != other.countries and not self.text.startswith(("’s", "'s"), one.span.end):
                return [(*one.actors, *other.actors)]
        return []


def _group(joined: Sequence[ActorMention]) -> list[tuple[Actor, ...]]:
    actors = tuple(dict.fromkeys(a for m in joined for a in m.actors))
    return [actors] if len(joined) > 1 and len(actors) > 1 else []


def _different(mentions: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """The persons of different states among these, in order."""
    found: list[Actor] = []
    for mention in mentions:
        if all(_are_two(mention.actors[0], a) for a in found):
            found.append(mention.actors[0])
    return tuple(a for a in found if a.country) if all(a.country for a in found) else ()


def _are_two(one: Actor, other: Actor) -> bool:
    """Whether two actors can be the two who meet: other names, and not known to be of one state."""
    return (one.name is None or one.name != other.name) and (one.country is None or one.country != other.country)
