"""Date expressions and the intervals they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cordiale.model.document import Article, BlockLabel, Sentence, Span
from cordiale.model.time import DateInterval, Precision
from cordiale.text.date_ranges import Expression, join_ranges
from cordiale.text.date_rules import Found, match_rules
from cordiale.text.explicit_dates import EXPLICIT
from cordiale.text.intervals import Clock
from cordiale.text.period_dates import PERIOD_RULES
from cordiale.text.relative_dates import RELATIVE_RULES
from cordiale.text.tense import tense_at

_RULES = (*EXPLICIT, *RELATIVE_RULES, *PERIOD_RULES)
# No rule matches a stretch without one of these.
_TRIGGER = re.compile(
    r"[0-9年月日元]|day|week|month|year|decade|century|quarter|half|[Tt]onight|[Tt]omorrow|morning|evening|afternoon|night"
    r"|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|DAY"
)
# Digits that run on like this are no date; the rules are not tried on them.
_LONG_NUMBER = re.compile(r"[0-9]{13,}")
_TOLD = frozenset({Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR})


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A date expression: where it stands, the interval it means (None where that cannot be told), and its rule."""

    span: Span
    interval: DateInterval | None
    rule: str


def find_dates(text: str, within: Span, anchor: DateInterval | None) -> list[DatedSpan]:
    """The date expressions inside `within` (a sentence), in order and without overlap.

    `anchor` is the publication date; without it only dates written whole have an interval.
    A weekday, a month or a day without its year goes by the tense of the words around it.
    """
    return _resolved(text, within, Clock(anchor))[0]


def find_article_dates(article: Article, sentences: Sequence[Sentence]) -> dict[int, list[DatedSpan]]:
    """The dates of each sentence by its index, read in running order: 'the next day' follows the date told last.

    Titles and captions are read by themselves; they do not change what the body told last.
    """
    clock = Clock(article.day)
    dates: dict[int, list[DatedSpan]] = {}
    for sentence in sentences:
        dates[sentence.index], after = _resolved(article.text, sentence.span, clock)
        if sentence.label is BlockLabel.BODY:
            clock = after
    return dates


def parse_explicit(text: str) -> list[DatedSpan]:
    """The dates in `text` written whole, in English, numeric, Japanese and Chinese forms; all have an interval."""
    if not text:
        return []
    found = ((f, f.read(Clock(None))) for f in match_rules(EXPLICIT, text, Span(0, len(text))))
    return [DatedSpan(f.span, interval, f.rule.name) for f, interval in found if interval is not None]


def read_date(
    text: str, at: Span, within: Span, anchor: DateInterval | None, told: DateInterval | None = None
) -> DatedSpan | None:
    """What the words at `at`, known to be a date, mean in the sentence `within`; None when no rule reads them."""
    expressions = join_ranges(text, at, match_rules(_RULES, text, at))
    if not expressions:
        return None
    best = max(expressions, key=lambda e: len(e.span))
    clock = Clock(anchor, told, tense_at(text, within, at))
    return DatedSpan(best.span, best.read(clock), best.rule)


def _resolved(text: str, within: Span, clock: Clock) -> tuple[list[DatedSpan], Clock]:
    """The dates of one sentence, and the clock after it."""
    dates: list[DatedSpan] = []
    for expression in _expressions(text, within):
        clock = replace(clock, tense=tense_at(text, within, expression.span))
        interval = expression.read(clock)
        if interval is None and expression.first.rule.is_explicit:
            continue  # no such day, or years the wrong way round
        dates.append(DatedSpan(expression.span, interval, expression.rule))
        if interval is not None and interval.precision in _TOLD:
            clock = replace(clock, previous=interval)
    return dates, clock


def _expressions(text: str, within: Span) -> list[Expression]:
    stop = min(within.end, len(text))
    if within.start >= stop or not _TRIGGER.search(text, within.start, stop):
        return []
    found: list[Found] = []
    start = within.start
    for run in _LONG_NUMBER.finditer(text, within.start, stop):
        if start < run.start():
            found += match_rules(_RULES, text, Span(start, run.start()))
        start = run.end()
    if start < stop:
        found += match_rules(_RULES, text, Span(start, stop))
    return join_ranges(text, within, found)
