"""Relations made of acts that are given: what exports of panels and networks are written from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from cordiale.export import Relations, Selection
from cordiale.measure import measure_index, measure_network
from cordiale.model.ontology import EventType
from cordiale.model.record import Record
from cordiale.model.series import Act, Domain, Period

MONTH = Period.of(date(2024, 3, 1))


def act(actor: str, recipient: str, day: date, type: EventType, *domains: Domain) -> Act:
    return Act(f"ev_{actor}{recipient}{day}{type}", actor, recipient, day, type, frozenset(domains))


def acts() -> list[Act]:
    """Three pairs: friendly JPN and USA, hostile PRK and USA, and one that was seen once."""
    found = []
    for n in range(90):
        day = date.fromordinal(date(2024, 1, 1).toordinal() + n)
        found.append(act("USA", "JPN", day, EventType.COOPERATE, Domain.MILITARY))
        found.append(act("PRK", "USA", day, EventType.THREATEN))
    found.append(act("JPN", "USA", date(2024, 3, 2), EventType.ACCUSE, Domain.ECONOMIC))
    found.append(act("CHN", "JPN", date(2024, 3, 9), EventType.CONSULT, Domain.DIPLOMATIC))
    found.append(act("CHN", "JPN", date(2024, 1, 9), EventType.CONSULT, Domain.DIPLOMATIC))
    return sorted(found, key=lambda a: a.day)


def related(given: Sequence[Act], period: Period = MONTH, domain: Domain = Domain.ALL) -> Selection:
    index = measure_index(given)
    return Selection(Record(), (), relations=Relations(given, index, partial(measure_network, index), period, domain))
