"""Figures about states: number, unit, qualifier, what they count, of which period, and by whose account."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cordiale.extract.grounding import evidence_at
from cordiale.model.document import Article, Sentence, Span
from cordiale.model.mention import ActorMention, QuantityMention
from cordiale.model.time import DateInterval
from cordiale.text.dates import DatedSpan
from cordiale.text.numbers import NumberSpan, find_numbers

# Nouns that make a bare count worth tracking: forces, arms, people moved or hurt, goods, measures.
_COUNTED = frozenset(
    "troops soldiers personnel warships ships vessels aircraft jets missiles warheads tanks drones submarines bases"
    " sanctions companies firms people citizens nationals refugees students visitors tourists workers prisoners"
    " hostages deaths casualties votes seats barrels tons tonnes kilometres kilometers miles megawatts gigawatts"
    " flights visas exercises incursions interceptors launchers shells rounds doses jobs points islands fishermen"
    " boats planes airmen marines sailors officers diplomats targets rockets satellites reactors wells vehicles cars"
    " chips wafers fighters bombers frigates destroyers corvettes carriers batteries howitzers guns helicopters"
    " brigades battalions civilians migrants immigrants victims wounded killed dead injured houses homes acres"
    " hectares litres liters trucks lorries trains patrols sorties launches tests strikes attacks raids contracts"
    " licences licenses products goods cases arrests protesters abductees detainees engineers technicians advisers"
    " advisors peacekeepers observers volunteers mercenaries reservists conscripts residents inhabitants passengers"
    " households farms factories plants ports airports banks embassies consulates individuals entities"
    " organizations organisations staff".split()
)
_PEOPLE = re.compile(r"^[\s-]*(?:[a-zA-Z-]+\s+){0,3}?(" + "|".join(sorted(_COUNTED, key=len, reverse=True)) + r")\b")
# Plurals that are counted in telling a story, not in keeping accounts.
_STORY = frozenset(
    "things countries nations states leaders governments sides ways times parts points steps reasons questions issues"
    " areas allies neighbours neighbors powers parties partners men women ministers presidents capitals others rounds"
    " fronts pillars phases principles problems challenges factors examples options kinds types sorts levels stages"
    " words sentences articles officials experts analysts".split()
)
_SHARE = re.compile(
    r"^\s+of\s+(?:its\s+|their\s+|the\s+|national\s+|his\s+|country[’']s\s+)*"
    r"(GDP|gross domestic product|GNP|output|gross national product)\b"
)
_LARGE = 100.0
# 'one people' is a nation and not a count.
_ONE_NATION = 1
_AFTER = re.compile(r"[^.,;:()–—…]{0,60}(?![\w’'-])")
_TO_DATE = re.compile(
    r"(?:\s+(?:in|by|on|at|for|from|during|since|until|before|after|as of|of|the|end|(?:this|last)))+\s*$",
    re.IGNORECASE,
)
_EDGES = " “”\"',;:-–—…"
# Nouns that name what is measured in money or shares, with the words that belong to them.
_MEASURES = (
    r"trade|commerce|turnover|exports?|imports?|investments?|spending|expenditure|budgets?|debts?|aid|assistance|loans?|grants?|credits?|"
    r"financing|funding|inflation|growth|deficits?|surplus(?:es)?|tariffs?|dut(?:y|ies)|output|production|revenues?|income|"
    r"remittances|reserves|sales|purchases|orders|contracts?|deals?|unemployment|rates?|wages|prices?|taxes|subsid(?:y|ies)|costs?|"
    r"damages?|losses|fines?|population|share|stake|capacity|support|package|fund|value|volume|shipments|demand|consumption"
)
_KIND = (
    r"(?:(?:bilateral|two-way|mutual|annual|total|overall|foreign|direct|military|defen[cs]e|defensive|security|goods|services|farm|food|oil|gas|"
    r"energy|arms|weapons|development|humanitarian|financial|economic|public|state|national|external|trade|import|export|government|"
    r"infrastructure|record|new|net|gross|agricultural|industrial|technical|emergency|budget|tax|interest|exchange|merchandise|border)\s+){0,3}"
)
_MEASURE = re.compile(rf"\b(?P<measure>{_KIND}(?:{_MEASURES}))\b", re.IGNORECASE)
_OF_MEASURE = re.compile(rf"(?:worth\s+)?(?:of|in)\s+(?P<measure>{_KIND}(?:{_MEASURES}))\b", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"(?:according to|data from|figures from|estimates? by|said by)\s+(?:the\s+)?([A-Z][^,.;()]{3,60})"
)
_PAREN_SOURCE = re.compile(r"\(([A-Z][^()]*?)(?:\s+data)?,\s*(?:19|20)\d\d\)")
_CLAUSE = re.compile(r"[;:—–]")


def find_quantities(
    article: Article,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    dates: Mapping[int, Sequence[DatedSpan]],
) -> list[QuantityMention]:
    """The checkable figures of a page that belong to a state, a pair or a grouping."""
    found = []
    for sentence in sentences:
        named = [a for a in actors if a.sentence == sentence.index]
        told = dates.get(sentence.index, ())
        for number in find_numbers(article.text, sentence.span):
            if any(d.span.overlaps(number.span) for d in told):
                continue
            mention = _quantity(article, sentence, number, named, told)
            if mention:
                found.append(mention)
    return found


def _quantity(
    article: Article, sentence: Sentence, number: NumberSpan, named: Sequence[ActorMention], told: Sequence[DatedSpan]
) -> QuantityMention | None:
    after = article.text[number.span.end : sentence.span.end]
    unit = _unit(number, after)
    if unit is None:
        return None
    subject = tuple(dict.fromkeys(c for m in _nearest(named, number.span) for c in sorted(m.countries)))
    if not subject:
        return None
    share = _SHARE.match(after)
    evidence = evidence_at(
        article, Span(number.span.start, number.span.end + (share.end() if share else 0)), sentence.index, "number", 0.7
    )
    return QuantityMention(
        article.id,
        _indicator(article.text, sentence.span, number, unit, told),
        subject,
        number.value,
        f"{unit} of {share[1]}" if share and unit == "percent" else unit,
        number.qualifier,
        _period(told),
        _source(article.text, sentence.span),
        (evidence,),
    )


def _unit(number: NumberSpan, after: str) -> str | None:
    """The unit of a figure that can be checked or tracked: money, a share, or a count of forces, people or goods; else None."""
    unit = number.unit
    if unit is None:
        counted = _PEOPLE.match(after)
        is_nation = counted is not None and counted[1] == "people" and number.value <= _ONE_NATION
        return counted[1] if counted and not is_nation else None
    if unit in {"percent", "percentage points"} or unit.isupper():
        return unit
    noun = unit.split()[-1].lower()
    if noun in {"people", "peoples"} and number.value <= _ONE_NATION:
        return None
    if noun in _COUNTED:
        return unit
    return unit if number.value >= _LARGE and noun not in _STORY else None


def _nearest(named: Sequence[ActorMention], span: Span) -> list[ActorMention]:
    """The mention before the number (with those coordinated to it), else the first one after it."""
    before = [m for m in named if m.span.end <= span.start]
    after = [m for m in named if m.span.start >= span.end]
    if before:
        return [m for m in before if before[-1].span.start - m.span.end < 20]
    return after[:1]


def _indicator(text: str, sentence: Span, number: NumberSpan, unit: str, told: Sequence[DatedSpan]) -> str:
    """What is measured, never a date: the measure named next to the figure, else the words after it, else those before it."""
    before = _undated(text, sentence.start, number.span.start, told)
    after = _undated(text, number.span.end, sentence.end, told)
    lead, tail = _CLAUSE.split(before)[-1], _AFTER.match(after)
    follows = " ".join((tail[0] if tail else "").split()[:8]).strip(_EDGES)
    if unit.rsplit(maxsplit=1)[-1].lower() in _COUNTED:
        return follows if follows.startswith(unit) else f"{unit} {follows}".strip()
    measured = (_OF_MEASURE.match(follows), *reversed(list(_MEASURE.finditer(lead))), _MEASURE.search(follows))
    named = next((m["measure"] for m in measured if m), None)
    return named or follows or " ".join(lead.split()[-8:]).strip(_EDGES) or unit


def _undated(text: str, start: int, end: int, told: Sequence[DatedSpan]) -> str:
    """The words on one side of a figure without dates and the prepositions before them, which leave a '…' between words."""
    parts, at = [], start
    for date in sorted((d.span for d in told if start <= d.span.start and d.span.end <= end), key=lambda d: d.start):
        parts.append(_TO_DATE.sub("", text[at : date.start]))
        at = date.end
    parts.append(text[at:end])
    return " … ".join(" ".join(p.split()) for p in parts if p.strip(_EDGES + "\n."))


def _period(told: Sequence[DatedSpan]) -> DateInterval | None:
    return next((d.interval for d in told if d.interval), None)


def _source(text: str, sentence: Span) -> str | None:
    for pattern in (_ATTRIBUTED, _PAREN_SOURCE):
        m = pattern.search(text, sentence.start, sentence.end)
        if m:
            return m[1].strip()
    return None
