"""When an undated page must have been written, and which of its dates are sure all the same.

A page that names office-holders was written while all of them held their offices. That leaves a span of days; a relative
date is taken to be what it means on most of them, and is left open where that depends on the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cordiale.extract.naming import Phrase
from cordiale.extract.phrases import Composer
from cordiale.lexicon import Lexicon
from cordiale.lexicon.entries import Tenure
from cordiale.lexicon.references import load_references
from cordiale.model.document import Article, DateBasis, Publication, Sentence
from cordiale.model.mention import ActorKind
from cordiale.model.time import DateInterval, Precision
from cordiale.text.dates import DatedSpan, find_article_dates

# An inference from fewer holders, or to a longer span of days than this, says too little to date anything by.
_FEWEST_HOLDERS = 2
_LONGEST = timedelta(days=4 * 365)
# A relative date is believed when it means the same on this share of the days tried.
_AGREEMENT = 0.75
_DAYS_TRIED = 13


def infer_publication(article: Article, sentences: Sequence[Sentence], lexicon: Lexicon) -> Publication | None:
    """The span of days on which all office-holders named with a present title held it; None when it is too long or empty.

    The end is open where all of them are still in office as far as the tables know.
    """
    holders = {t for s in sentences for t in _held(article, s, lexicon)}
    spans: list[tuple[date, date]] = [(date.min, date.max)]
    for tenures in holders:
        spans = [
            (max(start, t.start or date.min), min(end, t.end or date.max))
            for start, end in spans
            for t in tenures
            if max(start, t.start or date.min) < min(end, t.end or date.max)
        ]
    if len(holders) < _FEWEST_HOLDERS or len(spans) != 1 or spans[0][0] == date.min:
        return None
    start, end = spans[0]
    if end != date.max and end - start > _LONGEST:
        return None
    names = ", ".join(sorted({f"{tenures[0].office} {tenures[0].person}" for tenures in holders}))
    precision = Precision.YEAR if start.year == end.year else Precision.RANGE
    interval = DateInterval(start, None if end == date.max else end, precision, "inferred")
    return Publication(interval, DateBasis.INFERRED, f"no date printed; names in office {names}")


def _held(article: Article, sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[Tenure, ...]]:
    """For each present title with a name, the tenures of that one person in that office."""
    hits = lexicon.find(article.text, sentence.span)
    for phrase in Composer(article.text, sentence.span, hits, load_references()).phrases():
        if phrase.kind is ActorKind.PERSON and phrase.office and not phrase.is_past:
            fitting = tuple(t for t in phrase.tenures if _fits(phrase, t))
            if len({t.person for t in fitting}) == 1:
                yield fitting


def _fits(phrase: Phrase, tenure: Tenure) -> bool:
    return tenure.office == phrase.office and (not phrase.countries or tenure.country in phrase.countries)


def find_dates_of(article: Article, sentences: Sequence[Sentence], lexicon: Lexicon) -> dict[int, list[DatedSpan]]:
    """The dates of each sentence by its index; on a page dated only to a span of days, those that most of these days agree on."""
    day = article.day
    if day is None or article.published is None or day.precision is not Precision.RANGE:
        return find_article_dates(article, sentences)
    tried = [_read_on(article, sentences, d) for d in _days_of(day, lexicon)]
    return {index: [_agreed([t[index][i] for t in tried]) for i in range(len(tried[0][index]))] for index in tried[0]}


def _days_of(interval: DateInterval, lexicon: Lexicon) -> list[date]:
    """Days spread evenly over the span; an open one ends where the tables' knowledge does."""
    start = interval.start or interval.anchor
    known_until = max((t.start for t in lexicon.tenures if t.start), default=start)
    end = interval.end or max(known_until, start + timedelta(days=30))
    return [start + (end - start) * i / (_DAYS_TRIED - 1) for i in range(_DAYS_TRIED)]


def _read_on(article: Article, sentences: Sequence[Sentence], day: date) -> dict[int, list[DatedSpan]]:
    published = Publication(DateInterval.day(day), DateBasis.INFERRED)
    return find_article_dates(replace(article, published=published), sentences)


def _agreed(readings: Sequence[DatedSpan]) -> DatedSpan:
    votes = Counter(r.interval for r in readings)
    interval, n = votes.most_common(1)[0]
    return replace(readings[0], interval=interval if n >= _AGREEMENT * len(readings) else None)
