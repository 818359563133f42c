"""The words that pages put around their articles, compiled once from phrases.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ahocorasick import Automaton


@dataclass(frozen=True, slots=True)
class Phrases:
    """What furniture is made of; keys and words are in lower case with straight apostrophes.

    `exact` maps whole lines to nothing more than furniture, `marks` say that the article goes
    on elsewhere, `boxes` head boxes in it, `lists` head runs of links, `endings` do so after an article's end; `starts`
    is a pattern and `calls` an automaton over such keys; `agencies` matches names of agencies as written.
    """

    exact: frozenset[str]
    marks: frozenset[str]
    boxes: frozenset[str]
    lists: frozenset[str]
    endings: frozenset[str]
    starts: re.Pattern[str]
    calls: Automaton
    section_words: frozenset[str]
    weak_words: frozenset[str]
    agencies: re.Pattern[str]
    outlet_words: frozenset[str]
    desks: frozenset[str]
    documents: frozenset[str]
    scenes: frozenset[str]
    never_first: frozenset[str]


@cache
def phrases() -> Phrases:
    """The phrases of the package, read from its data on first use."""
    table = tomllib.loads(files("cordiale.read").joinpath("phrases.toml").read_text("utf-8"))
    exact = table["exact"]
    return Phrases(
        exact=frozenset(phrase for group in exact.values() for phrase in group),
        marks=frozenset(exact["marks"]),
        boxes=frozenset(exact["boxes"]),
        lists=frozenset(table["lists"]["headings"]),
        endings=frozenset(table["lists"]["endings"]),
        starts=re.compile(_any(table["starts"]["any"])),
        calls=_automaton(table["calls"]["any"]),
        section_words=frozenset(table["sections"]["words"]),
        weak_words=frozenset(table["sections"]["weak"]),
        agencies=re.compile(rf"\b(?:{_any(table['press']['agencies'])})\b"),
        outlet_words=frozenset(table["press"]["outlet_words"]),
        desks=frozenset(table["press"]["desks"]),
        documents=frozenset(table["press"]["documents"]),
        scenes=frozenset(table["captions"]["verbs"]),
        never_first=frozenset(table["names"]["never_first"]),
    )


def _automaton(words: list[str]) -> Automaton:
    """Aho and Corasick's automaton (1975): all phrases in one pass over a line."""
    automaton = Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
