"""Where a page was written: the city that opens its first paragraphs, as news agencies set it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cordiale.model.document import Article, BlockLabel, Span
from cordiale.model.mention import ActorMention

_DATELINE = re.compile(
    r"\s*(?P<city>(?P<capitals>[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,3})|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
    r"(?:,\s+[A-Z][\w. ]{1,24}?(?:\s\d{1,2})?)?(?:,\s+\d{1,2}\s[A-Z][a-z]+)?(?:,?\s+\d{4})?"
    r"\s*(?P<agency>\([A-Z][^()]{1,40}\))?\s*(?:—|–|-{1,2})\s"
)
# In how many first paragraphs a dateline is looked for.
_FIRST = 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline with its agency: the whole stretch, and the city in it."""

    span: Span
    city: Span

    def state(self, mentions: Sequence[ActorMention]) -> str | None:
        """The state of the city, once the page names that state apart from its dateline; it may only be passing through else."""
        own = [m for m in mentions if m.span.overlaps(self.city)]
        codes = own[0].countries - {"IGO"} if own else frozenset()
        others = (m for m in mentions if not m.span.overlaps(self.span))
        return next(iter(codes)) if len(codes) == 1 and any(codes <= m.countries for m in others) else None

    def is_agency(self, mention: ActorMention) -> bool:
        """Whether the words stand in the dateline and are not its city: whoever reports does not act."""
        return mention.span.overlaps(self.span) and not mention.span.overlaps(self.city)


def find_dateline(article: Article) -> Dateline | None:
    """The dateline of a page; None where no first paragraph opens with a city in capitals or with an agency."""
    return next(_datelines(article), None)


def _datelines(article: Article) -> Iterator[Dateline]:
    body = [b for b in article.blocks if b.label is BlockLabel.BODY][:_FIRST]
    for block in body:
        m = _DATELINE.match(article.text, block.span.start, block.span.end)
        if m and (m["capitals"] or m["agency"]):
            yield Dateline(Span(*m.span()), Span(*m.span("city")))
