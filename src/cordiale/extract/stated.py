"""Sides as a reader states them: where it names the words of each party, nothing has to be weighed."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.extract.sides import Chances, Named, SideWeights
from cordiale.model.document import Span
from cordiale.model.reading import RoleName, Trigger


@dataclass(frozen=True, slots=True)
class StatedSides(SideWeights):
    """The parties of an act are the states of the words that the reader gives as its parties."""

    def weigh(self, text: str, trigger: Trigger, named: Named, sentence: int) -> Chances:
        """For each state that the reader gives as a party, certainty that it acts or that it receives."""
        actors = _states_of(trigger, RoleName.ACTOR, named)
        recipients = _states_of(trigger, RoleName.RECIPIENT, named) - actors
        return dict.fromkeys(sorted(actors), (1.0, 0.0)) | dict.fromkeys(sorted(recipients), (0.0, 1.0))

    def divide(self, trigger: Trigger, found: Chances) -> tuple[set[str], set[str]]:
        """The codes of the states that act and of those that receive; a state is on one side only."""
        return {s for s, (acts, _) in found.items() if acts}, {s for s, (_, receives) in found.items() if receives}


def stated_sides() -> StatedSides:
    """Sides without weights."""
    return StatedSides({}, (0.0, 0.0, 0.0), 0.0, 0.0)


def _states_of(trigger: Trigger, side: RoleName, named: Named) -> set[str]:
    spans: list[Span] = [r.span for r in trigger.roles if r.name is side]
    return {code for m in named if any(m.span.overlaps(s) for s in spans) for code in m.countries}
