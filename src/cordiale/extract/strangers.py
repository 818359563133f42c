"""Persons whom no table knows: full names where the words around show a person, and their surnames later on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.extract.names import FULL_NAME, courtesy_of, is_thing, lead_of, without_courtesy
from cordiale.extract.naming import Phrase
from cordiale.model.document import Span
from cordiale.model.mention import ActorKind

# An unknown name is a person's where it stands beside a verb of saying or in apposition to what the person does.
_SAYS = (
    r"said|says|told|wrote|writes|notes|noted|argues|argued|believes|believed|added|adds|warned|warns|thinks|thought|explained|explains|"
    r"contends|observed|observes|points out|pointed out|suggests|suggested|claims|claimed|tweeted"
)
_AFTER_UNKNOWN = re.compile(
    rf"^(?:,\s+(?:an?|the)\s+[a-z]|\s+(?:{_SAYS})\b|\s+of (?:the\s+)?(?:[A-Z]\w+\s+)+(?:\w+\s+)?(?:{_SAYS})\b)"
)
_BEFORE_UNKNOWN = re.compile(
    r"(?:according to|said|says|[’']s|analyst|professor|researcher|expert|scholar|economist|director|fellow)\s+$"
)
_SURNAME = re.compile(r"\b[A-Z][\w’'-]*[a-z]\b")
_NO_SURNAME = frozenset({"Jr", "Sr", "II", "III", "IV"})


class Strangers:
    """The unknown persons of one page, remembered in reading order by surname."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_surname: dict[str, str] = {}

    def find(self, within: Span, phrases: Sequence[Phrase]) -> list[Phrase]:
        """The phrases of a sentence with its unknown persons added, in order."""
        found = list(phrases)
        taken = [p.span for p in phrases]
        at = within.start
        while (m := FULL_NAME.search(self._text, at, within.end)) is not None:
            at = next((t.end for t in taken if t.overlaps(Span(*m.span()))), m.end())
            phrase = self._person(within, m, taken)
            if phrase:
                found.append(phrase)
                taken.append(phrase.span)
        found += self._again(within, taken)
        for phrase in found:
            if phrase.kind is ActorKind.PERSON and phrase.name and " " in phrase.name and not phrase.tenures:
                self._remember(phrase.name)
        return sorted(found, key=lambda p: p.span)

    def _person(self, within: Span, match: re.Match[str], taken: Sequence[Span]) -> Phrase | None:
        start = match.start() + len(lead_of(match[0]))
        words = self._text[start : match.end()]
        name = without_courtesy(words)
        span = Span(start, match.end())
        if not name or any(t.overlaps(span) for t in taken) or is_thing(name):
            return None
        before = self._text[max(within.start, start - 20) : start]
        after = self._text[match.end() : min(within.end, match.end() + 100)]
        is_person = bool(courtesy_of(words)) or _AFTER_UNKNOWN.match(after) or _BEFORE_UNKNOWN.search(before)
        if not is_person or (" " not in name and name not in self._by_surname):
            return None
        return Phrase(span, ActorKind.PERSON, (), "unknown person", name=self._by_surname.get(name, name))

    def _again(self, within: Span, taken: Sequence[Span]) -> list[Phrase]:
        """The surnames of persons named in full before."""
        if not self._by_surname:
            return []
        found = []
        for m in _SURNAME.finditer(self._text, within.start, within.end):
            full = self._by_surname.get(m[0].removesuffix("’s").removesuffix("'s"))
            span = Span(m.start(), m.end() - (2 if m[0].endswith(("’s", "'s")) else 0))
            if full and not any(t.overlaps(span) for t in taken):
                found.append(Phrase(span, ActorKind.PERSON, (), "unknown person", name=full))
        return found

    def _remember(self, name: str) -> None:
        words = [w for w in name.split() if w.rstrip(".") not in _NO_SURNAME]
        if words and len(words[-1]) > 2:
            self._by_surname[words[-1]] = name
