"""Who did what to whom: triggers and roles from a reading, joined with the actors, dates and places of the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cordiale.extract.grounding import evidence_at
from cordiale.extract.verb_groups import agent_of_passive, status_beside, words_of_act
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorKind, ActorMention, EventMention, Place, Standpoint
from cordiale.model.ontology import EventType
from cordiale.model.reading import Reading, RoleName, Trigger
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan

# Acts that one side does alone are coded without a recipient; every other act needs two different parties.
LONE_ACTS = frozenset({EventType.MOBILIZE, EventType.COERCE, EventType.THREATEN, EventType.RETREAT})
# Acts of both sides together: a plural or coordinated party before the trigger is both.
_MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
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

# Set on the held-out passages (evals.events): a lone candidate is taken from this leaning on, several from the next, and
# none below this share of the likeliest one's.
_LEAST_LEANING, _SURE_LEANING, _SHARE_OF_BEST = 0.1, 0.3, 0.65
# How many sentences away from the words of an act its parties may be named.
_REACH = 2
_ELSEWHERE = 0.85

Dates = Mapping[int, Sequence[DatedSpan]]


def code_events(
    article: Article, readings: Sequence[Reading], actors: Sequence[ActorMention], dates: Dates
) -> list[EventMention]:
    """The acts between political actors that a page tells, one for each distinct act, with all its evidence."""
    found = []
    for reading in readings:
        index = reading.sentence.index
        near = [a for a in actors if abs(a.sentence - index) <= _REACH]
        for trigger in reading.triggers:
            event = _code(article, reading, trigger, near, dates.get(index, ()))
            if event:
                found.append(event)
    return merge_told_twice(found)


def _code(
    article: Article,
    reading: Reading,
    trigger: Trigger,
    near: Sequence[ActorMention],
    dates: Sequence[DatedSpan],
) -> EventMention | None:
    near = [a for a in near if _can_be_party(a)]
    trigger = replace(trigger, span=words_of_act(article.text, trigger.span, [a.span for a in near]))
    near = [a for a in near if not a.span.overlaps(trigger.span)]
    named = [a for a in near if a.sentence == reading.sentence.index]
    if trigger.roles:
        sides = _by_roles(trigger, near, reading.sentence.index)
        doers, receivers = _in_passive(article.text, trigger, named, *sides)
    else:
        doers, receivers = _by_order(article.text, trigger, named)
    if doers and receivers and _is_joint(trigger, article.text):
        doers, receivers = [*doers, *receivers], []
    actors, recipients = parties(doers), parties(receivers)
    recipients = tuple(r for r in recipients if r.country not in {a.country for a in actors})
    countries = {a.country for a in (*actors, *recipients)}
    if not (actors or recipients) or (len(countries) < 2 and trigger.type not in LONE_ACTS) or countries == {None}:
        return None
    spans = [trigger.span, *(m.span for m in (*doers, *receivers) if m in named)]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return EventMention(
        article.id,
        trigger.type,
        trigger.mode,
        trigger.contexts,
        actors,
        recipients,
        _date(trigger, dates),
        status_beside(article.text, trigger.span, trigger.status),
        _place(article.text, trigger, named),
        (evidence_at(article, whole, reading.sentence.index, trigger.rule, trigger.score),),
    )


def _is_joint(trigger: Trigger, text: str) -> bool:
    """Whether an act is done by both sides together, whichever of them is named first."""
    if trigger.type is EventType.CONSULT:
        return not _ONE_SIDED.match(trigger.span.of(text))
    return trigger.type is EventType.COOPERATE


def _can_be_party(mention: ActorMention) -> bool:
    """Whether somebody is named who can act or be acted upon; a treaty of many is neither."""
    return not (mention.kind is ActorKind.ORGANISATION and mention.standpoint is Standpoint.MODIFIER)


def parties(mentions: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """The actors of several mentions, each once; a bare state gives way to a person or body of it."""
    found = dict.fromkeys(a for m in mentions for a in m.actors if a.country)
    named = {a.country for a in found if not a.is_state}
    return tuple(a for a in found if not (a.is_state and a.country in named))


def _by_roles(
    trigger: Trigger, named: Sequence[ActorMention], sentence: int
) -> tuple[list[ActorMention], list[ActorMention]]:
    """The mentions that the reader's roles fall upon, each on the side it leans to most.

    A mention that leans much less than the likeliest of its side is left out; a side without any takes the likeliest even
    where the reader is unsure, the recipient only of a state that does not act.
    """
    weighed = [
        (_leaning(trigger, RoleName.ACTOR, m, sentence), _leaning(trigger, RoleName.RECIPIENT, m, sentence), m)
        for m in named
    ]
    acts = [(a, m) for a, r, m in weighed if a >= r]
    receives = [(r, m) for a, r, m in weighed if r > a]
    doers = _likeliest(_stronger(acts, receives))
    acting = {c for d in doers for c in d.countries}
    receivers = _likeliest(_stronger(receives, acts))
    if not receivers and len(acting) < 2:
        others = [(r, m) for _, r, m in weighed if m.countries - acting]
        receivers = _likeliest(others)[:1]
    return doers, receivers


def _stronger(
    side: Sequence[tuple[float, ActorMention]], other: Sequence[tuple[float, ActorMention]]
) -> list[tuple[float, ActorMention]]:
    """The mentions of a side whose state does not lean more to the other side elsewhere: a stray 'its' moves no state."""
    best: dict[frozenset[str], float] = {}
    for score, mention in other:
        best[mention.countries] = max(score, best.get(mention.countries, 0.0))
    return [(score, m) for score, m in side if score >= best.get(m.countries, 0.0)]


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


def _leaning(trigger: Trigger, role: RoleName, mention: ActorMention, sentence: int) -> float:
    """How much a mention leans to a role; one of another sentence counts a little less."""
    leaning = max((r.score for r in trigger.roles if r.name is role and r.span.overlaps(mention.span)), default=0.0)
    return leaning if mention.sentence == sentence else _ELSEWHERE * leaning


def _likeliest(side: Sequence[tuple[float, ActorMention]]) -> list[ActorMention]:
    best = max((score for score, _ in side), default=0.0)
    if best <= _LEAST_LEANING:
        return []
    return [m for score, m in side if score >= max(_SHARE_OF_BEST * best, min(_SURE_LEANING, best))]


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
    is_joint = trigger.type in _MUTUAL and not _OWN_DEED.match(trigger.span.of(text))
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


def _date(trigger: Trigger, dates: Sequence[DatedSpan]) -> DateInterval | None:
    """The date that the reader links to the act, else the one nearest to it in the sentence."""
    linked = [r.span for r in trigger.roles if r.name is RoleName.DATE]
    for dated in dates:
        if any(dated.span.overlaps(x) for x in linked):
            return dated.interval
    if not dates:
        return None
    return min(
        dates, key=lambda d: min(abs(d.span.start - trigger.span.end), abs(trigger.span.start - d.span.end))
    ).interval


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
    if one.type is not other.type or one.status is not other.status:
        return False
    if _codes(one.actors) != _codes(other.actors) or _codes(one.recipients) != _codes(other.recipients):
        return False
    if one.date and other.date:
        return one.date.overlaps(other.date)
    near = min(abs(a.sentence - b.sentence) for a in one.evidence for b in other.evidence)
    return near <= 1 or 0 in (one.evidence[0].sentence, other.evidence[0].sentence)


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
