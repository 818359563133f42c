"""The lexicon: states, bodies, organisations, office-holders, places and cue words, and what a text has of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from cordiale.lexicon.cues import Cues
from cordiale.lexicon.entries import Body, Entry, Hit, Locality, OfficeWord, Organisation, State, Tenure
from cordiale.lexicon.fold import fold, key_of
from cordiale.lexicon.guards import Guards
from cordiale.lexicon.match import Automaton
from cordiale.model.document import Span


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must contain a hit on an entry."""

    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the tables know; build it with `load_lexicon`."""

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    bodies: tuple[Body, ...]
    localities: tuple[Locality, ...]
    office_words: tuple[OfficeWord, ...]
    tenures: tuple[Tenure, ...]
    cues: Cues
    examples: tuple[Example, ...]
    automaton: Automaton
    guards: Guards
    states_by_name: Mapping[str, State]
    tenures_by_name: Mapping[str, tuple[Tenure, ...]]
    offices_by_name: Mapping[str, str]
    tenures_by_office: Mapping[tuple[str, str], tuple[Tenure, ...]]

    def name_of(self, code: str) -> str:
        """The usual name of a state, or the code where there is none."""
        state = self.states.get(code)
        return state.names[0] if state else code

    def find(self, text: str, within: Span | None = None) -> tuple[Hit, ...]:
        """The longest non-overlapping names in a text (or in a part of it), in order, with spans of the whole text.

        Proper names match as written, in capitals or in title case; offices and generic bodies
        in any case. A possessive ending is never part of the span.
        """
        part = within.of(text) if within else text
        folded = fold(part)
        offset = within.start if within else 0
        hits = []

        @cache
        def whole() -> str:
            return fold(text).text if within else folded.text

        for found in self.guards.kept(folded.text, self.automaton.candidates(folded.text), whole):
            span = Span(folded.origin(found.start) + offset, folded.origin(found.end - 1) + 1 + offset)
            kind = found.forms[0].kind
            entries = tuple(dict.fromkeys(f.entry for f in found.forms if f.entry is not None))
            assert kind is not None  # swallowed words do not pass the guards
            hits.append(Hit(span, kind, entries))
        return tuple(hits)

    def state_of_name(self, name: str) -> State | None:
        """The state that a name, code, capital or nationality most likely means; None when there is none."""
        return self.states.get(name) or self.states_by_name.get(key_of(name))

    def tenures_of(self, name: str) -> tuple[Tenure, ...]:
        """The tenures of everybody called so: full name in either order, alias or surname; the order of the tables."""
        return self.tenures_by_name.get(key_of(name), ())

    def holders(self, country: str, office: str, on: date | None = None) -> tuple[Tenure, ...]:
        """Who held an office (canonical or any of its words) of a state on a day; without a day, everybody who did."""
        found = self.tenures_by_office.get((country, self.office_named(office) or office), ())
        return tuple(t for t in found if on is None or t.holds_on(on))

    def office_named(self, words: str) -> str | None:
        """The canonical name of an office ('external affairs minister' is the foreign minister)."""
        return self.offices_by_name.get(key_of(words))
