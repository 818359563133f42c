"""What words that name an actor say of it, before any look at the rest of the page."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.lexicon.entries import Body, Hit, Locality, Organisation, State, Tenure
from cordiale.model.document import Span
from cordiale.model.mention import ActorKind
from cordiale.model.ontology import Sector


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name an actor, and what they say of it before any look at the rest of the page.

    `countries` are the codes that the words give (several for 'U.S.-Japan'); `tenures` the
    offices that persons of this name have held; `is_past` says that the office
    was over or another time is meant ('former', 'then-'), `is_former` only the first;
    `is_place` that a preposition or a city makes it a place; `is_generic` that an office or
    a body belongs to whatever state was named before where the words name none.
    """

    span: Span
    kind: ActorKind
    countries: tuple[str, ...]
    rule: str
    sector: Sector | None = None
    name: str | None = None
    office: str | None = None
    is_former: bool = False
    is_past: bool = False
    is_place: bool = False
    is_modifier: bool = False
    tenures: tuple[Tenure, ...] = ()
    is_generic: bool = True


def countries_of(hit: Hit) -> tuple[str, ...]:
    """Codes of the states (IGO for an organisation) that a hit may mean, without repetition."""
    codes: list[str] = []
    for entry in hit.entries:
        if isinstance(entry, State):
            codes.append(entry.iso3)
        elif isinstance(entry, Organisation):
            codes.append("IGO")
        elif isinstance(entry, (Body, Tenure, Locality)) and entry.country:
            codes.append(entry.country)
    return tuple(dict.fromkeys(codes))
