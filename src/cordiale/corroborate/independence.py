"""Whether two pages are two witnesses: different owners, different texts, and no agency credited by both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cordiale.corroborate.groups import Groups
from cordiale.corroborate.similarity import near_pairs, shingles
from cordiale.model.document import Article, BlockLabel
from cordiale.model.record import Twin
from cordiale.sources import agencies_credited, house_of

# Of two pages, the shorter prints the longer's text when this share of its five-word runs stands there too: on reprints,
# cuts and light rewrites of our own samples it lies above .4, on independent reports of one event below .1.
_NEAR = 0.3
_WIDTH = 5
# Words in pictures' captions, menus and notices are not the report.
_REPORT = (BlockLabel.BODY, BlockLabel.CREDIT, BlockLabel.BYLINE)


@dataclass(frozen=True, slots=True)
class Independence:
    """Which articles are near copies (`twins`), and the `witness` that each article (by id) is or only repeats.

    Dependence is passed on: where a page shares an agency with one page and an owner with another, all three are one
    witness. That counts too few rather than too many.
    """

    twins: tuple[Twin, ...]
    witness: Mapping[str, int]

    def is_independent(self, one: str, other: str) -> bool:
        """Whether two articles (by id) are two witnesses."""
        return self.witness.get(one, one) != self.witness.get(other, other)

    def count_witnesses(self, articles: Iterable[str]) -> int:
        """How many independent witnesses these articles are."""
        return len({self.witness.get(a, a) for a in articles})


def weigh_independence(articles: Sequence[Article]) -> Independence:
    """What is known of the independence of articles from one another."""
    articles = sorted({a.id: a for a in articles}.values(), key=lambda a: a.id)
    texts = [shingles(_text(a, (BlockLabel.BODY,)), _WIDTH) for a in articles]
    near = list(near_pairs(texts, _NEAR))
    groups = Groups(len(articles))
    for i, j, _ in near:
        groups.join(i, j)
    speaking: dict[str, list[int]] = defaultdict(list)
    for i, article in enumerate(articles):
        for voice in _voices(article):
            speaking[voice].append(i)
    for first, *others in speaking.values():
        for other in others:
            groups.join(first, other)
    twins = tuple(Twin(articles[i].id, articles[j].id, "near copy", round(share, 3)) for i, j, share in sorted(near))
    return Independence(twins, {a.id: groups.root(i) for i, a in enumerate(articles)})


def _voices(article: Article) -> frozenset[str]:
    """The owner and the agencies that an article speaks for; its site where it does not name its publisher."""
    signed = f"{article.byline or ''}; {article.publisher or ''}"
    voices = {f"agency {a.casefold()}" for a in agencies_credited(_text(article, _REPORT), signed)}
    if article.publisher:
        voices.add(f"house {house_of(article.publisher)}")
    elif host := urlsplit(article.url or "").hostname:
        voices.add(f"house {house_of(host)}")
    return frozenset(voices)


def _text(article: Article, labels: Sequence[BlockLabel]) -> str:
    return "\n".join(b.span.of(article.text) for b in article.blocks if b.label in labels)
