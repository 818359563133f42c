"""The names that a passage may swap: states with their forms and who held office in them, from the lexicon's tables."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent.parent / "src" / "cordiale" / "lexicon" / "tables"
ARTICLED = re.compile(
    r"(?:United|Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros|Central African|Dominican Rep|Democratic Rep"
    r"|Czech Rep|Solomon|Marshall|U\.S|US$|UK$|U\.K|UAE|D\.?R\.? Congo|DRC)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """What words stand for: a `name`, `nationality`, `people`, `capital`, `person` or `surname`, and of which state."""

    iso3: str
    kind: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Nation:
    """The forms of one state that may stand in for another's: all but the rarest names."""

    iso3: str
    names: tuple[str, ...]
    nationality: str
    people: str
    capital: str
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All forms, the states that can be swapped, and a pattern that finds any form with the article before it."""

    forms: dict[str, tuple[Form, ...]]
    nations: dict[str, Nation]
    pattern: re.Pattern[str]


def read_vocabulary(folder: Path = TABLES) -> Vocabulary:
    """The vocabulary of the tables in a folder."""
    states = tomllib.loads((folder / "states.toml").read_text(encoding="utf-8"))["state"]
    tenures = [
        t for f in sorted(folder.glob("tenures_*.toml")) for t in tomllib.loads(f.read_text(encoding="utf-8"))["tenure"]
    ]
    persons: dict[str, dict[str, str]] = {}
    for t in tenures:
        persons.setdefault(t["country"], {})[t["person"]] = t.get("surname") or t["person"].split()[-1]
    forms: dict[str, list[Form]] = {}
    nations: dict[str, Nation] = {}
    for state in states:
        for text, form in _forms(state, persons.get(state["iso3"], {})):
            forms.setdefault(text, []).append(form)
        if state.get("cow") and state.get("nationalities") and state.get("capital"):
            nations[state["iso3"]] = _nation(state, persons.get(state["iso3"], {}))
    longest = sorted(forms, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?P<the>[Tt]he )?(?P<an>[Aa]n? )?(?P<form>" + "|".join(map(re.escape, longest)) + r")(?!\w)"
    )
    return Vocabulary({k: tuple(dict.fromkeys(v)) for k, v in forms.items()}, nations, pattern)


def _forms(state: dict[str, Any], persons: dict[str, str]) -> list[tuple[str, Form]]:
    iso3 = state["iso3"]
    found = [(n, Form(iso3, "name")) for n in state["names"]]
    for n in state.get("nationalities", ()):
        plural = n.endswith("s") and n[:-1] in state["nationalities"]
        found.append((n, Form(iso3, "people" if plural else "nationality")))
    if state.get("capital"):
        found.append((state["capital"], Form(iso3, "capital")))
    for person, surname in persons.items():
        found.append((person, Form(iso3, "person", person)))
        if len(surname) > 2:
            found.append((surname, Form(iso3, "surname", person)))
    return found


def _nation(state: dict[str, Any], persons: dict[str, str]) -> Nation:
    names = [state["names"][0], *(n for n in state["names"][1:3] if len(n) < 8 and n != "U.S")]
    nationality = state["nationalities"][0]
    people = next((n for n in state["nationalities"] if n == nationality + "s"), nationality)
    return Nation(state["iso3"], tuple(names), nationality, people, state["capital"], tuple(persons))
