"""Whether two pages are two witnesses: different owners, different texts, and no agency credited by both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cordiale.corroborate.similarity import near_pairs, shingles
from cordiale.model.document import Article, BlockLabel
from cordiale.model.record import Twin
from cordiale.sources import agencies_credited

# Two pages with this share of five-word runs in common print one text: on reprints and light rewrites of our own samples
# it lies above .3, on independent reports of one event below .05.
_NEAR = 0.2
_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Independence:
    """Which articles are near copies (`twins`), and the owners and agencies that each article speaks through (`voices`)."""

    twins: tuple[Twin, ...]
    voices: Mapping[str, frozenset[str]]
    copies: frozenset[tuple[str, str]]

    def is_independent(self, one: str, other: str) -> bool:
        """Whether two articles (by id) are different texts of different owners that credit no common agency."""
        if one == other or (min(one, other), max(one, other)) in self.copies:
            return False
        return not self.voices.get(one, frozenset()) & self.voices.get(other, frozenset())

    def count_witnesses(self, articles: Iterable[str]) -> int:
        """How many articles are mutually independent, counted greedily in order of their ids."""
        chosen: list[str] = []
        for article in sorted(set(articles)):
            if all(self.is_independent(article, c) for c in chosen):
                chosen.append(article)
        return len(chosen)


def weigh_independence(articles: Sequence[Article]) -> Independence:
    """What is known of the independence of articles from one another."""
    sets = [shingles(_body(a), _WIDTH) for a in articles]
    near = [(articles[i].id, articles[j].id, share) for i, j, share in near_pairs(sets, _NEAR, rows=3)]
    twins = tuple(sorted((Twin(min(a, b), max(a, b), "near copy", round(share, 3)) for a, b, share in near), key=str))
    voices = {a.id: _voices(a) for a in articles}
    return Independence(twins, voices, frozenset((t.first, t.second) for t in twins))


def _voices(article: Article) -> frozenset[str]:
    publisher = re.sub(r"^(?:www\.|the )", "", article.publisher.casefold()) if article.publisher else None
    agencies = agencies_credited(article.text, article.byline)
    return frozenset({*(f"agency {a}" for a in agencies), *({f"publisher {publisher}"} if publisher else ())})


def _body(article: Article) -> str:
    return "\n".join(b.span.of(article.text) for b in article.blocks if b.label is BlockLabel.BODY)
