"""Who is named in an article: states, persons in office, bodies, organisations, and what stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from cordiale.extract.cast import Cast
from cordiale.extract.coreference import History
from cordiale.extract.datelines import Dateline, find_dateline
from cordiale.extract.mangled import with_apostrophes
from cordiale.extract.naming import Phrase
from cordiale.extract.phrases import Composer
from cordiale.extract.standpoint import Issuers
from cordiale.extract.strangers import Strangers
from cordiale.extract.voices import Voices
from cordiale.lexicon import Lexicon
from cordiale.lexicon.entries import Hit, HitKind, State, Tenure
from cordiale.lexicon.references import References, load_references
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint
from cordiale.model.time import DateInterval

# What an issuer calls its own without naming it.
_OWN_BODIES = frozenset(
    {"administration", "government", "cabinet", "congress", "parliament", "military", "armed forces"}
)
# 'it' that no party can be: an object, or the subject of 'it is clear that', 'it took years to'.
_IT = re.compile(r"[Ii]t$")
_IT_NOTHING = re.compile(
    r"\s*[.,;:)”\"’?!—–-]|\s+(?:in|on|at|to|for|from|with|by|as|of|into|off|out|up|down|over|under|that|because|when|while|until|"
    r"after|before|about|the|an?|clear|possible|hard|difficult|easier|harder)\b"
    r"|\s+(?:is|was|will be|would be|has been|may be|seems|seemed|appears|appeared|remains|takes|took|makes|made)\s+(?:not\s+)?"
    r"(?!(?:ready|prepared|willing|set|due|to|planning|determined|committed|able|unable|eager|keen|reluctant|said|told|\w+ing|\w+ed)\b)"
    r"(?:\S+\s+){1,4}?(?:to|that|if|whether|when|who|how|why|before)\b",
)
# A preposition before a party: then it is not who acts.
_OBJECT = re.compile(r"\b(?:to|from|with|against|over|about|for|on|by|in|of|at|into|between)\s+(?:the\s+)?$")
# Words behind which stand those to whom something is done by another ('called on both sides', 'between the two').
_DONE_TO = re.compile(r"\b(?:on|between|among|urge[ds]?|ask(?:s|ed)?|press(?:es|ed)?|warn(?:s|ed)?|t(?:old|ells?))\s+$")
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’']?\s|\n")
# 'both' that only strengthens an 'and' ('both rich and poor states').
_BOTH = re.compile(r"[Bb]oth$")
_BOTH_AND = re.compile(
    r"\s+(?!(?:\w+ly\s+)?(?:\w+ed|are|were|have|had|will|would|said|say|agree|of\s+(?:them|which|whom))\b)[^.,;:]{1,70}?\sand\s"
)


def find_actors(
    article: Article, sentences: Sequence[Sentence], lexicon: Lexicon, on: DateInterval | None
) -> list[ActorMention]:
    """Every mention of an actor in reading order, resolved to states and persons as of the day `on`."""
    references, article = load_references(), with_apostrophes(article)
    found = [lexicon.find(article.text, s.span) for s in sentences]
    page = _Page(
        article,
        references,
        Cast(lexicon, _last_day(on), _states_of(found)),
        History(article.text),
        Strangers(article.text),
        Issuers(references),
        find_dateline(article),
    )
    voices, spoken = Voices(article.text), list[ActorMention]()
    for sentence, hits in zip(sentences, found, strict=True):
        page.cast.turn_to(sentence.index)
        phrases = Composer(article.text, sentence.span, hits, references).phrases()
        named = []
        for mention in _of_sentence(page, sentence, page.strangers.find(sentence.span, phrases)):
            page.history.add(mention)
            named.append(mention)
        page.issuers.learn(article, sentence, named)
        spoken += voices.find(sentence, named)
    return sorted([*page.history.mentions, *spoken], key=lambda m: m.span) if spoken else page.history.mentions


def _states_of(found: Sequence[Sequence[Hit]]) -> frozenset[str]:
    """The states that a page names as such, by their people, or by persons of one state alone."""
    states: set[str] = set()
    for hit in (h for hits in found for h in hits):
        if hit.kind in (HitKind.STATE, HitKind.NATIONALITY):
            states.update(e.iso3 for e in hit.entries[:1] if isinstance(e, State))
        elif hit.kind in (HitKind.PERSON, HitKind.SURNAME):
            theirs = {e.country for e in hit.entries if isinstance(e, Tenure)}
            states.update(theirs if len(theirs) == 1 else ())
    return frozenset(states)


@dataclass(frozen=True, slots=True)
class _Page:
    """An article and what has been learned of it so far, in reading order."""

    article: Article
    references: References
    cast: Cast
    history: History
    strangers: Strangers
    issuers: Issuers
    dateline: Dateline | None = None


def _of_sentence(page: _Page, sentence: Sentence, phrases: Sequence[Phrase]) -> Iterator[ActorMention]:
    referring = _references(page.article.text, sentence.span, page.references, phrases)
    named = [p for p in phrases if not any(Span(*m.span()).overlaps(p.span) for m in referring)]
    own = list(page.issuers.first_person(page.article, sentence, [p.span for p in named]))
    pending: list[Phrase | ActorMention | re.Match[str]] = sorted([*named, *referring, *own], key=_start)
    for part in pending:
        if isinstance(part, ActorMention):
            yield part
            continue
        mention = (
            _named(part, sentence.index, page) if isinstance(part, Phrase) else _referring(part, sentence.index, page)
        )
        if mention:
            yield mention


def _references(text: str, within: Span, references: References, phrases: Sequence[Phrase]) -> list[re.Match[str]]:
    """Pronouns and descriptions outside of names; one of several words wins over a bare 'governments' or 'minister' in it."""
    found = []
    for m in references.reference_pattern.finditer(text, within.start, within.end):
        if _BOTH.fullmatch(m[0]) and _BOTH_AND.match(text, m.end(), within.end):
            continue
        if _IT.fullmatch(m[0]) and _IT_NOTHING.match(text, m.end(), within.end):
            continue
        span = Span(*m.span())
        across = [p for p in phrases if p.span.overlaps(span)]
        if all(" " in m[0] and span.contains(p.span) and not p.countries for p in across):
            found.append(m)
    return found


def _start(part: Phrase | ActorMention | re.Match[str]) -> int:
    return part.start() if isinstance(part, re.Match) else part.span.start


def _named(phrase: Phrase, sentence: int, page: _Page) -> ActorMention | None:
    actors = _actors(phrase, sentence, page)
    if not actors:
        return None
    standpoint = (
        Standpoint.MODIFIER if phrase.is_modifier else Standpoint.PLACE if phrase.is_place else Standpoint.ACTOR
    )
    return ActorMention(phrase.span, sentence, actors, phrase.kind, standpoint, phrase.rule)


def _actors(phrase: Phrase, sentence: int, page: _Page) -> tuple[Actor, ...]:
    if phrase.kind is ActorKind.PERSON:
        person = page.cast.person(phrase, partial(_state_of_office, page, phrase))
        return (person,) if person else ()
    if not phrase.is_generic and not phrase.countries:
        return (Actor(None, phrase.sector if phrase.kind is ActorKind.BODY else None, phrase.name, phrase.office),)
    if phrase.kind is ActorKind.OFFICE:
        return _holders(phrase, sentence, page)
    if phrase.rule == "administration":
        country = page.cast.state_of(phrase.tenures)
        return (Actor(country, phrase.sector, phrase.name),) if country else ()
    if phrase.kind is ActorKind.BODY and not phrase.countries:
        return _body_spoken_of(phrase, page)
    if phrase.kind is ActorKind.BODY or phrase.rule == "people":
        return tuple(Actor(c, phrase.sector, phrase.name) for c in phrase.countries[:1])
    if phrase.rule == "compound":
        return tuple(Actor(c) for c in phrase.countries)
    if phrase.kind is ActorKind.ORGANISATION:
        return (Actor("IGO", phrase.sector, phrase.name),)
    return tuple(Actor(c, phrase.sector) for c in phrase.countries[:1])


def _holders(phrase: Phrase, sentence: int, page: _Page) -> tuple[Actor, ...]:
    """Who an office without a name stands for: the issuer, several in it who were named together, or its one holder."""
    issuer = page.issuers.person
    if not phrase.countries and not phrase.is_past and phrase.office:
        if page.article.text[phrase.span.end - 1] == "s":
            several = page.history.in_office(phrase.office, sentence)
            if several:
                return several
        elif issuer and issuer.office == phrase.office:
            return (issuer,)
    holder = page.cast.holder(phrase, _state_spoken_of(page, phrase))
    return (holder,) if holder else ()


def _body_spoken_of(phrase: Phrase, page: _Page) -> tuple[Actor, ...]:
    """'the ministry', 'the navy' without a state: the issuer's, else that of the state named last as an actor.

    The state of the page's dateline goes before one named in an earlier sentence.
    """
    own = page.issuers.state if (phrase.name or "").lower() in _OWN_BODIES else None
    country = own or _state_of_dateline(phrase, page) or _state_named_before(page, _words(phrase, page))
    return (Actor(country, phrase.sector, phrase.name),) if country else ()


def _words(phrase: Phrase, page: _Page) -> str:
    """The words of an office or a body without the name behind them."""
    words = phrase.span.of(page.article.text)
    return words.removesuffix(phrase.name) if phrase.name and phrase.kind is ActorKind.PERSON else words


def _state_of_office(page: _Page, phrase: Phrase) -> str | None:
    """The state of an office whose holder no table knows: the issuer's, that of the dateline, or the one named last."""
    words = _words(phrase, page)
    own = page.issuers.state or _state_of_dateline(phrase, page)
    return own if own and page.references.has(own, words) else _state_named_before(page, words)


def _state_of_dateline(phrase: Phrase, page: _Page) -> str | None:
    """The state of the page's dateline, unless the sentence has named one that acts ('Chile said its parliament …')."""
    mentions = page.history.mentions
    acting = [m for m in mentions if m.standpoint is Standpoint.ACTOR and m.countries - {"IGO"}]
    if page.dateline is None or not acting:
        return None
    between = page.article.text[acting[-1].span.end : phrase.span.start]
    is_far = bool(_SENTENCE_ENDS.search(between)) or page.dateline.span.overlaps(acting[-1].span)
    return page.dateline.state(mentions) if is_far else None


def _state_spoken_of(page: _Page, phrase: Phrase) -> str | None:
    """The state that issues the page, else the one named before; one that can have such an office."""
    own, words = page.issuers.state, _words(phrase, page)
    return own if own and page.references.has(own, words) else _state_named_before(page, words)


def _state_named_before(page: _Page, words: str) -> str | None:
    """The state named last as an actor, alone, that can have what the words name.

    A state that only stands behind a preposition gives way to one that does not.
    """
    text = page.article.text
    fallback: str | None = None
    sentence = -1
    for mention in reversed(page.history.mentions):
        if mention.standpoint is not Standpoint.ACTOR or len(mention.countries) != 1 or "IGO" in mention.countries:
            continue
        if page.dateline and page.dateline.is_agency(mention):
            continue
        country = next(iter(mention.countries))
        if not page.references.has(country, words):
            continue
        if fallback is None:
            fallback, sentence = country, mention.sentence
        if mention.sentence != sentence:
            break
        if not _OBJECT.search(text[max(0, mention.span.start - 16) : mention.span.start]):
            return country
    return fallback


def _referring(match: re.Match[str], sentence: int, page: _Page) -> ActorMention | None:
    references, history = page.references, page.history
    actors: tuple[Actor, ...]
    alias = references.alias.get(match[0])
    if alias:
        actors = (Actor(alias.state),) if history.has_named(alias.beside) else ()
    else:
        before = page.article.text[max(0, match.start() - 16) : match.start()]
        actors = history.resolve(references.reference[match[0].lower()], sentence, bool(_DONE_TO.search(before)))
    if not actors:
        return None
    kind = ActorKind.PRONOUN if " " not in match[0] else ActorKind.DESCRIPTION
    return ActorMention(Span(*match.span()), sentence, actors, kind, Standpoint.ACTOR, "coreference", 0.7)


def _last_day(on: DateInterval | None) -> date | None:
    return (on.end or on.start) if on else None
