"""What else a matched word could be: another person of that surname, a first name that is also a state's, an hour with 'PM'."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from cordiale.lexicon.entries import HitKind, NameOrder, Tenure
from cordiale.lexicon.match import Candidate
from cordiale.lexicon.names import given_name_of

_BEFORE = re.compile(r"([A-Z][\w'-]*\.?) $")
_AFTER = re.compile(r" ([A-Z][a-z'-]+)")
_GIVEN_AND_INITIALS = re.compile(r"([A-Z][\w'-]+)(?: [A-Z]\.?)+ $")
_HYPHENATED = re.compile(r"-[a-z]")
_HOUR = re.compile(r"\d[ .:]?$")
_LONGER_WORD = re.compile(r"(?<![\w'])[A-Za-z]{3,}")
_WINDOW = 40


@dataclass(frozen=True, slots=True)
class Words:
    """Lists that tell names apart: given names, surnames that are also plain words, words that stand before a surname."""

    given_names: frozenset[str]
    guarded_surnames: frozenset[str]
    titles: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]


@dataclass(frozen=True, slots=True)
class Guards:
    """Drops or widens candidates by the words around them."""

    words: Words
    orders: Mapping[str, NameOrder]
    spellings: Callable[[Tenure], frozenset[str]]

    def kept(self, plain: str, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates that are what they seem, in order."""
        view = _View(
            plain, frozenset(c.start for c in candidates), frozenset(c.end for c in candidates), self.words.openers
        )
        return [kept for c in candidates if c.kind is not None and (kept := self._kept(view, c)) is not None]

    def _kept(self, view: _View, found: Candidate) -> Candidate | None:
        if found.kind is HitKind.SURNAME:
            return self._as_surname(view, found)
        if found.kind is HitKind.OFFICE and found.forms[0].words.isupper():
            return None if _HOUR.search(view.before(found.start)) else found
        if found.kind in (HitKind.STATE, HitKind.CAPITAL) and " " not in found.forms[0].words:
            return None if self._is_a_persons_name(view, found) else found
        return found

    def _is_a_persons_name(self, view: _View, found: Candidate) -> bool:
        """'Michael Jordan', 'Chad Smith': a given name before it, or itself a given name before an unknown capitalised word."""
        before = view.word_before(found.start)
        if before in self.words.given_names and before not in self.words.titles and not view.is_title_case(found.start):
            return True
        after = view.word_after(found.end)
        return (
            found.forms[0].words in self.words.given_names
            and after is not None
            and after not in self.words.calendar
            and not view.is_title_case(found.start)
        )

    def _as_surname(self, view: _View, found: Candidate) -> Candidate | None:
        wider = self._with_given_name(view, found)
        if wider is not None:
            return wider
        if self._is_somebody_else(view, found):
            return None
        word = found.forms[0].words
        if word not in self.words.guarded_surnames:
            return found
        if _HYPHENATED.match(view.plain, found.end):
            return None
        forms = tuple(f for f in found.forms if self._is_called_for(view, found, f.entry))
        return replace(found, forms=forms) if forms else None

    def _with_given_name(self, view: _View, found: Candidate) -> Candidate | None:
        """'Donald J. Trump': the surname joined to its own given name across initials."""
        match = _GIVEN_AND_INITIALS.search(view.before(found.start))
        if match is None:
            return None
        own = tuple(f for f in found.forms if isinstance(f.entry, Tenure) and self._given(f.entry) == match.group(1))
        if not own:
            return None
        start = found.start - (len(match.string) - match.start())
        return Candidate(start, found.end, tuple(replace(f, kind=HitKind.PERSON) for f in own))

    def _is_somebody_else(self, view: _View, found: Candidate) -> bool:
        before = view.word_before(found.start)
        if before is not None and before not in self.words.titles:
            if before in self.words.given_names:
                return True
            if before not in self.words.openers and not view.opens_a_sentence(found.start, before):
                if not view.is_title_case(found.start):
                    return True
        after = view.word_after(found.end)
        if after is None or after in self.words.calendar:
            return False
        if found.forms[0].words in self.words.given_names:
            return True
        return all(self._order(f.entry) is NameOrder.FAMILY_FIRST for f in found.forms) and not view.is_title_case(
            found.start
        )

    def _is_called_for(self, view: _View, found: Candidate, entry: object) -> bool:
        """A surname that is a plain word counts beside a title, an office, or a text that names the person in full."""
        before = view.word_before(found.start)
        if before in self.words.titles or view.follows_a_hit(found.start):
            return True
        return isinstance(entry, Tenure) and any(name in view.plain for name in self.spellings(entry))

    def _order(self, entry: object) -> NameOrder:
        return (
            self.orders.get(entry.country, NameOrder.GIVEN_FIRST)
            if isinstance(entry, Tenure)
            else NameOrder.GIVEN_FIRST
        )

    def _given(self, tenure: Tenure) -> str:
        return given_name_of(tenure.person, self._order(tenure))


@dataclass(frozen=True, slots=True)
class _View:
    """Folded text with the places where candidates start and end."""

    plain: str
    starts: frozenset[int]
    ends: frozenset[int]
    small: frozenset[str]

    def before(self, at: int) -> str:
        return self.plain[max(0, at - _WINDOW) : at]

    def word_before(self, at: int) -> str | None:
        """The capitalised word right before, unless it belongs to another candidate."""
        if self.follows_a_hit(at):
            return None
        match = _BEFORE.search(self.before(at))
        return match.group(1) if match else None

    def word_after(self, at: int) -> str | None:
        """The capitalised word right after, unless another candidate starts there."""
        if at + 1 in self.starts:
            return None
        match = _AFTER.match(self.plain, at)
        return match.group(1) if match else None

    def follows_a_hit(self, at: int) -> bool:
        return at - 1 in self.ends and self.plain[at - 1] == " "

    def opens_a_sentence(self, at: int, before: str) -> bool:
        """Whether the capitalised word before is the first of its sentence, so that its capital tells nothing."""
        ahead = self.plain[max(0, at - 1 - len(before) - 3) : at - 1 - len(before)].rstrip(" \"'“”(")
        return not ahead or ahead[-1] in ".!?:;\n-—"

    def is_title_case(self, at: int) -> bool:
        """Whether every longer word of the line is capitalised but for small words, as in a headline."""
        start = self.plain.rfind("\n", 0, at) + 1
        end = self.plain.find("\n", at)
        line = self.plain[max(start, at - 150) : min(end if end >= 0 else len(self.plain), at + 150)]
        words = [w for w in _LONGER_WORD.findall(line) if w.capitalize() not in self.small]
        return len(words) > 2 and all(w[0].isupper() for w in words)
