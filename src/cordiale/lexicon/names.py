"""How a person may be written: both orders, with or without 'Jr.', hyphen or space; and the surname."""

from __future__ import annotations

import re

from cordiale.lexicon.entries import NameOrder, Tenure
from cordiale.lexicon.fold import fold

_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_PARTICLES = frozenset(
    "von van der den de del della di da dos das du la le al el bin bint ibn ben abu ter ten af av st mac".split()
)


def _bare(person: str) -> str:
    return _SUFFIX.sub("", person)


def surname_of(person: str, order: NameOrder) -> str | None:
    """The surname in a full name, particles and all ('von der Leyen'); None for a name of one word."""
    parts = _bare(person).split()
    if len(parts) < 2:
        return None
    if order is NameOrder.FAMILY_FIRST:
        return parts[0]
    first = len(parts) - 1
    while first > 1 and parts[first - 1].lower().rstrip(".") in _PARTICLES:
        first -= 1
    return " ".join(parts[first:])


def given_name_of(person: str, order: NameOrder) -> str:
    """The first given name in a full name."""
    parts = _bare(person).split()
    return parts[1] if order is NameOrder.FAMILY_FIRST and len(parts) > 1 else parts[0]


def _spellings(name: str, order: NameOrder) -> set[str]:
    found = {name, _bare(name)}
    found |= {f"{_bare(name)} Jr", f"{_bare(name)} Jr."} if _SUFFIX.search(name) else set()
    parts = _bare(name).split()
    if len(parts) == 2 and order in (NameOrder.EITHER, NameOrder.FAMILY_FIRST):
        found.add(f"{parts[1]} {parts[0]}")
    if order is NameOrder.FAMILY_FIRST and len(parts) == 3:
        family, one, two = parts
        found |= {f"{family} {one}-{two.lower()}", f"{family} {one}-{two}", f"{family} {one}{two.lower()}"}
        found |= {f"{one} {two} {family}", f"{one}-{two.lower()} {family}"}
    if order is NameOrder.FAMILY_FIRST and len(parts) == 2 and "-" in parts[1]:
        one, _, two = parts[1].partition("-")
        found |= {f"{parts[0]} {one} {two.capitalize()}", f"{parts[0]} {one}-{two.capitalize()}"}
    if any("." in part for part in parts[1:-1]) and order is not NameOrder.FAMILY_FIRST:
        found.add(" ".join(part for part in parts if not re.fullmatch(r"[A-Z]\.", part)))
    return found


def full_names(tenure: Tenure, order: NameOrder) -> frozenset[str]:
    """Every spelling, folded, under which the person's full name or an alias is matched."""
    found = {s for name in (tenure.person, *tenure.aliases) for s in _spellings(name, order)}
    surnames = bare_surnames(tenure, order)
    return frozenset(fold(name).text for name in found) - surnames


def bare_surnames(tenure: Tenure, order: NameOrder) -> frozenset[str]:
    """The surnames, folded, that may stand alone for the person; an Arabic article may be left out ('Assad')."""
    surname = tenure.surname or surname_of(tenure.person, order)
    if surname is None:
        return frozenset()
    short = re.sub(r"^(?:al|el|ul)[- ]", "", surname, flags=re.IGNORECASE)
    suffixed = {f"{surname} Jr.", f"{surname} Jr"} if _SUFFIX.search(tenure.person) else set()
    return frozenset(fold(s).text for s in {surname, short, *suffixed} - {tenure.person} if len(s) > 1)
