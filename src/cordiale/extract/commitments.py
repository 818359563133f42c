"""Who has promised, agreed or is bound to what, and what has become of it: promises joined with parties and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cordiale.extract.doubt import is_ruled_out
from cordiale.extract.grounding import evidence_at
from cordiale.extract.nearby import by_sentence
from cordiale.extract.promises import PromiseRules
from cordiale.extract.speakers import coordinated
from cordiale.extract.undertakings import settled
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorMention, CommitmentMention, Standpoint
from cordiale.model.reading import Promise, Reading
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan

__all__ = ["Dates", "PromiseRules", "find_commitments"]

_DUE = re.compile(
    r"\b(?:by|until|before|from|starting|in|within|next|this|on)\s+(?:the\s+)?(?:end of\s+|early\s+|late\s+)?$",
    re.IGNORECASE,
)

Dates = Mapping[int, Sequence[DatedSpan]]


def find_commitments(
    article: Article, readings: Sequence[Reading], actors: Sequence[ActorMention], dates: Dates, rules: PromiseRules
) -> list[CommitmentMention]:
    """The commitments of states and leaders that a page tells; in each sentence the reader's promises, else the rules'."""
    found: list[CommitmentMention] = []
    placed = by_sentence(actors)
    for reading in readings:
        index = reading.sentence.index
        named, earlier = placed.get(index, ()), placed.get(index - 1, ())
        is_nothing = is_ruled_out(reading.promise_chance)
        for read in reading.promises or (() if is_nothing else rules.find(article, reading, named)):
            promise = settled(article.text, reading.sentence.span, read)
            mention = promise and _commitment(article, reading, promise, named or earlier, dates.get(index, ()))
            if mention:
                found.append(mention)
    return _told_once(found)


def _commitment(
    article: Article, reading: Reading, promise: Promise, named: Sequence[ActorMention], dates: Sequence[DatedSpan]
) -> CommitmentMention | None:
    parties = _parties(article, promise, named)
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


def _parties(article: Article, promise: Promise, named: Sequence[ActorMention]) -> tuple[str, ...]:
    """The states bound: those of the party's words with those joined to it, else those named before what is promised."""
    if promise.party:
        fitting = coordinated(article.text, named, promise.party, promise.cue)
    elif promise.rule.startswith("treaty"):
        fitting = [m for m in named if m.standpoint is not Standpoint.PLACE]
        return tuple(dict.fromkeys(c for m in fitting for c in sorted(m.countries - {"IGO"})))
    else:
        acting = [m for m in named if m.standpoint is Standpoint.ACTOR]
        fitting = [m for m in acting if m.span.end <= promise.what.start][-1:] or acting[-1:]
    return tuple(dict.fromkeys(c for m in fitting for c in sorted(m.countries)))


def _is_due(article: Article, dated: DatedSpan) -> bool:
    """Whether a date in what is promised is a deadline or a time still ahead."""
    interval = dated.interval
    if interval is None:
        return False
    if article.day and interval.end and interval.end < article.day.anchor:
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
