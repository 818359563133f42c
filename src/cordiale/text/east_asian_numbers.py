"""Numbers of Japanese and Chinese pages: digits of either width, kanji numerals, scales of ten thousand, and their units."""

from __future__ import annotations

import re
from functools import cache

from cordiale.model.document import Span
from cordiale.text.numbers import NumberSpan

_DIGIT_SIGNS = {
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    **{c: i for i, c in enumerate("零壱弐参")},
    "两": 2,
    "兩": 2,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_SIGNS = "〇一二三四五六七八九零两兩十百千"
_DIGITS = (
    r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,6}(?:[.．][0-9０-９]{1,6})?|[0-9０-９]{1,15}(?:[.．][0-9０-９]{1,6})?"
)
_PART = rf"(?:{_DIGITS})[十百千]{{0,2}}|[{_SIGNS}]{{1,8}}"
_NUMBER = rf"(?:(?:{_PART})[万萬億亿兆]{{1,2}}){{1,4}}(?:{_PART})?|(?:{_PART})"
_PIECE = re.compile(rf"(?P<part>{_PART})(?P<scale>[万萬億亿兆]+)?")

_CURRENCIES = {
    "香港ドル|港元|港币|港幣": "HKD",
    "豪ドル|オーストラリアドル|澳元": "AUD",
    "カナダドル|加元": "CAD",
    "台湾ドル|新台币|新臺幣|新台幣": "TWD",
    "シンガポールドル|新元|新加坡元": "SGD",
    "米ドル|ドル|美元|美金": "USD",
    "日元|日圆|日圓|円": "JPY",
    "人民元|人民币|人民幣": "CNY",
    "韩元|韓元|ウォン": "KRW",
    "欧元|歐元|ユーロ": "EUR",
    "英镑|英鎊|ポンド": "GBP",
    "卢布|盧布|ルーブル": "RUB",
    "卢比|盧比|ルピー": "INR",
    "比索|ペソ": "PHP",
    "元": "CNY",
}
_PERCENT = "パーセント|%|％|个百分点|個百分點|ポイント"
# What is counted, in the words that English pages count it by.
_COUNTED = {
    "万人|人余り|人|名": "people",
    "隻|艘": "ships",
    "架次|架|機": "aircraft",
    "発|枚": "missiles",
    "社|家企业|家企業|家公司": "companies",
    "トン|吨|噸": "tonnes",
    "キロメートル|キロ|公里": "kilometres",
    "バレル|桶": "barrels",
    "両|輌|辆|輛": "vehicles",
    "カ国|か国|ヵ国|ヶ国|个国家|個國家": "countries",
    "件|项|項": "items",
    "回|次": "times",
}
_BEFORE = {
    "約|およそ|约|大约|大約|およそ約": "about",
    "少なくとも|至少": "at least",
    "最大|最大で|最多|高达|高達|最高": "up to",
    "超过|超過|逾": "over",
    "近|接近": "nearly",
    "不足|不到": "under",
}
_BEHIND = {"以上|超|余り|余|多": "over", "未満|弱": "under", "近く": "nearly", "前後|程度|左右": "about"}


@cache
def _pattern() -> re.Pattern[str]:
    before = "|".join(sorted("|".join(_BEFORE).split("|"), key=len, reverse=True))
    units = sorted("|".join([*_CURRENCIES, *_COUNTED]).split("|") + _PERCENT.split("|"), key=len, reverse=True)
    behind = "|".join("|".join(_BEHIND).split("|"))
    return re.compile(
        rf"(?P<before>{before})?(?P<sign>US\$|＄|\$|¥|￥|€|£)?(?<![0-9０-９.．A-Za-z第])(?P<number>{_NUMBER})"
        rf"(?P<many>余|多)?[ 　]?(?P<unit>{'|'.join(map(re.escape, units))})(?P<behind>{behind})?"
        rf"|百分之(?P<percent>{_NUMBER})"
    )


@cache
def _meanings() -> tuple[dict[str, str], dict[str, str]]:
    """What units and qualifiers mean."""
    units = {
        word: unit for table in (_CURRENCIES, _COUNTED) for words, unit in table.items() for word in words.split("|")
    }
    units |= dict.fromkeys(_PERCENT.split("|"), "percent")
    units |= dict.fromkeys(("个百分点", "個百分點", "ポイント"), "percentage points")
    qualifiers = {word: q for table in (_BEFORE, _BEHIND) for words, q in table.items() for word in words.split("|")}
    return units, qualifiers


def value_of(written: str) -> float | None:
    """The number that digits and numerals mean ('1兆5000億', '三千二百', '２．５'); None for what is none."""
    total, matched = 0.0, 0
    for piece in _PIECE.finditer(written):
        if piece.start() != matched:
            return None
        part = _part(piece["part"])
        if part is None:
            return None
        scale = 1.0
        for sign in piece["scale"] or "":
            scale *= _LARGE[sign]
        total += part * scale
        matched = piece.end()
    return total if matched == len(written) and written else None


def _part(written: str) -> float | None:
    """A number below ten thousand, or of digits alone."""
    match = re.match(rf"(?:{_DIGITS})", written)
    if match:
        scale = 1
        for sign in written[match.end() :]:
            scale *= _SMALL[sign]
        return float(match[0].replace(",", "").replace("，", "").replace("．", ".")) * scale
    if not any(sign in _SMALL for sign in written):
        return float("".join(str(_DIGIT_SIGNS[sign]) for sign in written))
    total, digit = 0, 0
    for sign in written:
        if sign in _SMALL:
            total += (digit or 1) * _SMALL[sign]
            digit = 0
        else:
            digit = _DIGIT_SIGNS[sign]
    return float(total + digit)


def find_east_asian_numbers(text: str, within: Span) -> list[NumberSpan]:
    """The amounts, shares and counts inside `within` that have a unit, in order.

    `unit` is an ISO 4217 code, 'percent', 'percentage points' or an English noun; `qualifier` is in English too.
    """
    units, qualifiers = _meanings()
    found: list[NumberSpan] = []
    for match in _pattern().finditer(text, within.start, min(within.end, len(text))):
        group = "percent" if match["percent"] else "number"
        value = value_of(match[group])
        if value is None:
            continue
        unit = "percent" if group == "percent" else units[match["unit"]]
        said = match["before"] or match["behind"] or match["many"]
        found.append(
            NumberSpan(
                Span(*match.span()), value, unit, Span(*match.span(group)), qualifier=qualifiers[said] if said else None
            )
        )
    return found
