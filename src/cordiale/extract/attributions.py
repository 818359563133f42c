"""Who says what, by rule: quotation marks, verbs of speech and thought, and the actors around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cordiale.lexicon.cues import Cues, SpeechVerb
from cordiale.lexicon.references import any_of
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import ActorMention, Standpoint
from cordiale.model.ontology import Tone
from cordiale.model.reading import Attribution
from cordiale.text.quotation_marks import find_quoted

# Quoted stretches below this many words are borrowed terms unless a verb of speech stands by them.
_FEW_WORDS = 4
_ACCORDING = re.compile(r"\b(?:according to|in the words of|in the view of|as per)\s+", re.IGNORECASE)
_THAT = re.compile(r"^[\s,:]*(?:that\b)?[\s:,]*")
_UNNAMED = re.compile(
    r"\b(?:(?:[A-Za-z-]+\s+){0,2}(?:officials|analysts|experts|critics|observers|sources|scholars|proponents|opponents|diplomats|"
    r"supporters|economists|researchers|historians|commentators|lawmakers|residents|report|study|survey|statement|communiqué|strategy|"
    r"document|white paper|spokesman|spokeswoman|spokesperson|many|some|others))\b"
)
_NOT_SAID = re.compile(r"\b(?:to|not|never|n[’']t|without|cannot|can|let|should|must)\s+$", re.IGNORECASE)
_CLAUSE_START = re.compile(r"[;:]|[.!?][”\"’']?\s|\b(?:but|while|although|though|because|whereas)\b|,\s*(?:and|but)\s")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb (or phrase) of attribution in a sentence."""

    span: Span
    verb: SpeechVerb | None


class AttributionRules:
    """Finds attributions sentence by sentence; made once for a set of cue words."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._verbs = re.compile(any_of(list(cues.speech_forms)), re.IGNORECASE)
        nouns = "|".join(re.escape(n) for n in sorted(cues.attribution_nouns, key=len, reverse=True))
        self._nouns = re.compile(rf"\b(?:{nouns})(?:\s+[^.,;]{{0,40}}?)?\s+that\b", re.IGNORECASE)

    def find(
        self, article: Article, sentence: Sentence, actors: Sequence[ActorMention], quoted: Sequence[Span]
    ) -> list[Attribution]:
        """The attributions of one sentence; `actors` and `quoted` are those of the sentence."""
        text, span = article.text, sentence.span
        inside = [q for q in quoted if q.overlaps(span)]
        if any(q.contains(span) or (q.start <= span.start and q.end >= span.end - 2) for q in inside):
            return [Attribution(span, None, None, True, self._tone(span.of(text), None), 0.6, "quote continued")]
        found = list(self._with_cues(text, span, actors, inside))
        if not found:
            words = sum(len(q.of(text).split()) for q in inside)
            if inside and words >= _FEW_WORDS:
                content = self._whole(inside, span)
                found = [
                    Attribution(content, None, None, True, self._tone(content.of(text), None), 0.5, "quote without cue")
                ]
        return found

    def _with_cues(
        self, text: str, span: Span, actors: Sequence[ActorMention], quoted: Sequence[Span]
    ) -> Iterator[Attribution]:
        covered: list[Span] = []
        for cue in self._cue_spans(text, span, quoted):
            if any(c.overlaps(cue.span) for c in covered):
                continue
            speaker = self._speaker(text, span, cue, actors, quoted)
            if speaker is None:
                continue
            content = self._content(text, span, cue, speaker, quoted)
            if content is None:
                continue
            own = [q for q in quoted if q.overlaps(content)]
            words = sum(len(q.of(text).split()) for q in own)
            is_direct = words >= _FEW_WORDS or (words > 0 and words * 2 >= len(content.of(text).split()))
            covered.append(content)
            tone = self._tone(content.of(text), cue.verb)
            yield Attribution(content, speaker, cue.span, is_direct, tone, 0.8, f"cue:{cue.span.of(text).lower()}")

    def _cue_spans(self, text: str, span: Span, quoted: Sequence[Span]) -> list[_Cue]:
        found = [_Cue(Span(*m.span()), None) for m in _ACCORDING.finditer(text, span.start, span.end)]
        found += [_Cue(Span(*m.span()), None) for m in self._nouns.finditer(text, span.start, span.end)]
        for m in self._verbs.finditer(text, span.start, span.end):
            cue = Span(*m.span())
            if not _NOT_SAID.search(text[max(span.start, cue.start - 12) : cue.start]):
                found.append(_Cue(cue, self._cues.speech_verb(m[0])))
        return sorted((c for c in found if not any(q.overlaps(c.span) for q in quoted)), key=lambda c: c.span)

    def _speaker(
        self, text: str, span: Span, cue: _Cue, actors: Sequence[ActorMention], quoted: Sequence[Span]
    ) -> Span | None:
        """The words of the speaker: the party named last before the verb in its clause, or the first one after it."""
        outside = [
            a for a in actors if a.standpoint is not Standpoint.MODIFIER and not any(q.overlaps(a.span) for q in quoted)
        ]
        if cue.verb is None:
            return self._first_after(text, span, cue, outside) or self._last_before(text, span, cue, outside)
        before = self._last_before(text, span, cue, outside)
        return before or self._first_after(text, span, cue, outside)

    def _last_before(self, text: str, span: Span, cue: _Cue, actors: Sequence[ActorMention]) -> Span | None:
        start = span.start
        for m in _CLAUSE_START.finditer(text, span.start, cue.span.start):
            start = m.end()
        named = [
            a.span
            for a in actors
            if start <= a.span.start and a.span.end <= cue.span.start and a.standpoint is not Standpoint.PLACE
        ]
        unnamed = [Span(*m.span()) for m in _UNNAMED.finditer(text, start, cue.span.start)]
        if named and cue.span.start - named[-1].end <= 90:
            return named[-1] if len(named) == 1 or not self._is_inside_phrase(text, named[-2], named[-1]) else named[-2]
        return unnamed[-1] if unnamed and cue.span.start - unnamed[-1].end <= 60 else None

    def _is_inside_phrase(self, text: str, one: Span, other: Span) -> bool:
        """Whether the second name only belongs to the first ('Kishida of Japan', 'the Treaty between …')."""
        return bool(
            re.fullmatch(r"\s+(?:of|from|in|at|for|to|under|with)\s+(?:the\s+)?", text[one.end : other.start] or "x")
        )

    def _first_after(self, text: str, span: Span, cue: _Cue, actors: Sequence[ActorMention]) -> Span | None:
        follows = [a.span for a in actors if 0 <= a.span.start - cue.span.end <= 12]
        if follows:
            return follows[0]
        m = _UNNAMED.match(text, cue.span.end + 1, span.end) if cue.verb is None else None
        return Span(*m.span()) if m else None

    def _content(self, text: str, span: Span, cue: _Cue, speaker: Span, quoted: Sequence[Span]) -> Span | None:
        """What is said: all that follows the verb, or all that stands before an inverted or closing 'he said'."""
        end = len(text[: span.end].rstrip())
        after_start = (
            max(cue.span.end, speaker.end) if cue.verb is None or speaker.start > cue.span.end else cue.span.end
        )
        m = _THAT.match(text[after_start:end])
        start = after_start + (m.end() if m else 0)
        after = Span(start, end) if end - start >= 12 else None
        lead_end = min(cue.span.start, speaker.start)
        lead = text[span.start : lead_end].rstrip(" ,—–-")
        before = Span(span.start, span.start + len(lead)) if len(lead.split()) >= _FEW_WORDS else None
        is_closing = bool(re.search(r"[,”\"’'?!]\s*$", text[span.start : lead_end])) and before is not None
        quotes_before = [q for q in quoted if q.end <= lead_end]
        if is_closing and (
            quotes_before or after is None or len(after.of(text).split()) < _FEW_WORDS or cue.verb is None
        ):
            return before
        return after or (before if cue.verb is None else None)

    def _whole(self, quoted: Sequence[Span], span: Span) -> Span:
        return Span(max(span.start, min(q.start for q in quoted)), min(span.end, max(q.end for q in quoted)))

    def _tone(self, words: str, verb: SpeechVerb | None) -> Tone:
        """The tone that most words of the content lend; the verb's own where they lend none."""
        found = re.findall(r"[a-z][a-z-]+", words.lower())
        counts = {tone: sum(w in known for w in found) for tone, known in self._cues.tones.items()}
        best = max(counts, key=lambda t: counts[t], default=Tone.NEUTRAL)
        if counts.get(best, 0) > 0:
            return best
        return verb.tone if verb else Tone.NEUTRAL


def quoted_by_sentence(article: Article, sentences: Sequence[Sentence]) -> dict[int, list[Span]]:
    """The quoted stretches that touch each sentence, found block by block so that marks pair across sentences."""
    quoted = [q for block in article.blocks for q in find_quoted(article.text, block.span)]
    return {s.index: [q for q in quoted if q.overlaps(s.span)] for s in sentences}
