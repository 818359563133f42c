"""Who acts: states, bodies, persons in office, groupings, and pairs of states."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.model.ontology import Sector


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, or a person, body or organisation with the state it belongs to.

    `country` is an ISO 3166-1 alpha-3 code (Kosovo XKX), `IGO` for an organisation of
    states, or None where the text does not tell; a bare state has neither sector nor name.
    """

    country: str | None
    sector: Sector | None = None
    name: str | None = None
    office: str | None = None

    @property
    def is_state(self) -> bool:
        """Whether this is a state as a whole."""
        return self.name is None and self.office is None and self.sector is None


@dataclass(frozen=True, slots=True, order=True)
class Dyad:
    """A pair of states, in alphabetical order of their codes; build it with `Dyad.of`."""

    first: str
    second: str

    @classmethod
    def of(cls, one: str, other: str) -> Dyad:
        """The pair, whichever way round it is given; ValueError when both are the same."""
        if one == other:
            raise ValueError(f"a dyad needs two states, not {one} twice")
        return cls(*sorted((one, other)))

    def __str__(self) -> str:
        return f"{self.first}-{self.second}"
