"""What pronouns and descriptions stand for: 'he', 'they', 'the two leaders', 'both countries', from what was named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cordiale.lexicon.references import Reference
from cordiale.model.actor import Actor
from cordiale.model.mention import ActorKind, ActorMention, Standpoint

# How many sentences back an antecedent may stand: measured on marked passages, nearly all lie within three.
_REACH = 3


@dataclass(slots=True)
class History:
    """The actors named so far on one page, in reading order; it answers what a later reference stands for."""

    mentions: list[ActorMention] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, mention: ActorMention) -> None:
        """Remember a mention."""
        self.mentions.append(mention)
        self.counts.update(mention.countries)

    def resolve(self, reference: Reference, sentence: int) -> tuple[Actor, ...]:
        """The actors that a reference in a sentence stands for; empty when nothing fits."""
        if reference.sort == "organisation":
            return next((m.actors for m in self._near(sentence) if m.kind is ActorKind.ORGANISATION), ())
        if reference.sort == "other":
            return self._other_party(sentence)
        if reference.number == 1:
            return self._one_person(reference, sentence) if reference.sort == "person" else self._one_state(sentence)
        if reference.sort == "person":
            return self._persons(reference.number, sentence)
        if reference.sort == "state":
            return self._states(reference.number, sentence)
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
        return [m for m in reversed(self.mentions) if sentence - m.sentence <= _REACH]

    def _one_person(self, reference: Reference, sentence: int) -> tuple[Actor, ...]:
        """The person last named as a possible subject: the first of the latest sentence that names one of the right gender."""
        candidates = [
            m
            for m in self._near(sentence)
            if m.kind in (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.PRONOUN) and len(m.actors) == 1
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
        """The last so many persons, of different states where states are known."""
        found: list[Actor] = []
        for mention in self._near(sentence):
            for actor in reversed(mention.actors):
                is_new = actor.name and all(
                    actor.name != a.name and (actor.country is None or actor.country != a.country) for a in found
                )
                if is_new and mention.kind is not ActorKind.DESCRIPTION:
                    found.append(actor)
                if len(found) == number:
                    return tuple(reversed(found))
        return ()

    def _states(self, number: int, sentence: int) -> tuple[Actor, ...]:
        """The states most on the page's mind: named lately and named often."""
        weights: Counter[str] = Counter()
        for mention in self._near(sentence):
            for code in mention.countries - {"IGO"}:
                weights[code] = max(weights[code], _REACH - (sentence - mention.sentence))
        if len(weights) < number:
            weights.update({c: 0 for c in self.counts if c != "IGO"})
        scored = {c: w + 6 * self.counts[c] / max(self.counts.total(), 1) for c, w in weights.items()}
        best = sorted(scored, key=lambda c: (-scored[c], c))[:number]
        return tuple(Actor(c) for c in best) if len(best) == number else ()

    def _plural(self, sentence: int) -> tuple[Actor, ...]:
        """'they': the last plural mention, else the last two persons or states named together in one sentence."""
        near = [m for m in self._near(sentence) if m.standpoint is Standpoint.ACTOR]
        for mention in near:
            if len(mention.actors) > 1 or (mention.kind is ActorKind.DESCRIPTION and mention.actors):
                return mention.actors
            earlier = [o for o in near if o.sentence == mention.sentence and o.span.end < mention.span.start]
            partner = next(
                (o for o in earlier if o.countries != mention.countries and mention.span.start - o.span.end < 60), None
            )
            if partner and mention.kind is partner.kind:
                return (*partner.actors, *mention.actors)
        return ()
