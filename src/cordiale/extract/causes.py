"""Causal claims by rule: what stands on either side of a signal of cause, where an event, a policy or a force is the cause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.extract.clauses import clause_end, modifiers, trimmed, without_modifiers, words_in
from cordiale.lexicon.cues import CausalSignal, CausalSort, Cues
from cordiale.lexicon.references import any_of
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint
from cordiale.model.reading import Causation, Reading

_STOP = re.compile(
    r"[;:!?—]\s*|\s–\s|,\s+(?:and|but|while|although|though|whereas|so)\s+|\s(?:but|while|although|though|whereas)\s"
)
_THAT = re.compile(r"\bthat\s+(?!(?:is|was|has|have|had|will|would|could|can|may)\b)")
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|an?|this|these|those|its|his|her|their|our|no|any|of|for|with|without|in|on|under|over|from|by|armed|security|task|"
    r"special|joint|military|peacekeeping|air|ground|naval|police)|[’']s?)\s*$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|got|gets)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:clash(?:es|ed)?|disputes?|rows?|quarrels?|tensions?|anger|outrage|protests?|feuds?|spats?|standoff|stand-off|wrangl\w+|"
    r"conflicts?|sanctions?|sanctioned|expelled|recalled|summoned|summons|suspended|suspends|"
    r"boycott\w*|resign\w*|rail(?:s|ed)|hits? out|blockad\w+|threaten\w*|expels?|recalls?|"
    r"denounc\w+|criticis\w+|criticiz\w+|accus\w+|cancel\w*|"
    r"warn(?:s|ed)|clash|brawl\w*)\b[^.;:,]{0,70}?\s(?P<over>over)\s"
)
_AGENT_SUBJECT = (
    ActorKind.STATE,
    ActorKind.PERSON,
    ActorKind.OFFICE,
    ActorKind.BODY,
    ActorKind.METONYM,
    ActorKind.PRONOUN,
    ActorKind.DESCRIPTION,
    ActorKind.ORGANISATION,
)
_PERSONAL = re.compile(
    r"(?:^|\W)(?:he|she|they|we|I|you|who|it|leaders?|officials?|ministers?|presidents?|diplomats?|governments?|sides|countries|nations|allies)$",
    re.IGNORECASE,
)
# A verb's bare form is as often a noun: it is a verb only behind a modal or a plural.
_BASE = re.compile(r"[a-z]+(?<!s|g)(?<!ed|ew|id)(?<!ove|ook)", re.IGNORECASE)
_HELPED = re.compile(
    r"(?:\b(?:will|would|could|can|may|might|should|must|to|did|does|do|not|also|and|who|that)|[a-z]{2,}s|\w+ly)$"
)
_DUE = re.compile(r"\b(?:is|are|was|were|be|been)\s+$")
_NOUN_NEXT = re.compile(
    r"\s+(?:the|an?|its|their|his|her|this|these|[A-Z]|\w+(?:ing|ion|ns|es|ness|ment|ity|ures?|ms|ts)\b)"
)
_GOING_ON = re.compile(
    r"(?:\b(?:is|are|was|were|been)|[’'](?:s|re))\s+(?:\w+ly\s+|now\s+|also\s+|already\s+|even\s+)*$"
)
_SPAN_OF_TIME = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|shortly|immediately|soon|just|long|decades?|ever|day)\s+$",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:sever\w*|expel\w*|recall\w*|suspend\w*|cancel\w*|call\w* off|halt\w*|withdr\w+|bann?\w*|sanction\w*|tariffs?|summon\w*|"
    r"clos\w+|fr(?:ee|o)z\w*|impos\w+|pull\w* out|boycott\w*|protest\w*|retaliat\w+|walk\w* out|cut|scrap\w*|shelv\w+|postpon\w+|"
    r"scrambl\w+|evacuat\w+|refus\w+|block\w*|denounc\w+|condemn\w*|apologi[sz]\w+|resum\w+|reopen\w*|stop\w*|turn\w* away|struck|"
    r"broke off|threaten\w*|rais\w+|barr\w+|detain\w*|seiz\w+|arrest\w*|downgrad\w*|revok\w+|abandon\w*|deploy\w*)\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?:had|has|was|were|[a-z]{3,}ed|[a-z]+ing|[a-z]{4,}(?:tion|sion|ment|ure|al)|attack|raid|strike|visit|clash\w*|coup|death|test|sank|shot|fell|broke|hit|struck|won|said)\b"
)
_ASIDE = re.compile(r"\s[–—]\s[^–—]*\s?[–—]$")
_FRONTED = re.compile(r"(?:In|With|At|On|As|Over)\s")
_FEWEST_LETTERS = 2
_PRONOUNS = frozenset(
    {"this", "that", "it", "they", "he", "she", "we", "there", "these", "those", "what", "which", "who"}
)


class CausalRules:
    """Finds causal claims by their signals; made once for a set of cues."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._pattern = re.compile(any_of(list(cues.cause_forms)), re.IGNORECASE)

    def find(self, article: Article, reading: Reading, named: Sequence[ActorMention] = ()) -> list[Causation]:
        """The causal claims of one sentence, each word cause or effect of one signal only; a question claims nothing."""
        text, span = article.text, reading.sentence.span
        if span.of(text).rstrip(" ”\"’'").endswith("?"):
            return []
        signals = self._signals(text, span, named)
        found = []
        for i, (at, signal, rule) in enumerate(signals):
            left = signals[i - 1][0].end if i else span.start
            right = signals[i + 1][0].start if i + 1 < len(signals) else span.end
            sides = self._sides(text, span, at, Span(left, right), signal)
            if sides is None:
                continue
            cause, effect = sides if signal.cause_first else sides[::-1]
            if self._tells(text, cause) and words_in(text, effect) >= 1:
                found.append(Causation(cause, effect, at, signal.polarity, 0.6, rule))
        return found

    def _signals(self, text: str, span: Span, named: Sequence[ActorMention]) -> list[tuple[Span, CausalSignal, str]]:
        found = []
        for m in self._pattern.finditer(text, span.start, span.end):
            signal = self._cues.causal_signal(m[0])
            at = Span(*m.span())
            if (
                signal
                and not any(a.span.overlaps(at) for a in named)
                and self._is_causal(text, span, at, signal, named)
            ):
                found.append((at, signal, f"signal:{m[0].lower()}"))
        for m in _OVER.finditer(text, span.start, span.end):
            at = Span(*m.span("over"))
            if not any(s.overlaps(at) for s, _, _ in found):
                found.append((at, CausalSignal(("over",), False, "+"), "signal:over"))
        return sorted(found, key=lambda f: f[0])

    def _is_causal(self, text: str, span: Span, at: Span, signal: CausalSignal, named: Sequence[ActorMention]) -> bool:
        """Whether the words are the signal they look like, by its sort."""
        before = text[span.start : at.start]
        if signal.sort is CausalSort.LINK:
            if at.of(text).lower() == "after":
                return self._is_answer(text, span, at)
            return not (_DUE.search(before) and at.of(text) == "due to" and not _NOUN_NEXT.match(text, at.end))
        if signal.sort is CausalSort.ALSO:
            is_participle = before.rstrip().endswith(",") and words_in(text, Span(span.start, at.start)) > 3
            return is_participle or (bool(_GOING_ON.search(before)) and not self._is_agents(text, span, at, named))
        if " " in at.of(text) and signal.sort is CausalSort.BRINGS:
            return not _INFINITIVE.search(before)
        if at.of(text).endswith("ing"):
            if signal.sort is CausalSort.BRINGS:
                return bool(_GOING_ON.search(before)) or before.rstrip().endswith(",")
            return bool(_GOING_ON.search(before)) and not self._is_agents(text, span, at, named)
        if _BASE.fullmatch(at.of(text)) and not _HELPED.search(before.rstrip()):
            return False
        if _NOUN_BEFORE.search(before) or _INFINITIVE.search(before):
            return False
        if _PASSIVE.search(modifiers(text, span.start, at.start)) or text.startswith(" by ", at.end):
            return False
        return signal.sort is CausalSort.BRINGS or not self._is_agents(text, span, at, named)

    def _is_answer(self, text: str, span: Span, at: Span) -> bool:
        """'recalled its envoy after …': one act answers another; no span of time stands before, and a deed behind."""
        before, behind = text[span.start : at.start], text[at.end : span.end]
        if _SPAN_OF_TIME.search(before) or not _DEED.search(behind[:90]):
            return False
        return bool(_ANSWER.search(before if before.strip() else behind))

    def _is_agents(self, text: str, span: Span, at: Span, named: Sequence[ActorMention]) -> bool:
        """Whether the subject of the verb is a state or a person, who act, and not what happens or is done."""
        end = without_modifiers(text, span.start, at.start)
        if end <= span.start or _PERSONAL.search(text[span.start : end]) or text[end - 1 : end] in ",;:":
            return True
        words = text[span.start : end]
        end -= len(words) - len(re.sub(r"\s*\([^)]*\)$", "", words))
        if re.search(r"(?:\band|\bor)$", words):
            return True
        return any(
            a.span.end == end
            and a.kind in _AGENT_SUBJECT
            and a.standpoint is not Standpoint.MODIFIER
            and not _is_object(text, span, a)
            for a in named
        )

    def _sides(self, text: str, span: Span, at: Span, edges: Span, signal: CausalSignal) -> tuple[Span, Span] | None:
        """The words before and after a signal; a fronted clause ('Because of X, Y') is split at its comma."""
        stop = without_modifiers(text, edges.start, at.start)
        aside = _ASIDE.search(text[edges.start : stop])
        stop = edges.start + aside.start() if aside else stop
        breaks = [b.end() for b in _STOP.finditer(text, edges.start, stop) if b.end() < stop]
        start = max(breaks, default=edges.start)
        said = list(_THAT.finditer(text, start, at.start))
        if said and signal.sort is not CausalSort.LINK:
            start = said[-1].end()
        end = min(clause_end(text, at.end, span.end), max(edges.end, at.end))
        left, right = trimmed(text, start, stop), trimmed(text, at.end, end)
        if left and right and not signal.cause_first and _FRONTED.match(text, left.start):
            comma = text.find(", ", right.start, span.end)
            if comma > 0 and (main := trimmed(text, comma + 1, clause_end(text, comma + 2, span.end))):
                return main, Span(right.start, comma)
        if left is None and right is not None and not signal.cause_first:
            comma = text.find(", ", right.start, span.end)
            if comma < 0:
                return None
            left, right = trimmed(text, comma + 1, clause_end(text, comma + 2, span.end)), trimmed(text, at.end, comma)
        return (left, right) if left and right else None

    def _tells(self, text: str, cause: Span) -> bool:
        """Whether the cause is more than a word that points elsewhere."""
        words = cause.of(text)
        return len(words) >= _FEWEST_LETTERS and words.lower() not in {"who", "there", "they", "we"}


def _is_object(text: str, span: Span, actor: ActorMention) -> bool:
    """Whether a preposition or another noun stands before the party: then something else is the subject."""
    before = text[max(span.start, actor.span.start - 16) : actor.span.start]
    return bool(
        re.search(r"\b(?:of|in|with|from|to|for|by|at|against|on|between|about|over|into|than)\s+(?:the\s+)?$", before)
    )
