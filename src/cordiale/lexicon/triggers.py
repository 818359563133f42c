"""The words that carry an act: counted in the marked passages, each with its commonest type and how surely it means it."""

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
class TriggerForm:
    """A form as it stands in text, its type and mode, the share of its occurrences that mean it, and how often that was seen."""

    form: str
    type: EventType
    mode: str | None
    score: float
    seen: int


@dataclass(frozen=True, slots=True)
class Triggers:
    """All forms in lower case, and one pattern that finds the longest of them."""

    forms: Mapping[str, TriggerForm]
    pattern: re.Pattern[str]


@cache
def load_triggers() -> Triggers:
    """The table of triggers; raises KeyError or ValueError for a bad entry."""
    table = tomllib.loads(files("cordiale.lexicon").joinpath("tables/triggers.toml").read_text("utf-8"))
    forms = {
        e["form"]: TriggerForm(e["form"], EventType(e["type"]), e.get("mode"), float(e["score"]), int(e["seen"]))
        for e in table["trigger"]
    }
    return Triggers(forms, re.compile(any_of(list(forms)), re.IGNORECASE))
