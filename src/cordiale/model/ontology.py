"""What acts there are: PLOVER's sixteen event types with quad classes, modes and contexts, and the status of an act.

Source: Open Event Data Alliance, PLOVER manual (2021 types); the wording here is our own.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class QuadClass(IntEnum):
    """Whether an act is of words or deeds, cooperative or conflictual."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def is_material(self) -> bool:
        """Whether acts of the class are deeds, not words."""
        return self in (QuadClass.MATERIAL_COOPERATION, QuadClass.MATERIAL_CONFLICT)


class EventType(StrEnum):
    """The sixteen types of act."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"

    @property
    def quad_class(self) -> QuadClass:
        """The class that PLOVER puts the type in."""
        return _QUAD[self]


_QUAD = {
    **dict.fromkeys(
        (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE), QuadClass.VERBAL_COOPERATION
    ),
    **dict.fromkeys((EventType.COOPERATE, EventType.AID, EventType.RETREAT), QuadClass.MATERIAL_COOPERATION),
    **dict.fromkeys(
        (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN), QuadClass.VERBAL_CONFLICT
    ),
    **dict.fromkeys(
        (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT),
        QuadClass.MATERIAL_CONFLICT,
    ),
}


class Status(StrEnum):
    """Whether an act has happened."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"


class Context(StrEnum):
    """The domains an act touches."""

    DIPLOMATIC = "diplomatic"
    MILITARY = "military"
    ECONOMIC = "economic"
    TECHNOLOGY = "technology"
    LEGAL = "legal"
    INTELLIGENCE = "intelligence"
    TERRITORIAL = "territorial"
    NUCLEAR = "nuclear"
    CYBER = "cyber"
    SPACE = "space"
    ENERGY = "energy"
    ENVIRONMENT = "environment"
    ELECTIONS = "elections"
    HUMANITARIAN = "humanitarian"
    HUMAN_RIGHTS = "human_rights"
    RESOURCE = "resource"


class Sector(StrEnum):
    """What part of a state or society an actor belongs to."""

    GOV = "GOV"
    MIL = "MIL"
    LEG = "LEG"
    PTY = "PTY"
    OPP = "OPP"
    BUS = "BUS"
    CVL = "CVL"
    MED = "MED"
    REB = "REB"
    IGO = "IGO"
    EDU = "EDU"
    JUD = "JUD"


class Tone(StrEnum):
    """How a speaker speaks of what they speak about."""

    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"
    CRITICAL = "critical"
    ALARMED = "alarmed"


class CommitmentState(StrEnum):
    """What has become of a commitment."""

    PLEDGED = "pledged"
    AGREED = "agreed"
    UNDER_WAY = "under way"
    DONE = "done"
    BROKEN = "broken"
