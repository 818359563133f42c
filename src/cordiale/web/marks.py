"""An article's text with every mention marked: what each stretch of characters tells, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from cordiale.brief.wording import shorten
from cordiale.export.lines import SHAPES
from cordiale.model.document import Article, BlockLabel, Span
from cordiale.web.address import anchor_of, item_address
from cordiale.web.lines import SAY
from cordiale.web.shown import Shown, Told


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of an article that the record rests on, numbered from 1 in the order of the text."""

    number: int
    kind: str
    item: str
    says: str
    span: Span
    quote: str
    rule: str
    score: float
    sentence: int

    @property
    def href(self) -> str:
        """The page of its item."""
        return item_address(self.kind, self.item)

    @property
    def name(self) -> str:
        """The kind in the singular."""
        return SHAPES[self.kind][0]

    @property
    def anchor(self) -> str:
        """Its place in the page of the article."""
        return anchor_of(self.span)


def mentions_of(shown: Shown, article: str) -> list[Mention]:
    """Every place of an article that the record rests on."""
    return [_mention(shown, n, told) for n, told in enumerate(shown.told_in.get(article, ()), 1)]


def _mention(shown: Shown, number: int, told: Told) -> Mention:
    e = told.evidence
    says = shorten(SAY[told.kind](told.mention, shown.name_of), 160)
    return Mention(number, told.kind, told.item.id, says, e.span, e.quote, e.rule, e.score, e.sentence)


def marked_text(article: Article, mentions: Sequence[Mention], at: int | None = None) -> Markup:
    """The text, each block in an element of its label, each stretch that is told linked to the narrowest item on it.

    A mention begins with an anchor of its own; stretches that overlap are cut at each other's ends. `at` is the number of
    the mention that is stepped to.
    """
    out, end = Markup(), 0
    for block in article.blocks:
        out += _between(article.text[end : block.span.start])
        out += Markup('<span class="b-{}">').format(block.label)
        out += _stretch(article.text, block.span, mentions, at) + Markup("</span>")
        end = block.span.end
    rest = Span(end, len(article.text)) if end < len(article.text) else None
    if rest and rest.of(article.text).strip():
        out += Markup("<span>{}</span>").format(_stretch(article.text, rest, mentions, at))
    return out


def _between(text: str) -> Markup:
    """What stands between blocks: mostly the end of a line."""
    return Markup("<span>{}</span>").format(text) if text.strip() else Markup("\n")


def _stretch(text: str, within: Span, mentions: Sequence[Mention], at: int | None) -> Markup:
    own = [m for m in mentions if m.span.overlaps(within)]
    edges = sorted({within.start, within.end, *(e for m in own for e in (m.span.start, m.span.end))})
    out = Markup()
    for start, end in pairwise(e for e in edges if within.start <= e <= within.end):
        here = Span(start, end)
        starting = [m for m in own if m.span.start == start]
        out += Markup().join(_anchors(starting))
        out += _piece(here.of(text), [m for m in own if m.span.contains(here)], at)
    return out


def _anchors(starting: Sequence[Mention]) -> list[Markup]:
    """One anchor for each place, however many mentions stand on it."""
    places = {m.anchor: m for m in reversed(starting)}
    return [Markup('<span class="at" id="{}"></span>').format(anchor) for anchor in places]


def _piece(words: str, covering: Sequence[Mention], at: int | None) -> Markup:
    if not covering:
        return escape(words)
    narrowest = min(covering, key=lambda m: (len(m.span), m.number))
    more = f" (and {len(covering) - 1} more)" if len(covering) > 1 else ""
    is_at = any(m.number == at for m in covering)
    return Markup('<a class="m m-{}{}" href="{}" data-n="{}" title="{}"{}>{}</a>').format(
        narrowest.name,
        " now" if is_at else "",
        narrowest.href,
        " ".join(str(m.number) for m in covering),
        f"{narrowest.name}: {narrowest.says}{more}",
        Markup(' aria-current="true"') if is_at else "",
        words,
    )


LABELS: dict[BlockLabel, str] = {
    BlockLabel.TITLE: "headline",
    BlockLabel.BYLINE: "byline",
    BlockLabel.DATE: "date line",
    BlockLabel.SECTION: "section",
    BlockLabel.BODY: "article",
    BlockLabel.CAPTION: "caption",
    BlockLabel.CREDIT: "credit",
    BlockLabel.BOILERPLATE: "not part of the article",
}
