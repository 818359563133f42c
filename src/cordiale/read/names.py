"""Lines that say who wrote: persons' names, and what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cordiale.read.phrases import phrases
from cordiale.read.printed import is_date_line

_PART = r"(?:(?:al|el|ad|an|ar|as|ash|at|az|ul|de|d)[-’'])?[^\W\d_a-z][\w’'.-]*"
_PARTICLE = r"(?:de|da|del|della|di|dos|du|van|von|der|den|bin|bint|al|el|la|le|ibn|ter|ten|y|e)"
_NAME = re.compile(rf"{_PART}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_PART}){{1,4}}\Z")
_BY = re.compile(
    r"^\s*(?:(?:written|reported|report|story|text|posted|published|words|article|analysis|opinion|commentary"
    r"|compiled|guest (?:post|column|essay|blog)|submitted|contributed|authored|translated|an? \w+)\s+)?by\s*[:\s|-]\s*(?=\S)"
    r"|^\s*(?:authors?|writers?|reporters?|correspondents?|byline|from our correspondent)\s*[:|-]\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[|•·/–—,;]|\s-\s|\s+\bin\s+(?=[A-Z])|\s+\bfor\s+(?=[A-Z])|\s{2,}|\s+@)\s*")
_TOGETHER = re.compile(r"\s*(?:,\s*and\s+|\s+and\s+|\s+&\s+|\s+with\s+)", re.IGNORECASE)
_FROM = re.compile(r"\s+in\s+(?=[A-Z])")
_ON = re.compile(r"\s+(?:on|published|updated|posted)\s*:?\s*$", re.IGNORECASE)
_HONORIFIC = re.compile(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Lt|Col|Gen|Capt|Amb|Ambassador|Rev)\.?\s+")
_ROLE = re.compile(
    r"(?:[\w’'-]+\s+){0,4}(?:correspondent|reporter|editor|writer|columnist|bureau chief|staff|contributor|analyst|fellow)\Z",
    re.IGNORECASE,
)
_LONGEST = 200
# Small words that headlines in title case raise and that stand in no person's name.
NEVER_INSIDE = frozenset("and to with as over after amid for in on by from".split())


@dataclass(frozen=True, slots=True)
class Writers:
    """Who wrote, as one string without 'By', and the outlet that the line names beside them."""

    persons: str | None
    outlet: str | None


def is_person_name(text: str) -> bool:
    """Whether the words look like a person's name: two to five capitalised words, none of them an outlet's or a
    section's.
    """
    text = _HONORIFIC.sub("", text.strip())
    if len(text) > 60 or not _NAME.match(text):
        return False
    words = [word.lower().strip(".") for word in text.split()]
    known = phrases()
    if any(word in known.outlet_words for word in words) or text.lower() in known.desks:
        return False
    return (
        not any(word in known.section_words and word not in known.weak_words for word in words)
        and words[0] not in known.never_first
        and not any(word in NEVER_INSIDE for word in words[1:])
    )


def opens_with_by(text: str) -> bool:
    """Whether a short line says 'By', 'Written by', 'Author:' and then a name, a desk or an agency."""
    if len(text) > _LONGEST:
        return False
    start = _BY.match(text)
    if not start:
        return False
    rest = text[start.end() :]
    if ":" in text[: start.end()]:
        return True
    return _first_is_writer(rest)


def read_writers(text: str) -> Writers:
    """Persons and outlet of a byline: 'By: A B', 'A B, Some University, The Outlet on', 'A B | Outlet | 3 May 2024'."""
    start = _BY.match(text)
    rest = _ON.sub("", text[start.end() :] if start else text[:_LONGEST])
    persons: list[str] = []
    others: list[str] = []
    for part in _SPLIT.split(rest):
        for piece in _TOGETHER.split(part):
            piece = _ON.sub("", piece).strip(" .:,-–—|()[]")
            if not piece or is_date_line(piece) or (persons and _ROLE.match(piece)):
                continue
            (persons if is_person_name(piece) and not others else others).append(piece)
    if not persons and others and (start or others[0].lower() in phrases().desks):
        return Writers(others[0], others[1] if len(others) > 1 else None)
    outlets = [other for other in others if is_outlet(other)]
    return Writers(", ".join(persons) or None, outlets[-1] if outlets else None)


def lists_writer(text: str) -> bool:
    """Whether a line is a name with its affiliation, outlet, place or date, and no sentence: 'A B, Some University,
    The Outlet on'.
    """
    if len(text) > _LONGEST or text.endswith((".", "!", "?", "”")):
        return False
    parts = [part for part in _SPLIT.split(text.strip()) if part]
    if len(parts) < 2 or not _first_is_writer(text):
        return False
    if len(parts) == 2 and _FROM.search(text) and len(parts[1].split()) <= 3 and parts[1].istitle():
        return True
    ends_open = bool(_ON.search(text))
    rest = [_ON.sub("", part).strip() for part in parts[1:]]
    return ends_open or all(_stands_beside_writer(part) for part in rest)


def _stands_beside_writer(part: str) -> bool:
    return bool(is_date_line(part) or is_outlet(part) or is_person_name(part) or _ROLE.match(part))


def _first_is_writer(text: str) -> bool:
    first = _TOGETHER.split(_SPLIT.split(text.strip(), maxsplit=1)[0], maxsplit=1)[0]
    first = _ON.sub("", first).strip(" .:,-|")
    if first.isupper():
        first = first.title()
    return is_person_name(first) or first.lower() in phrases().desks or bool(phrases().agencies.fullmatch(first))


def is_outlet(text: str) -> bool:
    """Whether up to eight words name an outlet, a desk, an agency, an institution or a host."""
    words = text.split()
    if not words or len(words) > 8:
        return False
    if (
        text.lower() in phrases().desks
        or phrases().agencies.fullmatch(text)
        or re.fullmatch(r"[\w-]+(?:\.[\w-]+){1,3}", text)
    ):
        return True
    return any(word.lower().strip(".") in phrases().outlet_words for word in words) and text[:1].isupper()
