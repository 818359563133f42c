"""The record as a pure function of stored mentions and judgements: the order of reading changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from cordiale.corroborate.identity import mention_id
from cordiale.corroborate.independence import Independence, weigh_independence
from cordiale.corroborate.sameness import MEETINGS, PREFIXES, SAMENESS, Sameness, content_words, is_exactly_dated
from cordiale.corroborate.similarity import Groups, near_pairs
from cordiale.corroborate.standing import find_disagreements, rank, stand
from cordiale.model.document import Article
from cordiale.model.mention import EventMention, Mentions
from cordiale.model.record import Item, Judgement, Record, Verdict


def assemble(articles: Sequence[Article], mentions: Sequence[Mentions], judgements: Sequence[Judgement]) -> Record:
    """The record that the mentions of these articles and the judgements on them make."""
    independence = weigh_independence(articles)
    standing_judgements = without_undone(judgements)
    parts = {
        kind: _items(kind, [m for page in mentions for m in getattr(page, kind)], standing_judgements, independence)
        for kind in SAMENESS
    }
    return Record(**parts, twins=independence.twins)


def without_undone(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that still stand: neither undone nor themselves an undoing."""
    undone = {j.undoes for j in judgements if j.undoes is not None}
    return [j for j in judgements if j.undoes is None and j.id not in undone]


def _items(
    kind: str, mentions: list[Any], judgements: Sequence[Judgement], independence: Independence
) -> tuple[Item[Any], ...]:
    by_id = {mention_id(PREFIXES[kind], m): m for m in mentions}
    ids, mentions = list(by_id), list(by_id.values())
    place = {id: i for i, id in enumerate(ids)}
    groups = Groups(len(mentions))
    apart = _judged_apart(judgements, place)
    for i, j in [*_judged_same(judgements, place), *_same(mentions, SAMENESS[kind])]:
        a, b = groups.root(i), groups.root(j)
        if not any({groups.root(x), groups.root(y)} == {a, b} for x, y in apart):
            groups.join(i, j)
    found = []
    for group in groups.groups():
        members = sorted((mentions[i] for i in group), key=rank)
        verdicts = [j.verdict for j in judgements if any(place.get(id) in group for id in j.items)]
        disagreements = find_disagreements(members)
        standing = stand(members, disagreements, verdicts, independence)
        found.append(Item(min(ids[i] for i in group), tuple(members), standing, disagreements))
    return tuple(sorted(found, key=lambda item: (_when(item), item.id)))


def _when(item: Item[Any]) -> str:
    date = getattr(item.best, "date", None)
    return str(date.anchor) if date else "9999"


def _same(mentions: Sequence[Any], sameness: Sameness) -> Iterator[tuple[int, int]]:
    """Pairs of mentions that tell one thing, found key by key."""
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        by_key[sameness.key(mention)].append(i)
    for indices in by_key.values():
        if sameness.at_least == 0.0:
            yield from pairwise(indices)
            continue
        words = [content_words(sameness.words(mentions[i])) for i in indices]
        for a, b, _ in near_pairs(words, sameness.at_least, rows=2):
            if sameness.fits(mentions[indices[a]], mentions[indices[b]]):
                yield indices[a], indices[b]
        yield from _meetings(mentions, indices)


def _meetings(mentions: Sequence[Any], indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Meetings of the same parties on the same exact days are one, whatever words tell them."""
    by_day: dict[Hashable, int] = {}
    for i in indices:
        m = mentions[i]
        if isinstance(m, EventMention) and m.type in MEETINGS and is_exactly_dated(m) and m.date:
            first = by_day.setdefault((m.date.start, m.date.end, m.mode), i)
            if first != i:
                yield first, i


def _judged_same(judgements: Sequence[Judgement], place: dict[str, int]) -> list[tuple[int, int]]:
    pairs = []
    for j in judgements:
        known = [place[id] for id in j.items if id in place]
        if j.verdict is Verdict.SAME:
            pairs += [(known[0], other) for other in known[1:]]
    return pairs


def _judged_apart(judgements: Sequence[Judgement], place: dict[str, int]) -> list[tuple[int, int]]:
    pairs = []
    for j in judgements:
        known = [place[id] for id in j.items if id in place]
        if j.verdict is Verdict.DIFFERENT:
            pairs += [(a, b) for n, a in enumerate(known) for b in known[n + 1 :]]
    return pairs
