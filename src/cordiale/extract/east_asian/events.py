"""Acts on Japanese and Chinese pages: words that carry them, joined with the sides, dates and places of the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cordiale.extract.east_asian.sides import Clause, sides_of
from cordiale.extract.events import LONE_ACTS, can_be_party, merge_told_twice, parties
from cordiale.extract.grounding import evidence_at
from cordiale.lexicon.east_asian import EastAsianNames, simplified
from cordiale.model.document import Article, BlockLabel, Span
from cordiale.model.mention import ActorMention, EventMention, Place, Standpoint
from cordiale.model.ontology import Status
from cordiale.model.reading import Reading, Trigger
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan

Dates = Mapping[int, Sequence[DatedSpan]]
_TWO = 2


def code_east_asian_events(
    article: Article, readings: Sequence[Reading], actors: Sequence[ActorMention], dates: Dates, names: EastAsianNames
) -> list[EventMention]:
    """The acts between political actors that a page tells, one for each distinct act, with all its evidence."""
    plain = simplified(article.text)
    found = []
    for reading in readings:
        index, is_title = reading.sentence.index, reading.sentence.label is BlockLabel.TITLE
        named = [a for a in actors if a.sentence == index and can_be_party(a)]
        clause = Clause(plain, reading.sentence.span, named, reading.triggers, names, is_title)
        for trigger in reading.triggers:
            event = _event(article, clause, trigger, index, dates.get(index, ()))
            if event is not None:
                found.append(event)
    return merge_told_twice(found)


def _event(
    article: Article, clause: Clause, trigger: Trigger, sentence: int, dates: Sequence[DatedSpan]
) -> EventMention | None:
    """The event of a trigger; None where the words do not tell the parties that an act needs."""
    doers, receivers = sides_of(clause, trigger)
    actors = parties(doers)
    recipients = tuple(r for r in parties(receivers) if r.country not in {a.country for a in actors})
    countries = {a.country for a in (*actors, *recipients)}
    if not actors or countries == {None}:
        return None
    is_lone = trigger.type in LONE_ACTS and clause.plain[trigger.span.end : trigger.span.end + 1] not in ("の", "的")
    if len(countries) < _TWO and not is_lone:
        return None
    spans = [trigger.span, *(m.span for m in (*doers, *receivers))]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return EventMention(
        article.id,
        trigger.type,
        trigger.mode,
        trigger.contexts,
        actors,
        recipients,
        _date(article, clause, trigger, dates),
        trigger.status,
        _place(article.text, clause),
        (evidence_at(article, whole, sentence, trigger.rule, trigger.score),),
    )


def _date(article: Article, clause: Clause, trigger: Trigger, dates: Sequence[DatedSpan]) -> DateInterval | None:
    """The date told last before the act, else the first behind it; never one on the wrong side of the page's own day."""
    before = [d for d in dates if d.span.end <= trigger.span.start]
    after = [d for d in dates if d.span.start >= trigger.span.end]
    fitting = [d.interval for d in (*reversed(before), *after) if d.interval and _can_be(article, trigger, d.interval)]
    return fitting[0] if fitting else None


def _can_be(article: Article, trigger: Trigger, interval: DateInterval) -> bool:
    day = article.day.end if article.day else None
    if day is None:
        return True
    if trigger.status is Status.PLANNED:
        return interval.end is None or interval.end >= day
    return trigger.status is not Status.HAPPENED or interval.start is None or interval.start <= day


def _place(text: str, clause: Clause) -> Place | None:
    places = [m for m in clause.mentions if m.standpoint is Standpoint.PLACE]
    return Place(places[0].span.of(text), next(iter(sorted(places[0].countries)), None)) if places else None
