"""Who has promised, agreed or is bound to what, and what has become of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cordiale.extract.grounding import evidence_at
from cordiale.lexicon.cues import Cues
from cordiale.lexicon.references import any_of
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorKind, ActorMention, CommitmentMention, Standpoint
from cordiale.model.ontology import CommitmentState, Context
from cordiale.model.reading import Promise, Reading
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan

_WHAT_END = re.compile(r"[.;:!?—]|,\s+(?:which|who|while|but|although|as|adding|saying|according)\b|[”\"]")
_NEGATED = re.compile(r"\b(?:not|never|n[’']t|no longer|refus\w+|declin\w+|den(?:y|ied))\s+(?:\w+\s+)?$", re.IGNORECASE)
_DUE = re.compile(
    r"\b(?:by|until|before|from|starting|in|within|next|this|on)\s+(?:the\s+)?(?:end of\s+|early\s+|late\s+)?$",
    re.IGNORECASE,
)
_BODIES = (
    ActorKind.STATE,
    ActorKind.METONYM,
    ActorKind.PERSON,
    ActorKind.OFFICE,
    ActorKind.BODY,
    ActorKind.PRONOUN,
    ActorKind.DESCRIPTION,
)

Dates = Mapping[int, Sequence[DatedSpan]]


class PromiseRules:
    """Finds promises by cue words; made once for a set of cues."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._pattern = re.compile(any_of(list(cues.promise_forms)), re.IGNORECASE)
        self._domains = {c: re.compile(any_of(list(w)), re.IGNORECASE) for c, w in cues.contexts.items()}

    def find(self, article: Article, reading: Reading, named: Sequence[ActorMention]) -> list[Promise]:
        """The promises of one sentence whose party is named before the cue."""
        text, span = article.text, reading.sentence.span
        found: list[Promise] = []
        for m in self._pattern.finditer(text, span.start, span.end):
            if _NEGATED.search(text[max(span.start, m.start() - 20) : m.start()]) or (
                found and m.start() < found[-1].what.end
            ):
                continue
            before = [
                a
                for a in named
                if a.span.end <= m.start() and a.standpoint is not Standpoint.PLACE and a.kind in _BODIES
            ]
            ends = _WHAT_END.search(text, m.end(), span.end)
            end = ends.start() if ends else span.end
            if not before or m.start() - before[-1].span.end > 60 or end - m.end() < 8:
                continue
            cue = self._cues.promise_cue(m[0])
            state = cue.state if cue else CommitmentState.PLEDGED
            what = Span(m.end(), end)
            found.append(
                Promise(
                    what,
                    before[-1].span,
                    Span(*m.span()),
                    self.domain(what.of(text)),
                    state,
                    0.6,
                    f"promise:{m[0].lower()}",
                )
            )
        return found

    def domain(self, words: str) -> Context:
        """The domain with most of its words among these; diplomatic where there are none."""
        counts = {c: len(p.findall(words)) for c, p in self._domains.items()}
        best = max(counts, key=lambda c: counts[c])
        return best if counts[best] else Context.DIPLOMATIC


def find_commitments(
    article: Article, readings: Sequence[Reading], actors: Sequence[ActorMention], dates: Dates, rules: PromiseRules
) -> list[CommitmentMention]:
    """The commitments of states and leaders that a page tells; the reader's promises where it gives any, else the rules'."""
    has_own = any(r.promises for r in readings)
    found: list[CommitmentMention] = []
    for reading in readings:
        named = [a for a in actors if a.sentence == reading.sentence.index]
        for promise in reading.promises if has_own else rules.find(article, reading, named):
            mention = _commitment(article, reading, promise, named, dates.get(reading.sentence.index, ()))
            if mention:
                found.append(mention)
    return _told_once(found)


def _commitment(
    article: Article, reading: Reading, promise: Promise, named: Sequence[ActorMention], dates: Sequence[DatedSpan]
) -> CommitmentMention | None:
    parties = _parties(promise, named)
    if not parties:
        return None
    due = next((d for d in dates if d.span.overlaps(promise.what) and _is_due(article, d)), None)
    made = next((d.interval for d in dates if not d.span.overlaps(promise.what)), None)
    spans = [s for s in (promise.party, promise.cue, promise.what) if s]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    evidence = evidence_at(article, whole, reading.sentence.index, promise.rule, promise.score)
    what = " ".join(promise.what.of(article.text).split())
    return CommitmentMention(
        article.id, parties, what, promise.domain, made, due.interval if due else None, promise.state, (evidence,)
    )


def _parties(promise: Promise, named: Sequence[ActorMention]) -> tuple[str, ...]:
    """The states bound: those of the party's words, else those named last before what is promised."""
    if promise.party:
        fitting = [m for m in named if m.span.overlaps(promise.party)]
    else:
        fitting = [m for m in named if m.span.end <= promise.what.start and m.standpoint is Standpoint.ACTOR][-1:]
    return tuple(dict.fromkeys(c for m in fitting for c in sorted(m.countries)))


def _is_due(article: Article, dated: DatedSpan) -> bool:
    """Whether a date in what is promised is a deadline or a time still ahead."""
    interval = dated.interval
    if interval is None:
        return False
    before = article.text[max(0, dated.span.start - 24) : dated.span.start]
    return bool(_DUE.search(before)) or _is_ahead(interval, article.day)


def _is_ahead(interval: DateInterval, day: DateInterval | None) -> bool:
    return day is not None and interval.anchor > (day.end or day.anchor)


def _told_once(found: Sequence[CommitmentMention]) -> list[CommitmentMention]:
    """The same words by the same parties are one commitment with all its evidence."""
    merged: dict[tuple[tuple[str, ...], str], CommitmentMention] = {}
    for mention in found:
        key = (mention.parties, mention.what.casefold())
        earlier = merged.get(key)
        merged[key] = replace(earlier, evidence=(*earlier.evidence, *mention.evidence)) if earlier else mention
    return list(merged.values())
