"""How well pages were read: shares of what was marked and found, over all pages together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cordiale.appraise.gold import CLAIMS, Claim, GoldAct, GoldPage
from cordiale.appraise.pairing import Places, pair_up
from cordiale.model.actor import Actor
from cordiale.model.document import Article
from cordiale.model.mention import EventMention
from cordiale.model.record import Item, Record

# A marked and a found act are the same only where at least this share of the states named by either is named by both.
_COMMON = 0.5


@dataclass(frozen=True, slots=True)
class Share:
    """So many right ones among those found and among those marked; shares of nothing are 0."""

    right: int = 0
    found: int = 0
    marked: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.found + other.found, self.marked + other.marked)

    @property
    def precision(self) -> float:
        """The share of those found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of those marked that were found."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.marked) if self.found + self.marked else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """How acts and claims were read.

    `typed` are acts of the right type, `directed` those with the right states on either side as well, `must_know` the recall of
    acts that a reader must know, `status` the share of paired acts with the right status. `claims` are paired by place alone.
    `astray` counts evidence of the marks that does not stand in its page.
    """

    typed: Share = Share()
    directed: Share = Share()
    must_know: Share = Share()
    status: Share = Share()
    claims: Mapping[str, Share] = field(default_factory=dict)
    astray: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.typed + other.typed,
            self.directed + other.directed,
            self.must_know + other.must_know,
            self.status + other.status,
            {k: self.claims.get(k, Share()) + other.claims.get(k, Share()) for k in CLAIMS},
            self.astray + other.astray,
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """A found item: where it stands on the page, and the mention that tells it there."""

    where: frozenset[int]
    mention: Any


def appraise(pages: Iterable[tuple[GoldPage, Article | None]], record: Record) -> Figures:
    """The figures of a record over marked pages, each with its article; of a page that was not read everything is missed."""
    return sum((_appraise_page(gold, article, record) for gold, article in pages), Figures())


def _appraise_page(gold: GoldPage, article: Article | None, record: Record) -> Figures:
    places = Places(article.text if article else "")
    told = {kind: _told(getattr(record, kind), article.id, places) if article else [] for kind in ("events", *CLAIMS)}
    claims = {kind: _share_of_claims(gold.claims[kind], told[kind], places) for kind in CLAIMS}
    figures = _figures_of_acts(gold.acts, told["events"], places)
    return figures + Figures(claims=claims, astray=_astray(gold, article.text) if article else 0)


def _told(items: Sequence[Item[Any]], article: str, places: Places) -> list[_Told]:
    """The items that an article tells, each with all its places there."""
    found = []
    for item in items:
        mentions = [m for m in item.mentions if m.article == article]
        if mentions:
            where = places.of_spans(e.span for m in mentions for e in m.evidence)
            found.append(_Told(where, mentions[0]))
    return found


def _share_of_claims(marked: Sequence[Claim], told: Sequence[_Told], places: Places) -> Share:
    where = [places.of_quotes(c.evidence) for c in marked]

    def fit(index: int, found: _Told) -> float:
        common = len(where[index] & found.where)
        # A claim that must be found goes before one that may be left out, a nearer place before a wider one.
        return common and 2 - marked[index].is_optional + common / len(where[index] | found.where)

    pairs = pair_up(range(len(marked)), told, fit)
    needed = [p for p in pairs if not marked[p[0]].is_optional]
    return _share(len(needed), marked, told, pairs)


def _share(right: int, marked: Sequence[Claim], told: Sequence[_Told], pairs: Sequence[tuple[int, int]]) -> Share:
    """A share that counts neither optional marks nor what was found for them."""
    optional = sum(m.is_optional for m in marked)
    spent = sum(marked[m].is_optional for m, _ in pairs)
    return Share(right, len(told) - spent, len(marked) - optional)


def _figures_of_acts(marked: Sequence[GoldAct], told: Sequence[_Told], places: Places) -> Figures:
    where = [places.of_quotes(a.claim.evidence) for a in marked]

    def fit(index: int, found: _Told) -> float:
        return _fit(marked[index], found) if where[index] & found.where else 0.0

    pairs = pair_up(range(len(marked)), told, fit)
    needed = [(marked[m], told[f].mention) for m, f in pairs if not marked[m].claim.is_optional]
    typed = [(act, mention) for act, mention in needed if mention.type in act.types]
    directed = [(a, m) for a, m in typed if (a.actors, a.recipients) == _sides(m)]
    status = [m for a, m in needed if m.status in a.statuses]
    claims = [a.claim for a in marked]
    known = [a for a, _ in typed if a.must_be_known]
    to_know = sum(a.must_be_known for a in marked)
    return Figures(
        _share(len(typed), claims, told, pairs),
        _share(len(directed), claims, told, pairs),
        Share(len(known), len(known), to_know),
        Share(len(status), len(needed), len(needed)),
    )


def _fit(act: GoldAct, found: _Told) -> float:
    """How well a found act fits a marked one, above all by its type; 0 where it is another act."""
    mention: EventMention = found.mention
    actors, recipients = _sides(mention)
    named, told = act.actors | act.recipients, actors | recipients
    common = len(named & told) / len(named | told) if named | told else 1.0
    if common < _COMMON:
        return 0.0
    right = (
        4 * (mention.type in act.types) + 2 * common + (actors == act.actors) + 0.5 * (mention.status in act.statuses)
    )
    return right + 0.5 * (not act.claim.is_optional)


def _sides(mention: EventMention) -> tuple[frozenset[str], frozenset[str]]:
    return _codes(mention.actors), _codes(mention.recipients)


def _codes(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(a.country for a in actors if a.country)


def _astray(gold: GoldPage, text: str) -> int:
    claims = [*(a.claim for a in gold.acts), *(c for kind in gold.claims.values() for c in kind)]
    return sum(quote not in text for claim in claims for quote in claim.evidence)
