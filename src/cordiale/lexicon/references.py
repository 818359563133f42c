"""Words that stand for an actor named elsewhere, and nouns for people that a nationality qualifies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cordiale.model.ontology import Sector


@dataclass(frozen=True, slots=True)
class Reference:
    """Words such as 'he' or 'the two leaders': how many they stand for, of which sort (person, state, organisation, other, any), of which gender."""

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
    """The table, with one pattern over the words of each kind (lower-cased words map to their entry)."""

    reference: dict[str, Reference]
    alias: dict[str, Alias]
    people: dict[str, Sector]
    reference_pattern: re.Pattern[str]
    people_pattern: re.Pattern[str]


def any_of(words: list[str]) -> str:
    """A regular expression for any of the words, longest first, on word boundaries."""
    return r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\b"


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
        re.compile(rf"(?:{any_of(list(by_alias))})|(?i:{any_of(list(by_word))})"),
        re.compile(any_of(list(sectors)), re.IGNORECASE),
    )
