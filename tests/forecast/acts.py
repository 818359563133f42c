"""Acts made up for tests: pairs of invented states that act at random, each at a rate of its own."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from cordiale.forecast.panel import Panel, panel_of
from cordiale.model.actor import Dyad
from cordiale.model.ontology import EventType
from cordiale.model.series import Act, Domain

FIRST, END = date(2015, 1, 1), date(2019, 1, 1)
DYADS = (Dyad("AAA", "BBB"), Dyad("AAA", "CCC"), Dyad("BBB", "CCC"), Dyad("CCC", "DDD"))
TYPES = (EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.ACCUSE, EventType.ASSAULT)


def act(day: date, dyad: Dyad = DYADS[0], kind: EventType = EventType.CONSULT, event: str | None = None) -> Act:
    """One act by the first state of a pair toward the second."""
    name = event or f"{day}{dyad}{kind}"
    return Act(name, dyad.first, dyad.second, day, kind, frozenset({Domain.ALL}))


def history(seed: int = 0, rates: tuple[float, ...] = (0.6, 0.3, 0.1, 0.02)) -> list[Act]:
    """Four years of acts of four pairs, so many a day."""
    dice = np.random.default_rng(seed)
    found = []
    for day in range((END - FIRST).days):
        for dyad, rate in zip(DYADS, rates, strict=True):
            for number in range(dice.poisson(rate)):
                on, kind = FIRST + timedelta(day), TYPES[dice.integers(len(TYPES))]
                found.append(act(on, dyad, kind, f"{dyad} {day} {number}"))
    return found


def panel(seed: int = 0) -> Panel:
    """The panel of `history`."""
    return panel_of(history(seed), DYADS, FIRST, END)
