"""Clauses by their surface: where one begins and ends, and which words before a verb are its subject, without a parse."""

from __future__ import annotations

import re

from cordiale.model.document import Span

_START = re.compile(
    r"[;:!?—]\s*|\s[–-]\s|…\s|[.!?,][”\"’']\s"
    r"|,?\s+(?:but|while|although|though|whereas|because|so that|that|if|unless|whether|when|after|before)\s"
    r"|,\s+(?:and|as|so|or|nor|yet)\s|\b(?:although|though|while|because|as|if|when)\s(?=[A-Z])",
)
_END = re.compile(
    r";|\s—|\s[–]\s|[!?](?=\s|$)|,?\s+(?:while|but|although|though|whereas)\s"
    r"|,\s+(?:which|who|whose|where|adding|saying|according|citing|noting|words that|a (?:move|step|claim|charge|threat|promise|phrase) )"
    r"|,\s+(?:it|he|she|they|we)\s|,\s+an?\s+(?:[\w-]+\s+){0,2}(?:shift|change|departure|rise|drop|blow|signal|sign|reversal|measure)\s"
    r"|,\s+and\s+(?:will|would|has|have|had|is|was|were|then|said|went|[a-z]{3,}ed)\s"
)
# Words between a subject and its verb: auxiliaries, negation, adverbs.
_MODIFIERS = re.compile(
    r"(?:(?:^|(?<=[\s,]))(?:has|have|had|is|are|was|were|been|being|be|do|does|did|will|would|could|may|might|can|also|then|later|now|once|"
    r"again|often|further|therefore|still|already|long|just|even|never|not|only|both|all|first|soon|yesterday|since|duly|too|"
    r"[a-z]+ly|’s|’ve|’d|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"last (?:week|month|year)|this (?:week|month|year))(?=[\s,]|$),?\s*)+$"
)
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|No|St|vs|a\.m|p\.m)\.$")


def clause_start(text: str, start: int, at: int) -> int:
    """Where the clause that holds `at` begins, not before `start`."""
    return max((m.end() for m in _START.finditer(text, start, at) if m.end() <= at), default=start)


def clause_end(text: str, start: int, end: int) -> int:
    """Where the clause that begins at `start` ends, not after `end`; a point within a sentence ends none ('U.S.')."""
    m = _END.search(text, start, end)
    return m.start() if m else end


def without_modifiers(text: str, start: int, at: int) -> int:
    """The end of the words before a verb at `at` once its auxiliaries and adverbs are taken off."""
    m = _MODIFIERS.search(text[start:at].rstrip())
    end = start + (m.start() if m else len(text[start:at].rstrip()))
    return start + len(text[start:end].rstrip())


def modifiers(text: str, start: int, at: int) -> str:
    """The auxiliaries and adverbs that stand directly before a verb, lower case."""
    return text[without_modifiers(text, start, at) : at].strip().lower()


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without blanks, commas, dashes and its closing point (that of 'U.S.' stays); None when nothing is left."""
    while start < end and (text[start].isspace() or text[start] in ",:;.–—-"):
        start += 1
    while end > start:
        last = text[end - 1]
        if last == "." and _ABBREVIATION.search(text[max(start, end - 12) : end]):
            break
        if not (last.isspace() or last in ",:;.–—-"):
            break
        end -= 1
    return Span(start, end) if start < end else None


def words_in(text: str, span: Span) -> int:
    """How many words stand in a stretch."""
    return len(span.of(text).split())
