"""The shapes of lexicon entries: states, bodies, organisations and groupings, tenures, places, office words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cordiale.model.actor import Actor
from cordiale.model.document import Span
from cordiale.model.mention import GroupingKind
from cordiale.model.ontology import Sector


class NameOrder(StrEnum):
    """How news in English writes the names of a state's people, and so which part is the surname."""

    GIVEN_FIRST = "given first"
    FAMILY_FIRST = "family first"
    EITHER = "either"
    CALLED_BY_LAST = "called by last"


@dataclass(frozen=True, slots=True)
class State:
    """A state: its code, names and numbers; `names[0]` is the usual English name.

    `capital_names` are other spellings of the capital and further seats of government,
    `prefixes` the forms that stand before a hyphen ('Sino').
    """

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
    capital_names: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    name_order: NameOrder = NameOrder.GIVEN_FIRST


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, armed force, agency, party, newspaper, firm or movement.

    `is_generic` bodies ('foreign ministry') belong to the state that the words around them
    name; others belong to `country`, or to no state (None).
    """

    names: tuple[str, ...]
    country: str | None
    sector: Sector
    is_generic: bool = False


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
    """A person in an office of a state from `start` until `end` (None: still, or not known).

    `surname` where the tables name it; `organisation` where `country` is IGO.
    """

    person: str
    country: str
    office: str
    sector: Sector
    start: date | None
    end: date | None
    aliases: tuple[str, ...] = ()
    source: str = ""
    surname: str | None = None
    organisation: str | None = None

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
    """Words that name an office, its canonical name, its sector, and the only states that use them."""

    names: tuple[str, ...]
    office: str
    sector: Sector
    countries: tuple[str, ...] = ()


Entry = State | Body | Organisation | Tenure | Locality | OfficeWord


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that matches entries; several where the words are ambiguous ('Georgia', 'Congo').

    `kind` is that of the first entry; the others follow in order of likelihood.
    """

    span: Span
    kind: HitKind
    entries: tuple[Entry, ...]


def actor_of(state: State) -> Actor:
    """The state as an actor."""
    return Actor(state.iso3)
