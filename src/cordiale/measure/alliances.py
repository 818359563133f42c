"""Alliances and other groupings that bind states, as the record tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from cordiale.measure.acts import Told
from cordiale.model.mention import GroupingKind
from cordiale.model.record import NOT_BELIEVED, Grouping
from cordiale.model.series import Tie


def find_ties(
    groupings: Iterable[Grouping], told: Told | None = None, kinds: Collection[GroupingKind] = tuple(GroupingKind)
) -> tuple[Tie, ...]:
    """The groupings of these kinds with at least two states among their members, one tie a name, in the order of names.

    Members are those that any believed item names; days are those on which the pages that tell of it were published.
    """
    days = (told or Told()).days
    by_name: defaultdict[tuple[str, GroupingKind], list[Grouping]] = defaultdict(list)
    for item in groupings:
        if item.standing not in NOT_BELIEVED and item.best.kind in kinds:
            by_name[item.best.name, item.best.kind].append(item)
    ties = (_tie(name, kind, items, days) for (name, kind), items in sorted(by_name.items()))
    return tuple(tie for tie in ties if len(tie.members) > 1)


def _tie(name: str, kind: GroupingKind, items: list[Grouping], days: Mapping[str, date]) -> Tie:
    members = sorted({state for item in items for m in item.mentions for state in m.members if state != "IGO"})
    dated = sorted(days[m.article] for item in items for m in item.mentions if m.article in days)
    first, last = (dated[0], dated[-1]) if dated else (None, None)
    return Tie(name, kind, tuple(members), first, last, tuple(sorted(item.id for item in items)))
