"""What is said to cause, strengthen, weaken or explain what between states, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.extract.grounding import evidence_at
from cordiale.lexicon.cues import Cues
from cordiale.lexicon.references import any_of
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorMention, DriverMention, Quotation
from cordiale.model.reading import Causation, Reading

_BOUND = re.compile(r"[.;:!?—]")
_FEWEST_WORDS = 2


class CausalRules:
    """Finds causal claims by their signals; made once for a set of cues."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._pattern = re.compile(any_of(list(cues.cause_forms)), re.IGNORECASE)

    def find(self, article: Article, reading: Reading) -> list[Causation]:
        """The causal claims of one sentence: what stands on either side of a signal, up to the next signal or strong stop."""
        text, span = article.text, reading.sentence.span
        signals = list(self._pattern.finditer(text, span.start, span.end))
        found = []
        for i, m in enumerate(signals):
            left_edge = signals[i - 1].end() if i else span.start
            right_edge = signals[i + 1].start() if i + 1 < len(signals) else span.end
            sides = self._sides(text, m, left_edge, right_edge)
            signal = self._cues.causal_signal(m[0])
            if sides is None or signal is None:
                continue
            cause, effect = sides if signal.cause_first else sides[::-1]
            found.append(Causation(cause, effect, Span(*m.span()), signal.polarity, 0.6, f"signal:{m[0].lower()}"))
        return found

    def _sides(self, text: str, m: re.Match[str], left_edge: int, right_edge: int) -> tuple[Span, Span] | None:
        """The words before and after a signal; a fronted clause ('Because of X, Y') is split at its comma."""
        before = text[left_edge : m.start()]
        start = left_edge + max((b.end() for b in _BOUND.finditer(before)), default=0)
        stop = _BOUND.search(text, m.end(), right_edge)
        end = stop.start() if stop else right_edge
        left, right = _trimmed(text, start, m.start()), _trimmed(text, m.end(), end)
        if left is None and right is not None:
            comma = text.find(", ", right.start, right.end)
            if comma < 0:
                return None
            left, right = _trimmed(text, comma + 1, end), _trimmed(text, m.end(), comma)
        return (left, right) if left and right else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end].strip(" ,–-\n\t")
    if len(words.split()) < _FEWEST_WORDS:
        return None
    at = text.index(words, start)
    return Span(at, at + len(words))


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
        for claim in reading.causations if has_own else rules.find(article, reading):
            cause_actors, effect_actors = _states(named, claim.cause), _states(named, claim.effect)
            if not cause_actors and not effect_actors:
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
