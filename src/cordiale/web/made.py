"""What is reckoned from a state of the record and is not looked up in its file: the index, questions, groupings, sums.

It is put together in another process where the record is large, so that pages are not slowed meanwhile.
"""

from __future__ import annotations

import mmap
import os
import pickle
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from typing import Any, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from cordiale import joining, relations
from cordiale.announced import Announced, Asked, announced, ground_in
from cordiale.measure import RelationIndex, find_ties
from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.coded import parse_coded_id
from cordiale.model.forecast import Question, Resolution, Rule
from cordiale.model.issue import UsageError
from cordiale.model.ontology import EventType
from cordiale.model.record import Item
from cordiale.model.series import Act, Domain, Tie
from cordiale.relations import Material, Shift
from cordiale.store import Store, StoreError

_TYPES = tuple(EventType)
_DOMAINS = tuple(Domain)
_MOVED, _SOON, _MOST_ASKED = 100, 100, 500
# Of how much lower priority the process is that makes it.
_MODEST = 5
# Columns begin at multiples of so many bytes.
_ALIGNED = 64


class Acts(Sequence[Act]):
    """Acts as columns, in the order in which they were given: a million take some tens of megabytes."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self._codes = sorted({code for a in acts for code in (a.actor, a.recipient)})
        code = {c: i for i, c in enumerate(self._codes)}
        kind = {t: i for i, t in enumerate(_TYPES)}
        self._event: NDArray[np.bytes_] = np.array([a.event.encode() for a in acts], dtype=np.bytes_)
        self._sides = np.array([(code[a.actor], code[a.recipient]) for a in acts], np.int16).reshape(-1, 2)
        self._day = np.array([a.day.toordinal() for a in acts], np.int32)
        self._type = np.array([kind[a.type] for a in acts], np.int8)
        self._domains = np.array([sum(1 << _DOMAINS.index(d) for d in a.domains) for a in acts], np.int32)
        self._reports = np.array([a.reports for a in acts], np.int32)

    def __len__(self) -> int:
        return len(self._day)

    @overload
    def __getitem__(self, at: int) -> Act: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Act]: ...
    def __getitem__(self, at: int | slice) -> Act | Sequence[Act]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        bits = int(self._domains[at])
        return Act(
            self.event(at),
            self._codes[self._sides[at, 0]],
            self._codes[self._sides[at, 1]],
            date.fromordinal(int(self._day[at])),
            _TYPES[self._type[at]],
            frozenset(d for i, d in enumerate(_DOMAINS) if bits >> i & 1),
            int(self._reports[at]),
        )

    def event(self, at: int) -> str:
        """The event of the act at a place."""
        return str(self._event[at].decode())


Parts = tuple[Sequence[Asked], Sequence[Asked], Sequence[Asked]]
"""Open questions, overdue ones, settled ones."""


class _Laid(msgspec.Struct, array_like=True):
    """A question as it is laid by: its place among all, and the rest of it as it is packed."""

    place: int
    packed: msgspec.Raw


class _Rest(msgspec.Struct, array_like=True):
    """What is packed of a question, with the id of what announces it."""

    question: Question
    issued: datetime | None
    item: str | None
    resolution: Resolution | None


_PACKER = msgspec.msgpack.Encoder()
_LAID: msgspec.msgpack.Decoder[list[_Laid]] = msgspec.msgpack.Decoder(list[_Laid])
_REST = msgspec.msgpack.Decoder(_Rest)


class _Opened(Sequence[Asked]):
    """Questions that are unpacked when they are asked for."""

    def __init__(self, packed: Sequence[msgspec.Raw]) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, at: int) -> Asked: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Asked]: ...
    def __getitem__(self, at: int | slice) -> Asked | Sequence[Asked]:
        if isinstance(at, slice):
            return _Opened(self._packed[at])
        x = _REST.decode(self._packed[at])
        return Asked(x.question, x.issued, Item(x.item, ()) if x.item else None, x.resolution)


class Questions:
    """The questions of all pairs, laid by in parts that are opened when a pair is asked for.

    Of each pair, and of the promises of each state, the first few hundred of each part. `soon` are those due next after a day.
    """

    def __init__(self, asked: Announced, since: date | None) -> None:
        self.soon = [_slim(a) for a in asked.open if since and a.question.due > since][:_SOON]
        groups: dict[str, tuple[list[_Laid], ...]] = {}
        for part, every in enumerate((asked.open, asked.overdue, asked.resolved)):
            for place, a in enumerate(every):
                own = [groups.setdefault(name, ([], [], []))[part] for name in _groups_of(a)]
                if wanted := [group for group in own if len(group) < _MOST_ASKED]:
                    rest = _Rest(a.question, a.issued, a.item.id if a.item else None, a.resolution)
                    laid = _Laid(place, msgspec.Raw(_PACKER.encode(rest)))
                    for group in wanted:
                        group.append(laid)
        self._groups = {name: [_PACKER.encode(part) for part in own] for name, own in groups.items()}

    def of(self, dyad: Dyad) -> Parts:
        """Those of a pair, in their order."""
        one, other, third = (self._part(dyad, part) for part in range(3))
        return one, other, third

    def _part(self, dyad: Dyad, part: int) -> Sequence[Asked]:
        names = (str(dyad), dyad.first, dyad.second)
        found = {
            x.place: x.packed for name in names if name in self._groups for x in _LAID.decode(self._groups[name][part])
        }
        return _Opened([found[place] for place in sorted(found)])


def _groups_of(asked: Asked) -> Sequence[str]:
    """Whose an act is (each pair of its parties), whose a promise is (each of them); see `announced.concerns`."""
    q = asked.question
    if q.kind.rule is Rule.SAME_ACT:
        return [str(Dyad(a, b)) for a, b in combinations(sorted(set(q.parties)), 2)]
    return sorted(set(q.parties))


def _slim(asked: Asked) -> Asked:
    """The same with nothing but the id of what announces it."""
    return replace(asked, item=Item(asked.item.id, ())) if asked.item else asked


@dataclass(frozen=True)
class Made:
    """What one state of the record comes to; `ready` are parts of pages that are likely to be asked for, under their keys.

    `shifts` are the pairs that moved most.
    """

    index: RelationIndex
    material: Material
    asked: Questions
    shifts: Sequence[Shift]
    ties: tuple[Tie, ...]
    rules: Sequence[tuple[str, int]]
    coded: int
    counted_events: int
    ready: Mapping[Hashable, bytes] = field(default_factory=dict)

    def acts_between(self, dyad: Dyad) -> list[Act]:
        """The acts of a pair, in the order of days."""
        number = bisect_left(self.index.dyads, dyad)
        if number == len(self.index.dyads) or self.index.dyads[number] != dyad:
            return []
        begin, end = np.searchsorted(self.index.rows.dyad, [number, number + 1])
        return [self.index.acts[i] for i in np.sort(self.index.rows.place[begin:end]).tolist()]


def make(store: Store, today: date) -> Made:
    """What the record comes to as it is now; it is joined first where it is behind."""
    index, material = relations.index_of(store, today)
    with store.snapshot():
        last = store.heads.last_day()
        since = min(date.fromisoformat(last), today) if last else None
        asked = Questions(announced(store, ground_in(store), today, is_kept=False), since)
        ties = find_ties(store.items.by_id("groupings"), relations.told_in(store))
        rules = store.tellings.count_rules()
    acts = Acts(material.counted)  # type: ignore[arg-type]
    coded = sum(parse_coded_id(a.event) is not None for a in material.counted)
    events = len({a.event for a in material.counted})
    slim = replace(material, counted=acts)
    moved = relations.shifts(index, Domain.ALL)[:_MOVED]
    return Made(replace(index, acts=acts, event_of=acts.event), slim, asked, moved, ties, rules, coded, events)


Ready = Callable[[RecordAddress, Made], Mapping[Hashable, Any]]


def make_apart(path: RecordAddress, today: date, ready: Ready, *, is_beside: bool = False) -> Made:
    """The same in a process of its own; StoreError where that one does not come to its end.

    `ready` puts together, there, what is likely to be asked for. What `is_beside` readers of pages lets them go first.
    """
    with tempfile.TemporaryDirectory(prefix="cordiale-", ignore_cleanup_errors=True) as folder:
        worker = get_context("spawn").Process(
            target=_make_into, args=(Path(folder), path, today, ready, is_beside), daemon=True
        )
        worker.start()
        worker.join()
        if worker.exitcode:
            raise StoreError(f"{path}: what the pages show could not be put together; `cordiale check` may say why")
        return _taken_from(Path(folder))


def _make_into(folder: Path, path: RecordAddress, today: date, ready: Ready, is_beside: bool) -> None:
    if is_beside and hasattr(os, "nice"):
        os.nice(_MODEST)
    try:
        with Store(path, must_exist=True) as store:
            if not store.is_read_only:
                joining.join(store)
            made = make(store, today)
        parts = {key: pickle.dumps(part) for key, part in ready(path, made).items()}
    except (StoreError, UsageError) as e:
        sys.exit(str(e))
    _lay_into(folder, replace(made, ready=parts))


def _lay_into(folder: Path, made: Made) -> None:
    """Write what was made, its columns of numbers apart, so that whoever takes it need not read them."""
    columns: list[pickle.PickleBuffer] = []
    head, ends = pickle.dumps(made, protocol=5, buffer_callback=columns.append), []
    with (folder / "columns").open("wb") as out:
        for column in columns:
            out.write(column.raw())
            ends.append(out.tell())
            out.write(bytes(-out.tell() % _ALIGNED))
        out.write(bytes(_ALIGNED))  # nothing can be mapped from an empty file
    (folder / "made").write_bytes(pickle.dumps((head, ends)))


def _taken_from(folder: Path) -> Made:
    """What was laid into a folder; its columns are mapped, and stay when the folder is gone."""
    head, ends = pickle.loads((folder / "made").read_bytes())
    with (folder / "columns").open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    begins = [0, *(end + -end % _ALIGNED for end in ends)]
    made: Made = pickle.loads(head, buffers=[whole[a:b] for a, b in zip(begins, ends, strict=False)])
    return made
