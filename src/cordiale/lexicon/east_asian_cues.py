"""The words that carry acts, statements, status, domains and tone on Japanese and Chinese pages, compiled for each language."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cordiale.lexicon.east_asian import simplified
from cordiale.model.ontology import Context, EventType, Status, Tone

# How far apart the two parts of a word may stand, in characters.
_BETWEEN = "[^。！？!?\n]{0,14}"


@dataclass(frozen=True, slots=True)
class Act:
    """What a word of the table tells: the type and mode of an act, and whether both sides do it together."""

    type: EventType
    mode: str | None
    is_mutual: bool


@dataclass(frozen=True, slots=True)
class EastAsianCues:
    """The patterns of one language, all over text with simplified characters.

    `acts` finds words that carry acts, in group 'act' with those of the table; in no group where they only look so.
    `statuses` come in the order in which they are asked.
    """

    acts: re.Pattern[str]
    by_number: tuple[Act, ...]
    saying: re.Pattern[str]
    weak: frozenset[str]
    statuses: tuple[tuple[Status, re.Pattern[str]], ...]
    domains: Mapping[Context, re.Pattern[str]]
    tones: Mapping[Tone, re.Pattern[str]]
    measures: re.Pattern[str]
    nothing: re.Pattern[str]
    digest: str

    def act_of(self, match: re.Match[str]) -> Act | None:
        """The act of a match of `acts`; None for words that only look like one."""
        return self.by_number[int(match.lastgroup[1:])] if match.lastgroup else None

    def without_nothing(self, text: str) -> str:
        """The text with blanks over the words in which a cue is none; of the same length."""
        return self.nothing.sub(lambda m: " " * len(m[0]), text)


def _table(name: str) -> tuple[dict[str, Any], bytes]:
    data = files("cordiale.lexicon").joinpath(f"tables/east_asian_{name}.toml").read_bytes()
    return tomllib.loads(data.decode("utf-8")), data


def _any(words: Iterable[str]) -> str:
    ordered = sorted(map(simplified, words), key=len, reverse=True)
    return "|".join(_BETWEEN.join(map(re.escape, word.split("~"))) for word in ordered)


def _acts(table: dict[str, Any], language: str) -> tuple[re.Pattern[str], tuple[Act, ...]]:
    entries: list[tuple[str, int]] = [(simplified(w), -1) for w in table["nothing"][language]]
    acts = []
    for number, row in enumerate(table["trigger"]):
        acts.append(Act(EventType(row["type"]), row.get("mode"), bool(row.get("mutual", False))))
        entries += [(simplified(w), number) for w in row[language]]
    entries.sort(key=lambda e: -len(e[0].replace("~", "")))
    parts = []
    for place, (word, number) in enumerate(entries):
        pattern = _BETWEEN.join(map(re.escape, word.split("~")))
        parts.append(pattern if number < 0 else f"(?P<n{place}>{pattern})")
    by_number = tuple(acts[number] if number >= 0 else acts[0] for _, number in entries)
    return re.compile("|".join(parts)), by_number


@cache
def load_east_asian_cues(language: str) -> EastAsianCues:
    """The cues of 'ja' or 'zh', read and compiled on first use; KeyError or ValueError for a bad entry."""
    table, data = _table("cues")
    triggers, more = _table("triggers")
    acts, by_number = _acts(triggers, language)
    statuses = (Status.DENIED, Status.POSSIBLE, Status.PLANNED, Status.ONGOING)
    return EastAsianCues(
        acts,
        by_number,
        re.compile(_any(table["saying"][language])),
        frozenset(map(simplified, table["weak"][language])),
        tuple((s, re.compile(_any(table[s.value][language]))) for s in statuses),
        {Context(name): re.compile(_any(words[language])) for name, words in table["domains"].items()},
        {Tone(name): re.compile(_any(words[language])) for name, words in table["tones"].items()},
        re.compile(_any(table["measures"][language])),
        re.compile(_any(table["nothing"][language])),
        hashlib.sha256(data + more).hexdigest()[:12],
    )
