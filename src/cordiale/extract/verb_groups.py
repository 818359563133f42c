"""What the words before a trigger say for certain: that it is passive, denied, possible, announced, done.

A reader weighs the whole sentence; these few words settle the matter where they stand before the trigger. In the
marked passages 'did not' and its like mean denied in 116 of 125 cases, 'may', 'might', 'could' possible in 111 of 134,
'will' and its like planned in 409 of 469. Of verbs after those that govern them, in marked passages and windows of real news:
what somebody refuses to do is denied in 26 of 26 cases, what is urged or called for possible in 86 of 96, what is asked
whether possible in 30 of 33, and what leaders met 'to discuss' or 'to reaffirm' happened in 78 of 79.
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
_POSSIBLE = re.compile(
    rf"\b(?:(?-i:may)|May(?=\s+(?:be|have)\b)|might|could)\s+(?:(?:be|have|have been)\s+)?{_ADVERBS}$", re.IGNORECASE
)
_PLANNED = re.compile(
    rf"\b(?:will|shall|is to|are to|plans? to|(?:is|are) (?:set|due|expected|scheduled|slated) to|intends? to)\s+(?:be\s+)?{_ADVERBS}$",
    re.IGNORECASE,
)
_WOULD = re.compile(rf"\bwould\s+(?:be\s+)?{_ADVERBS}$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:did|do|does|has|have|had|was|were|is|are|will|would|could|can|may|might|shall|not|never|to|be|been|being|\w+n[’']t"
    r"|also|soon|again|now|still|then|yet|\w+ly|plans?|set|due|expected|scheduled|slated|intends?)$",
    re.IGNORECASE,
)
# Verbs that govern the trigger, within this many characters before it.
_GOVERNED = 200
_A = r"(?:(?:an?|the|its|their|his|her|immediate|unconditional|further|new|more|full)\s+){0,3}"
_REFUSED = re.compile(
    r"\b(?:refus(?:ed?|es|al|ing)|declin(?:ed?|es|ing)|unwilling|unlikely)\s+to\s+(?:be\s+)?$", re.IGNORECASE
)
_ASKED_FOR = re.compile(
    r"\b(?:urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)?\s+(?:on|upon|for)|demand(?:s|ed|ing)?|press(?:ed|ing)?|pressure"
    r"|encourage[sd]?|request(?:ed|s)?)\s+(?:[\w’'.]+\s+){1,4}to\s+(?:(?:\w+ly|further|not)\s+)?$"
    rf"|\b(?:call(?:s|ed|ing)?\s+for|demand(?:s|ed|ing)?|urg(?:ed|ing|es)|the need for)\s+{_A}$"
    r"|\bwhether\s+(?:[\w’'.]+\s+){1,4}$",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless)\s+(?:[\w’'.]+\s+){1,4}$", re.IGNORECASE)
_RECENT = re.compile(r"\brecent\s+(?:\w+\s+)?$", re.IGNORECASE)
_BEEN = re.compile(r"\b(?:has|have|had)\s+been\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_DOING = re.compile(r"\w+ing\b", re.IGNORECASE)
_MET_TO = re.compile(
    r"\b(?:met|spoke|spoken|convened|hosted|welcomed)\b(?:(?!\bto\b|[.;:]).){0,160}\bto\s+"
    r"(?:\w+(?:(?!\bto\b|[.;:]).){1,120}\band\s+(?:to\s+)?|\w+ly\s+)?$",
    re.IGNORECASE,
)
# What is done in meeting, not at some later time.
_TALK = re.compile(
    r"(?:discuss|consult|review|exchang|prepar|affirm|reaffirm|reiterat|express|thank|congratulat|underscor|coordinat|welcom"
    r"|emphasi|convey|condemn|urge|offer|brief)",
    re.IGNORECASE,
)
_PASSIVE_BEFORE = re.compile(rf"\b{_BE}\s+{_ADVERBS}$", re.IGNORECASE)
_FACTS = frozenset({Status.HAPPENED, Status.ONGOING})
_NO_ACT = frozenset("s to on of by and the a an with from in at for or".split())
_BY = re.compile(r"\s+(?:\w+\s+){0,2}?by\s+(?:the\s+|an?\s+)?")
_ENDS_IN_BY = re.compile(r"\s+by(?:\s+the)?$")


def status_beside(text: str, trigger: Span, told: Status) -> Status:
    """The status of a trigger: what the verb that governs it says, or the auxiliaries right before it, else `told`, the reader's own.

    The trigger may begin with its auxiliaries ('will praise').
    """
    edge = max(0, trigger.start - _REACH)
    words = list(re.finditer(r"\S+", trigger.of(text)))
    verb = next((w for w in words if not _AUXILIARY.match(w[0])), words[-1]) if words else None
    before = text[edge : trigger.start + (verb.start() if verb else 0)]
    return _by_governor(text, trigger, told) or _by_auxiliary(before, told) or told


def _by_auxiliary(before: str, told: Status) -> Status | None:
    if _DENIED.search(before):
        return Status.DENIED
    if _POSSIBLE.search(before):
        return Status.POSSIBLE
    if told is not Status.DENIED and _PLANNED.search(before):
        return Status.PLANNED
    return Status.PLANNED if told in _FACTS and _WOULD.search(before) else None


def _by_governor(text: str, trigger: Span, told: Status) -> Status | None:
    before = text[max(0, trigger.start - _GOVERNED) : trigger.start]
    words = trigger.of(text)
    if _REFUSED.search(before):
        return Status.DENIED
    if _ASKED_FOR.search(before) or (told in _FACTS and _IF.search(before)):
        return Status.POSSIBLE
    if _DOING.match(words) and _BEEN.search(before):
        return Status.ONGOING
    if _RECENT.search(before) or (_TALK.match(words) and _MET_TO.search(before)):
        return Status.HAPPENED
    return None


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
