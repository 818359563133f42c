"""Who stands on a side of a row: the state that its codes, its country or the words of its name give."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.lexicon import Lexicon
from cordiale.lexicon.codes import Codes
from cordiale.lexicon.entries import HitKind, Organisation
from cordiale.model.coded import NO_STATE, Side
from cordiale.model.ontology import Sector

# What files write where they know of no actor, in small letters.
_NOTHING = frozenset({"", "none", "null", "nan", "na", "n/a", "---", "unknown", "unspecified actor", "(null)", "\\n"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Finds the side that words, a country, a group and a sector of a row stand for."""

    lexicon: Lexicon
    codes: Codes

    def side(self, words: str, country: str, group: str, sector: str) -> Side | str | None:
        """The side; None where the row names nobody, and the words that are not known where it names no state we know."""
        words, country, group, sector = (_said(x) for x in (words, country, group, sector))
        part = self._sector(words, sector)
        told = words or country or group or sector
        if not told:
            return None
        if country:
            found = self.country(country) or (NO_STATE if part is Sector.IGO else None)
            return Side(found, part, words or country) if found else country
        if group in self.codes.organisations or part is Sector.IGO:
            return Side(NO_STATE, Sector.IGO, words or group)
        found = self._named(words)
        if not found:
            return told
        return Side(found, Sector.IGO if found == NO_STATE else part, words)

    def country(self, given: str) -> str | None:
        """The ISO code of a country by its name or its code (ISO, CAMEO); `IGO` for organisations of states."""
        if given == NO_STATE or given in self.codes.organisations:
            return NO_STATE
        found = self.codes.cameo.get(given)
        if found or (len(given) <= 3 and given.isupper()):
            return found
        state = self.lexicon.state_of_name(_turned(given))
        return state.iso3 if state else None

    def _sector(self, words: str, given: str) -> Sector | None:
        """The first of the sectors given that is known; without one, that of the role before a country in brackets."""
        for part in given.replace(";", ",").split(","):
            if found := self.codes.sector(part.strip()):
                return found
        role = words.partition(" (")[0] if words.endswith(")") else ""
        return self.codes.sector(role) if role else None

    def _named(self, words: str) -> str | None:
        """The state in brackets, the one that the name is, whose office the person held, or which a word of it names."""
        bracket = words[words.rindex("(") + 1 : -1] if words.endswith(")") and "(" in words else ""
        state = self.lexicon.state_of_name(_turned(bracket or words))
        if state:
            return state.iso3
        if bracket:
            return NO_STATE if self._is_organisation(bracket) else None
        parts = words.split()
        for spelling in dict.fromkeys((words, f"{parts[0]} {parts[-1]}")) if parts else ():
            held = {t.country for t in self.lexicon.tenures_of(spelling)}
            if len(held) == 1:
                return held.pop()
        if self._is_organisation(words):
            return NO_STATE
        hits = [h for h in self.lexicon.find(words) if h.kind is not HitKind.OFFICE]
        said = {getattr(e, "iso3", None) or getattr(e, "country", None) for h in hits for e in h.entries}
        return said.pop() if len(said) == 1 else None

    def _is_organisation(self, words: str) -> bool:
        """Whether the words are the name of an organisation, and nothing else."""
        hits = self.lexicon.find(words)
        return len(hits) == 1 and len(hits[0].span) == len(words) and isinstance(hits[0].entries[0], Organisation)


def _said(cell: str) -> str:
    cell = cell.strip()
    return "" if cell.lower() in _NOTHING else cell


def _turned(name: str) -> str:
    """'Korea, Republic of' the way it is spoken."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last}" if comma else name
