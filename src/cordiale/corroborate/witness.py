"""Articles as witnesses: whether two of them are two, and which pages correct what their outlet told before.

Two articles are two witnesses with different owners, different texts and no agency credited by both. Dependence is
passed on among the articles that tell one thing: where one shares an agency with a second and an owner with a third, all
three are one witness. That counts too few rather than too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from cordiale.corroborate.corrections import is_correction
from cordiale.corroborate.groups import Groups
from cordiale.model.document import Article, BlockLabel
from cordiale.model.record import Twin
from cordiale.model.telling import Witness
from cordiale.sources import agencies_credited, house_of
from cordiale.sources.owners import NOBODY_ELSE

# Words in pictures' captions, menus and notices are not the report.
_REPORT = (BlockLabel.BODY, BlockLabel.CREDIT, BlockLabel.BYLINE)


def witness_of(article: Article, owners: Mapping[str, str] = NOBODY_ELSE) -> Witness:
    """An article as a witness, as yet of no family but its own; `owners` of publishers by plain name go before ours."""
    house = house_of(article.publisher, owners) if article.publisher else None
    voices = tuple(sorted(_voices(article, house, owners)))
    return Witness(article.id, article.document, house, article.day, voices, is_correction(article), article.id)


def _voices(article: Article, house: str | None, owners: Mapping[str, str]) -> frozenset[str]:
    signed = f"{article.byline or ''}; {article.publisher or ''}"
    voices = {f"agency {a.casefold()}" for a in agencies_credited(text_in(article, _REPORT), signed)}
    if house:
        voices.add(f"house {house}")
    elif host := urlsplit(article.url or "").hostname:
        voices.add(f"house {house_of(host, owners)}")
    return frozenset(voices)


def text_in(article: Article, labels: Sequence[BlockLabel]) -> str:
    """The lines of an article that have one of these labels."""
    return "\n".join(b.span.of(article.text) for b in article.blocks if b.label in labels)


def count_witnesses(witnesses: Iterable[Witness]) -> int:
    """How many independent witnesses these articles are."""
    found = list({w.article: w for w in witnesses}.values())
    groups, first = Groups(len(found)), dict[str, int]()
    for i, w in enumerate(found):
        for voice in (*w.voices, f"copy of {w.family}"):
            groups.join(first.setdefault(voice, i), i)
    return len({groups.root(i) for i in range(len(found))})


def families(twins: Iterable[Twin], articles: Iterable[str]) -> dict[str, str]:
    """The family of each article: the smallest id among those that it is a copy of, by steps."""
    ids = sorted({*articles})
    place = {id: i for i, id in enumerate(ids)}
    groups = Groups(len(ids))
    for twin in twins:
        if twin.first in place and twin.second in place:
            groups.join(place[twin.first], place[twin.second])
    return {id: ids[groups.root(i)] for id, i in place.items()}


def with_families(witnesses: Mapping[str, Witness], twins: Iterable[Twin]) -> dict[str, Witness]:
    """The witnesses, each with its family."""
    found = families(twins, witnesses)
    return {id: replace(w, family=found[id]) for id, w in witnesses.items()}
