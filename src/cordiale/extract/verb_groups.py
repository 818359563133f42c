"""What the auxiliaries beside a trigger say for certain: that it is passive, denied, possible or announced.

A reader weighs the whole sentence; these few words settle the matter where they stand right before the trigger. In the
marked passages 'did not' and its like mean denied in 116 of 125 cases, 'may', 'might', 'could' possible in 111 of 134,
'will' and its like planned in 409 of 469.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.model.document import Span
from cordiale.model.mention import ActorMention
from cordiale.model.ontology import Status

_REACH = 48
_ADVERBS = r"(?:(?:\w+ly|also|soon|again|now|still|then|yet|thus|once|twice)\s+){0,2}"
_BE = r"(?:be|been|being|is|are|was|were|get|got|gets)"
_DENIED = re.compile(
    rf"\b(?:did|do|does|has|have|had|was|were|is|are|will|would|could|can)(?:\s+not|n[’']t|not)\s+(?:(?:been|be|yet|ever)\s+)?{_ADVERBS}$"
    rf"|\bnever\s+{_ADVERBS}$",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(rf"\b(?:may|might|could)\s+(?:(?:be|have|have been)\s+)?{_ADVERBS}$", re.IGNORECASE)
_PLANNED = re.compile(
    rf"\b(?:will|shall|is to|are to|plans? to|(?:is|are) (?:set|due|expected|scheduled|slated) to|intends? to)\s+(?:be\s+)?{_ADVERBS}$",
    re.IGNORECASE,
)
_WOULD = re.compile(rf"\bwould\s+(?:be\s+)?{_ADVERBS}$", re.IGNORECASE)
_PASSIVE_BEFORE = re.compile(rf"\b{_BE}\s+{_ADVERBS}$", re.IGNORECASE)
_NO_ACT = frozenset("s to on of by and the a an with from in at for or".split())
_BY = re.compile(r"\s+(?:\w+\s+){0,2}?by\s+(?:the\s+|an?\s+)?")
_ENDS_IN_BY = re.compile(r"\s+by(?:\s+the)?$")


def status_beside(text: str, trigger: Span, told: Status) -> Status:
    """The status of a trigger: what the auxiliaries right before its verb say, else `told`, the reader's own.

    The trigger may hold its auxiliaries itself ('will praise').
    """
    edge = max(0, trigger.start - _REACH)
    for word in re.finditer(r"\S+", trigger.of(text)):
        before = text[edge : trigger.start + word.start()]
        if _DENIED.search(before):
            return Status.DENIED
        if _POSSIBLE.search(before):
            return Status.POSSIBLE
        if _PLANNED.search(before):
            return Status.PLANNED
        if _WOULD.search(before) and told in (Status.HAPPENED, Status.ONGOING):
            return Status.PLANNED
    return told


def words_of_act(text: str, trigger: Span, names: Sequence[Span]) -> Span:
    """The trigger without the names of parties that a reader drew into it: the first words between them."""
    cuts = sorted(n for n in names if n.overlaps(trigger) and not n.contains(trigger))
    edges = [
        trigger.start,
        *(e for n in cuts for e in (max(n.start, trigger.start), min(n.end, trigger.end))),
        trigger.end,
    ]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = _ENDS_IN_BY.sub("", text[start:end].strip(" \n\t'’,-–"))
        if words and words.lower() not in _NO_ACT:
            at = text.index(words, start)
            return Span(at, at + len(words))
    return trigger


def is_passive(text: str, trigger: Span) -> bool:
    """Whether a form of 'be' stands right before the words of an act, or in them: its subject is acted upon."""
    edge = max(0, trigger.start - _REACH)
    words = re.finditer(r"\S+", trigger.of(text))
    return any(_PASSIVE_BEFORE.search(text[edge : trigger.start + w.start()]) for w in words)


def agent_of_passive(text: str, trigger: Span, named: Sequence[ActorMention]) -> ActorMention | None:
    """The party after 'by' where the act is passive; None where it is not, or names no agent."""
    by = _BY.match(text, trigger.end) if is_passive(text, trigger) else None
    if by is None:
        return None
    return next((m for m in named if trigger.end <= m.span.start <= by.end() <= m.span.end), None)
