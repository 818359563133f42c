"""What is said to cause, strengthen, weaken or explain what between states, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.extract.causes import CausalRules
from cordiale.extract.grounding import evidence_at
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorMention, DriverMention, Quotation
from cordiale.model.reading import Reading

__all__ = ["CausalRules", "find_drivers"]

# How many sentences off a state may be named for a claim without one to be about states still.
_REACH = 1


def find_drivers(
    article: Article,
    readings: Sequence[Reading],
    actors: Sequence[ActorMention],
    quotations: Sequence[Quotation],
    rules: CausalRules,
) -> list[DriverMention]:
    """Causal claims that touch a state; the reader's where it gives any for the page, else the rules'."""
    has_own = any(r.causations for r in readings)
    found = []
    for reading in readings:
        named = [a for a in actors if a.sentence == reading.sentence.index]
        is_near_states = any(abs(a.sentence - reading.sentence.index) <= _REACH for a in actors if a.countries)
        for claim in reading.causations if has_own else rules.find(article, reading, named):
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


def _states(named: Sequence[ActorMention], span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for m in named if m.span.overlaps(span) for c in sorted(m.countries - {"IGO"})))


def _claimed_by(quotations: Sequence[Quotation], sentence: int, span: Span) -> Actor | None:
    """Whose words hold the claim; None when it is the article's own."""
    for quotation in quotations:
        if any(e.sentence == sentence and e.span.overlaps(span) for e in quotation.evidence):
            return quotation.speaker
    return None
