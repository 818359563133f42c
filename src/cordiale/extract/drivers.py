"""What is said to cause, strengthen, weaken or explain what between states, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cordiale.extract.causes import CausalRules
from cordiale.extract.doubt import is_ruled_out
from cordiale.extract.grounding import evidence_at
from cordiale.extract.nearby import by_sentence, within
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorMention, DriverMention, Quotation
from cordiale.model.reading import Causation, Reading

__all__ = ["CausalRules", "find_drivers"]

# What only points elsewhere, and what breaks off: 'what', 'which it', '… a dispute that'.
_POINTING = re.compile(
    r"(?:(?:and|but|in|by|of|to|for)\s+)?(?:what|which|who|whom|whose|that|where|when|why|how|whether)"
    r"(?:\s+(?:it|they|he|she|we|has|have|had|is|was))*",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?:^|\s)(?:what|which|who|whom|whose|that|where|when|why|how|whether|because|if)$", re.IGNORECASE
)
_RELATIVE = re.compile(r",?\s+(?:that|which|who)(?:\s+(?:has|have|had|is|was|would|will|could))?$")
_NOUN = re.compile(
    r"\b(?:an?|the|its|their|his|her|this|these|those|new|another)\s+(?:(?!an?\b|the\b|to\b)[\w’'-]+\s+){0,4}[\w’'-]+$"
)
# How many sentences off a state may be named for a claim without one to be about states still.
_REACH = 1


def find_drivers(
    article: Article,
    readings: Sequence[Reading],
    actors: Sequence[ActorMention],
    quotations: Sequence[Quotation],
    rules: CausalRules,
) -> list[DriverMention]:
    """Causal claims that touch a state; in each sentence the reader's, else the rules'."""
    found, placed = [], by_sentence(actors)
    for reading in readings:
        index = reading.sentence.index
        named = placed.get(index, ())
        is_near_states = any(a.countries for a in within(placed, index, _REACH, _REACH))
        is_nothing = is_ruled_out(reading.causation_chance)
        for read in reading.causations or (() if is_nothing else rules.find(article, reading, named)):
            claim = _told_whole(article.text, read)
            if claim is None:
                continue
            cause_actors, effect_actors = _states(named, claim.cause), _states(named, claim.effect)
            if not is_near_states:
                continue
            whole = claim.cause.joined(claim.effect)
            evidence = evidence_at(article, whole, reading.sentence.index, claim.rule, claim.score)
            cause, effect = (" ".join(s.of(article.text).split()) for s in (claim.cause, claim.effect))
            by = _claimed_by(quotations, reading.sentence.index, whole)
            found.append(
                DriverMention(article.id, cause, cause_actors, effect, effect_actors, claim.polarity, by, (evidence,))
            )
    return found


def _told_whole(text: str, claim: Causation) -> Causation | None:
    """The claim where both sides say something by themselves; a cause that ends in 'that' or 'which' is the noun before it."""
    cause = claim.cause
    if relative := _RELATIVE.search(text, cause.start, cause.end):
        noun = _NOUN.search(text, cause.start, relative.start())
        if noun is None:
            return None
        cause = Span(*noun.span())
    effect = claim.effect
    if (relative := _RELATIVE.search(text, effect.start, effect.end)) and relative.start() > effect.start:
        effect = Span(effect.start, relative.start())
    if any(_POINTING.fullmatch(s.of(text)) or _HANGING.search(s.of(text)) for s in (cause, effect)):
        return None
    return replace(claim, cause=cause, effect=effect)


def _states(named: Sequence[ActorMention], span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for m in named if m.span.overlaps(span) for c in sorted(m.countries - {"IGO"})))


def _claimed_by(quotations: Sequence[Quotation], sentence: int, span: Span) -> Actor | None:
    """Whose words hold the claim; None when it is the article's own."""
    for quotation in quotations:
        if any(e.sentence == sentence and e.span.overlaps(span) for e in quotation.evidence):
            return quotation.speaker
    return None
