"""The shapes of cue words: what tells speech, plans, denial, promises, causes, tone and domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cordiale.model.ontology import CommitmentState, Context, Tone


class SpeechKind(StrEnum):
    """Whether a verb reports words or thoughts."""

    SPEECH = "speech"
    THOUGHT = "thought"


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb that attributes words or thoughts: its forms, and the tone it lends when nothing else tells."""

    lemma: str
    forms: tuple[str, ...]
    kind: SpeechKind
    tone: Tone


@dataclass(frozen=True, slots=True)
class PromiseCue:
    """Words that promise, agree or bind, with all their forms, and the state of what they promise."""

    lemma: str
    forms: tuple[str, ...]
    state: CommitmentState


class CausalSort(StrEnum):
    """What a causal signal asks of the words around it: a link nothing, a verb a cause for its subject."""

    LINK = "link"
    BRINGS = "brings"
    CHANGES = "changes"
    ALSO = "also"


@dataclass(frozen=True, slots=True)
class CausalSignal:
    """Words between cause and effect: which comes first, whether the effect is strengthened (+) or weakened (-), their sort."""

    forms: tuple[str, ...]
    cause_first: bool
    polarity: str
    sort: CausalSort = CausalSort.LINK


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue words, lower case; phrases are written with single spaces, longest first in each list.

    `complements` says what verbs of speech take: lemmas of those that take a noun phrase, an
    infinitive, 'as', an addressee, nothing but a quotation; besides it holds the forms that are
    as often nouns, the adjectives of what is on a mind, and the nouns for what is thought or said.
    """

    speech: tuple[SpeechVerb, ...]
    attribution_nouns: tuple[str, ...]
    negations: tuple[str, ...]
    planned: tuple[str, ...]
    possible: tuple[str, ...]
    denied: tuple[str, ...]
    ongoing: tuple[str, ...]
    promises: tuple[PromiseCue, ...]
    causes: tuple[CausalSignal, ...]
    tones: Mapping[Tone, frozenset[str]]
    contexts: Mapping[Context, tuple[str, ...]]
    complements: Mapping[str, frozenset[str]]
    speech_forms: Mapping[str, SpeechVerb] = field(repr=False, default_factory=dict)
    promise_forms: Mapping[str, PromiseCue] = field(repr=False, default_factory=dict)
    cause_forms: Mapping[str, CausalSignal] = field(repr=False, default_factory=dict)

    def speech_verb(self, word: str) -> SpeechVerb | None:
        """The verb of speech or thought that a form belongs to ('warned' -> warn)."""
        return self.speech_forms.get(word.lower())

    def promise_cue(self, words: str) -> PromiseCue | None:
        """The promise that a form belongs to ('pledged to' -> pledge to)."""
        return self.promise_forms.get(words.lower())

    def causal_signal(self, words: str) -> CausalSignal | None:
        """The causal signal that a form belongs to."""
        return self.cause_forms.get(words.lower())
