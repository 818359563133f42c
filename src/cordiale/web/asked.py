"""What the addresses of pages may ask: each question by name, checked, empty ones left out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from cordiale.model.ontology import EventType, Status
from cordiale.model.record import NOT_BELIEVED, Item, Standing
from cordiale.model.selection import Wanted, is_wanted
from cordiale.model.series import CONTEXTS_OF, Domain

_LONGEST = 300
State = Annotated[str, Field(max_length=60, description="A state by its three-letter code")]


class Asked(BaseModel):
    """Questions of a page; a form sends its empty fields too, which ask nothing."""

    model_config = ConfigDict(frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _nothing(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value


class EventsAsked(Asked):
    """Which events of a pair or of a list, and which page of them."""

    type: EventType | None = None
    status: Status | None = None
    domain: Domain | None = None
    standing: Standing | None = None
    by: State | None = None
    since: date | None = None
    until: date | None = None
    page: Annotated[int | None, Field(ge=1, le=100_000)] = None

    def fits(self, item: Item[Any]) -> bool:
        """Whether an event is asked for; what is not believed only where its standing is."""
        if not is_wanted(item, Wanted(None, self.type, self.status, self.since, self.until)):
            return False
        if self.standing is None and item.standing in NOT_BELIEVED:
            return False
        if self.standing and item.standing is not self.standing:
            return False
        best = item.best
        if self.domain and self.domain is not Domain.ALL and not CONTEXTS_OF[self.domain] & set(best.contexts):
            return False
        return self.by is None or self.by.upper() in {a.country for a in best.actors}

    @property
    def is_narrow(self) -> bool:
        """Whether anything but a page is asked for."""
        return any(value is not None for name, value in self.model_dump().items() if name != "page")


class SearchAsked(Asked):
    """Words to search for and what to narrow the finds by."""

    q: Annotated[str | None, Field(max_length=_LONGEST, description="Words, and phrases in quotation marks")] = None
    kind: Annotated[str | None, Field(max_length=20)] = None
    state: State | None = None
    year: Annotated[int | None, Field(ge=1, le=9999)] = None
    page: Annotated[int | None, Field(ge=1, le=100_000)] = None


class PageAsked(Asked):
    """Which page of a long table."""

    page: Annotated[int | None, Field(ge=1, le=100_000)] = None


class NameAsked(PageAsked):
    """A person, a body or an outlet by name."""

    name: Annotated[str | None, Field(max_length=_LONGEST)] = None


class IdAsked(Asked):
    """An id, or its beginning, or the name of a page."""

    id: Annotated[str | None, Field(max_length=_LONGEST)] = None


class PairAsked(Asked):
    """Two states by code or name."""

    one: Annotated[str | None, Field(max_length=100)] = None
    other: Annotated[str | None, Field(max_length=100)] = None


class StepAsked(Asked):
    """Which mention of an article is stepped to, counted from 1."""

    at: Annotated[int | None, Field(ge=1, le=1_000_000)] = None


class DomainAsked(Asked):
    """Of which domain an index is."""

    domain: Domain | None = None


class NetworkAsked(DomainAsked):
    """Which month of the network, in which domain, with which grouping drawn."""

    month: Annotated[str | None, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="A month, as 2024-05")] = None
    grouping: Annotated[str | None, Field(max_length=_LONGEST)] = None


class CompareAsked(Asked):
    """What is compared: two pairs, or two outlets on one pair, over which span."""

    a: Annotated[str | None, Field(max_length=100, description="A pair, as two codes with a hyphen between them")] = (
        None
    )
    b: Annotated[str | None, Field(max_length=100, description="Another pair")] = None
    pair: Annotated[str | None, Field(max_length=100, description="The pair that two outlets tell of")] = None
    source_a: Annotated[str | None, Field(max_length=_LONGEST)] = None
    source_b: Annotated[str | None, Field(max_length=_LONGEST)] = None
    since: date | None = None
    until: date | None = None


class PlacesAsked(EventsAsked):
    """Which events on the map, and at which place."""

    place: Annotated[str | None, Field(max_length=_LONGEST)] = None
