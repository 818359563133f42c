"""Words and thoughts with the actor who said or held them: attributions joined with actors, across sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cordiale.extract.attributions import AttributionRules, quoted_by_sentence
from cordiale.extract.grounding import evidence_at
from cordiale.extract.nearby import by_sentence
from cordiale.extract.speakers import coordinated
from cordiale.extract.standpoint import FIRST_PERSON
from cordiale.lexicon.cues import Cues
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorKind, ActorMention, Quotation, Standpoint
from cordiale.model.ontology import Sector, Tone
from cordiale.model.reading import Attribution, Reading

_NOBODY = Actor(None)
_AUTHOR = re.compile(r"I|me|myself|my view", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|document|strategy|readout|text|report|paper|accord|agreement|treaty|letter)\b",
    re.IGNORECASE,
)
_THE_DOCUMENT = re.compile(
    r"it|(?:the|this|that|their)\s+(?:joint\s+)?(?:statement|communiqu[eé]|declaration|document|text|readout)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^\s*(?:by|written by|author:)\s+", re.IGNORECASE)
_IN_BUSINESS = re.compile(
    r"\b(?:dealers?|traders?|merchants?|exporters?|importers?|producers?|growers?|farmers?|manufacturers?|retailers?|vendors?|truckers?|"
    r"hauliers?|shipowners?|bankers?|investors?|businesse?s?|business(?:men|women|people)|compan(?:y|ies)|firms?|industr(?:y|ies)|shopkeepers?|"
    r"\w+makers?|chamber of commerce)$",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:residents?|villagers?|citizens?|activists?|campaigners?|protesters?|students?|workers?|unions?|families|refugees?|migrants?|"
    r"fishermen|fishers|herders|people|voters?|patients?|teachers?|nurses|drivers?|priests?|bishops?|survivors?|nationals?|worshippers)$",
    re.IGNORECASE,
)
_UNTROUBLED = re.compile(r"\b(?:not|no|never|without|less|hardly|allay\w*|dismiss\w*|play\w* down)\b|n[’']t\b")
# A speaker's name within more words than this share of them only belongs to who speaks ('officials in Tokyo').
_MOST = 0.6
# How many sentences on a statement of several issuers may still be called 'it'.
_REACH = 2


@dataclass(slots=True)
class _Issuers:
    """Who issued the document that the page has last told of, for 'the statement' and 'it' in the sentences after."""

    actor: Actor = _NOBODY
    sentence: int = -10


@dataclass(slots=True)
class _Telling:
    """The quotations of one page as they are found."""

    article: Article
    found: list[Quotation] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    issuers: _Issuers = field(default_factory=_Issuers)
    names: Mapping[str, str] = field(default_factory=dict)
    alarming: frozenset[str] = frozenset()


def find_quotations(
    article: Article, readings: Sequence[Reading], actors: Sequence[ActorMention], cues: Cues
) -> list[Quotation]:
    """What a page attributes to somebody, in order; a quotation that runs over sentences is one, with all its evidence.

    The attributions are the reader's where it gives any for the page, else those of the rules.
    """
    placed = by_sentence(actors)
    named = {r.sentence.index: placed.get(r.sentence.index, ()) for r in readings}
    attributions = _attributions(article, readings, named, cues)
    alarming = cues.tones.get(Tone.ALARMED, frozenset())
    telling = _Telling(article, names=_state_names(article.text, actors), alarming=alarming)
    for reading in readings:
        for attribution in attributions[reading.sentence.index]:
            _tell(telling, reading, attribution, named[reading.sentence.index])
    return telling.found


def _attributions(
    article: Article, readings: Sequence[Reading], named: Mapping[int, Sequence[ActorMention]], cues: Cues
) -> dict[int, Sequence[Attribution]]:
    rules = AttributionRules(cues)
    quoted = quoted_by_sentence(article, [r.sentence for r in readings])
    return {
        r.sentence.index: r.attributions
        or rules.find(article, r.sentence, named[r.sentence.index], quoted[r.sentence.index])
        for r in readings
    }


def _tell(telling: _Telling, reading: Reading, attribution: Attribution, named: Sequence[ActorMention]) -> None:
    """Adds one attribution: a new quotation, or a further sentence of the last one."""
    quotation = _quotation(telling, reading, attribution, named)
    if attribution.speaker is None and telling.found:
        last = next((q for q in reversed(telling.found) if q.within is None), telling.found[-1])
        goes_on = reading.sentence.index - max(e.sentence for e in last.evidence) <= 1
        if goes_on and last.is_direct and attribution.rule == "quote continued":
            at = telling.found.index(last)
            telling.found[at] = replace(last, evidence=(*last.evidence, *quotation.evidence))
            telling.contents[at] = telling.contents[at].joined(attribution.content)
            return
        if goes_on:
            quotation = replace(quotation, speaker=last.speaker)
    if quotation.speaker != _NOBODY:
        telling.found.append(quotation)
        telling.contents.append(attribution.content)


def _quotation(
    telling: _Telling, reading: Reading, attribution: Attribution, named: Sequence[ActorMention]
) -> Quotation:
    article = telling.article
    about = tuple(
        dict.fromkeys(c for m in named if m.span.overlaps(attribution.content) for c in sorted(m.countries - {"IGO"}))
    )
    spans = [s for s in (attribution.speaker, attribution.cue, attribution.content) if s]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Quotation(
        article.id,
        _speaker(telling, attribution.speaker, reading.sentence.index, named),
        attribution.is_direct,
        attribution.content.of(article.text).strip(),
        _relayed_by(telling, whole),
        about,
        _tone(telling, attribution),
        attribution.cue.of(article.text).strip() if attribution.cue else None,
        (evidence_at(article, whole, reading.sentence.index, attribution.rule, attribution.score),),
    )


def _tone(telling: _Telling, attribution: Attribution) -> Tone:
    """The tone as it was read; a warning, a threat or a fear is alarmed unless it is critical, however mild its words."""
    cue = attribution.cue.of(telling.article.text).lower() if attribution.cue else ""
    is_alarming = not _UNTROUBLED.search(cue) and any(w in telling.alarming for w in re.findall(r"[a-z-]+", cue))
    return Tone.ALARMED if is_alarming and attribution.tone is not Tone.CRITICAL else attribution.tone


def _relayed_by(telling: _Telling, whole: Span) -> Actor | None:
    """The speaker of the quotation that holds speaker, cue and content of another."""
    for quotation, content in zip(reversed(telling.found), reversed(telling.contents), strict=True):
        if quotation.is_direct and content.contains(whole) and len(whole) < len(content):
            return quotation.speaker
    return None


def _speaker(telling: _Telling, span: Span | None, sentence: int, named: Sequence[ActorMention]) -> Actor:
    """The actor whose words the speaker's words are; words that name no known actor become the name."""
    if span is None:
        return _NOBODY
    words = span.of(telling.article.text)
    own = next((m for m in named if m.rule == FIRST_PERSON and m.span.overlaps(span)), None)
    if own is None and _AUTHOR.fullmatch(words):
        byline = telling.article.byline
        return Actor(None, name=_BYLINE.sub("", byline).strip()) if byline else _NOBODY
    issuers = telling.issuers
    if _THE_DOCUMENT.fullmatch(words) and sentence - issuers.sentence <= _REACH and issuers.actor != _NOBODY:
        issuers.sentence = sentence
        return issuers.actor
    actor = _named(telling, span, named)
    if _DOCUMENT.search(words):
        telling.issuers = _Issuers(actor, sentence)
    return actor


def _named(telling: _Telling, span: Span, named: Sequence[ActorMention]) -> Actor:
    text, names = telling.article.text, telling.names
    words = span.of(text)
    joined = coordinated(text, named, span)
    if not joined:
        return Actor(None, name=words)
    fitting = [m for m in joined if m.span.overlaps(span)]
    if len(joined) > len(fitting):
        return _together([a for m in joined for a in m.actors], names)
    mention = fitting[0]
    if _DOCUMENT.search(words):
        issuers = tuple(dict.fromkeys(a for m in fitting for a in m.actors))
        if len(issuers) > 1:
            return _together(issuers, names)
    else:
        mention = max(fitting, key=lambda m: min(m.span.end, span.end) - max(m.span.start, span.start))
    if len(mention.actors) > 1:
        return _together(mention.actors, names)
    actor = mention.actors[0]
    if _DOCUMENT.fullmatch(actor.name or ""):
        return Actor(actor.country)  # 'France's statement' is France speaking
    is_most = len(mention.span) >= _MOST * len(span) or (
        actor.name is not None and mention.standpoint is Standpoint.ACTOR
    )
    return actor if is_most else Actor(actor.country, actor.sector or _trade(words), words)


def _trade(words: str) -> Sector | None:
    """The sector of private people by what they are called ('fuel dealers', 'villagers'); None for other words."""
    if _IN_BUSINESS.search(words):
        return Sector.BUS
    return Sector.CVL if _PRIVATE.search(words) else None


def _together(actors: Sequence[Actor], names: Mapping[str, str]) -> Actor:
    """Several who speak as one: of one state where all are of it, named one after the other.

    `names` are what the page calls the states.
    """
    countries = {a.country for a in actors}
    shown = list(dict.fromkeys(a.name or names.get(a.country or "") or a.country or a.office or "" for a in actors))
    country = countries.pop() if len(countries) == 1 else None
    if len(shown) == 1 and all(a.is_state for a in actors):
        return Actor(country)
    return Actor(country, name=" and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown))


def _state_names(text: str, actors: Sequence[ActorMention]) -> dict[str, str]:
    """What the page calls each state: the longest of the names that it uses, the first of equals."""
    found: dict[str, str] = {}
    for mention in actors:
        if mention.kind is ActorKind.STATE and len(mention.actors) == 1 and mention.actors[0].country:
            words = " ".join(mention.span.of(text).split())
            code = mention.actors[0].country
            if len(words) > len(found.get(code, "")) or found[code].isupper():
                found[code] = words
    return found
