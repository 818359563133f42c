"""Whether the words around a place in a sentence speak of the past or of what is to come."""

from __future__ import annotations

import re
from enum import StrEnum

from cordiale.model.document import Span


class Tense(StrEnum):
    """What the nearest cue says."""

    PAST = "past"
    FUTURE = "future"


_FUTURE = re.compile(
    r"""\b(?: will | won[’']t | shall | [’']ll | would | going\ to | upcoming | forthcoming | scheduled | slated | due
          | (?:is|are|be|was|were)\ (?:set|due|expected|scheduled|planned|likely|about)\ (?:to|for|on|in)
          | (?:is|are)\ to | planned\ for | set\ for
          | (?:agree[sd]?|plan(?:s|ned|ning)?|intend(?:s|ed)?|hope[sd]?|expect(?:s|ed)?|vow(?:s|ed)?|pledge[sd]?
              |promise[sd]?
              |want(?:s|ed)?|prepar(?:es?|ing)
              |aim(?:s|ed)?|seek(?:s|ing)?|ask(?:s|ed)?|urge[sd]?|invite[sd]?|ready|set|need(?:s|ed)?)
            (?:\ [A-Z]\w*|\ him|\ her|\ them|\ it)?\ to
          | (?:deadline|planning)\ for | effective | payable | expir(?:es?|ing|ation) | takes?\ effect
          | takes?\ office | may | might | matur(?:es?|ing|ity)
          | begins | starts | meets | arrives | travels | hosts | heads\ to | holds | opens )\b
        | (?<=[A-Z][a-z]{3})\ to\ (?!the\b|a\b|an\b|its\b|their\b)[a-z]{3,}
        | (?<=[A-Z][A-Z])\ to\ (?!the\b|a\b|an\b|its\b|their\b)[a-z]{3,}""",
    re.VERBOSE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has been|have been|said|told|met|made|came|went|took|held|saw|gave|began|won|lost|sent"
    r"|left|became"
    r"|spoke|wrote|led|rose|fell|grew|got|found|kept|brought|struck|shot|fought|hit|cut|ran|sought|quit|bought|sold"
    r"|paid"
    r"|since|ago|earlier|previous|last|[a-z]{2,}ed)\b"
)
_NOT_PAST = frozenset(
    "armed unprecedented hundred indeed need speed proceed exceed succeed related advanced called".split()
)
_AT_HAND = re.compile(
    r"\b(?:ahead of|by|as (?:soon|early|late) as|no later than|due"
    r"|(?:extended|postponed|delayed) (?:un)?til?l?|extended to)"
    r"\s{1,2}(?:the\s{1,2})?\Z"
)
_WINDOW = 160


def tense_at(text: str, within: Span, at: Span) -> Tense | None:
    """The tense of the cue nearest before `at` in the sentence `within`, else of the first after it, else None."""
    if _AT_HAND.search(text, max(within.start, at.start - 24), at.start):
        return Tense.FUTURE
    before = _cues(text, max(within.start, at.start - _WINDOW), at.start)
    if before:
        return before[-1][1]
    after = _cues(text, at.end, min(within.end, at.end + _WINDOW))
    return after[0][1] if after else None


def _cues(text: str, start: int, end: int) -> list[tuple[int, Tense]]:
    future = [m.span() for m in _FUTURE.finditer(text, start, end)]
    past = [
        m.span()
        for m in _PAST.finditer(text, start, end)
        if m[0] not in _NOT_PAST and not any(s <= m.start() and m.end() <= e for s, e in future)
    ]
    return sorted([(e, Tense.FUTURE) for _, e in future] + [(e, Tense.PAST) for _, e in past])
