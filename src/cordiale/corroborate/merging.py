"""Mentions of one kind put into groups that tell one thing each, as far as the judgements of people allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cordiale.corroborate.groups import Groups
from cordiale.corroborate.neighbours import near_neighbours
from cordiale.corroborate.sameness import SAMENESS, SLIP, are_other_people, bucket_of, exact_day, people_of
from cordiale.model.mention import EventMention
from cordiale.model.record import Judgement, Verdict
from cordiale.model.telling import Bucket, Told, Words


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a whole group of mentions says that another group may contradict: its exact days, and its persons by country.

    `pages` are the articles that tell an act. What a page tells twice has been put together where all of it was at hand; what
    is left of one page is two acts.
    """

    first: date | None
    last: date | None
    people: Mapping[str, Words]
    pages: frozenset[str] = frozenset()

    @classmethod
    def of(cls, mention: Any) -> _Bounds:
        if not isinstance(mention, EventMention):
            return cls(None, None, {})
        day = exact_day(mention.date)
        return cls(day, day, people_of(mention), frozenset({mention.article}))

    def joined(self, other: _Bounds) -> _Bounds | None:
        """The bounds of both together, or None when they cannot tell one thing."""
        days = [d for d in (self.first, self.last, other.first, other.last) if d]
        if days and max(days) - min(days) > SLIP:
            return None
        if are_other_people(self.people, other.people) or self.pages & other.pages:
            return None
        people = {
            c: self.people.get(c, frozenset()) | other.people.get(c, frozenset()) for c in {*self.people, *other.people}
        }
        first, last = (min(days), max(days)) if days else (None, None)
        return _Bounds(first, last, people, self.pages | other.pages)


def merge(kind: str, told: Sequence[Told], judgements: Sequence[Judgement]) -> list[list[int]]:
    """Groups of indices of mentions that tell one thing; the surest pairs are joined first, after what people have judged.

    A group never spans exact days further apart than a slip, nor wholly other persons, nor two acts of one page, whatever
    lies between them. The mentions must come in order of their ids: then the order of reading changes nothing.
    """
    place, likeness = {t.id: i for i, t in enumerate(told)}, SAMENESS[kind].likeness
    same, apart = _judged(judgements, place)
    groups = Groups(len(told))
    bounds = [_Bounds.of(t.mention) for t in told]
    for i, j in same:
        one, other = bounds[groups.root(i)], bounds[groups.root(j)]
        _join(groups, bounds, i, j, one.joined(other) or replace(one, pages=one.pages | other.pages))
    scored = ((sure, i, j) for i, j in _pairs(kind, told) if (sure := likeness(told[i], told[j])) is not None)
    for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        a, b = groups.root(i), groups.root(j)
        if a == b or any({groups.root(x), groups.root(y)} == {a, b} for x, y in apart):
            continue
        if both := bounds[a].joined(bounds[b]):
            _join(groups, bounds, i, j, both)
    return groups.groups()


def _join(groups: Groups, bounds: list[_Bounds], i: int, j: int, both: _Bounds) -> None:
    bounds[groups.join(i, j)] = both


def _pairs(kind: str, told: Sequence[Told]) -> Iterator[tuple[int, int]]:
    blocks: dict[Bucket, list[int]] = defaultdict(list)
    for i, t in enumerate(told):
        blocks[bucket_of(kind, t.mention)].append(i)
    for block in blocks.values():
        if not any(told[i].words for i in block):
            yield from ((block[n], block[n + 1]) for n in range(len(block) - 1))
            continue
        block.sort(key=lambda i: (_day(told[i]), told[i].id))
        words, places = [told[i].words for i in block], [_places(told[i]) for i in block]
        for a, b in near_neighbours(words, places):
            yield min(block[a], block[b]), max(block[a], block[b])


def _day(told: Told) -> date:
    interval = getattr(told.mention, "date", None) or told.page
    return interval.anchor if interval else date.max


def _places(told: Told) -> tuple[Hashable, ...]:
    day = exact_day(getattr(told.mention, "date", None))
    return (day,) if day else ()


def _judged(
    judgements: Sequence[Judgement], place: Mapping[str, int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs judged the same and those judged different, of each pair the last word."""
    verdicts: dict[tuple[int, int], Verdict] = {}
    for j in judgements:
        known = sorted({place[id] for id in j.items if id in place})
        if j.verdict in (Verdict.SAME, Verdict.DIFFERENT):
            for n, a in enumerate(known):
                verdicts.update({(a, b): j.verdict for b in known[n + 1 :]})
    same = [pair for pair, v in verdicts.items() if v is Verdict.SAME]
    return sorted(same), sorted(pair for pair, v in verdicts.items() if v is Verdict.DIFFERENT)


def standing_judgements(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that still stand, oldest first: not undone by one that itself stands, and no undoing."""
    undone: set[int] = set()
    standing = []
    for j in sorted(judgements, key=lambda j: (j.id is None, j.id or 0, j.at), reverse=True):
        if j.id is not None and j.id in undone:
            continue
        if j.undoes is not None:
            undone.add(j.undoes)
        else:
            standing.append(j)
    return standing[::-1]
