"""Which language a text is in, told by its script and its commonest words before any model is asked."""

from __future__ import annotations

import re
from functools import cache

_SAMPLE = 4000
_ENGLISH = frozenset(
    "the of and to in a is that for on with as was by at from it be are has have this will an said its he "
    "not but which their were who been would".split()
)
_WORD = re.compile(r"[^\W\d_]+")
# Running English has 35 to 45 % of these words, headlines 15 to 25 %, other languages in Latin script below 10 %.
_SHARE = 0.14
_FEWEST_WORDS = 12
_SURE = 0.9


# Kana, and the ideographs that Japanese and Chinese share.
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# Japanese is written with a third of kana or more; Chinese has a few in foreign names.
_KANA_SHARE = 0.06
_FEWEST_SIGNS = 8


_MARKUP = 400_000


def has_east_asian(text: str) -> bool:
    """Whether kana or ideographs stand in a text at all, so that it is worth a closer look."""
    if text.isascii():
        return False
    start = text[:_MARKUP]
    return len(_HAN.findall(start)) + len(_KANA.findall(start)) >= _FEWEST_SIGNS


def find_east_asian(text: str, said: str | None = None) -> str | None:
    """'ja' or 'zh' for a text that is mostly in one of their scripts, else None; `said` is the language that a page states."""
    if text.isascii():
        return None
    middle = len(text) // 2
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + " " + text[middle : middle + _SAMPLE // 2]
    kana, han = len(_KANA.findall(sample)), len(_HAN.findall(sample))
    signs, others = kana + han, sum(char.isalpha() for char in sample)
    if signs < _FEWEST_SIGNS or signs * 2 < others:
        return None
    is_japanese = kana > _KANA_SHARE * signs or (kana == 0 and (said or "").lower().startswith("ja"))
    return "ja" if is_japanese else "zh"


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None when it is too short to tell."""
    # Half from the start and half from the middle: pages open with menus in other languages.
    middle = len(text) // 2
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + " " + text[middle : middle + _SAMPLE // 2]
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return None
    latin = _latin_share(sample)
    if latin > 0.7:
        if sum(word in _ENGLISH for word in words) >= _SHARE * len(words):
            return "en"
        if len(words) < _FEWEST_WORDS:
            return None
    code, sureness = _identifier().classify(sample)
    return str(code) if sureness >= _SURE or latin < 0.3 else None


def _latin_share(sample: str) -> float:
    letters = [char for char in sample[:600] if char.isalpha()]
    # Below U+0250 stand ASCII, Latin-1 and Latin Extended-A and -B; Vietnamese has more of its own.
    return sum(char < "\u0250" or "\u1e00" <= char <= "\u1eff" for char in letters) / max(1, len(letters))


@cache
def _identifier():  # type: ignore[no-untyped-def]
    """py3langid's model, which takes half a second to load and is seldom needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
