"""The record as a pure function of stored mentions and judgements: the order of reading changes nothing.

`assemble` makes the whole of it at once. The same is made bit by bit from its parts: `tell` says what one article tells
and with which mentions each is compared (its bucket); `gather` makes the items of a bucket, or of several that a
judgement has joined. No item spans two buckets unless people said so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cordiale.corroborate.copies import find_twins
from cordiale.corroborate.corrections import are_taken_back, is_correction
from cordiale.corroborate.identity import mention_ids
from cordiale.corroborate.merging import merge, standing_judgements
from cordiale.corroborate.sameness import SAMENESS, bucket_of
from cordiale.corroborate.standing import find_disagreements, overruled_articles, rank, stand
from cordiale.corroborate.witness import with_families, witness_of
from cordiale.model.document import Article
from cordiale.model.mention import Mentions
from cordiale.model.record import Item, Judgement, Record, Verdict
from cordiale.model.telling import Telling, Told, Witness
from cordiale.sources.owners import NOBODY_ELSE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention has come to lie: the kind (a field of Record), the id of its item, and the page that tells it."""

    kind: str
    item: str
    document: str


def assemble(
    articles: Sequence[Article],
    mentions: Sequence[Mentions],
    judgements: Sequence[Judgement],
    owners: Mapping[str, str] = NOBODY_ELSE,
) -> Record:
    """The record that the mentions of these articles and the judgements on them make.

    Every mention's article must be among the articles; KeyError otherwise.
    """
    by_id = {a.id: a for a in articles}
    twins = find_twins(articles)
    witnesses = with_families({id: witness_of(a, owners) for id, a in by_id.items()}, twins)
    standing = standing_judgements(judgements)
    told: dict[str, list[Told]] = defaultdict(list)
    for page in mentions:
        for telling in tell(by_id[page.article], page):
            told[telling.bucket.kind].append(telling.told)
    parts = {kind: tuple(item for item, _ in gather(kind, told[kind], witnesses, standing)) for kind in SAMENESS}
    return Record(**parts, twins=twins)


def tell(article: Article, mentions: Mentions) -> Iterator[Telling]:
    """What an article tells, each thing once, in order of kinds and ids."""
    is_correcting = is_correction(article)
    for kind, sameness in SAMENESS.items():
        ids = mention_ids(sameness.prefix, getattr(mentions, kind), {article.id: article.document})
        for id, m in ids.items():
            is_taken_back = is_correcting and are_taken_back(m.evidence, article)
            told = Told(id, m, sameness.words(m, article), article.day, is_taken_back)
            yield Telling(bucket_of(kind, m), told)


def gather(
    kind: str, told: Sequence[Told], witnesses: Mapping[str, Witness], judgements: Sequence[Judgement]
) -> list[tuple[Item[Any], list[str]]]:
    """The items of a kind that these mentions make, in order of their days, each with the ids of its mentions.

    `witnesses` are the articles of the mentions under their ids; `judgements` those that stand, oldest first.
    """
    ordered = sorted(told, key=lambda t: t.id)
    verdicts = {id: j.verdict for j in judgements for id in j.items}
    groups = [[ordered[i] for i in group] for group in merge(kind, ordered, judgements)]
    made = [(_item(group, verdicts, witnesses), [t.id for t in group]) for group in groups]
    return sorted(made, key=lambda m: order_of(m[0]))


def places_of(record: Record, documents: Mapping[str, str]) -> dict[str, Place]:
    """The id of every mention that the record holds, with the item it has become part of and the page that tells it.

    `documents` gives the name of the page of each article (by id).
    """
    found: dict[str, Place] = {}
    for kind, sameness in SAMENESS.items():
        # Equal values are one mention, so that the mention itself is the key to its item.
        owners = {m: item.id for item in getattr(record, kind) for m in item.mentions}
        for id, m in mention_ids(sameness.prefix, list(owners), documents).items():
            found[id] = Place(kind, owners[m], documents[m.article])
    return found


def order_of(item: Item[Any]) -> tuple[date, str]:
    """What items of a kind are ordered by: the day of their best telling, the undated last, then the id."""
    day = getattr(item.best, "date", None)
    return day.anchor if day else date.max, item.id


def _item(group: Sequence[Told], verdicts: Mapping[str, Verdict], witnesses: Mapping[str, Witness]) -> Item[Any]:
    # The id is that of the earliest page: pages read later are mostly younger, so that an item keeps its id.
    first = min(group, key=lambda t: (t.page.anchor if t.page else date.max, t.id))
    mentions = [t.mention for t in group]
    overruled = overruled_articles(mentions, witnesses)
    disagreements = find_disagreements(mentions, witnesses)
    judged = [v for t in group if (v := verdicts.get(t.id)) in (Verdict.WRONG, Verdict.RETRACTED)]
    standing = stand(group, disagreements, judged[-1] if judged else None, witnesses)
    return Item(first.id, tuple(sorted(mentions, key=lambda m: rank(m, overruled))), standing, disagreements)
