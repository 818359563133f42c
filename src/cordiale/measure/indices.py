"""The table of indices: each makes from a record the relation index of all pairs, and says what was left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cordiale.measure.acts import Told, count_acts, count_remarks
from cordiale.measure.index import Choice, RelationIndex, measure_index
from cordiale.model.ontology import EventType
from cordiale.model.record import Record
from cordiale.model.series import Domain, LeftOut

# How weighty an act of a type is, 1 the most: the mean absolute Goldstein weight (Journal of Conflict Resolution 36, 1992) of
# the CAMEO codes that the type takes in, over 10; CONCEDE, which CAMEO has among the yielding, weighs as RETREAT.
INTENSITY: Mapping[EventType, float] = {
    EventType.AGREE: 0.59,
    EventType.CONSULT: 0.3,
    EventType.SUPPORT: 0.53,
    EventType.CONCEDE: 0.68,
    EventType.COOPERATE: 0.68,
    EventType.AID: 0.76,
    EventType.RETREAT: 0.68,
    EventType.REQUEST: 0.5,
    EventType.ACCUSE: 0.2,
    EventType.REJECT: 0.42,
    EventType.THREATEN: 0.62,
    EventType.PROTEST: 0.69,
    EventType.SANCTION: 0.61,
    EventType.MOBILIZE: 0.72,
    EventType.COERCE: 0.66,
    EventType.ASSAULT: 0.96,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an index needs beside the record: the day of counting, what is known of its articles, and how to measure."""

    today: date
    told: Told = field(default_factory=Told)
    choice: Choice = field(default_factory=Choice)


Measured = tuple[RelationIndex, tuple[LeftOut, ...]]


def index_of_acts(record: Record, asked: Asked) -> Measured:
    """The index of acts, all of them alike."""
    acts, left = count_acts(record.events, asked.today, asked.told)
    return measure_index(acts, asked.choice), left


def index_of_weighty_acts(record: Record, asked: Asked) -> Measured:
    """The index of acts, weighty ones counting for more."""
    acts, left = count_acts(record.events, asked.today, asked.told)
    return measure_index(acts, replace(asked.choice, weights=INTENSITY)), left


def index_of_talk(record: Record, asked: Asked) -> Measured:
    """The index of what states say about each other; statements have no domains, so that only all of them together count."""
    remarks, left = count_remarks(record.statements, asked.today, asked.told)
    return measure_index(remarks, replace(asked.choice, domains=(Domain.ALL,))), left


INDICES: Mapping[str, Callable[[Record, Asked], Measured]] = {
    "acts": index_of_acts,
    "weighty acts": index_of_weighty_acts,
    "talk": index_of_talk,
}
