"""What is counted over time: acts between two states, and the domains they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cordiale.model.ontology import Context, EventType, QuadClass


class Domain(StrEnum):
    """A field of a relation; `ALL` takes in every act, whatever its contexts."""

    ALL = "all"
    MILITARY = "military"
    DIPLOMATIC = "diplomatic"
    ECONOMIC = "economic"
    TECHNOLOGICAL = "technological"


CONTEXTS_OF: dict[Domain, frozenset[Context]] = {
    Domain.MILITARY: frozenset({Context.MILITARY, Context.NUCLEAR, Context.TERRITORIAL, Context.INTELLIGENCE}),
    Domain.DIPLOMATIC: frozenset({Context.DIPLOMATIC, Context.LEGAL, Context.HUMAN_RIGHTS, Context.HUMANITARIAN}),
    Domain.ECONOMIC: frozenset({Context.ECONOMIC, Context.ENERGY, Context.RESOURCE}),
    Domain.TECHNOLOGICAL: frozenset({Context.TECHNOLOGY, Context.CYBER, Context.SPACE}),
}


@dataclass(frozen=True, slots=True)
class Act:
    """An act that has happened, by one state toward another, as the measures count it.

    `event` is the id of the event it comes from, `reports` the number of independent reports of it. A mutual act is two
    acts, one in each direction, with the same `event`.
    """

    event: str
    actor: str
    recipient: str
    day: date
    type: EventType
    domains: frozenset[Domain]
    reports: int = 1

    @property
    def quad_class(self) -> QuadClass:
        """Verbal or material, cooperation or conflict."""
        return self.type.quad_class

    @property
    def is_cooperative(self) -> bool:
        """Whether the act is on the side of cooperation."""
        return self.quad_class in (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)
