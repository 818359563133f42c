"""Who is named in an article: states, persons in office, bodies, organisations, and what stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from cordiale.extract.cast import Cast
from cordiale.extract.coreference import History
from cordiale.extract.names import FULL_NAME
from cordiale.extract.phrases import Composer, Phrase
from cordiale.lexicon import Lexicon
from cordiale.lexicon.references import References, load_references
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint
from cordiale.model.time import DateInterval

# 'both' that only strengthens an 'and' ('both rich and poor states').
_BOTH = re.compile(r"[Bb]oth$")
_BOTH_AND = re.compile(r"\s+(?!(?:\w+ly\s+)?(?:\w+ed|are|were|have|had|will|would|said|say|agree|of\s+(?:them|which|whom))\b)[^.,;:]{1,70}?\sand\s")

# An unknown name is a person's where it stands beside a verb of saying or in apposition to what the person does.
_SAYS = (
    r"said|says|told|wrote|writes|notes|noted|argues|argued|believes|believed|added|adds|warned|warns|thinks|thought|explained|explains|"
    r"contends|observed|observes|points out|pointed out|suggests|suggested|claims|claimed|tweeted"
)
_AFTER_UNKNOWN = re.compile(
    rf"^(?:,\s+(?:an?|the)\s+[a-z]|\s+(?:{_SAYS})\b|\s+of the\s+(?:[A-Z]\w+\s+)+(?:\w+\s+)?(?:{_SAYS})\b)"
)
_BEFORE_UNKNOWN = re.compile(
    r"(?:according to|said|says|[’']s|analyst|professor|researcher|expert|scholar|economist|director|fellow)\s+$"
)


def find_actors(
    article: Article, sentences: Sequence[Sentence], lexicon: Lexicon, on: DateInterval | None
) -> list[ActorMention]:
    """Every mention of an actor in reading order, resolved to states and persons as of the day `on`."""
    references = load_references()
    cast = Cast(lexicon, _last_day(on))
    history = History(article.text)
    for sentence in sentences:
        for mention in _of_sentence(article, sentence, lexicon, references, cast, history):
            history.add(mention)
    return history.mentions


def _of_sentence(
    article: Article, sentence: Sentence, lexicon: Lexicon, references: References, cast: Cast, history: History
) -> Iterator[ActorMention]:
    hits = lexicon.find(article.text, sentence.span)
    phrases = Composer(article.text, sentence.span, hits, references).phrases()
    phrases = _with_unknown_persons(article.text, sentence.span, phrases)
    referring = _references(article.text, sentence.span, references, phrases)
    named = [p for p in phrases if not any(Span(*m.span()).overlaps(p.span) for m in referring)]
    pending: list[Phrase | re.Match[str]] = sorted([*named, *referring], key=_start)
    for part in pending:
        mention = (
            _named(part, sentence.index, cast, history)
            if isinstance(part, Phrase)
            else _referring(part, sentence.index, references, history)
        )
        if mention:
            yield mention


def _references(text: str, within: Span, references: References, phrases: Sequence[Phrase]) -> list[re.Match[str]]:
    """Pronouns and descriptions outside of names; one of several words wins over a bare 'governments' or 'minister' in it."""
    found = []
    for m in references.reference_pattern.finditer(text, within.start, within.end):
        if _BOTH.fullmatch(m[0]) and _BOTH_AND.match(text, m.end(), within.end):
            continue
        span = Span(*m.span())
        across = [p for p in phrases if p.span.overlaps(span)]
        if all(" " in m[0] and span.contains(p.span) and not p.countries for p in across):
            found.append(m)
    return found


def _start(part: Phrase | re.Match[str]) -> int:
    return part.span.start if isinstance(part, Phrase) else part.start()


def _named(phrase: Phrase, sentence: int, cast: Cast, history: History) -> ActorMention | None:
    actors = _actors(phrase, cast, history)
    if not actors:
        return None
    standpoint = (
        Standpoint.MODIFIER if phrase.is_modifier else Standpoint.PLACE if phrase.is_place else Standpoint.ACTOR
    )
    return ActorMention(phrase.span, sentence, actors, phrase.kind, standpoint, phrase.rule)


def _actors(phrase: Phrase, cast: Cast, history: History) -> tuple[Actor, ...]:
    if phrase.kind is ActorKind.PERSON:
        person = cast.person(phrase)
        return (person,) if person else ()
    if not phrase.is_generic and not phrase.countries:
        return (Actor(None, phrase.sector if phrase.kind is ActorKind.BODY else None, phrase.name, phrase.office),)
    if phrase.kind is ActorKind.OFFICE:
        holder = cast.holder(phrase, _state_named_before(history))
        return (holder,) if holder else ()
    if phrase.rule == "administration":
        codes = sorted({t.country for t in phrase.tenures if t.end is None}) or sorted(
            {t.country for t in phrase.tenures}
        )
        return tuple(Actor(c, phrase.sector, phrase.name) for c in codes[:1])
    if phrase.kind is ActorKind.BODY and not phrase.countries:
        return _body_named_before(phrase, history)
    if phrase.kind is ActorKind.BODY or phrase.rule == "people":
        return tuple(Actor(c, phrase.sector, phrase.name) for c in phrase.countries[:1])
    if phrase.rule == "compound":
        return tuple(Actor(c) for c in phrase.countries)
    if phrase.kind is ActorKind.ORGANISATION:
        return (Actor("IGO", phrase.sector, phrase.name),)
    return tuple(Actor(c, phrase.sector) for c in phrase.countries[:1])


def _body_named_before(phrase: Phrase, history: History) -> tuple[Actor, ...]:
    """'the ministry', 'the navy' without a state: that of the state named last as an actor."""
    country = _state_named_before(history)
    return (Actor(country, phrase.sector, phrase.name),) if country else ()


def _state_named_before(history: History) -> str | None:
    """The state that was named last as an actor, alone."""
    for mention in reversed(history.mentions):
        if mention.standpoint is Standpoint.ACTOR and len(mention.countries) == 1 and "IGO" not in mention.countries:
            return next(iter(mention.countries))
    return None


def _referring(match: re.Match[str], sentence: int, references: References, history: History) -> ActorMention | None:
    actors: tuple[Actor, ...]
    alias = references.alias.get(match[0])
    if alias:
        actors = (Actor(alias.state),) if history.has_named(alias.beside) else ()
    else:
        actors = history.resolve(references.reference[match[0].lower()], sentence)
    if not actors:
        return None
    kind = ActorKind.PRONOUN if " " not in match[0] else ActorKind.DESCRIPTION
    return ActorMention(Span(*match.span()), sentence, actors, kind, Standpoint.ACTOR, "coreference", 0.7)


def _with_unknown_persons(text: str, within: Span, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases with the full names of persons that no table knows, where the words around show a person."""
    found = list(phrases)
    for m in FULL_NAME.finditer(text, within.start, within.end):
        span = Span(*m.span())
        if any(p.span.overlaps(span) for p in phrases):
            continue
        before, after = (
            text[max(within.start, span.start - 20) : span.start],
            text[span.end : min(within.end, span.end + 100)],
        )
        if _AFTER_UNKNOWN.match(after) or _BEFORE_UNKNOWN.search(before):
            found.append(Phrase(span, ActorKind.PERSON, (), "unknown person", name=m[0]))
    return sorted(found, key=lambda p: p.span)


def _last_day(on: DateInterval | None) -> date | None:
    return (on.end or on.start) if on else None
