"""Words and thoughts with the actor who said or held them: attributions joined with actors, across sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cordiale.extract.attributions import AttributionRules, quoted_by_sentence
from cordiale.extract.grounding import evidence_at
from cordiale.lexicon.cues import Cues
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorMention, Quotation
from cordiale.model.reading import Attribution, Reading

_NOBODY = Actor(None)


def find_quotations(
    article: Article, readings: Sequence[Reading], actors: Sequence[ActorMention], cues: Cues
) -> list[Quotation]:
    """What a page attributes to somebody, in order; a quotation that runs over sentences is one, with all its evidence.

    The attributions are the reader's where it gives any for the page, else those of the rules.
    """
    by_sentence = {r.sentence.index: [a for a in actors if a.sentence == r.sentence.index] for r in readings}
    attributions = _attributions(article, readings, by_sentence, cues)
    found: list[Quotation] = []
    for reading in readings:
        for attribution in attributions[reading.sentence.index]:
            quotation = _quotation(article, reading, attribution, by_sentence[reading.sentence.index])
            if attribution.speaker is None and found and _goes_on(found[-1], reading):
                if attribution.rule == "quote continued":
                    found[-1] = replace(found[-1], evidence=(*found[-1].evidence, *quotation.evidence))
                    continue
                quotation = replace(quotation, speaker=found[-1].speaker)
            if quotation.speaker != _NOBODY:
                found.append(quotation)
    return found


def _attributions(
    article: Article, readings: Sequence[Reading], named: Mapping[int, Sequence[ActorMention]], cues: Cues
) -> dict[int, Sequence[Attribution]]:
    if any(r.attributions for r in readings):
        return {r.sentence.index: r.attributions for r in readings}
    rules = AttributionRules(cues)
    quoted = quoted_by_sentence(article, [r.sentence for r in readings])
    return {
        r.sentence.index: rules.find(article, r.sentence, named[r.sentence.index], quoted[r.sentence.index])
        for r in readings
    }


def _goes_on(last: Quotation, reading: Reading) -> bool:
    return reading.sentence.index - max(e.sentence for e in last.evidence) <= 1


def _quotation(
    article: Article, reading: Reading, attribution: Attribution, named: Sequence[ActorMention]
) -> Quotation:
    speaker = _speaker(article.text, attribution.speaker, named)
    about = tuple(
        dict.fromkeys(c for m in named if m.span.overlaps(attribution.content) for c in sorted(m.countries - {"IGO"}))
    )
    spans = [s for s in (attribution.speaker, attribution.cue, attribution.content) if s]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Quotation(
        article.id,
        speaker,
        attribution.is_direct,
        attribution.content.of(article.text).strip(),
        None,
        about,
        attribution.tone,
        attribution.cue.of(article.text) if attribution.cue else None,
        (evidence_at(article, whole, reading.sentence.index, attribution.rule, attribution.score),),
    )


def _speaker(text: str, span: Span | None, named: Sequence[ActorMention]) -> Actor:
    """The actor whose words the speaker's words are; words that name no known actor become the name."""
    if span is None:
        return _NOBODY
    fitting = [m for m in named if m.span.overlaps(span)]
    if not fitting:
        return Actor(None, name=span.of(text))
    mention = max(fitting, key=lambda m: min(m.span.end, span.end) - max(m.span.start, span.start))
    if len(mention.actors) == 1:
        return mention.actors[0]
    return Actor(None, name=" and ".join(a.name or a.country or "" for a in mention.actors))
