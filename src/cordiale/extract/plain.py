"""A plain reader: triggers from a table of words, status and domains from the cue words around them, no syntax.

It stands behind the same seam as the learned reader, needs no weights, and is what that one is measured against.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from cordiale.lexicon import Lexicon
from cordiale.lexicon.references import any_of
from cordiale.lexicon.triggers import TriggerWords, load_triggers
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.ontology import Context, Status
from cordiale.model.reading import Reading, Trigger

# How far before a trigger, in characters, a cue still governs it.
_REACH = 45
_CLAUSE_END = re.compile(
    r"[,;:—–()]|\b(?:and|but|while|although|because|after|before|when|which|who|as)\b", re.IGNORECASE
)
# Longer words leave less doubt: what one word, and what several, are worth without syntax.
_ONE_WORD, _SEVERAL = 0.5, 0.65


class PlainReader:
    """Reads triggers by the table; deterministic, and the same for every state."""

    name = "plain"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._triggers = load_triggers()

    @cached_property
    def digest(self) -> str:
        """A digest of the trigger table."""
        import hashlib

        return hashlib.sha256(repr(sorted(self._triggers.by_word)).encode()).hexdigest()[:12]

    @cached_property
    def _cues(self) -> list[tuple[Status, re.Pattern[str]]]:
        cues = self._lexicon.cues
        return [
            (Status.DENIED, re.compile(any_of([*cues.denied, *cues.negations]), re.IGNORECASE)),
            (Status.POSSIBLE, re.compile(any_of([*cues.possible]), re.IGNORECASE)),
            (Status.PLANNED, re.compile(any_of([*cues.planned]), re.IGNORECASE)),
            (Status.ONGOING, re.compile(any_of([*cues.ongoing]), re.IGNORECASE)),
        ]

    @cached_property
    def _domains(self) -> list[tuple[Context, re.Pattern[str]]]:
        return [(c, re.compile(any_of(list(words)), re.IGNORECASE)) for c, words in self._lexicon.cues.contexts.items()]

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        """A reading of each sentence, with triggers only."""
        return [Reading(s, triggers=tuple(self._of(article.text, s))) for s in sentences]

    def _of(self, text: str, sentence: Sentence) -> list[Trigger]:
        found = []
        domains = tuple(
            c for c, pattern in self._domains if pattern.search(text, sentence.span.start, sentence.span.end)
        )
        for m in self._triggers.pattern.finditer(text, sentence.span.start, sentence.span.end):
            entry = self._triggers.by_word[m[0].lower()]
            found.append(self._trigger(text, sentence, Span(*m.span()), entry, domains))
        return found

    def _trigger(
        self, text: str, sentence: Sentence, span: Span, entry: TriggerWords, domains: tuple[Context, ...]
    ) -> Trigger:
        before = text[max(sentence.span.start, span.start - _REACH) : span.start]
        words = span.of(text)
        score = _SEVERAL if " " in words else _ONE_WORD
        return Trigger(span, entry.type, entry.mode, self._status(before), domains, score, f"trigger:{words.lower()}")

    def _status(self, before: str) -> Status:
        """The status that the nearest cue in the trigger's own clause gives; without a cue it happened."""
        clause = _CLAUSE_END.split(before)[-1]
        for status, pattern in self._cues:
            if pattern.search(clause):
                return status
        return Status.HAPPENED
