"""The day of the news: when the acts happened that the opening of a page tells without a date of their own.

A news page tells its news in the title and the first sentences and dates it there once (“… on Sunday”), at most a few days
before it was published; the acts around it are of that day. An analysis dates nothing so, and its acts stay undated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cordiale.model.document import Article, DateBasis, Sentence
from cordiale.model.mention import EventMention
from cordiale.model.ontology import Status
from cordiale.model.time import LEAD, DateInterval, Precision
from cordiale.text.dates import DatedSpan

# How many sentences the opening has, the title included, and how many days old its news may be.
_OPENING = 8
_NEWS_DAYS = 3
# 'had severed ties': told as what went before.
_BEFORE = re.compile(r"\bhad\b")

Dates = Mapping[int, Sequence[DatedSpan]]


def lead_day(article: Article, sentences: Sequence[Sentence], dates: Dates) -> date | None:
    """The first day that the opening tells, where it is news: the page's own day, or up to three days before; else None.

    A page that does not print the day it was published has no news in this sense.
    """
    published = article.published
    if published is None or published.basis is DateBasis.INFERRED or published.interval.precision is not Precision.DAY:
        return None
    today = published.interval.anchor
    told = (day for s in sentences[:_OPENING] for day in _days(dates.get(s.index, ())))
    return next((day for day in told if 0 <= (today - day).days <= _NEWS_DAYS), None)


def date_by_lead(
    events: Sequence[EventMention], article: Article, sentences: Sequence[Sentence], dates: Dates
) -> list[EventMention]:
    """The events with the day of the news, on the basis `lead`, for those that happened, are told in the opening and have no date.

    An event whose sentences tell any other date stays undated, and so does what went before the news ('had …').
    """
    day = lead_day(article, sentences, dates)
    if day is None:
        return list(events)
    opening = {s.index for s in sentences[:_OPENING]}
    return [
        replace(e, date=DateInterval.day(day, LEAD)) if _is_news(e, article.text, opening, dates, day) else e
        for e in events
    ]


def _is_news(event: EventMention, text: str, opening: set[int], dates: Dates, day: date) -> bool:
    if event.date is not None or event.status is not Status.HAPPENED:
        return False
    told_in = {e.sentence for e in event.evidence}
    if opening.isdisjoint(told_in) or all(_BEFORE.search(e.span.of(text)) for e in event.evidence):
        return False
    return all(_is_on(dated, day) for i in told_in for dated in dates.get(i, ()))


def _is_on(dated: DatedSpan, day: date) -> bool:
    interval = dated.interval
    return interval is not None and interval.start == interval.end == day


def _days(dates: Sequence[DatedSpan]) -> Iterator[date]:
    for dated in dates:
        if dated.interval is not None and dated.interval.precision is Precision.DAY and dated.interval.start:
            yield dated.interval.start
