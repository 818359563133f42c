"""Who did what to whom: triggers and roles from a reading, joined with the actors, dates and places of the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from cordiale.extract.act_dates import ActAmongOthers, date_of_act
from cordiale.extract.belief import BeliefWeights, Candidate, believe
from cordiale.extract.grounding import evidence_at
from cordiale.extract.lead import date_by_lead
from cordiale.extract.nearby import by_sentence, within
from cordiale.extract.sides import MUTUAL, Chances, SideWeights, leaning_of
from cordiale.extract.verb_groups import agent_of_passive, status_beside, words_of_act
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorKind, ActorMention, EventMention, Place, Standpoint
from cordiale.model.ontology import EventType, Status
from cordiale.model.reading import Reading, RoleName, Trigger
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan

# Acts that one side does alone are coded without a recipient; every other act needs two different parties.
LONE_ACTS = frozenset({EventType.MOBILIZE, EventType.COERCE, EventType.THREATEN, EventType.RETREAT})
_PASSIVE = re.compile(r"^\s*(?:\w+\s+){0,2}by\s")
_WITH = re.compile(r"^\s*(?:\w+\s+){0,3}with\b")
_OWN_DEED = re.compile(r"^(?:visit|trip|travel|tour|came|arriv|flew|went|welcom|host)", re.IGNORECASE)
# Of the marked consultations with two sides, those whose words begin so are one side's doing; nine in ten of the others, and
# of all material cooperation, are both sides' together.
_ONE_SIDED = re.compile(
    r"^(?:\w+ )?(?:visit|trip|travel|tour|c[ao]me|arriv|fl[eyi]|went|go\b|gone|land|sen[dt]|told|tell|left|leav|drop|carr"
    r"|attend|deliver|call(?:ed)? (?:on|in)|mediat|broker|inform|brief)",
    re.IGNORECASE,
)

# Acts that are under way or done.
_REAL = frozenset({Status.HAPPENED, Status.ONGOING})
# A further mention of a party counts as evidence where its log-odds come this near to the likeliest one's.
_NEARLY = 1.0
# How many sentences away from the words of an act its parties may be named.
_REACH = 2

Dates = Mapping[int, Sequence[DatedSpan]]


@dataclass(frozen=True, slots=True)
class ActWeights:
    """What divides the parties of an act into sides where a reader gives roles, and what decides which acts are believed.

    Without `belief` all are.
    """

    sides: SideWeights
    belief: BeliefWeights | None = None


def code_events(
    article: Article,
    readings: Sequence[Reading],
    actors: Sequence[ActorMention],
    dates: Dates,
    weights: ActWeights | None = None,
) -> list[EventMention]:
    """The acts between political actors that a page tells, one for each distinct act, with all its evidence.

    Without `weights`, or from a reader that gives no roles, the order of the words divides the parties, and every act is
    believed.
    """
    sides, belief = (weights.sides, weights.belief) if weights else (None, None)
    found = find_candidates(article, readings, actors, dates, sides)
    has_roles = any(c.chances for c in found)
    events = believe(found, belief) if belief and has_roles else [c.event for c in found]
    return date_by_lead(merge_told_twice(events), article, [r.sentence for r in readings], dates)


def find_candidates(
    article: Article,
    readings: Sequence[Reading],
    actors: Sequence[ActorMention],
    dates: Dates,
    sides: SideWeights | None,
) -> list[Candidate]:
    """Every trigger of a page that has the parties which its act needs, coded, in the order of the text."""
    found, placed = [], by_sentence(actors)
    for reading in readings:
        index = reading.sentence.index
        coder = _Coder(article, reading, within(placed, index, _REACH, _REACH), dates.get(index, ()), sides)
        found += [c for t in reading.triggers if (c := coder.code(t)) is not None]
    return found


@dataclass(frozen=True, slots=True)
class _Coder:
    """One sentence with what is known around it, by which its triggers become events."""

    article: Article
    reading: Reading
    near: Sequence[ActorMention]
    dates: Sequence[DatedSpan]
    weights: SideWeights | None

    def code(self, trigger: Trigger) -> Candidate | None:
        """The act of a trigger; None where it has not the parties that an act needs."""
        text, index = self.article.text, self.reading.sentence.index
        near = [a for a in self.near if can_be_party(a)]
        trigger = replace(trigger, span=words_of_act(text, trigger.span, [a.span for a in near]))
        near = [a for a in near if not a.span.overlaps(trigger.span)]
        named = [a for a in near if a.sentence == index]
        chances = self._weigh(trigger, near)
        doers, receivers = self._sides(trigger, near, named, chances)
        if doers and receivers and is_joint(trigger, text):
            doers, receivers = [*doers, *receivers], []
        actors, recipients = parties(doers), parties(receivers)
        recipients = tuple(r for r in recipients if r.country not in {a.country for a in actors})
        countries = {a.country for a in (*actors, *recipients)}
        if not (actors or recipients) or (len(countries) < 2 and trigger.type not in LONE_ACTS) or countries == {None}:
            return None
        spans = [trigger.span, *(m.span for m in (*doers, *receivers) if m in named)]
        whole = Span(min(s.start for s in spans), max(s.end for s in spans))
        event = EventMention(
            self.article.id,
            trigger.type,
            trigger.mode,
            trigger.contexts,
            actors,
            recipients,
            _date(text, self.reading, trigger, self.dates),
            status_beside(text, trigger.span, trigger.status),
            _place(text, trigger, named),
            (evidence_at(self.article, whole, index, trigger.rule, trigger.score),),
        )
        return Candidate(event, chances, len(self.reading.sentence.span.of(text).split()))

    def _weigh(self, trigger: Trigger, near: Sequence[ActorMention]) -> Chances:
        """For each state near the trigger the chances that it acts and that it receives, where the reader gives roles."""
        if self.weights is None or not trigger.roles:
            return {}
        return self.weights.weigh(self.article.text, trigger, _known(near), self.reading.sentence.index)

    def _sides(
        self, trigger: Trigger, near: Sequence[ActorMention], named: Sequence[ActorMention], chances: Chances
    ) -> tuple[list[ActorMention], list[ActorMention]]:
        """The mentions of those who act and of those who receive: by the reader's roles, else by the order of the words."""
        if self.weights is None or not trigger.roles:
            return _by_order(self.article.text, trigger, named)
        index = self.reading.sentence.index
        sides = self.weights.divide(trigger, chances)
        doers, receivers = (_mentions_of(states, trigger, _known(near), index) for states in sides)
        return _in_passive(self.article.text, trigger, named, doers, [m for m in receivers if m not in doers])


def _known(mentions: Sequence[ActorMention]) -> list[ActorMention]:
    return [m for m in mentions if m.countries]


def _mentions_of(
    states: Set[str], trigger: Trigger, named: Sequence[ActorMention], sentence: int
) -> list[ActorMention]:
    """Of each state the mention that the reader leans to most, and those that it leans to nearly as much, in their order."""
    found: set[int] = set()
    for state in states:
        mine = [i for i, m in enumerate(named) if state in m.countries]
        leaning = {i: max(leaning_of(trigger, named[i].span)) - (named[i].sentence != sentence) for i in mine}
        found.update(i for i in mine if leaning[i] >= max(leaning.values()) - _NEARLY)
    return [m for i, m in enumerate(named) if i in found and m.countries <= states]


def is_joint(trigger: Trigger, text: str) -> bool:
    """Whether an act is done by both sides together, whichever of them is named first."""
    if trigger.type is EventType.CONSULT:
        return not _ONE_SIDED.match(trigger.span.of(text))
    return trigger.type is EventType.COOPERATE


def can_be_party(mention: ActorMention) -> bool:
    """Whether somebody is named who can act or be acted upon; a treaty of many is neither."""
    return not (mention.kind is ActorKind.ORGANISATION and mention.standpoint is Standpoint.MODIFIER)


def parties(mentions: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """The actors of several mentions, each once; a bare state gives way to a person or body of it."""
    found = dict.fromkeys(a for m in mentions for a in m.actors if a.country)
    named = {a.country for a in found if not a.is_state}
    return tuple(a for a in found if not (a.is_state and a.country in named))


def _in_passive(
    text: str,
    trigger: Trigger,
    named: Sequence[ActorMention],
    doers: list[ActorMention],
    receivers: list[ActorMention],
) -> tuple[list[ActorMention], list[ActorMention]]:
    """The sides with a passive's agent as the actor and its subject as the recipient, whatever the reader thought."""
    agent = agent_of_passive(text, trigger.span, named)
    if agent is None:
        return doers, receivers
    after = [m for m in named if m.span.start >= agent.span.start]
    agents = _coordinated(text, after)
    others = [m for m in (*doers, *receivers) if m not in agents and m.span.end <= trigger.span.start]
    subject = _coordinated(text, [m for m in named if m.span.end <= trigger.span.start][::-1])
    return agents, list(dict.fromkeys(others)) or subject


def _by_order(
    text: str, trigger: Trigger, named: Sequence[ActorMention]
) -> tuple[list[ActorMention], list[ActorMention]]:
    """Without roles: the party named last before the trigger acts, the first one after it receives; a passive turns them round."""
    before = [a for a in named if a.span.end <= trigger.span.start and a.standpoint is not Standpoint.PLACE]
    after = [a for a in named if a.span.start >= trigger.span.end]
    follows = text[trigger.span.end : trigger.span.end + 60]
    doers = _coordinated(text, before[::-1])[::-1]
    receivers = _coordinated(text, [a for a in after if a.countries - {c for d in doers for c in d.countries}])
    if _PASSIVE.match(follows):
        return receivers, doers
    is_joint = trigger.type in MUTUAL and not _OWN_DEED.match(trigger.span.of(text))
    if is_joint and receivers and (_WITH.match(follows) or trigger.type is EventType.CONSULT):
        return [*doers, *receivers], []
    if is_joint and len({c for d in doers for c in d.countries}) > 1:
        return doers, []
    return doers, receivers


def _coordinated(text: str, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The first mention and those joined to it by commas and 'and'."""
    run = list(mentions[:1])
    for mention in mentions[1:]:
        left, right = sorted((run[-1].span, mention.span))
        if not re.fullmatch(r"\s*(?:,|and|,\s*and|&|as well as|or)\s*(?:the\s+)?", text[left.end : right.start] or "x"):
            break
        run.append(mention)
    return run


def _date(text: str, reading: Reading, trigger: Trigger, dates: Sequence[DatedSpan]) -> DateInterval | None:
    """The likeliest date of the act among those of its sentence."""
    others = tuple(t for t in reading.triggers if not t.span.overlaps(trigger.span))
    status = status_beside(text, trigger.span, trigger.status)
    return date_of_act(text, ActAmongOthers(reading.sentence.span, trigger, status, others), dates)


def _place(text: str, trigger: Trigger, named: Sequence[ActorMention]) -> Place | None:
    """The place that the reader links to the act, else the first one named after it."""
    linked = [r.span for r in trigger.roles if r.name is RoleName.PLACE]
    places = [a for a in named if a.standpoint is Standpoint.PLACE]
    for mention in [a for a in places if any(a.span.overlaps(s) for s in linked)] or places:
        if linked or mention.span.start >= trigger.span.end:
            return Place(mention.span.of(text), next(iter(sorted(mention.countries)), None))
    return None


def merge_told_twice(events: Sequence[EventMention]) -> list[EventMention]:
    """One event for each act: the same type between the same states, at dates that do not exclude each other, with one status."""
    merged: list[EventMention] = []
    for event in events:
        for i, earlier in enumerate(merged):
            if _is_same(earlier, event):
                merged[i] = _join(earlier, event)
                break
        else:
            merged.append(event)
    return merged


def _is_same(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions tell one act; what a page says is being done and what it says was done may be the same.

    Deeds of two modes are two (an envoy expelled, trade stopped); of what is only said the modes run into each other.
    """
    if one.type is not other.type:
        return False
    if one.type.quad_class.is_material and one.mode and other.mode and one.mode != other.mode:
        return False
    if _codes(one.actors) != _codes(other.actors) or _codes(one.recipients) != _codes(other.recipients):
        return False
    if one.date and other.date and not one.date.overlaps(other.date):
        return False
    return one.status is other.status or {one.status, other.status} <= _REAL


def _join(one: EventMention, other: EventMention) -> EventMention:
    """One event with the evidence of both, and of each field what is known."""
    named = max((one.actors, other.actors), key=lambda actors: sum(a.name is not None for a in actors))
    received = max((one.recipients, other.recipients), key=lambda actors: sum(a.name is not None for a in actors))
    contexts = tuple(dict.fromkeys((*one.contexts, *other.contexts)))
    return replace(
        one,
        mode=one.mode or other.mode,
        contexts=contexts,
        actors=named,
        recipients=received,
        date=one.date or other.date,
        place=one.place or other.place,
        evidence=(*one.evidence, *other.evidence),
    )


def _codes(actors: Sequence[Actor]) -> set[str | None]:
    return {a.country for a in actors}
