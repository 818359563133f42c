"""Who says what, by rule: quotation marks, verbs of speech and thought, and the subjects around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cordiale.extract.clauses import modifiers, trimmed, without_modifiers, words_in
from cordiale.extract.contents import Contents, Cue, CueSort
from cordiale.extract.speakers import Speakers
from cordiale.lexicon.cues import Cues, SpeechVerb
from cordiale.lexicon.references import any_of
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import ActorMention, Standpoint
from cordiale.model.ontology import Tone
from cordiale.model.reading import Attribution
from cordiale.text.quotation_marks import find_quoted

# Quoted stretches below this many words are borrowed terms unless a verb of speech stands by them.
_FEW_WORDS = 4
# A quotation shorter than this holds no speaker of its own.
_FEWEST_NESTED = 7
# What has more words of saying in one sentence is no prose, and each is looked at with all words before it.
_MOST_CUES = 24
_FRONTING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|judge?ment|eyes) of|as seen by|if one believes)\s+", re.IGNORECASE
)
_DETERMINED = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|its|his|her|their|our|my|your|no|any|each|every|some|of|for|with|without|in|on|under|over|"
    r"from|by|after|before|about|into|against|despite|amid|first|new|joint|formal|more|such|to)|[’']s?)\s*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|get|gets|got)\b(?!.*\b(?:has|have|had)\b)", re.IGNORECASE)
_UNSAID = re.compile(
    r"(?:\b(?:to|can|cannot|could|let|should|must|might|may|if|would|not|never|without)|n[’']t)\s*(?:\w+ly\s*)?$",
    re.IGNORECASE,
)
_WILLED = re.compile(
    r"\b(?:want|wants|like|likes|come|came|begun|began|continue[sd]?|went on|seems?|goes on|used)\s+to$", re.IGNORECASE
)
_OWN_CLAUSE = re.compile(
    r"(?:[;,]|[”\"’'],?)\s+(?:(?:and|but|while|though|although|whereas|so)\s+)?(?:the\s+|its\s+)?$|\s(?:while|but|and)\s+(?:the\s+)?$"
)
_PEOPLE = re.compile(r"(?:\b(?:he|she|they|we|I|it|who|many|some|others|most|few|both|all)|[a-z]{3,}s)$")


class AttributionRules:
    """Finds attributions sentence by sentence; made once for a set of cue words."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._contents = Contents(cues)
        self._verbs = re.compile(any_of(list(cues.speech_forms)), re.IGNORECASE)
        thoughts, feelings = any_of(list(cues.complements["thoughts"])), any_of(list(cues.complements["adjectives"]))
        self._nouns = re.compile(rf"{thoughts}(?:\s+[^.,;:]{{0,45}}?)?\s+that\b", re.IGNORECASE)
        self._feelings = re.compile(
            rf"\b(?:is|are|was|were|remain(?:s|ed)?|been|grew|grow|growing|became|become|feel|feels|felt)\s+(?:\w+\s+){{0,2}}?{feelings}\s+"
            r"(?:that|about|of|over|at|with|to)\b",
            re.IGNORECASE,
        )

    def find(
        self, article: Article, sentence: Sentence, actors: Sequence[ActorMention], quoted: Sequence[Span]
    ) -> list[Attribution]:
        """The attributions of one sentence, those inside its quotations behind them; `actors` and `quoted` are the sentence's."""
        text, span = article.text, sentence.span
        inside = [q for q in quoted if q.overlaps(span)]
        outer = [q for q in inside if not any(o != q and o.contains(q) for o in inside)]
        if any(q.start <= span.start + 1 and q.end >= span.end - 2 for q in outer):
            found = [Attribution(span, None, None, True, self._tone(span.of(text), None), 0.6, "quote continued")]
        else:
            found = self._with_cues(text, span, actors, outer)
            words = sum(words_in(text, q) for q in outer)
            if not found and words >= _FEW_WORDS:
                content = _whole(outer, span)
                tone = self._tone(content.of(text), None)
                found = [Attribution(content, None, None, True, tone, 0.5, "quote without cue")]
        nested = [n for a in found if a.is_direct for n in self._nested(text, a.content, span, actors, inside)]
        return [*found, *nested]

    def _nested(
        self, text: str, content: Span, span: Span, actors: Sequence[ActorMention], quoted: Sequence[Span]
    ) -> Iterator[Attribution]:
        """Attributions inside the words of a quotation, by named parties only."""
        if words_in(text, content) < _FEWEST_NESTED:
            return
        within = Span(max(content.start, span.start), min(content.end, span.end))
        own = [a for a in actors if within.contains(a.span) and a.standpoint is not Standpoint.MODIFIER]
        inner = [q for q in quoted if within.contains(q) and len(q) < len(within) - 4]
        for found in self._with_cues(text, within, own, inner):
            if found.speaker and any(a.span.overlaps(found.speaker) for a in own):
                yield replace(found, rule=f"nested {found.rule}", score=0.7)

    def _with_cues(
        self, text: str, span: Span, actors: Sequence[ActorMention], quoted: Sequence[Span]
    ) -> list[Attribution]:
        speakers = Speakers(text, span, actors, quoted)
        cues = self._cue_spans(text, span, actors, quoted)
        kept: list[Attribution] = []
        for cue in cues:
            found = self._attribution(text, span, cue, speakers, quoted)
            if found is None:
                continue
            kept, found = self._parted(kept, found, quoted)
            clashing = [i for i, k in enumerate(kept) if k.content.overlaps(found.content)]
            if not clashing:
                kept.append(found)
            elif (cut := self._cut_before(text, kept[clashing[-1]], found)) is not None:
                kept[clashing[-1]] = replace(kept[clashing[-1]], content=cut)
                kept.append(found)
        return kept

    def _parted(
        self, kept: list[Attribution], found: Attribution, quoted: Sequence[Span]
    ) -> tuple[list[Attribution], Attribution]:
        """'X's statement that “A,” Y declared, “B”': the quotations before a second speaker are the first one's."""
        last = kept[-1] if kept else None
        if not (last and last.is_direct and found.is_direct and last.cue and found.cue and found.speaker):
            return kept, found
        turn = min(found.speaker.start, found.cue.start)
        first = [q for q in quoted if last.cue.end <= q.start and q.end <= turn]
        second = [q for q in quoted if q.start >= found.cue.end]
        if not first or not second or not last.content.overlaps(found.content):
            return kept, found
        earlier = replace(last, content=first[0].joined(first[-1]))
        return [*kept[:-1], earlier], replace(found, content=second[0].joined(second[-1]))

    def _cut_before(self, text: str, last: Attribution, found: Attribution) -> Span | None:
        """The content of `last` up to where a later clause has a speaker of its own; None where it has none."""
        if last.is_direct or found.speaker is None or found.speaker.start >= found.content.start:
            return None
        between = text[last.content.start : found.speaker.start]
        break_ = _OWN_CLAUSE.search(between)
        return trimmed(text, last.content.start, last.content.start + break_.start()) if break_ else None

    def _attribution(
        self, text: str, span: Span, cue: Cue, speakers: Speakers, quoted: Sequence[Span]
    ) -> Attribution | None:
        speaker = speakers.of(cue)
        if speaker is None or speaker.overlaps(cue.span):
            return None if speaker is None or cue.verb else self._of_noun(text, span, cue, speaker, quoted)
        if cue.verb and cue.verb.lemma in self._cues.complements["things"] and not speakers.is_somebody(speaker):
            return None
        content = self._contents.of(text, span, cue, speaker, quoted)
        if content is None:
            return None
        return self._made(text, cue, speaker, content, quoted)

    def _of_noun(self, text: str, span: Span, cue: Cue, speaker: Span, quoted: Sequence[Span]) -> Attribution | None:
        """'fears in X that …': the speaker stands inside the cue."""
        content = trimmed(text, cue.span.end, span.end)
        return self._made(text, cue, speaker, content, quoted) if content else None

    def _made(self, text: str, cue: Cue, speaker: Span, content: Span, quoted: Sequence[Span]) -> Attribution:
        own = [q for q in quoted if q.overlaps(content)]
        words = sum(words_in(text, q) for q in own)
        is_direct = words >= _FEW_WORDS or (words > 0 and words * 2 >= words_in(text, content))
        if is_direct:
            content = _whole(own, content)
        tone = self._tone(content.of(text), cue.verb)
        return Attribution(content, speaker, cue.span, is_direct, tone, 0.8, f"cue:{cue.span.of(text).strip().lower()}")

    def _cue_spans(self, text: str, span: Span, actors: Sequence[ActorMention], quoted: Sequence[Span]) -> list[Cue]:
        found = [Cue(Span(*m.span()), CueSort.FRONTING) for m in _FRONTING.finditer(text, span.start, span.end)]
        for pattern, sort in ((self._nouns, CueSort.NOUN), (self._feelings, CueSort.FEELING)):
            found += [Cue(Span(*m.span()), sort) for m in pattern.finditer(text, span.start, span.end)]
        taken = [c.span for c in found]
        for m in self._verbs.finditer(text, span.start, span.end):
            if len(found) >= _MOST_CUES:
                break
            cue = Span(*m.span())
            is_free = not any(a.span.overlaps(cue) for a in actors) and not any(t.overlaps(cue) for t in taken)
            if is_free and self._is_verb(text, span, cue, actors):
                found.append(Cue(cue, CueSort.VERB, self._cues.speech_verb(m[0])))
        return sorted((c for c in found if not any(q.overlaps(c.span) for q in quoted)), key=lambda c: c.span)

    def _is_verb(self, text: str, span: Span, cue: Span, actors: Sequence[ActorMention]) -> bool:
        """Whether the word is a verb that somebody does: no noun, no passive, nothing only possible or unsaid."""
        before = text[span.start : cue.start]
        if _DETERMINED.search(before) and not _WILLED.search(before.rstrip()):
            return False
        if _UNSAID.search(before) and not _WILLED.search(before.rstrip()):
            return False
        word, helped = cue.of(text).lower(), modifiers(text, span.start, cue.start)
        if _PASSIVE.search(helped) and not word.endswith("ing"):
            return False
        if text[cue.end : cue.end + 4] == " by ":
            return False
        if word in self._cues.complements["nouns"] and text[cue.start].islower():
            end = without_modifiers(text, span.start, cue.start)
            named = any(a.span.end == end and a.standpoint is not Standpoint.MODIFIER for a in actors)
            return named or bool(_PEOPLE.search(text[span.start : end]))
        return True

    def _tone(self, words: str, verb: SpeechVerb | None) -> Tone:
        """The tone that most words of the content lend; the verb's own where they lend none."""
        found = re.findall(r"[a-z][a-z-]+", words.lower())
        counts = {tone: sum(w in known for w in found) for tone, known in self._cues.tones.items()}
        best = max(counts, key=lambda t: counts[t], default=Tone.NEUTRAL)
        if counts.get(best, 0) > 0:
            return best
        return verb.tone if verb else Tone.NEUTRAL


def _whole(quoted: Sequence[Span], span: Span) -> Span:
    """From the first quoted word to the last within `span`."""
    return Span(max(span.start, min(q.start for q in quoted)), min(span.end, max(q.end for q in quoted)))


def quoted_by_sentence(article: Article, sentences: Sequence[Sentence]) -> dict[int, list[Span]]:
    """The quoted stretches that touch each sentence, found block by block so that marks pair across sentences."""
    quoted = [q for block in article.blocks for q in find_quoted(article.text, block.span)]
    return {s.index: [q for q in quoted if q.overlaps(s.span)] for s in sentences}
