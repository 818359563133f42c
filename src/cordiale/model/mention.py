"""What one article says at a span: actors, events, quotations, commitments, drivers, quantities, offices, groupings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cordiale.model.actor import Actor
from cordiale.model.document import Span
from cordiale.model.ontology import CommitmentState, Context, EventType, Status, Tone
from cordiale.model.time import DateInterval


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a mention stands: `article.text[span] == quote`, which rule read it and with what score (0 to 1)."""

    article: str
    span: Span
    quote: str
    sentence: int
    rule: str
    score: float


class ActorKind(StrEnum):
    """What sort of words name an actor."""

    STATE = "state"
    NATIONALITY = "nationality"
    METONYM = "metonym"
    PERSON = "person"
    OFFICE = "office"
    BODY = "body"
    ORGANISATION = "organisation"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


class Standpoint(StrEnum):
    """Whether the words name somebody who can act, a place, or only qualify another noun."""

    ACTOR = "actor"
    PLACE = "place"
    MODIFIER = "modifier"


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that stand for one actor or, in the plural, for several."""

    span: Span
    sentence: int
    actors: tuple[Actor, ...]
    kind: ActorKind
    standpoint: Standpoint
    rule: str
    score: float = 1.0

    @property
    def countries(self) -> frozenset[str]:
        """The codes of the states that the words stand for."""
        return frozenset(a.country for a in self.actors if a.country)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act happens: the name as written and the state it lies in, where known."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """Who did what to whom, when, where, in which domains, and whether it happened; mutual acts have no recipients."""

    article: str
    type: EventType
    mode: str | None
    contexts: tuple[Context, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: DateInterval | None
    status: Status
    place: Place | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words or thoughts attributed to somebody; `within` is who relays a quotation inside a quotation."""

    article: str
    speaker: Actor
    is_direct: bool
    quote: str
    within: Actor | None
    about: tuple[str, ...]
    tone: Tone
    cue: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class CommitmentMention:
    """What a party has promised, agreed to or is bound by, and what became of it."""

    article: str
    parties: tuple[str, ...]
    what: str
    domain: Context
    made: DateInterval | None
    due: DateInterval | None
    state: CommitmentState
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DriverMention:
    """A causal claim between states: what strengthens (+) or weakens (-) what, and who says so (`claimed_by`; None is the article)."""

    article: str
    cause: str
    cause_actors: tuple[str, ...]
    effect: str
    effect_actors: tuple[str, ...]
    polarity: str
    claimed_by: Actor | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A figure about a state, a pair or a grouping: number and unit, its qualifier (over, about), period, and by whose account."""

    article: str
    indicator: str
    subject: tuple[str, ...]
    value: float
    unit: str
    qualifier: str | None
    period: DateInterval | None
    attributed_to: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """A person in an office (or formerly in it), as of a date."""

    article: str
    person: str
    country: str | None
    office: str
    as_of: DateInterval | None
    is_former: bool
    evidence: tuple[Evidence, ...]


class GroupingKind(StrEnum):
    """What sort of tie binds several states."""

    TREATY = "treaty"
    ALLIANCE = "alliance"
    GROUPING = "grouping"
    PACT = "pact"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class GroupingMention:
    """A treaty, alliance, grouping, pact or institution that a page names, with its members."""

    article: str
    name: str
    kind: GroupingKind
    members: tuple[str, ...]
    evidence: tuple[Evidence, ...]


Mention = (
    EventMention | Quotation | CommitmentMention | DriverMention | QuantityMention | OfficeMention | GroupingMention
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that one article says, kind by kind, in the order of the text."""

    article: str
    events: tuple[EventMention, ...] = ()
    statements: tuple[Quotation, ...] = ()
    commitments: tuple[CommitmentMention, ...] = ()
    drivers: tuple[DriverMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    offices: tuple[OfficeMention, ...] = ()
    groupings: tuple[GroupingMention, ...] = ()
