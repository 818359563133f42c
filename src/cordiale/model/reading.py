"""What a reader sees in a sentence, before anything is known about the world: the seam between readers and extraction.

Every span counts characters of the article's text. A reader fills what it can; extraction
falls back on the order of the words where a reader gives no roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cordiale.model.document import Article, Sentence, Span
from cordiale.model.ontology import CommitmentState, Context, EventType, Sector, Status, Tone


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands and, from a parser, its part of speech, head (index in the sentence, -1 root) and relation."""

    span: Span
    tag: str | None = None
    head: int | None = None
    relation: str | None = None


class RoleName(StrEnum):
    """How a stretch of words takes part in an act."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    DATE = "date"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Role:
    """A stretch of words that takes part in an act, with the reader's confidence (0 to 1)."""

    name: RoleName
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that carry an act, its type, mode, status and contexts; `roles` is empty when the reader does not link them."""

    span: Span
    type: EventType
    mode: str | None
    status: Status
    contexts: tuple[Context, ...]
    score: float
    rule: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Words that name or describe an actor, with the sector they show."""

    span: Span
    sector: Sector | None
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words said or thought: content, the words of the speaker and of the cue where there are any."""

    content: Span
    speaker: Span | None
    cue: Span | None
    is_direct: bool
    tone: Tone
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Words that bind somebody: what is promised, who is bound (words), the cue, the state of it."""

    what: Span
    party: Span | None
    cue: Span | None
    domain: Context
    state: CommitmentState
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Causation:
    """A causal claim: the words of cause and effect, the signal, whether it strengthens (+) or weakens (-)."""

    cause: Span
    effect: Span
    signal: Span | None
    polarity: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as a reader sees it."""

    sentence: Sentence
    tokens: tuple[Token, ...] = ()
    names: tuple[NameSpan, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    promises: tuple[Promise, ...] = ()
    causations: tuple[Causation, ...] = ()
    promise_chance: float | None = None
    """How likely the reader finds it that some word of the sentence binds somebody; None where it cannot say."""
    causation_chance: float | None = None
    """How likely it finds it that some word tells a cause; None where it cannot say."""


class Reader(Protocol):
    """Anything that turns an article's sentences into readings, one each, in order."""

    @property
    def name(self) -> str:
        """What the reader is called in the record."""
        ...

    @property
    def digest(self) -> str:
        """A digest of the words or weights it reads by."""
        ...

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        """A reading of each sentence, in order."""
        ...
