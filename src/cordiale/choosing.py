"""From a question to the items that fit it: only what can fit is taken out of the record file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cordiale import joining, pipeline
from cordiale.model.actor import Dyad
from cordiale.model.record import NOT_BELIEVED, Item, Record
from cordiale.model.selection import OF_BOTH, OF_EITHER, Wanted, is_wanted
from cordiale.store import Store
from cordiale.store.items import day_key
from cordiale.store.together import Leaf


def bring_up(store: Store) -> None:
    """Join what was read or judged since the record was last put together, where the file may be written."""
    if not store.is_read_only:
        joining.join(store)


def choose(store: Store, kind: str, wanted: Wanted, *, with_all: bool = False) -> Iterator[Item[Any]]:
    """The items of a kind (a field of Record) that fit, in order of days, the undated last.

    What was judged wrong or retracted is left out unless `with_all`. The record must be up to date (`bring_up`); that of a
    file which may only be read is put together in memory where it is behind.
    """
    for item in _near(store, kind, wanted):
        if is_wanted(item, wanted) and (with_all or item.standing not in NOT_BELIEVED):
            yield item


def _near(store: Store, kind: str, wanted: Wanted) -> Iterable[Item[Any]]:
    if store.is_read_only and not joining.is_joined(store):
        found: Iterable[Item[Any]] = getattr(pipeline.hold(store).record, kind)
        return found
    pair = wanted.between
    if pair is not None and kind not in OF_EITHER:
        return store.items.of_pair(pair, kind)
    if pair is not None:
        either = {i.id: i for code in (pair.first, pair.second) for i in store.items.of_state(code, kind)}
        return sorted(either.values(), key=lambda i: (day_key(i), i.id))
    return store.items.of_state(wanted.of, kind) if wanted.of else store.items.all(kind)


def around(store: Store, pair: Dyad, latest: int) -> tuple[Record, Mapping[str, Leaf]]:
    """What a pair can be told from, and the articles that tell it.

    So many of the latest items of each kind that concern both, what the pages that tell them tell of one of the two alone,
    and the copies among these pages.
    """
    found: dict[str, dict[str, Item[Any]]] = {kind: {} for kind in (*OF_BOTH, *OF_EITHER)}
    for kind in OF_BOTH:
        found[kind] = {i.id: i for i in store.items.of_pair(pair, kind, latest)}
    told_in = {e.article for kind in OF_BOTH[:3] for i in found[kind].values() for e in i.evidence}
    for kind in OF_EITHER[:2]:
        found[kind] = {i.id: i for i in store.together.of_both(pair, kind, latest)}
    for kind, item in store.together.told_by(told_in, OF_EITHER, pair):
        found[kind][item.id] = item
    parts = {kind: tuple(items.values()) for kind, items in found.items()}
    twins = tuple(t for t in store.together.twins(told_in) if t.second in told_in)
    every = {e.article for items in parts.values() for i in items for e in i.evidence}
    return Record(**parts, twins=twins), store.together.leaves(every | {t.first for t in twins})


def documents_of(store: Store, items: Iterable[Item[Any]]) -> dict[str, str]:
    """The names of the pages that tell these items, under the ids of their articles."""
    told = {article for item in items for article in _articles(item)}
    found = {id: w.document for id, w in store.tellings.witnesses(told).items()}
    for id in told - found.keys():
        if article := store.article(id):
            found[id] = article.document
    return found


def _articles(item: Item[Any]) -> set[str]:
    named = {a for d in item.disagreements for _, articles in d.values for a in articles}
    return named | {e.article for e in item.evidence}
