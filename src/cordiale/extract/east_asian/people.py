"""Which office-holder words mean: by name, office, state and day, from the tenures of the lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from cordiale.lexicon import Lexicon
from cordiale.lexicon.entries import Tenure
from cordiale.model.actor import Actor
from cordiale.model.ontology import Sector

# Offices that several hold at once, so that none is meant by the bare word.
OF_MANY = frozenset(
    {"minister", "official", "diplomat", "governor", "speaker", "ambassador", "party leader", "spokesperson", "king"}
)


@dataclass(frozen=True, slots=True)
class Holders:
    """Finds office-holders as of a day; `home` is the state that is meant where a page names none."""

    lexicon: Lexicon
    equivalent: Mapping[str, tuple[str, ...]]
    on: date | None
    home: str | None

    def tenure(
        self, persons: Sequence[str], office: str | None, states: Sequence[str], seen: Set[str]
    ) -> Tenure | None:
        """The tenure that a name stands for: of the office and state said with it, held on the day, of somebody named before.

        None where nobody of that name can be meant in the office or state said.
        """
        tenures = [t for p in persons for t in self.lexicon.tenures_of(p) if t.person == p]
        if states and any(t.country in states for t in tenures):
            tenures = [t for t in tenures if t.country in states]
        offices = (office, *self.equivalent.get(office, ())) if office else ()
        fitting = [t for t in tenures if t.office in offices] if len(persons) > 1 and office else tenures
        return max(
            fitting or tenures,
            key=lambda t: (t.office in offices, self._is_held(t), t.person in seen, t.start or date.min),
            default=None,
        )

    def _is_held(self, tenure: Tenure) -> bool:
        return tenure.holds_on(self.on) if self.on else tenure.end is None

    def _is_called(self, tenure: Tenure, organisation: str) -> bool:
        known = self.lexicon.organisations.get(tenure.organisation or "")
        return known is not None and organisation in known.names

    def actor(self, tenure: Tenure) -> Actor:
        """The person of a tenure, in the office that is held on the day; a former one in the office it was."""
        name = tenure.organisation if tenure.country == "IGO" else None
        office = tenure.office if self._is_held(tenure) or self.on is None else f"former {tenure.office}"
        if self.on is not None and tenure.start is not None and tenure.start > self.on:
            office = tenure.office
        return Actor(tenure.country, Sector.IGO if name else tenure.sector, tenure.person, office)

    def holder(self, country: str, office: str, organisation: str | None = None) -> Actor:
        """Who holds an office of a state (or of an organisation) on the day; the office alone where that is not one person."""
        names = (office, *self.equivalent.get(office, ()))
        known = next((o for o in names if self.lexicon.holders(country, o)), office)
        found = {
            t.person: t
            for t in (self.lexicon.holders(country, known, self.on) if self.on else ())
            if organisation is None or (t.organisation or "?") in organisation or self._is_called(t, organisation)
        }
        if len(found) == 1 and office not in OF_MANY:
            tenure = next(iter(found.values()))
            return Actor(country, tenure.sector, tenure.person, known)
        return Actor(
            country, Sector.GOV if country != "IGO" else Sector.IGO, organisation if country == "IGO" else None, known
        )
