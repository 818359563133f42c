"""What stands around an office's words: a firm that they belong to, another noun that they only qualify."""

from __future__ import annotations

import re

# 'a Tarvex spokesman', 'the firm's officials': somebody of no government.
_FIRM = (
    r"(?:company|firm|bank|industry|union|airline|group|corporate|university|hospital|hotel|club|school|church|factory)"
)
_FIRM_BEFORE = re.compile(rf"\b{_FIRM}(?:[’']s?)?\s+(?:senior\s+|top\s+)?$", re.IGNORECASE)
_CAPITALISED_BEFORE = re.compile(r"(?P<lead>^|[\w,;’'”\")]\s+)(?P<word>[A-Z][\w&.-]*[a-z]\w*)(?:[’']s?)?\s+$")
_FOR_FIRM = re.compile(
    rf"\s+(?:for|of|at)\s+(?:the\s+|an?\s+)?(?:(?:[\w’-]+\s+)?{_FIRM}\b|(?P<word>[A-Z][\w&.-]*[a-z]\w*))"
)
_AT_WORK = frozenset({"official", "spokesperson", "chairman"})


def is_of_firm(office: str, words: str, before: str, after: str, is_known_after: bool) -> bool:
    """Whether an office belongs to a firm or another body that no table knows ('a Tarvex spokesman', 'an official at the bank').

    `before` and `after` are the text around the words; `is_known_after` says that a known name begins soon after them.
    """
    if office not in _AT_WORK:
        return False
    if _FIRM_BEFORE.search(before):
        return True
    m = _CAPITALISED_BEFORE.search(before)
    if m and words[:1].islower() and m["lead"] and m["word"].lower() not in {"the", "one", "another"}:
        return True
    behind = _FOR_FIRM.match(after)
    return behind is not None and not (behind["word"] and is_known_after)


def is_adjective(words: str, after: str, modifying: frozenset[str], function_words: frozenset[str]) -> bool:
    """Whether an office's word only qualifies the next noun ('a ministerial meeting', 'the general public')."""
    word = words.lower()
    if word not in modifying:
        return False
    if word == "general" and words[0].isupper():
        return False
    m = re.match(r"\s+([A-Za-z][\w-]+)", after)
    if m is None:
        return False
    if word.endswith("ial"):
        return True
    return m[1].islower() and m[1] not in function_words and not m[1].endswith(("ed", "ly"))
