"""Which of a sentence's dates, if any, is that of an act.

Half of the acts of a dated sentence have another date than the one that stands there, or none. A logistic regression
(McCullagh & Nelder, Generalized Linear Models, 1989, ch. 4) over where the date stands decides, together with the reader's
own link. Its log-odds are fitted on the marked passages that are not held out, invented and real: 9,900 pairs of an act and a
date in its sentence; they are rounded to a tenth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.model.document import Span
from cordiale.model.ontology import EventType, Status
from cordiale.model.reading import RoleName, Trigger
from cordiale.model.time import DateInterval, Precision
from cordiale.text.dates import DatedSpan

_CONSTANT = 2.0
_LOG_ODDS = {
    "since when it goes on": 1.7,
    "opens the sentence": 1.1,
    "beside the act": 0.9,
    "of a meeting": 0.4,
    "every ten words between": -0.5,
    "of something planned": -0.7,
    "another act is nearer": -0.7,
    "each clause between, up to two": -0.8,
    "a year or longer": -0.9,
    "each act between, up to two": -0.9,
    "when it was said": -1.1,
    "before the act": -1.2,
    "of something going on": -1.5,
    "modifies a noun": -1.4,
    "of something possible or denied": -1.6,
}
# How much the log-odds of the reader's link count beside those above, and what is added where a reader links at all; both as
# they did best on held-out passages, where the figure moves little between 0.6 and 1.
_TRUST = 0.8
_READ = 0.5
_LEAST, _MOST = 0.2, 0.98

_CLAUSE = re.compile(
    r"[;:!?]\s|\s[–—-]{1,2}\s|[.!?,]?[”\"]\s|''\s"
    r"|\b(?:but|while|although|though|whereas|because|so that|that|if|unless|whether|when|after|before|which|who|whose|where"
    r"|as|since|until|following|amid|despite|ahead of)\b"
    r"|\bto\s+(?!(?:the|an?|its|his|her|their|our|this|that|these|some|all|\d\S*)\b|(?-i:[A-Z]))\w+"
    r"|,\s+(?:and|or|nor|yet|\w+ing)\s"
    r"|\band\s+(?:(?:will|would|has|have|had|is|was|were|then|also|to)\b|[a-z]{2,}ed\b|called\b|said\b|made\b|told\b)",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    r"\b(?:sa(?:id|ys?)|told (?:\w+\s){0,2}\w+|report(?:ed|s|ing)?|announc(?:ed|es|ing)|quoted|adds|added|declared"
    r"|stat(?:ed|ement)|issued|interview|broadcast|published|(?:written|issued|filed) on)"
    r"\s+(?:(?:late|early|earlier|here|on|in|of)\s+){0,2}$",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(r"\s+(?:sa(?:id|ys?)|told|quoted)\b", re.IGNORECASE)
# 'Tuesday's talks', 'the 1986 pact': the date is the noun's.
_MODIFIES = re.compile(
    r"['’]s?\b|\s+(?!(?:on|in|at|with|to|for|and|by|of|as|that|after|when|from|but|or|is|was|will|the|an?|met|ahead|following"
    r"|before|during|about|via|over|under|against|if|while|because|morning|evening|afternoon|night|\w+(?:ed|ing|ly))\b)[a-z]\w+"
)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_REACH = 40
_SINCE_REACH = 14
_LONG = frozenset({Precision.YEAR, Precision.RANGE, Precision.SEASON})


@dataclass(frozen=True, slots=True)
class ActAmongOthers:
    """An act in its sentence: what the reader saw of it, its status, and the other triggers of the sentence."""

    sentence: Span
    trigger: Trigger
    status: Status
    others: tuple[Trigger, ...]

    def rivals(self, text: str) -> list[Span]:
        """The spans of the others, but for further words of the same act: 'held' and 'talks' in one clause."""
        span, kind = self.trigger.span, self.trigger.type
        return [
            o.span
            for o in self.others
            if o.type is not kind or _clauses(text, min(span.end, o.span.end), max(span.start, o.span.start))
        ]


def date_of_act(text: str, act: ActAmongOthers, dates: Sequence[DatedSpan]) -> DateInterval | None:
    """The likeliest date of an act among those of its sentence; None when none is likelier than not."""
    if not dates:
        return None
    odds = [_odds(text, act, dated) for dated in dates]
    best = max(range(len(dates)), key=lambda i: odds[i])
    return dates[best].interval if odds[best] > 0 else None


def _odds(text: str, act: ActAmongOthers, dated: DatedSpan) -> float:
    """The log-odds that a date is the act's; where the reader gives no roles, by its standing alone."""
    found = _CONSTANT + sum(_LOG_ODDS[name] * value for name, value in describe_date(text, act, dated).items())
    if not act.trigger.roles:
        return found
    linked = [r.score for r in act.trigger.roles if r.name is RoleName.DATE and r.span.overlaps(dated.span)]
    link = min(max([_LEAST, *linked]), _MOST)
    return found + _READ + _TRUST * math.log(link / (1 - link))


def describe_date(text: str, act: ActAmongOthers, dated: DatedSpan) -> dict[str, float]:
    """How a date stands to an act of its sentence, by the names of the log-odds."""
    span, at, sentence = act.trigger.span, dated.span, act.sentence
    is_before = at.end <= span.start
    start, end = (at.end, span.start) if is_before else (span.end, max(at.start, span.end))
    words = len(text[start:end].split())
    clauses = 0 if at.overlaps(span) else _clauses(text, start, end)
    rivals = act.rivals(text)
    between = sum(start <= o.start and o.end <= end for o in rivals)
    is_ongoing = act.status is Status.ONGOING
    return {
        "since when it goes on": is_ongoing
        and bool(_SINCE.search(text, max(sentence.start, at.start - _SINCE_REACH), at.end)),
        "opens the sentence": at.start - sentence.start <= 4,
        "beside the act": words == 0,
        "of a meeting": act.trigger.type is EventType.CONSULT,
        "every ten words between": min(words, 25) / 10,
        "of something planned": act.status is Status.PLANNED,
        "another act is nearer": any(_gap(o, at) < _gap(span, at) for o in rivals),
        "each clause between, up to two": min(clauses, 2),
        "a year or longer": dated.interval is not None and dated.interval.precision in _LONG,
        "each act between, up to two": min(between, 2),
        "when it was said": _is_of_saying(text, act, at),
        "before the act": is_before,
        "of something going on": is_ongoing,
        "modifies a noun": not is_before and bool(_MODIFIES.match(text, at.end)),
        "of something possible or denied": act.status in (Status.POSSIBLE, Status.DENIED),
    }


def _is_of_saying(text: str, act: ActAmongOthers, at: Span) -> bool:
    """Whether the date stands beside a verb of saying that is not the act itself."""
    span = act.trigger.span
    is_beside = span.end <= at.start and len(text[span.end : at.start].split()) <= 1
    said = _SAID_BEFORE.search(text, max(act.sentence.start, at.start - _REACH), at.start)
    return bool(said and not is_beside) or (span.start < at.end and bool(_SAID_AFTER.match(text, at.end)))


def _clauses(text: str, start: int, end: int) -> int:
    """In how many places a new clause may begin within a stretch."""
    return sum(1 for _ in _CLAUSE.finditer(text, max(start - 1, 0), end))


def _gap(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
