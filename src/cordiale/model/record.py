"""The record: items assembled from mentions, each with its evidence and its standing, and the judgements upon them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    Evidence,
    GroupingMention,
    Mention,
    OfficeMention,
    QuantityMention,
    Quotation,
)

M = TypeVar("M", bound=Mention)


class Standing(StrEnum):
    """How far an item can be relied on."""

    SINGLE_SOURCE = "single source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    RETRACTED = "retracted"
    REJECTED = "rejected"


NOT_BELIEVED = (Standing.REJECTED, Standing.RETRACTED)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which the mentions of an item differ, with each value and the articles that give it.

    `withdrawn` are the values that the outlets which gave them have since corrected.
    """

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item(Generic[M]):
    """One thing in the record: a deterministic id, the mentions that tell it (the best first), and its standing."""

    id: str
    mentions: tuple[M, ...]
    standing: Standing = Standing.SINGLE_SOURCE
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def best(self) -> M:
        """The mention that tells it best."""
        return self.mentions[0]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every place where it is told."""
        return tuple(e for m in self.mentions for e in m.evidence)


Event = Item[EventMention]
Statement = Item[Quotation]
Commitment = Item[CommitmentMention]
Driver = Item[DriverMention]
Quantity = Item[QuantityMention]
Office = Item[OfficeMention]
Grouping = Item[GroupingMention]


class Verdict(StrEnum):
    """What a judge says of items."""

    WRONG = "wrong"
    SAME = "same"
    DIFFERENT = "different"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict on items, with the reason; judgements are only ever added, and `undoes` takes one back.

    `documents` are the pages that told the items when they were judged, in the order of the items; empty where unknown.
    """

    verdict: Verdict
    items: tuple[str, ...]
    reason: str
    at: datetime
    id: int | None = None
    undoes: int | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Twin:
    """Two articles that are not independent: a reprint, a rewrite, the same owner or the same agency, and why it is thought so."""

    first: str
    second: str
    why: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Record:
    """Everything held, rebuilt from mentions and judgements: a pure function of both."""

    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    drivers: tuple[Driver, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    offices: tuple[Office, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    twins: tuple[Twin, ...] = ()
