"""The record as a pure function of stored mentions and judgements: the order of reading changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cordiale.corroborate.corrections import Corrections, find_corrections
from cordiale.corroborate.identity import mention_ids
from cordiale.corroborate.independence import Independence, weigh_independence
from cordiale.corroborate.merging import merge, standing_judgements
from cordiale.corroborate.sameness import SAMENESS, Told
from cordiale.corroborate.standing import find_disagreements, overruled_articles, rank, stand
from cordiale.model.document import Article
from cordiale.model.mention import Mentions
from cordiale.model.record import Item, Judgement, Record, Verdict


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an item's standing rests on beside its mentions."""

    articles: dict[str, Article]
    independence: Independence
    corrections: Corrections
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention has come to lie: the kind (a field of Record), the id of its item, and the page that tells it."""

    kind: str
    item: str
    document: str


def assemble(articles: Sequence[Article], mentions: Sequence[Mentions], judgements: Sequence[Judgement]) -> Record:
    """The record that the mentions of these articles and the judgements on them make.

    Every mention's article must be among the articles; KeyError otherwise.
    """
    ground = _Ground(
        {a.id: a for a in articles},
        weigh_independence(articles),
        find_corrections(articles),
        tuple(standing_judgements(judgements)),
    )
    parts = {kind: _items(kind, [m for page in mentions for m in getattr(page, kind)], ground) for kind in SAMENESS}
    return Record(**parts, twins=ground.independence.twins)


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


def _items(kind: str, mentions: Sequence[Any], ground: _Ground) -> tuple[Item[Any], ...]:
    sameness = SAMENESS[kind]
    documents = {id: a.document for id, a in ground.articles.items()}
    told = [
        Told(id, m, sameness.words(m, ground.articles[m.article]), ground.articles[m.article].day)
        for id, m in mention_ids(sameness.prefix, mentions, documents).items()
    ]
    verdicts = {id: j.verdict for j in ground.judgements for id in j.items}
    items = [_item([told[i] for i in group], verdicts, ground) for group in merge(told, sameness, ground.judgements)]
    return tuple(sorted(items, key=_order))


def _item(group: Sequence[Told], verdicts: dict[str, Verdict], ground: _Ground) -> Item[Any]:
    # The id is that of the earliest page: pages read later are mostly younger, so that an item keeps its id.
    first = min(group, key=lambda t: (t.page.anchor if t.page else date.max, t.id))
    mentions = [t.mention for t in group]
    overruled = overruled_articles(mentions, ground.corrections)
    disagreements = find_disagreements(mentions, ground.corrections)
    judged = [v for t in group if (v := verdicts.get(t.id)) in (Verdict.WRONG, Verdict.RETRACTED)]
    standing = stand(mentions, disagreements, judged[-1] if judged else None, ground.independence, ground.corrections)
    return Item(first.id, tuple(sorted(mentions, key=lambda m: rank(m, overruled))), standing, disagreements)


def _order(item: Item[Any]) -> tuple[date, str]:
    day = getattr(item.best, "date", None)
    return day.anchor if day else date.max, item.id
