"""Who says 'we' and 'I' within quotation marks or after a speaker's label in a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cordiale.model.actor import Actor
from cordiale.model.document import Sentence, Span
from cordiale.model.mention import ActorKind, ActorMention, Standpoint

QUOTED_SPEAKER = "quoted speaker"
"""The rule that mentions by a speaker's own 'we' and 'I' carry."""

_FIRST = re.compile(r"\b(?:(?P<one>I|[Mm]y|me|myself)|[Ww]e|[Oo]ur|us|[Oo]urs|[Oo]urselves)\b(?!\.\w)")
_OPENING = ("“", '"', "``")
_MARKS = re.compile(r"[“”\"]|``|''")
_LABEL = re.compile(r"(?:^|(?<=[.!?)\]”\"] ))(?:Q\b[ :.]|(?P<who>[A-Z][A-Z .,’'-]{2,50}[A-Z])(?:\s*\([^)]{1,30}\))?:)")
_SAYS = r"(?:said|says|told|added|adds|wrote|tweeted|declared|warned|stressed|insisted|explained|noted|replied|asked|argued|claimed|stated)"
_SAYS_AFTER = re.compile(rf"(?:,[^“\"]{{0,60}},)?\s+(?:has\s+|had\s+|also\s+|later\s+|then\s+)?{_SAYS}\b")
_SAYS_BEFORE = re.compile(rf"(?:\b{_SAYS}|\baccording to)\s+(?:the\s+)?$")
_SPEAKERS = (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.BODY, ActorKind.PRONOUN, ActorKind.ORGANISATION)


@dataclass(slots=True)
class Voices:
    """The speaker of the words read last on one page, carried from sentence to sentence."""

    text: str
    labelled: tuple[Actor, ...] = ()
    quoted: tuple[Actor, ...] = ()
    _is_open: bool = field(default=False)

    def find(self, sentence: Sentence, named: Sequence[ActorMention]) -> Iterator[ActorMention]:
        """The mentions by 'we' and 'I' of whoever speaks in a sentence, in order; `named` are the others in it."""
        within = sentence.span
        words = within.of(self.text)
        labels = list(_LABEL.finditer(self.text, within.start, within.end)) if ":" in words or "Q " in words else []
        quotes = self._quotes(within) if self._is_open or any(mark in words for mark in _OPENING) else []
        if not (labels or quotes or self.labelled):
            return
        says = self._speaker(named, quotes)
        self.quoted = says or self.quoted
        taken = [m.span for m in named]
        for m in _FIRST.finditer(self.text, within.start, within.end):
            while labels and labels[0].end() <= m.start():
                self.labelled = self._of_label(labels.pop(0), named)
            span = Span(*m.span())
            is_quoted = any(q.contains(span) for q in quotes)
            actors = self.quoted if is_quoted else self.labelled
            if actors and not any(t.overlaps(span) for t in taken):
                own = actors if m["one"] else tuple(dict.fromkeys(Actor(a.country) for a in actors))
                yield ActorMention(span, sentence.index, own, ActorKind.PRONOUN, Standpoint.ACTOR, QUOTED_SPEAKER, 0.6)
        for label in labels:
            self.labelled = self._of_label(label, named)

    def _quotes(self, within: Span) -> list[Span]:
        """The stretches between quotation marks, one begun in an earlier sentence included."""
        quotes: list[Span] = []
        start = within.start if self._is_open else None
        for m in _MARKS.finditer(self.text, within.start, within.end):
            if start is not None and m[0] in ("”", '"', "''"):
                quotes.append(Span(start, m.end()))
                start = None
            elif start is None and m[0] in _OPENING:
                start = m.start()
        if start is not None and start < within.end:
            quotes.append(Span(start, within.end))
        self._is_open = start is not None
        return quotes

    def _speaker(self, named: Sequence[ActorMention], quotes: Sequence[Span]) -> tuple[Actor, ...]:
        """The party beside a verb of saying outside of the quotation marks; nobody where there is none."""
        for mention in named:
            if mention.kind not in _SPEAKERS or any(q.overlaps(mention.span) for q in quotes):
                continue
            before = self.text[max(0, mention.span.start - 24) : mention.span.start]
            if _SAYS_AFTER.match(self.text, mention.span.end) or _SAYS_BEFORE.search(before):
                return tuple(a for a in mention.actors if a.country)
        return ()

    @staticmethod
    def _of_label(label: re.Match[str], named: Sequence[ActorMention]) -> tuple[Actor, ...]:
        """Whom a label names; nobody for one that asks."""
        if label["who"] is None:
            return ()
        at = Span(*label.span("who"))
        who = next((m for m in named if m.span.overlaps(at)), None)
        return tuple(a for a in who.actors if a.country) if who else ()
