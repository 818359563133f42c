"""Words known to carry acts: what a table of triggers tells the network about a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cordiale.model.document import Span
from cordiale.model.ontology import EventType


@dataclass(frozen=True, slots=True)
class Hints:
    """A pattern of trigger words, and the type of act that each (in lower case) carries."""

    pattern: re.Pattern[str]
    types: Mapping[str, EventType]

    def find(self, sentence: str) -> Iterator[tuple[Span, EventType]]:
        """The known words of a sentence, each with its type."""
        for m in self.pattern.finditer(sentence):
            yield Span(*m.span()), self.types[m[0].lower()]
