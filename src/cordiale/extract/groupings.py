"""Treaties, alliances and groupings that a page names: those the lexicon knows, and those named by their members or a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cordiale.extract.grounding import evidence_at
from cordiale.lexicon import Lexicon
from cordiale.lexicon.entries import HitKind, Organisation
from cordiale.model.document import Article, BlockLabel, Sentence, Span
from cordiale.model.mention import ActorMention, GroupingKind, GroupingMention

_KINDS = {
    "alliance": GroupingKind.ALLIANCE,
    "treaty": GroupingKind.TREATY,
    "convention": GroupingKind.TREATY,
    "charter": GroupingKind.TREATY,
    "axis": GroupingKind.GROUPING,
    "bloc": GroupingKind.GROUPING,
    "trilateral": GroupingKind.GROUPING,
    "quad": GroupingKind.GROUPING,
}
_QUALITY = (
    r"(?:(?:mutual|military|security|defen[cs]e|mutual-defen[cs]e|bilateral|trilateral|strategic|non-aggression|peace|friendship|trade|"
    r"free|comprehensive|nuclear|fisheries|partnership|cooperation|long-standing|longstanding|decades-old|assistance|and|border|"
    r"extradition|investment|economic|defensive|enduring|close)[\s-]+){0,4}"
)
_TIE = rf"(?P<quality>{_QUALITY})(?P<noun>alliance|treaty|pact|accord|axis|trilateral)(?![\w-])"
_AFTER = re.compile(rf"^(?:[’']s?)?\s+(?:own\s+|new\s+|old\s+)?{_TIE}", re.IGNORECASE)
_WITH = re.compile(rf"{_TIE}\s+(?:with|between|among|of)\s+(?:both\s+)?(?:the\s+)?$", re.IGNORECASE)
_SIGNED = re.compile(
    rf"(?:signed|ratified|concluded|sealed|inked|have|joined in|bound by|initialled)\s+an?\s+(?:new\s+)?{_TIE}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\bmutual[\s-](?P<sort>defen[cs]e|assistance|security)\s+(?:clause|provision|obligations?|article)s?\s+of\s+(?:the|their)\s+(?P<noun>treaty|pact|alliance)\b",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(
    r"\b(?P<name>(?:(?:[A-Z][a-zà-ÿ’'-]+|[A-Z]{2,})\s+){1,5}(?P<noun>Accords?|Agreement|Treaty|Pact|Protocol|Convention|Charter|Memorandum)"
    r"|(?P<noun2>Treaty|Agreement|Accords?|Pact|Convention|Charter)\s+of\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})\b"
)
_NOT_NAMES = frozenset({"the", "this", "that", "free", "trade", "new", "under", "a", "an"})
# Institutions of more members than this are where states meet, not what binds them.
_MOST_MEMBERS = 100
_MOST_SIGNERS = 6
# No tie with its qualities and preposition is longer than this, in characters.
_LONGEST_TIE = 120
# With more capitals than this share of its words, a line is written as a headline.
_CAPITALS = 0.7


@dataclass(frozen=True, slots=True)
class _Naming:
    """What names a grouping needs of the lexicon: names of states, and organisations by kind and members on a day."""

    lexicon: Lexicon
    on: date | None

    def state(self, code: str) -> str:
        """The usual name of a state, or the short one with points ('U.S.') where it has one."""
        state = self.lexicon.states.get(code)
        if state is None:
            return code
        return next((n for n in state.names if re.fullmatch(r"(?:[A-Z]\.){2,3}", n)), state.names[0])

    def tie(self, members: Sequence[str], kind: GroupingKind, words: str) -> str:
        """'U.S.-Japan alliance': the name that the lexicon has for these members, else one made of theirs."""
        known = (
            o.names[0]
            for o in self.lexicon.organisations.values()
            if o.kind is kind is GroupingKind.ALLIANCE and set(o.members_on(self.on)) == set(members)
        )
        return next(known, f"{'-'.join(self.state(c) for c in members)} {words}")


def find_groupings(
    article: Article, sentences: Sequence[Sentence], actors: Sequence[ActorMention], lexicon: Lexicon
) -> list[GroupingMention]:
    """Each tie that a page names, once, with every place where it is named."""
    on = (article.day.end or article.day.start) if article.day else None
    naming = _Naming(lexicon, on)
    found: dict[tuple[str, ...], GroupingMention] = {}
    for sentence in sentences:
        named = [a for a in actors if a.sentence == sentence.index]
        known = _known(article, sentence, naming)
        others = [
            g
            for g in (*_by_members(article, sentence, named, naming), *_of_place(article, sentence, named))
            if not any(g.evidence[0].span.overlaps(k.evidence[0].span) for k in known)
        ]
        for mention in (*known, *others):
            key = _key(mention)
            earlier = found.get(key)
            found[key] = replace(earlier, evidence=(*earlier.evidence, *mention.evidence)) if earlier else mention
    return list(found.values())


def _key(mention: GroupingMention) -> tuple[str, ...]:
    """What makes two namings one grouping: kind and members of an alliance or of few states, else the name."""
    if 1 < len(mention.members) <= _MOST_SIGNERS:
        return (mention.kind.value, *sorted(mention.members))
    return (mention.name.casefold(),)


def _known(article: Article, sentence: Sentence, naming: _Naming) -> list[GroupingMention]:
    found = []
    for hit in naming.lexicon.find(article.text, sentence.span):
        organisation = next((e for e in hit.entries if isinstance(e, Organisation)), None)
        if hit.kind is not HitKind.ORGANISATION or organisation is None:
            continue
        members = organisation.members_on(naming.on)
        is_venue = organisation.kind is GroupingKind.INSTITUTION and not 1 < len(members) <= _MOST_MEMBERS
        if is_venue or not members or hit.span.of(article.text).islower():
            continue
        evidence = evidence_at(article, hit.span, sentence.index, "grouping:lexicon", 0.95)
        found.append(GroupingMention(article.id, organisation.names[0], organisation.kind, members, (evidence,)))
    return found


def _by_members(
    article: Article, sentence: Sentence, named: Sequence[ActorMention], naming: _Naming
) -> Iterator[GroupingMention]:
    """'the U.S.-Japan alliance', 'the alliance with Chad', 'Fiji and Tonga have signed a mutual defence treaty'."""
    text = article.text
    for i, mention in enumerate(named):
        after = _AFTER.match(text[mention.span.end : sentence.span.end])
        lead = max(sentence.span.start, mention.span.start - _LONGEST_TIE)
        before = _WITH.search(text[lead : mention.span.start])
        members = _states(mention)
        if before:
            partners = _partners(named, i)
            span = Span(lead + before.start(), mention.span.end)
            yield from _grouping(article, sentence, span, before, (*partners, *members), naming)
        elif after and len(members) > 1:
            span = Span(mention.span.start, mention.span.end + after.end())
            yield from _grouping(article, sentence, span, after, members, naming)
    for pattern in (_SIGNED, _CLAUSE):
        for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
            signers = tuple(c for m in named if m.span.end <= match.start() for c in _states(m))
            yield from _grouping(article, sentence, Span(*match.span()), match, signers, naming)


def _states(mention: ActorMention) -> tuple[str, ...]:
    return tuple(c for c in dict.fromkeys(a.country for a in mention.actors) if c and c != "IGO")


def _partners(named: Sequence[ActorMention], i: int) -> tuple[str, ...]:
    """The other members beside the one after the preposition: those joined to it, else the party named last before the noun."""
    joined = [c for m in named[i + 1 : i + 3] if m.span.start - named[i].span.end < 12 for c in _states(m)]
    if joined:
        return tuple(joined)
    before = [m for m in named[:i] if m.countries - named[i].countries - {"IGO"}]
    return _states(before[-1]) if before else ()


def _grouping(
    article: Article, sentence: Sentence, span: Span, match: re.Match[str], states: Sequence[str], naming: _Naming
) -> Iterator[GroupingMention]:
    members = tuple(dict.fromkeys(states))
    if not 1 < len(members) <= _MOST_SIGNERS:
        return
    groups = match.groupdict()
    kind = _KINDS.get(match["noun"].lower(), GroupingKind.PACT)
    quality = f"mutual {groups['sort']} " if groups.get("sort") else groups.get("quality", "") or ""
    words = match["noun"] if kind is GroupingKind.ALLIANCE else quality + match["noun"]
    name = naming.tie(members, kind, " ".join(words.lower().split()))
    evidence = evidence_at(article, span, sentence.index, "grouping:members", 0.7)
    yield GroupingMention(article.id, name, kind, members, (evidence,))


def _of_place(article: Article, sentence: Sentence, named: Sequence[ActorMention]) -> Iterator[GroupingMention]:
    """'the Algiers Accords', 'Treaty of Rarotonga': agreements with a name of their own; the states of the sentence are its members."""
    if _is_headline(article.text, sentence):
        return
    for match in _OF_PLACE.finditer(article.text, sentence.span.start, sentence.span.end):
        words = match["name"].split()
        while words and words[0].lower() in _NOT_NAMES:
            words = words[1:]
        noun = (match["noun"] or match["noun2"]).lower().removesuffix("s")
        if len(words) < 2:
            continue
        states = tuple(dict.fromkeys(c for m in named for c in _states(m)))
        members = states if 1 < len(states) <= _MOST_SIGNERS else ()
        evidence = evidence_at(article, Span(*match.span("name")), sentence.index, "grouping:name", 0.6)
        kind = _KINDS.get(noun, GroupingKind.PACT)
        yield GroupingMention(article.id, " ".join(words), kind, members, (evidence,))


def _is_headline(text: str, sentence: Sentence) -> bool:
    """Whether the sentence is a title, or written like one, so that capitals tell no names."""
    words = [w for w in sentence.span.of(text).split() if w[0].isalpha()]
    return sentence.label is BlockLabel.TITLE or sum(w[0].isupper() for w in words) > _CAPITALS * len(words)
