"""Figures, offices and groupings on Japanese and Chinese pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cordiale.extract.grounding import evidence_at
from cordiale.lexicon import Lexicon
from cordiale.lexicon.east_asian import EastAsianNames, simplified
from cordiale.lexicon.east_asian_cues import EastAsianCues
from cordiale.lexicon.entries import HitKind
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import (
    ActorKind,
    ActorMention,
    GroupingKind,
    GroupingMention,
    OfficeMention,
    QuantityMention,
)
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan
from cordiale.text.east_asian_numbers import find_east_asian_numbers
from cordiale.text.numbers import NumberSpan

Dates = Mapping[int, Sequence[DatedSpan]]

# Counts that only tell a story where they are small.
_LARGE = 100
_STORY = frozenset({"people", "countries", "items", "times", "kilometres"})
_SOURCE = re.compile(
    simplified(
        r"(?P<ja>[^、。「」\n]{2,24})によると|(?:据|根据)(?P<zh>[^，。\n]{2,24}?)(?:的?(?:数据|统计|报告|消息|报道)|，)"
    )
)
_NOUN = re.compile(r"[^、。，；：（）「」\s]{2,14}")
_EDGES = "のをはがに的を、，"
_MOST_MEMBERS = 100
_JOINED = 6


def find_east_asian_quantities(
    article: Article,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    dates: Dates,
    cues: EastAsianCues,
) -> list[QuantityMention]:
    """The figures with a unit that stand beside a state, a pair or a grouping."""
    plain, found = simplified(article.text), []
    for sentence in sentences:
        named = [a for a in actors if a.sentence == sentence.index]
        told = dates.get(sentence.index, ())
        for number in find_east_asian_numbers(article.text, sentence.span):
            is_story = number.unit in _STORY and number.value < _LARGE
            if is_story or any(d.span.overlaps(number.span) for d in told):
                continue
            subject = tuple(dict.fromkeys(c for m in _nearest(named, number.span) for c in sorted(m.countries)))
            if subject:
                found.append(
                    QuantityMention(
                        article.id,
                        _indicator(article.text, plain, sentence.span, number, cues),
                        subject,
                        number.value,
                        number.unit or "",
                        number.qualifier,
                        _period(told, number.span),
                        _source(article.text, plain, sentence.span),
                        (evidence_at(article, number.span, sentence.index, "number", 0.6),),
                    )
                )
    return found


def _nearest(named: Sequence[ActorMention], span: Span) -> list[ActorMention]:
    before = [m for m in named if m.span.end <= span.start]
    if before:
        return [m for m in before if before[-1].span.start - m.span.end < _JOINED]
    return [m for m in named if m.span.start >= span.end][:1]


def _indicator(text: str, plain: str, sentence: Span, number: NumberSpan, cues: EastAsianCues) -> str:
    """The measure named last before the figure, else the first behind it, else the words next to it."""
    before = list(cues.measures.finditer(plain, sentence.start, number.span.start))
    after = cues.measures.search(plain, number.span.end, sentence.end)
    match = before[-1] if before else after
    if match is not None:
        return text[match.start() : match.end()]
    noun = _NOUN.match(text, number.span.end, sentence.end)
    words = noun[0].strip(_EDGES) if noun else ""
    return words or number.unit or number.span.of(text)


def _period(told: Sequence[DatedSpan], span: Span) -> DateInterval | None:
    before = [d.interval for d in told if d.interval and d.span.end <= span.start]
    return before[-1] if before else next((d.interval for d in told if d.interval), None)


def _source(text: str, plain: str, sentence: Span) -> str | None:
    match = _SOURCE.search(plain, sentence.start, sentence.end)
    if match is None:
        return None
    group = match.lastgroup or "ja"
    return text[match.start(group) : match.end(group)].strip() or None


def find_east_asian_offices(article: Article, actors: Sequence[ActorMention]) -> list[OfficeMention]:
    """Persons named with an office, once each, as of the page's own day."""
    found: dict[tuple[str, str], OfficeMention] = {}
    for mention in actors:
        actor = mention.actors[0]
        if mention.kind is not ActorKind.PERSON or mention.rule != "office" or not actor.name or not actor.office:
            continue
        evidence = evidence_at(article, mention.span, mention.sentence, "office:title", mention.score)
        found.setdefault(
            (actor.name, actor.office),
            OfficeMention(
                article.id,
                actor.name,
                actor.country,
                actor.office,
                article.day,
                actor.office.startswith("former "),
                (evidence,),
            ),
        )
    return list(found.values())


def find_east_asian_groupings(
    article: Article, sentences: Sequence[Sentence], names: EastAsianNames, lexicon: Lexicon
) -> list[GroupingMention]:
    """Each treaty, alliance, grouping or institution of the lexicon that a page names, once, with every place."""
    on = (article.day.end or article.day.start) if article.day else None
    found: dict[str, GroupingMention] = {}
    for sentence in sentences:
        for hit in names.find(article.text, sentence.span):
            if hit.name.kind is not HitKind.ORGANISATION or hit.name.name is None:
                continue
            organisation = lexicon.organisations[hit.name.name]
            members = organisation.members_on(on)
            is_venue = organisation.kind is GroupingKind.INSTITUTION and not 1 < len(members) <= _MOST_MEMBERS
            if is_venue or not members:
                continue
            evidence = evidence_at(article, hit.span, sentence.index, "grouping:lexicon", 0.9)
            earlier = found.get(organisation.id)
            places = (*earlier.evidence, evidence) if earlier else (evidence,)
            found[organisation.id] = GroupingMention(
                article.id, organisation.names[0], organisation.kind, members, places
            )
    return list(found.values())
