"""What is said: the words that a verb of speech or thought takes, before it, after it or around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from cordiale.extract.clauses import clause_end, trimmed, words_in
from cordiale.lexicon.cues import Cues, SpeechVerb
from cordiale.model.document import Span

_ADJUNCT = (
    r"(?:\s*,?\s*(?:(?:on|in|at|during|after|before|to|through|via|over|by|with|from|late|early|for)\s[^,;:“”\"]{1,40}?"
    r"|(?:this|last|next)\s\w+|yesterday|today|again|aloud|afterwards|later|publicly|(?:\w+ly)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)){0,3}"
)
_THAT = re.compile(rf"^{_ADJUNCT}\s*,?\s*\bthat\s+")
_TOLD_THAT = re.compile(
    r"^\s+(?:[\w.’'-]+\s+){1,8}?(?:that\s+(?!(?:has|have|had|is|are|was|were|will|would|can|could|may|might)\b)|(?=(?:he|she|it|they|we)\s))"
)
_QUESTION = re.compile(r"^\s+(?=(?:how|why|whether|what|who|where|when|if)\s)")
_TO = re.compile(r"^\s+(?:(?:[\w.’'-]+\s+){0,6}?)(?=(?:not\s+)?to\s+[a-z]+)")
_AS = re.compile(r"^\s+[^;:]{1,90}?\bas\s+")
_CLAUSE_OPENS = re.compile(
    r"^\s+(?:[“\"‘]|(?:he|she|it|they|we|you|I|there|this|that|these|those|the|an?|its|their|his|her|our|no|any|some|many|most|both|all|"
    r"each|such|one|two|three|only|even|neither|nothing|nobody|everything|[a-z]+ing|[a-z-]+s)\s|[A-Z0-9])"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|cannot|could|may|might|should|must|does|do|did|\w+n[’']t|remains?|needs?|[a-z]{2,}ed|"
    r"makes?|shows?|takes?|goes|comes?|stands?|depends?|belongs?|works?|gives?|keeps?|wants?|means?)\b|[’'](?:s|re|ll|ve)\s"
)
_SOON_FINITE = re.compile(
    r"^\s+(?:[\w’'-]+\s+){1,3}(?:will|would|is|are|was|were|has|had|have|can|could|must|may|might|should)\s"
)
_PARTICLE = re.compile(r"^\s+(?:off|in|up|back|home|out|at|away|upon|over|through|down)\b")
_PREPOSITION = re.compile(
    r"^\s+(?:in|at|with|from|after|before|by|into|during|under|through|last|this|yesterday|and|or|,|\.|;)\b|^[,.;]"
)
_ADDRESSED = re.compile(
    r"^\s+(?:reporters|journalists|lawmakers|parliament|viewers|the\s+\w+|an?\s+\w+|[A-Z][\w’'-]+)\b(?!.*\bthat\b)"
)
# Words in a short rest and in the longest adjunct; characters between a speaker and a cue that stand together.
_SHORT_TAIL, _LONGEST_ADJUNCT, _CLOSE = 4, 8, 30


class CueSort(Enum):
    """What words attribute: a verb, a phrase before the speaker ('according to'), a noun ('fears that'), a state of mind."""

    VERB = 1
    FRONTING = 2
    NOUN = 3
    FEELING = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of attribution in a sentence; a verb has its entry."""

    span: Span
    sort: CueSort
    verb: SpeechVerb | None = None


class Contents:
    """Finds the content that belongs to a cue; made once for a set of cue words."""

    def __init__(self, cues: Cues) -> None:
        self._takes = cues.complements

    def of(self, text: str, span: Span, cue: Cue, speaker: Span, quoted: Sequence[Span]) -> Span | None:
        """The content of a cue with its speaker in the sentence `span`; None where the verb takes nothing that is said."""
        lead_end = min(cue.span.start, speaker.start)
        tail_start = max(cue.span.end, speaker.end)
        lead, tail = trimmed(text, span.start, lead_end), text[tail_start : span.end]
        before = text[span.start : lead_end].rstrip()
        if lead and re.search(r"[,!?][”\"’'»]$|[”\"»],?$", before):
            return self._around(text, span, lead, tail_start, quoted)
        is_close = cue.sort is CueSort.FRONTING or cue.span.start - speaker.end <= _CLOSE
        if lead and is_close and before.endswith(",") and self._is_aside(tail, cue):
            after = trimmed(text, tail_start, span.end)
            rests = tail.lstrip().startswith(",") and after and words_in(text, after) >= _SHORT_TAIL
            return trimmed(text, span.start, span.end) if rests else lead
        if cue.verb is None:
            return self._of_phrase(text, span, cue, lead, tail_start)
        return self._after(text, Span(cue.span.start, span.end), cue, tail_start, quoted)

    def _is_aside(self, tail: str, cue: Cue) -> bool:
        """Whether what follows speaker and verb is no content of theirs: nothing, a comma, or only a time or a place."""
        words = tail.strip(" .\n")
        is_told = cue.verb is not None and cue.verb.lemma in self._takes["addressee"] and _ADDRESSED.match(tail)
        is_short = len(words.split()) < _LONGEST_ADJUNCT
        return not words or words[0] in ",;" or (is_short and bool(_PREPOSITION.match(tail) or is_told))

    def _around(self, text: str, span: Span, lead: Span, tail_start: int, quoted: Sequence[Span]) -> Span:
        """A quotation before its speaker, with what goes on after ('“A,” X said, “B”')."""
        later = [q for q in quoted if tail_start <= q.start <= tail_start + 40]
        end = min(later[-1].end, span.end) if later else lead.end
        return Span(lead.start, max(lead.end, end))

    def _of_phrase(self, text: str, span: Span, cue: Cue, lead: Span | None, tail_start: int) -> Span | None:
        if cue.sort is CueSort.FRONTING:
            comma = text.find(",", tail_start, span.end)
            after = trimmed(text, comma if 0 <= comma - tail_start < 80 else tail_start, span.end)
            return (
                after
                if lead is None or (after and words_in(text, after) >= _SHORT_TAIL and words_in(text, lead) < 2)
                else lead
            )
        return trimmed(text, tail_start, clause_end(text, tail_start, span.end))

    def _after(self, text: str, within: Span, cue: Cue, start: int, quoted: Sequence[Span]) -> Span | None:
        assert cue.verb is not None
        rest = text[start : within.end]
        lemma = cue.verb.lemma
        opening = next((q for q in quoted if start <= q.start <= start + 70), None)
        skip = self._skip(rest, lemma, opening.start - start if opening else None)
        if skip is None:
            return None
        begin = start + skip
        quotes = [q for q in quoted if q.start >= begin - 1]
        end = clause_end(text, begin, within.end)
        for quote in quotes:
            if quote.start < end < quote.end:
                end = min(quote.end, within.end)
        found = trimmed(text, begin, end)
        return found if found and len(found) > 3 else None

    def _skip(self, rest: str, lemma: str, quote_at: int | None) -> int | None:
        """How many characters lie between a verb and its content; None where no content follows."""
        if _PARTICLE.match(rest) and lemma in self._takes["phrase"]:
            return None
        for pattern, is_open in (
            (_THAT, True),
            (_QUESTION, True),
            (_TOLD_THAT, lemma in self._takes["addressee"]),
            (_AS, lemma in self._takes["as"]),
            (_TO, lemma in self._takes["infinitive"]),
        ):
            m = pattern.match(rest) if is_open else None
            if m and (quote_at is None or m.end() <= quote_at + 1 or pattern is not _AS):
                return m.end()
        if quote_at is not None and self._leads_to_quote(rest[:quote_at], lemma):
            return quote_at
        return self._bare(rest, lemma)

    def _leads_to_quote(self, between: str, lemma: str) -> bool:
        return lemma in self._takes["phrase"] or bool(
            re.search(r"(?:^|[,:])\s*[“\"‘«„]?$|\bas (?:an? )?[“\"‘]$", between)
        )

    def _bare(self, rest: str, lemma: str) -> int | None:
        """A clause without 'that', or for verbs that take one a noun phrase."""
        clause = rest[: clause_end(rest, 0, len(rest))]
        if lemma in self._takes["phrase"] and not _PREPOSITION.match(rest):
            return 0
        if lemma in self._takes["quote"]:
            return None
        opens = _CLAUSE_OPENS.match(clause)
        if _SOON_FINITE.match(clause):
            return 0
        return 0 if opens and _FINITE.search(clause[:110], opens.end()) else None
