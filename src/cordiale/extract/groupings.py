"""Treaties, alliances and groupings that a page names: those the lexicon knows, and those named by their members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from cordiale.extract.grounding import evidence_at
from cordiale.lexicon import Lexicon
from cordiale.lexicon.entries import HitKind, Organisation
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import ActorMention, GroupingKind, GroupingMention

_KINDS = {
    "alliance": GroupingKind.ALLIANCE,
    "treaty": GroupingKind.TREATY,
    "pact": GroupingKind.PACT,
    "accord": GroupingKind.PACT,
    "agreement": GroupingKind.PACT,
    "axis": GroupingKind.GROUPING,
    "bloc": GroupingKind.GROUPING,
    "trilateral": GroupingKind.GROUPING,
    "partnership": GroupingKind.GROUPING,
    "quad": GroupingKind.GROUPING,
    "union": GroupingKind.INSTITUTION,
}
_QUALITY = (
    r"(?:(?:mutual|military|security|defen[cs]e|mutual-defen[cs]e|bilateral|trilateral|strategic|non-aggression|peace|friendship|trade|"
    r"free|comprehensive|nuclear|fisheries|partnership|cooperation|long-standing|longstanding|decades-old)[\s-]+){0,3}"
)
_NOUN = rf"(?P<quality>{_QUALITY})(?P<noun>alliance|treaty|pact|accord|axis|trilateral|union|bloc)\b"
_AFTER = re.compile(rf"^\s+{_NOUN}", re.IGNORECASE)
_WITH = re.compile(rf"{_NOUN}\s+(?:with|between|among|of)\s+(?:the\s+)?$", re.IGNORECASE)
_SIGNED = re.compile(
    rf"(?:signed|ratified|concluded|sealed|inked|have|joined in|bound by)\s+an?\s+{_NOUN}", re.IGNORECASE
)


def find_groupings(
    article: Article, sentences: Sequence[Sentence], actors: Sequence[ActorMention], lexicon: Lexicon
) -> list[GroupingMention]:
    """Each tie that a page names, once, with every place where it is named."""
    on = (article.day.end or article.day.start) if article.day else None
    found: dict[tuple[str, tuple[str, ...]], GroupingMention] = {}
    for sentence in sentences:
        named = [a for a in actors if a.sentence == sentence.index]
        for mention in (*_known(article, sentence, lexicon, on), *_by_members(article, sentence, named)):
            key = (mention.name.casefold(), tuple(sorted(mention.members)))
            earlier = found.get(key)
            if earlier is None:
                found[key] = mention
    return list(found.values())


def _known(article: Article, sentence: Sentence, lexicon: Lexicon, on: date | None) -> list[GroupingMention]:
    found = []
    for hit in lexicon.find(article.text, sentence.span):
        organisation = next((e for e in hit.entries if isinstance(e, Organisation)), None)
        if hit.kind is HitKind.ORGANISATION and organisation:
            evidence = evidence_at(article, hit.span, sentence.index, "grouping:lexicon", 0.95)
            members = organisation.members_on(on)
            found.append(GroupingMention(article.id, organisation.names[0], organisation.kind, members, (evidence,)))
    return found


def _by_members(article: Article, sentence: Sentence, named: Sequence[ActorMention]) -> list[GroupingMention]:
    """'the U.S.-Japan alliance', 'the alliance with Chad', 'Fiji and Tonga have signed a mutual defence treaty'."""
    text, found = article.text, []
    for i, mention in enumerate(named):
        after = _AFTER.match(text[mention.span.end : sentence.span.end])
        before = _WITH.search(text[sentence.span.start : mention.span.start])
        members = tuple(c for c in dict.fromkeys(a.country for a in mention.actors) if c and c != "IGO")
        if after and len(members) > 1:
            span = Span(mention.span.start, mention.span.end + after.end())
            found.append(_grouping(article, sentence, span, after, members))
        elif before:
            partners = _partners(text, named, i, before["noun"])
            if len({*partners, *members}) > 1:
                span = Span(sentence.span.start + before.start(), mention.span.end)
                found.append(_grouping(article, sentence, span, before, tuple(dict.fromkeys((*partners, *members)))))
    signed = _SIGNED.search(text, sentence.span.start, sentence.span.end)
    if signed:
        signers = tuple(
            dict.fromkeys(c for m in named if m.span.end <= signed.start() for c in sorted(m.countries - {"IGO"}))
        )
        if len(signers) > 1:
            found.append(_grouping(article, sentence, Span(*signed.span()), signed, signers))
    return found


def _partners(text: str, named: Sequence[ActorMention], i: int, noun: str) -> tuple[str, ...]:
    """The other members beside the one after the preposition: those joined to it, else the party named last before the noun."""
    joined = [c for m in named[i + 1 : i + 3] if m.span.start - named[i].span.end < 12 for c in sorted(m.countries)]
    if joined:
        return tuple(c for c in joined if c != "IGO")
    before = [m for m in named[:i] if m.countries - named[i].countries]
    return tuple(sorted(before[-1].countries - {"IGO"})) if before else ()


def _grouping(
    article: Article, sentence: Sentence, span: Span, match: re.Match[str], members: tuple[str, ...]
) -> GroupingMention:
    kind = _KINDS.get(match["noun"].lower(), GroupingKind.PACT)
    name = f"{'-'.join(members)} {' '.join((match['quality'] + match['noun']).lower().split())}"
    return GroupingMention(
        article.id, name, kind, members, (evidence_at(article, span, sentence.index, "grouping:members", 0.7),)
    )
