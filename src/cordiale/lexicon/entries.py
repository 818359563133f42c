"""The shapes of lexicon entries: states, bodies, organisations and groupings, persons' tenures, places, office words, cues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cordiale.model.actor import Actor
from cordiale.model.document import Span
from cordiale.model.mention import GroupingKind
from cordiale.model.ontology import Sector


@dataclass(frozen=True, slots=True)
class State:
    """A state: its code, names and numbers; `names[0]` is the usual English name."""

    iso3: str
    iso2: str
    names: tuple[str, ...]
    nationalities: tuple[str, ...]
    capital: str | None
    metonyms: tuple[str, ...]
    fips: str | None
    cow: int | None
    gw: int | None
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, armed force, agency or party of a state (`country`) or of any state (`country` None: 'foreign ministry')."""

    names: tuple[str, ...]
    country: str | None
    sector: Sector


@dataclass(frozen=True, slots=True)
class Member:
    """A state's membership of an organisation, from and until (None: open)."""

    iso3: str
    since: date | None = None
    until: date | None = None

    def is_in_on(self, on: date) -> bool:
        """Whether the state was a member on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, alliance, treaty or grouping of states with its members by date."""

    id: str
    names: tuple[str, ...]
    kind: GroupingKind
    members: tuple[Member, ...]
    since: date | None
    acts: bool

    def members_on(self, on: date | None) -> tuple[str, ...]:
        """Codes of the members on a day, in the table's order; without a day, of those that have not left."""
        return tuple(m.iso3 for m in self.members if (m.until is None if on is None else m.is_in_on(on)))


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office of a state from `start` until `end` (None: still, or not known)."""

    person: str
    country: str
    office: str
    sector: Sector
    start: date | None
    end: date | None
    aliases: tuple[str, ...] = ()
    source: str = ""

    def holds_on(self, on: date) -> bool:
        """Whether the person held the office on that day."""
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Locality:
    """A place that is no capital: a city, a base, a sea, a venue, with its state where it lies in one."""

    names: tuple[str, ...]
    country: str | None


class HitKind(StrEnum):
    """What sort of entry a stretch of text matches."""

    STATE = "state"
    NATIONALITY = "nationality"
    CAPITAL = "capital"
    METONYM = "metonym"
    BODY = "body"
    ORGANISATION = "organisation"
    PERSON = "person"
    SURNAME = "surname"
    OFFICE = "office"
    LOCALITY = "locality"


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """Words that name an office ('foreign minister', 'secretary of state'), its canonical name, sector, and states where only they use it."""

    names: tuple[str, ...]
    office: str
    sector: Sector
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that matches entries; several where the words are ambiguous ('Georgia', 'Congo')."""

    span: Span
    kind: HitKind
    entries: tuple[State | Body | Organisation | Tenure | Locality | OfficeWord, ...]


def actor_of(state: State) -> Actor:
    """The state as an actor."""
    return Actor(state.iso3)
