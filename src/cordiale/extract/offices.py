"""Who held which office on what day, as a page says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cordiale.extract.grounding import evidence_at
from cordiale.lexicon import Lexicon
from cordiale.model.document import Article, Span
from cordiale.model.mention import ActorKind, ActorMention, OfficeMention
from cordiale.model.time import DateInterval, Precision
from cordiale.text.dates import DatedSpan

_COUNTERPART = re.compile(r"\bcounterparts?,?\s+$")
_AND = re.compile(r"^(?:,|,?\s+and)\s+$")
_BECAME = re.compile(
    r"^(?:,|\s+[-–—]|\s+\()?\s*(?:(?:who|which)\s+)?(?:[\w’']+\s+){0,2}?(?:was|is|became|has been|had been|served|serves|serving)\s+"
    r"(?:(?:re-?)?(?:elected|appointed|named|chosen|sworn in|installed|confirmed)\s+)?(?:as\s+)?(?:an?\s+|the\s+)?"
    r"(?:[\w-]+[’']s\s+)?(?:first\s+\w*\s*)?$"
)
_APPOSED = re.compile(r"^,\s+(?:the\s+|an?\s+)?$")
_TERM = re.compile(
    r"[’']s\s+(first|second|third|previous|current|last)\s+(?:term|presidency|premiership|administration|tenure)\b"
)
_HEADS = ("president", "prime minister", "chancellor")


@dataclass(frozen=True, slots=True)
class _Found:
    """A person in an office at a place of the page; `as_of` where the place itself tells the time."""

    person: str
    country: str | None
    office: str
    span: Span
    rule: str
    as_of: DateInterval | None = None
    is_then: bool = False


def find_offices(
    article: Article,
    actors: Sequence[ActorMention],
    dates: Mapping[int, Sequence[DatedSpan]],
    lexicon: Lexicon,
) -> list[OfficeMention]:
    """Persons told to hold or have held an office, once each; `as_of` is the date of the sentence where it has one, else the page's."""
    found: dict[tuple[str, str, str], OfficeMention] = {}
    for i, mention in enumerate(actors):
        near = [a for a in actors[max(0, i - 3) : i + 4] if a.sentence == mention.sentence and a is not mention]
        for f in _of(article.text, mention, near, lexicon):
            as_of = f.as_of or (None if f.is_then else _as_of(article, dates.get(mention.sentence, ())))
            evidence = evidence_at(article, f.span, mention.sentence, f"office:{f.rule}", mention.score)
            key = (f.person, f.office, f.rule if f.as_of else "")
            is_former = f.office.startswith("former ")
            found.setdefault(
                key, OfficeMention(article.id, f.person, f.country, f.office, as_of, is_former, (evidence,))
            )
    return list(found.values())


def _of(text: str, mention: ActorMention, near: Sequence[ActorMention], lexicon: Lexicon) -> Iterator[_Found]:
    actor = mention.actors[0]
    if mention.kind is not ActorKind.PERSON or len(mention.actors) != 1 or not actor.name:
        return
    words = mention.span.of(text)
    if actor.office and mention.rule == "office":
        is_then = re.match(r"then\b", words, re.IGNORECASE) is not None
        yield _Found(actor.name, actor.country, actor.office, mention.span, "title", is_then=is_then)
    elif actor.office and words.lower().startswith(f"{actor.office} "):
        yield _Found(actor.name, actor.country, actor.office, mention.span, "title")
    elif actor.office and _is_counterpart(text, mention, near):
        yield _Found(actor.name, actor.country, actor.office, mention.span, "counterpart")
    yield from _beside(text, mention, near)
    term = _TERM.match(text, mention.span.end)
    if term:
        yield from _in_term(term, mention, actor.name, lexicon)


def _is_counterpart(text: str, mention: ActorMention, near: Sequence[ActorMention]) -> bool:
    """'their Japanese counterparts A and B': the office is that of the persons met, so the holder's own of that day."""
    before = text[max(0, mention.span.start - 30) : mention.span.start]
    if _COUNTERPART.search(before):
        return True
    joined = [n for n in near if n.span.end <= mention.span.start and _AND.match(text[n.span.end : mention.span.start])]
    return any(_COUNTERPART.search(text[max(0, n.span.start - 30) : n.span.start]) for n in joined)


def _beside(text: str, mention: ActorMention, near: Sequence[ActorMention]) -> Iterator[_Found]:
    """'A, the foreign minister of B', 'A – who was elected prime minister in 2021'."""
    actor = mention.actors[0]
    for other in near:
        if other.kind is not ActorKind.OFFICE or other.span.start < mention.span.end:
            continue
        gap, office = text[mention.span.end : other.span.start], other.actors[0].office
        if office and actor.name and (_APPOSED.match(gap) or _BECAME.match(gap)):
            country = actor.country or other.actors[0].country
            rule = "apposition" if _APPOSED.match(gap) else "became"
            yield _Found(actor.name, country, office, mention.span.joined(other.span), rule)


def _in_term(term: re.Match[str], mention: ActorMention, person: str, lexicon: Lexicon) -> Iterator[_Found]:
    """'during A's first term': the person's tenures at the head of a state, counted in order of their start."""
    tenures = sorted(
        (t for t in lexicon.tenures_of(person) if t.office in _HEADS and t.start), key=lambda t: str(t.start)
    )
    n = {"first": 0, "second": 1, "third": 2, "previous": -2, "current": -1, "last": -1}[term[1]]
    if -len(tenures) <= n < len(tenures):
        tenure = tenures[n]
        as_of = DateInterval(tenure.start, tenure.end, Precision.RANGE, "lexicon")
        span = mention.span.joined(Span(*term.span()))
        yield _Found(person, tenure.country, tenure.office, span, "term", as_of)


def _as_of(article: Article, dates: Sequence[DatedSpan]) -> DateInterval | None:
    """The one past date of the sentence, else the page's own."""
    told = [d.interval for d in dates if d.interval and d.interval.start and d.interval.end]
    past = [d for d in told if article.day is None or d.anchor <= (article.day.end or article.day.anchor)]
    return past[0] if len(past) == 1 else article.day
