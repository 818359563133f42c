"""How newspapers print the names of persons, and which words around one belong to it."""

from __future__ import annotations

import re

# A capitalised name as newspapers print it: particles, initials, hyphens, Jr. and numerals included.
_PARTICLE = r"(?:al|el|bin|ibn|van|von|de|da|dos|del|der|la|le)(?=[\s-][A-Z])"
PART = rf"(?:[A-Z][\w’'\-]*[a-z]|[A-Z]\.(?:[A-Z]\.)*|[A-Z]{{2,}}|{_PARTICLE}|al-[A-Z]\w+|Jr\.|Sr\.|I{{2,3}}|IV)"
"""A pattern for one word of a name."""
NAME = re.compile(rf"[A-Z][\w’'\-]*[a-z]\.?(?:\s+{PART}){{0,3}}")
FULL_NAME = re.compile(rf"[A-Z][\w’'\-]*[a-z]\.?(?:\s+{PART}){{1,3}}")
BEFORE_SURNAME = re.compile(rf"(?:(?:{PART})\s+){{1,2}}$")
_COURTESY = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Gen|Sen|Rep|Gov|Prof|Messrs)\.?\s+)+")
_LEADS_IN = re.compile(
    r"^(?:And|But|So|Yet|As|When|While|After|Before|Since|If|The|A|An|In|On|At|For|Then|Now|Both|That)\s+"
)
# The last words of names that are no person's.
_THINGS = re.compile(
    r"\b(?:Bank|Trust|Corp|Co|Inc|Ltd|Group|Association|Institute|Institution|University|College|Center|Centre|Council|Committee|"
    r"Commission|Agency|Authority|Office|Department|Ministry|Bureau|Board|Fund|Foundation|Company|Industries|Motor|Motors|Securities|"
    r"States|State|Nations|Act|Agreement|Treaty|Initiative|Program|Programme|Plan|Project|Partnership|Framework|Summit|Conference|"
    r"Dialogue|Forum|Edge|Shield|Street|House|Party|Union|League|Court|Times|Post|Journal|News|Daily|Exchange|Market|Research|"
    r"Sea|Strait|Islands?|Ocean|River|Mountain|Valley|City|County|Province|Airport|Base|Day|Week|Month|Year|Republican|Democrat|Agenda|"
    r"Strategy|Report|Law|Bill|Team|Force|Corps|Army|Navy|Media|Energy|Systems|Technologies|Airlines?|Steel|Electric|"
    r"Insurance|Capital|Holdings|Partners|Services|Studies|Affairs|Administration|Series|Cup|Games|Festival|War|Peace|Accord|Pact|Order|Visit|Message|Meeting|Dinner)\b"
)


def without_courtesy(words: str) -> str:
    """A name without 'Mr.', 'Dr.' and their like before it."""
    return _COURTESY.sub("", words)


def courtesy_of(words: str) -> str:
    """The 'Mr.', 'Dr.' and their like that a name opens with; empty where there are none."""
    m = _COURTESY.match(words)
    return m[0] if m else ""


def lead_of(words: str) -> str:
    """The word of a sentence's opening that stands before a name and only looks like part of it ('But Lindqvist said')."""
    m = _LEADS_IN.match(words)
    return m[0] if m else ""


def is_thing(words: str) -> bool:
    """Whether capitalised words name a firm, an institution, a law or a place rather than a person."""
    return _THINGS.search(words) is not None
