"""What else a matched word could be: somebody else of that surname, a state's name as first name, an hour with 'PM'."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from cordiale.lexicon.entries import HitKind, NameOrder, Tenure
from cordiale.lexicon.match import Candidate
from cordiale.lexicon.names import given_name_of

_BEFORE = re.compile(r"([A-Z][\w'-]*\.?) $")
_AFTER = re.compile(r" ([A-Z][a-z'-]+)")
_GIVEN_AND_INITIALS = re.compile(r"([A-Z][\w'-]+)(?: [A-Z]\.?)+ $")
_HYPHENATED = re.compile(r"-[a-z]")
_HOUR = re.compile(r"\d[ .:]?$")
# What a month or a day of the week has before it, and what somebody has behind who is called so: 'in May', 'May told'.
_WHEN = re.compile(
    r"(?:\d|\b(?:in|of|on|since|by|until|till|from|to|during|before|after|last|next|this|every|early|mid|late|and|or)[ -])\s?$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r" (?:had|has|is|was|will|would|could|should|may|might|must|did|does|said|says|told|tells|met|meets|made|gave|took|went"
    r"|also|[a-z]{3,}ed)\b|'s [a-z]"
)
_LONGER_WORD = re.compile(r"(?<![\w'])[A-Za-z]{3,}")
_WINDOW = 40


@dataclass(frozen=True, slots=True)
class Words:
    """Lists that tell names apart: given names, surnames that are plain words, words that stand before a surname."""

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

    def kept(self, plain: str, candidates: list[Candidate], whole: Callable[[], str]) -> list[Candidate]:
        """The candidates that are what they seem, in order; `whole` gives the folded text that `plain` is a part of."""
        starts = frozenset(c.start for c in candidates if c.kind is not HitKind.SURNAME)
        ends = frozenset(c.end for c in candidates if c.forms[0].words not in self.words.given_names)
        offices = frozenset(c.end for c in candidates if c.kind is HitKind.OFFICE)
        view = _View(plain, starts, ends, offices, self.words.openers, self.words.titles, whole)
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
        """'Michael Jordan', 'Chad Smith': behind a given name, or a given name itself before an unknown capital."""
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
        in_capitals = view.plain[found.start : found.end].isupper()
        if self._is_somebody_else(view, found) or (in_capitals and not view.is_in_capitals(found.start)):
            return None
        if not self._is_guarded(found.forms[0].words):
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
            if not self._may_precede(view, found, before):
                return True
        after = view.word_after(found.end)
        if after is None or after in self.words.calendar:
            return False
        return found.forms[0].words in self.words.given_names or not view.is_title_case(found.start)

    def _is_guarded(self, surname: str) -> bool:
        words = self.words
        return surname in words.guarded_surnames or surname in words.given_names or surname in words.calendar

    def _may_precede(self, view: _View, found: Candidate, before: str) -> bool:
        """Whether a capitalised word before a surname owes its capital to something other than being a name."""
        in_capitals = before.isupper() and view.plain[found.start : found.end].isupper()
        is_shouted = len(before) > 2 and before.isupper()
        opens = before in self.words.openers or view.opens_a_sentence(found.start, before)
        return in_capitals or is_shouted or opens or view.is_title_case(found.start)

    def _is_called_for(self, view: _View, found: Candidate, entry: object) -> bool:
        """A surname that is a plain word counts beside a title, an office, or a text that names the person in full."""
        before = view.word_before(found.start)
        if before in self.words.titles or found.start - 1 in view.offices:
            return True
        is_date = found.forms[0].words in self.words.calendar and not view.does_something(found.start, found.end)
        return not is_date and isinstance(entry, Tenure) and view.names_any(self.spellings(entry))

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
    offices: frozenset[int]
    small: frozenset[str]
    titles: frozenset[str]
    whole: Callable[[], str]
    named: dict[frozenset[str], bool] = field(default_factory=dict)

    def before(self, at: int) -> str:
        return self.plain[max(0, at - _WINDOW) : at]

    def word_before(self, at: int) -> str | None:
        """The capitalised word right before, unless it belongs to another candidate."""
        if self.follows_a_hit(at):
            return None
        match = _BEFORE.search(self.before(at))
        return match.group(1) if match and not _ends_a_sentence(match.group(1), self.titles) else None

    def word_after(self, at: int) -> str | None:
        """The capitalised word right after, unless another candidate starts there."""
        if at + 1 in self.starts:
            return None
        match = _AFTER.match(self.plain, at)
        return match.group(1) if match else None

    def follows_a_hit(self, at: int) -> bool:
        return at - 1 in self.ends and self.plain[at - 1] == " "

    def names_any(self, names: frozenset[str]) -> bool:
        """Whether one of the names stands anywhere in the whole text."""
        if names not in self.named:
            text = self.whole()
            self.named[names] = any(name in text for name in names)
        return self.named[names]

    def does_something(self, start: int, end: int) -> bool:
        """Whether a month or a day of the week has a verb or a possession, as somebody has who is called so."""
        return not _WHEN.search(self.before(start)) and bool(_DOES.match(self.plain, end))

    def is_in_capitals(self, at: int) -> bool:
        """Whether the words around are in capitals too."""
        around = self.plain[max(0, at - _WINDOW) : at + _WINDOW]
        return sum(c.isupper() for c in around) > sum(c.islower() for c in around)

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


def _ends_a_sentence(word: str, titles: frozenset[str]) -> bool:
    """Whether a full stop ends a sentence and neither a title nor initials."""
    return len(word) > 2 and word.endswith(".") and word not in titles
