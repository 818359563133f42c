"""The words that carry an act, by type and mode, for reading without weights."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cordiale.lexicon.references import any_of
from cordiale.model.ontology import EventType


@dataclass(frozen=True, slots=True)
class TriggerWords:
    """Words of one type and mode, and a sentence in which one of them stands."""

    words: tuple[str, ...]
    type: EventType
    mode: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Triggers:
    """All entries, each word in lower case with its entry, and one pattern that finds the longest words."""

    entries: tuple[TriggerWords, ...]
    by_word: Mapping[str, TriggerWords]
    pattern: re.Pattern[str]


@cache
def load_triggers() -> Triggers:
    """The table of triggers; raises KeyError or ValueError for a bad entry."""
    table = tomllib.loads(files("cordiale.lexicon").joinpath("tables/triggers.toml").read_text("utf-8"))
    entries = tuple(
        TriggerWords(tuple(e["words"]), EventType(e["type"]), e.get("mode"), e["example"]) for e in table["trigger"]
    )
    by_word = {w.lower(): e for e in entries for w in e.words}
    return Triggers(entries, by_word, re.compile(any_of(list(by_word)), re.IGNORECASE))
