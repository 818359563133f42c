"""Numbers that measure something: amounts, shares and counts, with their unit and what qualifies them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cordiale.model.document import Span
from cordiale.text.date_rules import match_rules
from cordiale.text.explicit_dates import EXPLICIT
from cordiale.text.number_words import (
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLARS,
    IRREGULAR_PLURALS,
    NOT_UNITS,
    PERCENT,
    QUALIFIERS,
    SCALES,
    TIME_UNITS,
    WORDS,
    alternatives,
)
from cordiale.text.relative_dates import RELATIVE_RULES

_DIGITS = r"\d{1,3}(?:,\d{3}){1,8}(?:\.\d{1,8})?|\d{1,15}(?:\.\d{1,8})?"
_WORDS = (
    r"(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)-"
    r"(?:one|two|three|four|five|six|seven|eight|nine)"
    r"|(?i:" + alternatives(WORDS) + r")"
)
_LONG_SCALE = (
    r"[ \u00a0-]{0,2}(?P<scale>hundred thousand|hundred million|hundred"
    r"|thousand|million|billion|trillion|dozen|lakh|crore)"
    r"(?![\w])"
)
_SCALE = (
    rf"(?:{_LONG_SCALE}"
    r"|(?P<short>k|mn|mln|m|bn|bln|b|trn|tn|t|K|M|B|T)(?![\w])"
    r"|[ ](?P<spaced>bn|mn|tn|mln|bln|trn)(?![\w])|(?P<east>万|億|亿|兆))"
)
_NUMBER = re.compile(
    rf"(?P<sign>(?<![A-Za-z])(?:{alternatives([*CURRENCY_SIGNS, '$'])})"
    rf"|\b(?:{'|'.join(sorted(CURRENCY_CODES))})(?=[ \d]))?[ ]?"
    rf"(?:(?<![\w.,/:-])|(?<=[$¥￥€£₩₹₽₱₺₪₫฿])|(?<=RMB)|(?<=Rs)|(?<=[–—])|(?<=[^\x00-\u2e7f]))"
    rf"(?P<digits>{_DIGITS})(?![\d,]*\d[:/])"
    rf"(?:[ ]?(?:-|–|to)[ ]?(?:\$|€|£|¥)?(?P<upper>{_DIGITS})(?![\w]*[/:-]))?{_SCALE}?"
    rf"|(?<![\w.,/:-])(?P<word>{_WORDS})(?:{_LONG_SCALE.replace('<scale>', '<word_scale>')})?(?![\w])"
)
_TRIGGER = re.compile(rf"[0-9]|(?<!\w)(?:{_WORDS})(?!\w)")
_QUALIFIER = re.compile(rf"(?<!\w)(?P<q>(?i:{alternatives(QUALIFIERS)}))\s{{1,2}}(?:the\s|a\s)?\Z")
_MONEY_WORD = re.compile(rf"[ \u00a0-]?(?P<unit>{alternatives([*CURRENCY_WORDS, *DOLLARS])})(?![A-Za-z])")
_DOLLAR_WORD = re.compile(r"[ \u00a0-]?(?P<unit>dollars?|ドル)(?![A-Za-z])")
_CODE_AFTER = re.compile(rf"[ ](?P<unit>{'|'.join(sorted(CURRENCY_CODES))})\b")
_PERCENT = re.compile(rf"[ \u00a0-]?(?P<unit>{alternatives(PERCENT)})(?![A-Za-z])")
_NOUN = re.compile(
    r"[ \u00a0](?P<unit>(?:(?:[a-z][\w’'-]{1,20}|[A-Z][\w.-]{1,16})[ \u00a0]){0,3}?"
    r"(?P<noun>[a-z][a-z-]{2,20}))(?![\w-])"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s|’s|'s)\b")
_AGE = re.compile(
    r"[ -](?:year|month|week|day|hour)s?[ -]old"
    r"|-(?:year|month|week|day|hour|point|page|man|member|way|nation|step)\b"
)
_LABEL = re.compile(
    r"(?:\b(?:[Aa]ged?|No\.|Nos\.|#|[Pp]ages?|[Ss]ections?|[Aa]rticles?|[Cc]hapters?|[Rr]esolutions?"
    r"|[Pp]art|[Ff]igure|[Tt]able"
    r""
    r"|[Vv]olume|[Ii]ssue|[Ff]light|[Rr]oute|[Hh]ighway|[Cc]hannel|[Rr]oom|[Pp]hase|[Vv]ersion|[Tt]ype|[Gg]roup of)\s"
    r"|[A-Z][\w’.]{0,20}[ -])\Z"
)
# A noun phrase that is counted ends before these.
_BREAKS = frozenset(
    "of in on at to for from with by and or the a an as is was were are who that which will would has have".split()
)
_CLOCK_AFTER = re.compile(r"[ ]?(?:[ap]\.?m\b|o[’']clock|GMT|EST|EDT|hours GMT)")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A quantity: where it stands (sign, number and unit together), its value, and what the words around add.

    `unit` is an ISO 4217 code, 'percent', 'percentage points', or the noun phrase that is
    counted; None where the text names none. `upper` is the far end of a range ('10-15 percent').
    """

    span: Span
    value: float
    unit: str | None
    number: Span
    unit_span: Span | None = None
    qualifier: str | None = None
    qualifier_span: Span | None = None
    upper: float | None = None


def find_numbers(text: str, within: Span, dollar: str = "USD") -> list[NumberSpan]:
    """The quantities inside `within` (a sentence), in order and without overlap.

    Dates, ages, times of day, ordinals, numbers of sections and of things with a name ('F-35',
    'Article 9') and spans of time are none. `dollar` is the code that a bare $ stands for.
    """
    stop = min(within.end, len(text))
    if within.start >= stop:
        return []
    if not _TRIGGER.search(text, within.start, stop):
        return []
    bounded = Span(within.start, stop)
    found: list[NumberSpan] = []
    for match in _NUMBER.finditer(text, within.start, stop):
        if found and match.start() < found[-1].span.end:
            continue
        quantity = _quantity(text, bounded, match, dollar)
        if quantity is not None:
            found.append(quantity)
    if not found:
        return []
    dates = _date_spans(text, bounded)
    return [quantity for quantity in found if not _is_date(quantity, dates)]


def _date_spans(text: str, within: Span) -> dict[int, Span]:
    """The dates, each under the place of its first character."""
    return {f.span.start: f.span for f in match_rules((*EXPLICIT, *RELATIVE_RULES), text, within)}


def _is_date(quantity: NumberSpan, dates: dict[int, Span]) -> bool:
    if quantity.unit in {"percent", "percentage points"} or (quantity.unit or "").isupper():
        return False
    number = quantity.number
    return any(number.start - back in dates and dates[number.start - back].end > number.start for back in range(40))


def _quantity(text: str, within: Span, match: re.Match[str], dollar: str) -> NumberSpan | None:
    spelled = match["word"]
    start = match.start("word") if spelled else match.start("digits")
    number = Span(start, match.end())
    if _is_no_quantity(text, within, match, number):
        return None
    unit, unit_span = _unit(text, within, match, dollar)
    scaled = _scale(match) != 1.0
    if not _is_telling(match, unit, scaled):
        return None
    span = number if unit_span is None else number.joined(unit_span)
    qualifier = _QUALIFIER.search(text, max(within.start, span.start - 24), span.start)
    return NumberSpan(
        span=span,
        value=_value(match),
        unit=unit,
        number=number,
        unit_span=unit_span,
        qualifier=" ".join(qualifier["q"].lower().split()) if qualifier else None,
        qualifier_span=Span(*qualifier.span("q")) if qualifier else None,
        upper=_scaled(match["upper"], match) if match["upper"] else None,
    )


def _is_no_quantity(text: str, within: Span, match: re.Match[str], number: Span) -> bool:
    """Whether the number is an ordinal, an age, a time of day, or belongs to a name."""
    end = number.end
    if any(p.match(text, end, within.end) for p in (_ORDINAL, _AGE, _CLOCK_AFTER)):
        return True
    if match["sign"] or match["word"] or _scale(match) != 1.0:
        return False
    if _PERCENT.match(text, end, within.end):
        return False
    label = _LABEL.search(text, max(within.start, number.start - 24), number.start)
    if label is None or label.start() == within.start:
        return False
    return not _QUALIFIER.search(text, max(within.start, number.start - 24), number.start)


def _scale(match: re.Match[str]) -> float:
    word = next((match[g] for g in ("scale", "word_scale", "short", "spaced", "east") if match[g]), "")
    product = 1.0
    for part in word.lower().split():
        product *= SCALES[part]
    return product


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        return _scaled(match["digits"], match)
    word = " ".join(match["word"].lower().split())
    if word in WORDS:
        return WORDS[word] * _scale(match)
    tens, _, ones = word.partition("-")
    return (WORDS[tens] + WORDS[ones]) * _scale(match)


def _scaled(digits: str, match: re.Match[str]) -> float:
    """Multiplied as decimals: 8.7 trillion is 8,700,000,000,000 and not a cent less."""
    return float(Decimal(digits.replace(",", "")) * Decimal(_scale(match)))


def _unit(text: str, within: Span, match: re.Match[str], dollar: str) -> tuple[str | None, Span | None]:
    sign = match["sign"]
    if sign:
        code = dollar if sign == "$" else CURRENCY_SIGNS.get(sign, sign)
        return code, Span(*match.span("sign"))
    after = match.end()
    for pattern, name in ((_PERCENT, "percent"), (_MONEY_WORD, ""), (_DOLLAR_WORD, dollar), (_CODE_AFTER, "")):
        unit = pattern.match(text, after, within.end)
        if unit is not None:
            return _unit_name(unit["unit"], name), Span(*unit.span("unit"))
    return _counted(text, within, after)


def _unit_name(words: str, name: str) -> str:
    if words.startswith("percentage"):
        return "percentage points"
    return name or CURRENCY_WORDS.get(words) or ("USD" if words in DOLLARS else words)


def _counted(text: str, within: Span, after: int) -> tuple[str | None, Span | None]:
    """The noun phrase that a number counts: up to its first plural, with at most three words before it."""
    noun = _NOUN.match(text, after, within.end)
    while noun is not None and not _is_plural(noun["noun"]):
        following = _NOUN.match(text, noun.end(), within.end)
        if following is None or following.end() - after > 60 or noun["noun"] in NOT_UNITS:
            return None, None
        noun = following
    if noun is None or noun["noun"] in TIME_UNITS:
        return None, None
    span = Span(after + 1, noun.end())
    words = span.of(text).split()
    if len(words) > 4 or any(w in TIME_UNITS or w in _BREAKS for w in words):
        return None, None
    return " ".join(words), span


def _is_plural(noun: str) -> bool:
    return noun in IRREGULAR_PLURALS or (noun.endswith("s") and noun not in NOT_UNITS and not noun.endswith("ss"))


def _is_telling(match: re.Match[str], unit: str | None, scaled: bool) -> bool:
    """Whether a number with this unit is more than a bare figure: it has a unit, a scale or thousands set apart."""
    if match["word"] and match["word"].lower() in {"a", "an"} and not scaled:
        return False
    if unit == "KRW" and not match["sign"] and not scaled and "," not in (match["digits"] or ""):
        return False  # 'the party won', not the currency
    return unit is not None or scaled or "," in (match["digits"] or "")
