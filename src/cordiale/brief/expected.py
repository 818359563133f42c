"""What may come next, as a section of a brief: announced things with their chances, and forecasts beside their baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cordiale.brief.choice import one_per_article
from cordiale.brief.sentence import told_as
from cordiale.brief.wording import say_date, shorten
from cordiale.model.brief import Brief, Measured, Passage, Section
from cordiale.model.document import Article
from cordiale.model.forecast import Distribution, Forecast, Question
from cordiale.model.ontology import QuadClass
from cordiale.model.record import Commitment, Event
from cordiale.model.time import DateInterval

HEADING = "What next"
# It stands below what the pages themselves announce.
_BELOW = "What is announced, expected or feared"
_MOST = 6
_WORDS = 130
_MEDIAN = 0.5
_CLASSES = {
    QuadClass.VERBAL_COOPERATION: "cooperative words",
    QuadClass.MATERIAL_COOPERATION: "cooperative deeds",
    QuadClass.VERBAL_CONFLICT: "hostile words",
    QuadClass.MATERIAL_CONFLICT: "hostile deeds",
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """A question that is open, the id that opens it, and the item of the record that announces it.

    One is overdue when its last day has passed without pages enough to say.
    """

    question: Question
    id: str
    item: Event | Commitment
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A forecast, the id that opens it, and some of the acts that it rests on in words, the latest first."""

    forecast: Forecast
    id: str
    events: tuple[str, ...]


def with_expectations(
    brief: Brief, awaited: Sequence[Awaited], foreseen: Sequence[Foreseen], articles: Mapping[str, Article]
) -> Brief:
    """The brief with a section on what comes next; as it was where there is nothing to tell.

    Questions are told in the order they come in; those whose pages the brief does not rest on are left to `cordiale questions`.
    """
    pages = {p.article for p in brief.pages}
    told = [a for a in awaited if any(e.article in pages for e in a.item.evidence)]
    passages = tuple(_passage(a, articles, pages) for a in told[:_MOST])
    measured = tuple(_measured(f) for f in foreseen)
    if not passages and not measured:
        return brief
    more = len(awaited) - len(passages)
    see = f"cordiale questions {brief.dyad.first} {brief.dyad.second}"
    section = Section(HEADING, passages, more=more, see=see, measured=measured)
    place = next((n for n, s in enumerate(brief.sections, 1) if s.heading == _BELOW), len(brief.sections))
    return replace(brief, sections=(*brief.sections[:place], section, *brief.sections[place:]))


def _passage(awaited: Awaited, articles: Mapping[str, Article], pages: set[str]) -> Passage:
    q, best = awaited.question, awaited.item.best
    words = shorten(told_as(articles[best.article], best.evidence[0].span), _WORDS)
    rate = q.base_rate
    known = (
        f"{rate.yes} of {rate.resolved} of its kind came about" if rate.resolved else "no other of its kind is settled"
    )
    day = say_date(DateInterval.day(q.due))
    lead = f"Was due by {day}, and no page read says what became of it" if awaited.is_overdue else f"By {day}"
    text = f"{lead}: “{words}” Chance by base rate {q.probability:.0%}; {known} ({awaited.id})."
    citations = one_per_article(e for e in awaited.item.evidence if e.article in pages)
    return Passage(text, citations, (awaited.item.id,), "overdue" if awaited.is_overdue else None)


def _measured(foreseen: Foreseen) -> Measured:
    f = foreseen.forecast
    month = say_date(f.month)
    text = (
        f"{month[0].upper()}{month[1:]}, {_CLASSES[f.quad_class]}: {_say(f.distribution)} acts in the month; "
        f"a plain rule ({f.baseline.name}) says {_say(f.baseline.distribution)}. "
        f"Seen from {_day(f.origin)}, from what was read before."
    )
    return Measured(text, (foreseen.id,), foreseen.events)


def _say(d: Distribution) -> str:
    """'54 (90 % band 31 to 84)': the median and the band."""
    middle = next(count for level, count in d.quantiles if level == _MEDIAN)
    return f"{middle:,} (90 % band {d.band[0]:,} to {d.band[1]:,})"


def _day(day: date) -> str:
    return say_date(DateInterval.day(day))
