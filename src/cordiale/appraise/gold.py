"""Pages that people have marked: what each page says by them, with verbatim words as evidence.

The shape is one JSON object a page with `doc` and the lists `events`, `statements`, `commitments`, `drivers`, `quantities`,
`offices` and `groupings`; each item has `evidence`, words of the page. Events have `type`, `source`, `target` (codes such as
"AAA" or "AAA:Somebody"), `status` and `salience` (1: a reader must know it). `optional` items count neither when they are found
nor when they are missed; `type_alt` and `status_alt` are another marker's answer, and either is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from cordiale.model.issue import UsageError
from cordiale.model.ontology import EventType, Status

# Of items without an own measure only the place is compared.
CLAIMS = ("statements", "commitments", "drivers", "quantities", "offices", "groupings")


class _Item(msgspec.Struct):
    evidence: list[str] = msgspec.field(default_factory=list)
    optional: bool = False


class _Event(_Item):
    type: EventType = EventType.CONSULT
    status: Status = Status.HAPPENED
    source: list[str] = msgspec.field(default_factory=list)
    target: list[str] = msgspec.field(default_factory=list)
    salience: int = 2
    type_alt: EventType | None = None
    status_alt: Status | None = None


class _Page(msgspec.Struct):
    doc: str | None = None
    events: list[_Event] = msgspec.field(default_factory=list)
    statements: list[_Item] = msgspec.field(default_factory=list)
    commitments: list[_Item] = msgspec.field(default_factory=list)
    drivers: list[_Item] = msgspec.field(default_factory=list)
    quantities: list[_Item] = msgspec.field(default_factory=list)
    offices: list[_Item] = msgspec.field(default_factory=list)
    groupings: list[_Item] = msgspec.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Claim:
    """A marked item: the words that show it, and whether a careful marker may leave it out."""

    evidence: tuple[str, ...]
    is_optional: bool


@dataclass(frozen=True, slots=True)
class GoldAct:
    """A marked act: its words, the answers that are right, the states on either side, and whether a reader must know it."""

    claim: Claim
    types: frozenset[EventType]
    statuses: frozenset[Status]
    actors: frozenset[str]
    recipients: frozenset[str]
    must_be_known: bool


@dataclass(frozen=True, slots=True)
class GoldPage:
    """What people have marked on one page; `document` is the name of the page, None where the file does not tell."""

    name: str
    document: str | None
    acts: tuple[GoldAct, ...]
    claims: Mapping[str, tuple[Claim, ...]]


def parse_gold(name: str, data: bytes) -> GoldPage:
    """The marked page of a file; UsageError, with the place, where it has not the shape."""
    try:
        page = msgspec.json.decode(data, type=_Page)
    except msgspec.DecodeError as e:
        raise UsageError(f"{name}: no marked page ({e})") from None
    acts = tuple(_act(e) for e in page.events)
    claims = {kind: tuple(map(_claim, getattr(page, kind))) for kind in CLAIMS}
    return GoldPage(name, page.doc, acts, claims)


def _claim(item: _Item) -> Claim:
    return Claim(tuple(item.evidence), item.optional)


def _act(event: _Event) -> GoldAct:
    return GoldAct(
        _claim(event),
        frozenset(x for x in (event.type, event.type_alt) if x),
        frozenset(x for x in (event.status, event.status_alt) if x),
        _states(event.source),
        _states(event.target),
        event.salience == 1 and not event.optional,
    )


def _states(sides: Sequence[str]) -> frozenset[str]:
    """The codes of parties that are written as a code, or as a code with somebody's name after a colon."""
    codes: Iterable[str] = (side.split(":")[0].split(".")[0].strip().upper() for side in sides)
    return frozenset(code for code in codes if code)
