"""Which articles are near copies of one another: reprints, cuts and light rewrites."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.corroborate.similarity import Shingles, near_pairs, shingles
from cordiale.corroborate.witness import text_in
from cordiale.model.document import Article, BlockLabel
from cordiale.model.record import Twin

# Of two pages, the shorter prints the longer's text when this share of its five-word runs stands there too: on reprints,
# cuts and light rewrites of our own samples it lies above .4, on independent reports of one event below .1.
NEAR = 0.3
_WIDTH = 5


def runs_of(article: Article) -> Shingles:
    """The runs of five words of an article's report."""
    return shingles(text_in(article, (BlockLabel.BODY,)), _WIDTH)


def twin(first: str, second: str, share: float) -> Twin:
    """Two articles that are near copies; `share` is that of the shorter's runs that the longer has."""
    return Twin(first, second, "near copy", round(share, 3))


def find_twins(articles: Sequence[Article]) -> tuple[Twin, ...]:
    """The pairs of near copies among articles, in order of their ids."""
    ordered = sorted({a.id: a for a in articles}.values(), key=lambda a: a.id)
    near = near_pairs([runs_of(a) for a in ordered], NEAR)
    return tuple(twin(ordered[i].id, ordered[j].id, share) for i, j, share in sorted(near))
