"""Whether words that look like a promise bind anybody, and to what: negation, denial, accusation, where the words begin and end.

It holds for the promises of every reader.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cordiale.extract.clauses import clause_end, clause_start, trimmed
from cordiale.model.document import Span
from cordiale.model.ontology import CommitmentState
from cordiale.model.reading import Promise

_WORD = r"[\w’'-]+\s+"
# The negation that stands last before what is refused: 'will not', 'won't ever', 'pledged never to', 'rules out'.
_REFUSED = re.compile(
    r"\b(?:(?:\w+n[’']t|not|never|no longer)\s+(?:(?!only\b)(?:\w+ly|ever|now|also|again)\s+)*(?:to\s+)?(?:be\s+)?"
    r"|(?:rul(?:es?|ed|ing) out|(?:refus|declin)(?:es?|ed|ing) to)\s+)$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:to\s+)?(?:not|never|no longer|\w+n[’']t)\b", re.IGNORECASE)
# 'did not promise to', 'had no plan to', 'has yet to agree to': the promising itself is denied.
_NOT_PROMISED = re.compile(
    rf"(?:\b(?:not|never|no|nor|neither|without|nobody|no one|none of)|\w+n[’']t)\s+(?!only\b|just\b|merely\b|least\b)(?:{_WORD}){{1,4}}$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|refus(?:es?|ed|ing|al)|declin(?:es?|ed|ing)|reject(?:s|ed|ing)?|rul(?:es?|ed|ing) out|"
    rf"stop(?:s|ped)? short of|yet to)\s+(?:{_WORD}){{0,5}}$",
    re.IGNORECASE,
)
# 'whether Peru will sign': nobody says that it is promised.
_OPEN = re.compile(rf"\b(?:whether|if|unless)\s+(?:{_WORD}){{1,5}}$", re.IGNORECASE)
_BROKE = re.compile(
    r"\b(?:br(?:eak|eaks|oke|oken|eaking)|violat(?:e[sd]?|ing)|breach(?:e[sd]|ing)?|abandon(?:s|ed|ing)?|"
    r"betray(?:s|ed|ing)?|reneg(?:e[sd]?|ing) on|(?:go|goes|went|going) back on|"
    r"fail(?:s|ed|ing)? (?:to (?:keep|honou?r)|in))\s+(?:its|their|his|her|the|an?)\s+$",
    re.IGNORECASE,
)
_ACCUSED = re.compile(r"\b(?:accus\w+|alleg\w+|blam(?:e|es|ed|ing)|reproach\w*|fault(?:s|ed|ing))\b", re.IGNORECASE)
_CHARGED = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|tells|argu(?:es|ed|ing)|according to|insist\w*|complain\w*|claim(?:s|ed|ing)?|charg(?:es|ed|ing) that|"
    r"denounc\w+|critici[sz]\w+)\b",
    re.IGNORECASE,
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIME = (
    rf"(?:{_DAY}(?:\s+(?:morning|afternoon|evening|night))?|\d{{1,2}}\s+{_MONTH}|{_MONTH}(?:\s+\d{{1,2}}\b)?|today|yesterday|tomorrow|tonight|"
    rf"(?:last|this|next)\s+(?:week|month|year)|(?:19|20)\d\d)(?:,?\s+(?:19|20)\d\d)?"
)
_AT = r"(?:on|by|before|from|until|in|since)\s+(?:the\s+)?(?:(?:end|start|middle|beginning)\s+of\s+)?(?:late\s+|early\s+|next\s+|last\s+)?"
_WHEN = rf"(?:{_AT}{_TIME}|{_TIME}(?=,|\s+(?:to|that)\b)|(?:tomorrow|(?:this|next)\s+(?:week|month|year))(?=\s+[a-z]))"
# What stands before the deed: when it was promised, to whom it was told, and the words that join.
_LEADING = re.compile(
    rf"(?:(?:{_WHEN}\b(?![’'])|(?:to|that)\b|(?:him|them|us|me)\b(?=\s+(?:to|that|there|an?|the)\b))[,\s]*)+"
)
_TRAILING = re.compile(
    r"(?:[\s,]+(?:that|which|who|whom|whose|where|when|and|or|but|of|to|the|an?|in|on|for|with|by|from|as|at|after|before|than))+$"
)
_TOLD_BY = re.compile(
    r",\s+(?:he|she|it|they|[^,;]{2,80}?)\s+(?:said|says|announced|added|confirmed|declared)(?:\s+(?:on|in|at|late|last|yesterday)\b[^,;]{0,40})?$"
)
# No deed and no thing: a verb in the past, or one that only says how things are.
_PAST = re.compile(
    r"(?:had|has|have been|was|were|did|does|been)\b"
    r"|(?!need|feed|speed|proceed|heed|succeed|exceed|embed|shed)[a-z]+ed\s+(?:the|an?|its|their|his|her|to|by|in|at|on|from|with|that)\b"
)
_DEED_AND_DAY = re.compile(rf"[a-z]+\s+{_AT}{_TIME}$")
_GAP = re.compile(rf"\s+(?:to\s+)?[a-z]+\s+{_AT}{_TIME}\s+$")
_FEWEST_LETTERS = 4


def settled(text: str, sentence: Span, promise: Promise) -> Promise | None:
    """The promise with the words that say what is bound, a refusal with its negation; None where nobody binds himself.

    Nothing is promised where the promising is denied ('did not promise to'), and what somebody is accused of is not
    the page's own word. `sentence` is the one that the promise stands in.
    """
    if promise.cue and _BROKE.search(text, sentence.start, promise.cue.start):
        promise = replace(promise, state=CommitmentState.BROKEN)
    what = _told_whole(text, sentence, promise)
    lead = text[sentence.start : what.start]
    refused = None if _NEGATED.match(what.of(text)) else _REFUSED.search(lead)
    if refused:
        what = Span(sentence.start + refused.start(), what.end)
    if _is_denied(text, sentence, what.start) or _is_accusation(text, sentence, promise):
        return None
    shown = _bare(text, what)
    is_undergone = lead.endswith(" be ")
    is_deed = shown is not None and (refused is not None or is_undergone or not _PAST.match(shown.of(text)))
    return replace(promise, what=shown) if shown and is_deed else None


def _is_denied(text: str, sentence: Span, at: int) -> bool:
    """Whether a negation or a 'whether' governs the words of promising that end at `at`."""
    lead = text[clause_start(text, sentence.start, at) : at]
    return bool(
        _NOT_PROMISED.search(lead)
        or _DENIED.search(text[sentence.start : at])
        or _OPEN.search(text[sentence.start : at])
    )


def _is_accusation(text: str, sentence: Span, promise: Promise) -> bool:
    """Whether somebody charges the party with it: any breach that is told of in another's words, any deed he is accused of."""
    at = promise.cue.start if promise.cue else promise.what.start
    lead = text[sentence.start : at]
    charged = _ACCUSED.search(lead)
    if promise.state is CommitmentState.BROKEN:
        return bool(charged or _CHARGED.search(sentence.of(text)))
    return charged is not None and "," not in lead[charged.end() :]


def _told_whole(text: str, sentence: Span, promise: Promise) -> Span:
    """What is promised, with its verb and its object where a date between them has parted it."""
    what, cue = promise.what, promise.cue
    if cue and cue.end < what.start and _GAP.fullmatch(text, cue.end, what.start):
        what = trimmed(text, cue.end, what.end) or what
    if _DEED_AND_DAY.fullmatch(what.of(text)):
        what = trimmed(text, what.start, clause_end(text, what.end, sentence.end)) or what
    return what


def _bare(text: str, what: Span) -> Span | None:
    """The words without dates before them, who told them, and what hangs on at the end; None where no deed or thing is left."""
    start, end = what.start, what.end
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    for pattern in (_TOLD_BY, _TRAILING):
        if tail := pattern.search(text, start, end):
            end = tail.start()
    bare = trimmed(text, start, end)
    return bare if bare and len(bare) >= _FEWEST_LETTERS else None
