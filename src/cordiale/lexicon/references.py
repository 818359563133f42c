"""Words that stand for an actor named elsewhere, and nouns for people that a nationality qualifies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from cordiale.model.ontology import Sector


@dataclass(frozen=True, slots=True)
class Reference:
    """Words such as 'he' or 'the two leaders': how many they stand for, of which sort and gender.

    `sort` is person, state, organisation, other (the other party), both (two of any sort) or any.
    """

    words: tuple[str, ...]
    number: int
    sort: str
    gender: str | None
    example: str


@dataclass(frozen=True, slots=True)
class PeopleNoun:
    """Nouns for people, and the sector that they show."""

    words: tuple[str, ...]
    sector: Sector
    example: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Words such as 'the North' that mean a state only where one of the states `beside` has been named before."""

    words: tuple[str, ...]
    state: str
    beside: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class References:
    """The table, with one pattern over the words of each kind (lower-cased words map to their entry).

    `group_pattern` matches, in lower case, states that nobody names one by one ('Western allies'), `group_before` what may stand
    before; `lacking` are words of offices and bodies with the states that have none. `led` matches what follows a leader's
    name as the body that he or she leads; `modifying` are nouns and adjectives that often only qualify the next noun; `issuing`
    matches the openings of papers that a government or an office-holder issues.
    """

    reference: dict[str, Reference]
    alias: dict[str, Alias]
    people: dict[str, Sector]
    modifying: frozenset[str]
    function_words: frozenset[str]
    led: re.Pattern[str]
    issuing: re.Pattern[str]
    reference_pattern: re.Pattern[str]
    people_pattern: re.Pattern[str]
    group_pattern: re.Pattern[str]
    group_before: re.Pattern[str]
    lacking: tuple[tuple[re.Pattern[str], frozenset[str]], ...]

    def has(self, state: str, words: str) -> bool:
        """Whether a state can have the office or body that the words name."""
        return not any(state in states and office.search(words) for office, states in self.lacking)


_Trie: TypeAlias = dict[str, "_Trie"]


def any_of(words: list[str]) -> str:
    """A regular expression for any of the words, longest first, on word boundaries.

    Beginnings in common are written once (a trie), so that the time to search does not grow with the number of words.
    """
    return _any_of(tuple(words))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    trie: _Trie = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return rf"\b(?:{_branches(trie)})\b"


def _branches(node: _Trie) -> str:
    parts = [re.escape(character) + _branches(child) for character, child in sorted(node.items()) if character]
    if len(parts) == 1 and "" not in node:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if "" in node else "") if parts else ""


@cache
def load_references() -> References:
    """The table of references; raises KeyError or ValueError for a bad entry."""
    table = tomllib.loads(files("cordiale.lexicon").joinpath("tables/references.toml").read_text("utf-8"))
    references = [
        Reference(tuple(e["words"]), int(e["number"]), e["sort"], e.get("gender"), e["example"])
        for e in table["reference"]
    ]
    aliases = [Alias(tuple(e["words"]), e["state"], tuple(e["beside"]), e["example"]) for e in table["alias"]]
    people = [PeopleNoun(tuple(e["words"]), Sector(e["sector"]), e["example"]) for e in table["people"]]
    by_word = {w.lower(): r for r in references for w in r.words}
    by_alias = {w: a for a in aliases for w in a.words}
    sectors = {w.lower(): p.sector for p in people for w in p.words}
    return References(
        by_word,
        by_alias,
        sectors,
        frozenset(table["modifying"]["words"]),
        frozenset(table["function"]["words"]),
        re.compile(rf"(?:[-–][A-Z][\w’]+)?(?:[’']s)?\s+(?:(?i:\badministration\b)|{any_of(table['led']['words'])})"),
        re.compile(any_of(table["issuing"]["words"]), re.IGNORECASE),
        re.compile(rf"(?:{any_of(list(by_alias))})|(?i:{any_of(list(by_word))})"),
        re.compile(any_of(list(sectors)), re.IGNORECASE),
        _group_pattern(table["groups"]),
        re.compile(rf"{any_of(table['groups']['before'])}[\s-]+$"),
        tuple(
            (re.compile(any_of(e["words"]), re.IGNORECASE), frozenset(e["states"].split())) for e in table["lacking"]
        ),
    )


def _group_pattern(table: dict[str, list[str]]) -> re.Pattern[str]:
    which, nouns = any_of(table["which"]), any_of(table["nouns"])
    return re.compile(rf"{which}\s+(?:{which}\s+)*{nouns}|{any_of(table['alone'])}")
