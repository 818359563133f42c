"""The words of numbers and money, and how each is written in a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable

SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    "万": 1e4,
    "億": 1e8,
    "亿": 1e8,
    "兆": 1e12,
}
WORDS = {
    **{
        word: float(number)
        for number, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
            " seventeen eighteen nineteen twenty".split()
        )
    },
    **{w: 10.0 * n for n, w in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)},
    **{"a": 1.0, "an": 1.0, "half a": 0.5, "a couple of": 2.0},
}
CURRENCY_SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "R$": "BRL",
    "¥": "JPY",
    "￥": "JPY",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "₱": "PHP",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "RMB": "CNY",
    "Rs": "INR",
}
"""Signs written before an amount, with the ISO 4217 code; a bare $ is the caller's to say."""
CURRENCY_CODES = frozenset(
    "USD EUR JPY GBP CNY AUD CAD NZD CHF HKD TWD SGD KRW INR RUB BRL MXN ZAR TRY ILS SAR AED QAR SEK NOK DKK PLN CZK"
    " HUF UAH THB VND IDR MYR PHP PKR BDT EGP NGN KES IRR IQD KZT ARS CLP COP PEN".split()
)
CURRENCY_WORDS = {
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "won": "KRW",
    "stg": "GBP",
    "Canadian dlrs": "CAD",
    "Canadian dollars": "CAD",
    "Australian dlrs": "AUD",
    "Australian dollars": "AUD",
    "New Zealand dollars": "NZD",
    "Hong Kong dollars": "HKD",
    "Singapore dollars": "SGD",
    "Taiwan dollars": "TWD",
    "euro": "EUR",
    "euros": "EUR",
    "pounds sterling": "GBP",
    "rubles": "RUB",
    "roubles": "RUB",
    "rupiah": "IDR",
    "ringgit": "MYR",
    "baht": "THB",
    "dong": "VND",
    "lira": "TRY",
    "zloty": "PLN",
    "hryvnia": "UAH",
    "shekels": "ILS",
    "円": "JPY",
    "元": "CNY",
    "人民元": "CNY",
    "ウォン": "KRW",
    "ユーロ": "EUR",
}
"""Words written after an amount that mean one currency wherever they stand."""
DOLLARS = (
    "U.S. dlrs",
    "dlrs",
    "dlr",
    "dls",
    "U.S. dollars",
    "US dollars",
    "U.S. dollar",
    "US dollar",
    "米ドル",
    "美元",
)
PERCENT = ("percentage points", "percentage point", "per cent", "percent", "pct", "%", "％")
QUALIFIERS = (
    "more than",
    "no more than",
    "not more than",
    "less than",
    "no less than",
    "fewer than",
    "no fewer than",
    "at least",
    "at most",
    "up to",
    "as much as",
    "as many as",
    "as little as",
    "close to",
    "well over",
    "just over",
    "just under",
    "an estimated",
    "estimated",
    "in excess of",
    "upwards of",
    "over",
    "about",
    "around",
    "nearly",
    "almost",
    "under",
    "above",
    "below",
    "some",
    "roughly",
    "approximately",
    "exceeding",
    "exceeds",
    "exceeded",
    "around a",
    "only",
    "exactly",
    "about half",
    "another",
    "an additional",
    "a further",
    "a total of",
    "a record",
)
# What counts time, age or place in a list, and so is no quantity.
TIME_UNITS = frozenset(
    "year years month months week weeks day days hour hours minute minutes second seconds decade decades century"
    " centuries weekend weekends a.m p.m am pm o'clock o’clock night nights times".split()
)
IRREGULAR_PLURALS = frozenset(
    "people troops personnel aircraft men women children staff police dead wounded sorties spacecraft hectares feet"
    " servicemen servicewomen fishermen lives seats votes".split()
)
NOT_UNITS = frozenset(
    "is was has its his this thus as us across process access press various numerous previous perhaps always besides"
    " towards afterwards yes less plus vs news series does goes says".split()
)


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
