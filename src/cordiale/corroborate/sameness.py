"""When two mentions tell the same thing, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from cordiale.lexicon import load_lexicon
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Span
from cordiale.model.mention import (
    EventMention,
    QuantityMention,
    Quotation,
)
from cordiale.model.ontology import EventType, Status
from cordiale.model.telling import Bucket, Told, Words
from cordiale.model.time import DateInterval

# Exact days told of one act may lie this far apart (time zones, a slip) before they are two acts.
SLIP = timedelta(days=1)
# Pages that do not say when tell of the same days when they were published this near to each other.
_NEWS = timedelta(days=7)
# What pages tell as news, without a day, further apart than this is not one thing.
_STALE = timedelta(days=45)
# Two values of one figure, told this near in time, contradict each other; later it may have changed.
_FIGURE_HOLDS = timedelta(days=14)
# Values of one figure that differ by more than this factor are two figures.
_SAME_SIZE = 2.0
# How many characters around the words of a mention tell what it is about.
_AROUND = 200
_STOP = frozenset(
    """the a an of to in on and for with by at from that this its their his her is was were has have had be been as it will
    would also said says he she they them who which not no but or than more about over up out into after before when while
    mr ms mrs dr two first new other week year years day days told its are could can may""".split()
)


@dataclass(frozen=True, slots=True)
class Sameness:
    """How mentions of a kind are compared.

    Those with an equal `key` are compared by the words that `words` gives; `likeness` says how sure it is that two tell one
    thing (0 to 1, the same both ways round), or None when they do not.
    """

    prefix: str
    key: Callable[[Any], Hashable]
    words: Callable[[Any, Article], Words]
    likeness: Callable[[Told, Told], float | None]


def content_words(text: str) -> Words:
    """The words of a text without the commonest ones, crudely stemmed."""
    return frozenset(w[:6] for w in re.findall(r"\w+", text.casefold()) if w not in _STOP and len(w) > 1)


def resemblance(one: Words, other: Words) -> float:
    """The share of words in common (Jaccard), 0 to 1; 0 when both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def overlap(one: Words, other: Words, least: int = 3) -> float:
    """The share of the shorter text's words that the longer has too, 0 to 1; a text of fewer than `least` counts as so many."""
    return len(one & other) / max(least, min(len(one), len(other)))


def sentence_around(text: str, span: Span) -> str:
    """The words of the line around a span as far as the ends of its sentence, at most 200 characters on either side."""
    before = re.split(r"[.!?][”’\")]?\s+(?=[A-Z“\"])|\n", text[max(0, span.start - _AROUND) : span.start])[-1]
    after = re.split(r"[.!?][”’\")]?\s+(?=[A-Z“\"])|\n", text[span.end : span.end + _AROUND])[0]
    return before + text[span.start : span.end] + after


# --- events

# Acts that both sides do together: who is named first says nothing.
_MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.SUPPORT})


def _side(actor: Actor) -> str:
    return f"IGO {actor.name}" if actor.country == "IGO" else actor.country or actor.name or ""


def _event_key(m: EventMention) -> Hashable:
    doers, others = frozenset(map(_side, m.actors)), frozenset(map(_side, m.recipients))
    return (m.type, doers | others) if m.type in _MUTUAL else (m.type, doers, others)


def _event_words(m: EventMention, article: Article) -> Words:
    actors = (*m.actors, *m.recipients)
    named = content_words(" ".join(a.name or "" for a in actors)).union(*(_names_of(a.country or "") for a in actors))
    return content_words(" ".join(sentence_around(article.text, e.span) for e in m.evidence)) - named


@cache
def _names_of(country: str) -> Words:
    """The words that name a state: two acts of the same parties are not alike for naming them."""
    state = load_lexicon().states.get(country)
    return content_words(" ".join((*state.names, *state.nationalities))) if state else frozenset()


def people_of(m: EventMention) -> Mapping[str, Words]:
    """The persons named in an act, country by country, each by the last part of the name of at least three letters."""
    people: dict[str, set[str]] = {}
    for a in (*m.actors, *m.recipients):
        if a.name and a.office and a.country:
            parts = [p for p in re.split(r"[\s-]+", a.name.casefold()) if len(p) > 2 and p not in ("jr.", "bin", "van")]
            people.setdefault(a.country, set()).update(parts)
    return {country: frozenset(parts) for country, parts in people.items()}


def are_other_people(one: Mapping[str, Words], other: Mapping[str, Words]) -> bool:
    """Whether for some country both name persons and none of them is the same."""
    return any(one[c].isdisjoint(other[c]) for c in one.keys() & other.keys())


def told_date(mention: EventMention) -> DateInterval | None:
    """The date that a page tells of an act; None where it has only the day of the page's news, which the page itself has too."""
    return mention.date if mention.date and mention.date.is_told else None


def exact_day(interval: DateInterval | None) -> date | None:
    """The day of an interval of one day that is told, else None."""
    if interval is None or not interval.is_told:
        return None
    return interval.start if interval.start == interval.end else None


def _events_alike(one: Told, other: Told) -> float | None:
    need = _words_needed(one, other)
    if need is None or (shared := _event_share(one.words, other.words)) < need:
        return None
    if not _may_be_one_act(one, other) or are_other_people(people_of(one.mention), people_of(other.mention)):
        return None
    return (1 - need + shared) / 2


def _event_share(one: Words, other: Words) -> float:
    """The share of the shorter's words (of six at least) in the longer, or of all words where that is more."""
    share = overlap(one, other, least=6)
    return share if min(len(one), len(other)) >= 6 else max(share, resemblance(one, other))


def _may_be_one_act(one: Told, other: Told) -> bool:
    """Whether what is said to have become of two acts allows that they are one.

    What one page fears is not what another reports, and what was done before a page announces something is not what it
    announces.
    """
    a, b = one.mention, other.mention
    if (a.status is Status.POSSIBLE) != (b.status is Status.POSSIBLE):
        return False
    if (a.status is Status.PLANNED) == (b.status is Status.PLANNED):
        return True
    announced, done = (one, other) if a.status is Status.PLANNED else (other, one)
    day = done.mention.date.end if done.mention.date else None
    return not (day and announced.page and announced.page.start and day < announced.page.start - SLIP)


def _words_needed(one: Told, other: Told) -> float | None:
    """How many words two reports of an act must share by what they say of its day; None where the days part them."""
    a, b = told_date(one.mention), told_date(other.mention)
    day, other_day = exact_day(a), exact_day(b)
    if day and other_day:
        if day == other_day:
            return 0.0 if one.mention.type is EventType.CONSULT else 0.25
        return 0.4 if abs(day - other_day) <= SLIP else None
    if a and b:
        return (0.4 if _length(a) + _length(b) < 100 else 0.5) if a.overlaps(b) else None
    if a or b:
        dated, page = (a, other.page) if a else (b, one.page)
        return 0.5 if dated and _is_news_of(dated, page) else 0.75
    if _are_far(one.page, other.page):
        return None
    return 0.5 if _are_near(one.page, other.page, _NEWS) else 0.75


def _are_far(one: DateInterval | None, other: DateInterval | None) -> bool:
    """Whether two pages were surely published so long after each other that what is new in both is not the same."""
    return one is not None and other is not None and not _are_near(one, other, _STALE)


def _length(interval: DateInterval) -> int:
    return (interval.end - interval.start).days if interval.start and interval.end else 99_999


def _is_news_of(day: DateInterval, page: DateInterval | None) -> bool:
    """Whether a page that does not say when is published within days of the day another page gives."""
    return _length(day) <= 40 and _are_near(day, page, _NEWS)


def _are_near(one: DateInterval | None, other: DateInterval | None, within: timedelta) -> bool:
    if one is None or other is None:
        return False
    gap = max(
        (one.start or date.min).toordinal() - (other.end or date.max).toordinal(),
        (other.start or date.min).toordinal() - (one.end or date.max).toordinal(),
    )
    return gap <= within.days


# --- statements, commitments, drivers


def _statement_words(m: Quotation, article: Article) -> Words:
    return content_words(m.quote)


def _statements_alike(one: Told, other: Told) -> float | None:
    names = [content_words(t.mention.speaker.name or "") for t in (one, other)]
    if all(names) and names[0].isdisjoint(names[1]):
        return None
    share = _worded_alike(one, other)
    # A government repeats itself: only long words of one's own are known again after months.
    is_formula = min(len(one.words), len(other.words)) < 8 or (share or 0) < 0.8
    return None if is_formula and _are_far(one.page, other.page) else share


def _worded_alike(one: Told, other: Told) -> float | None:
    """Half of all words in common, or nearly all of the shorter's five and more."""
    share = max(resemblance(one.words, other.words), 0.6 * overlap(one.words, other.words, least=5))
    return share if share >= 0.5 else None


# --- quantities


def _quantity_words(m: QuantityMention, article: Article) -> Words:
    return content_words(f"{m.indicator} {_clause_around(article.text, m.evidence[0].span)}")


def _clause_around(text: str, span: Span) -> str:
    """The words around a figure, without it, as far as the nearest comma or six words."""
    before = re.split(r"[,;:()—\n]|[.!?]\s", text[max(0, span.start - 80) : span.start])[-1].split()[-6:]
    after = re.split(r"[,;:()—\n]|[.!?]\s", text[span.end : span.end + 80])[0].split()[:6]
    return " ".join([*before, *after])


def _quantities_alike(one: Told, other: Told) -> float | None:
    a, b = one.mention, other.mention
    if a.period and b.period and not a.period.overlaps(b.period):
        return None
    shared = overlap(one.words, other.words)
    if a.value == b.value:
        return shared if shared >= 0.4 else None
    if a.article == b.article or not _is_same_size(a.value, b.value) or len(one.words & other.words) < 3:
        return None
    told_together = _are_near(one.page, other.page, _FIGURE_HOLDS) or (a.period is not None and a.period == b.period)
    # A little less than for equal values, so that a group forms around the value and not across it.
    return shared - 0.1 if told_together and shared >= 0.5 else None


def _is_same_size(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and high / low <= _SAME_SIZE


# --- offices, groupings


def _no_words(mention: object, article: Article) -> Words:
    return frozenset()


def _surely(one: Told, other: Told) -> float | None:
    return 1.0


SAMENESS: Mapping[str, Sameness] = {
    "events": Sameness("ev", _event_key, _event_words, _events_alike),
    "statements": Sameness("st", lambda m: m.speaker.country, _statement_words, _statements_alike),
    "commitments": Sameness("co", lambda m: frozenset(m.parties), lambda m, a: content_words(m.what), _worded_alike),
    "drivers": Sameness(
        "dr",
        lambda m: (frozenset(m.cause_actors), frozenset(m.effect_actors), m.polarity),
        lambda m, a: content_words(f"{m.cause} {m.effect}"),
        _worded_alike,
    ),
    "quantities": Sameness("qu", lambda m: (frozenset(m.subject), m.unit), _quantity_words, _quantities_alike),
    "offices": Sameness("of", lambda m: (m.person.casefold(), m.country, m.office), _no_words, _surely),
    "groupings": Sameness("gr", lambda m: m.name.casefold(), _no_words, _surely),
}


def bucket_of(kind: str, mention: Any) -> Bucket:
    """The mentions that a mention of a kind is compared with; the key is one text for equal keys, however they were made."""
    return Bucket(kind, _plain(SAMENESS[kind].key(mention)))


def _plain(key: Hashable) -> str:
    if isinstance(key, frozenset):
        return "{" + ",".join(sorted(map(_plain, key))) + "}"
    if isinstance(key, tuple):
        return "(" + ";".join(map(_plain, key)) + ")"
    return "" if key is None else str(key)
