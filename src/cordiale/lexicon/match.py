"""Dictionary matches in text: the longest that stand on word boundaries in the case that names are written in.

Method: Aho and Corasick, "Efficient string matching" (1975), over folded lower-case text; case and
boundaries are checked on what it finds, and the longest of what overlaps is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from cordiale.lexicon.entries import Body, Entry, HitKind
from cordiale.lexicon.fold import fold


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry; `kind` None swallows words that only look like names ('Latin American')."""

    words: str
    kind: HitKind | None
    entry: Entry | None
    is_prefix: bool = False

    def fits(self, surface: str) -> bool:
        """Whether the words stand there in a case that names have: as given, in capitals, or in title case."""
        if surface == self.words or self.words.islower():
            return True
        if surface.isupper():
            return len(surface) > 2 and not self.words.isupper()
        return all(
            there in (own, own.upper(), own.capitalize() if at or own == "the" else own)
            for at, (there, own) in enumerate(zip(surface.split(" "), self.words.split(" "), strict=True))
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of folded text and the forms that stand there."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def kind(self) -> HitKind | None:
        """The kind of the first form."""
        return self.forms[0].kind


RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            None,
            HitKind.STATE,
            HitKind.NATIONALITY,
            HitKind.CAPITAL,
            HitKind.METONYM,
            HitKind.ORGANISATION,
            HitKind.BODY,
            HitKind.PERSON,
            HitKind.OFFICE,
            HitKind.LOCALITY,
            HitKind.SURNAME,
        )
    )
}


class Automaton:
    """All forms, compiled once; `candidates` finds them."""

    def __init__(self, forms: Iterable[Form]) -> None:
        keyed: defaultdict[str, list[Form]] = defaultdict(list)
        for form in forms:
            keyed[form.words.lower()].append(form)
        self._machine = ahocorasick.Automaton()
        for key, same in keyed.items():
            same.sort(key=lambda form: (RANK[form.kind], isinstance(form.entry, Body) and form.entry.is_generic))
            self._machine.add_word(key, (len(key), tuple(same)))
        self._machine.make_automaton()

    def candidates(self, plain: str) -> list[Candidate]:
        """The longest non-overlapping stretches of folded text that forms stand on, in order."""
        found = sorted(self._standing(plain), key=lambda c: (c.start - c.end, c.start))
        taken = bytearray(len(plain))
        kept = []
        for candidate in found:
            if not any(taken[candidate.start : candidate.end]):
                taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
                kept.append(candidate)
        return sorted(kept, key=lambda c: c.start)

    def _standing(self, plain: str) -> Iterator[Candidate]:
        lower = plain.lower()
        for last, (length, forms) in self._machine.iter(lower):
            start, end = last + 1 - length, last + 1
            if not _is_bounded(plain, start, end):
                continue
            surface = plain[start:end]
            after = plain[end : end + 2]
            fitting = tuple(f for f in forms if f.fits(surface) and (not f.is_prefix or after[:1] == "-"))
            if fitting:
                yield Candidate(start, end, fitting)


def _is_bounded(plain: str, start: int, end: int) -> bool:
    """Whether no word runs on at either side; web addresses, 'US$' and file names are words that run on."""
    if start and (plain[start - 1].isalnum() or plain[start - 1] in "_@/"):
        return (
            plain[start - 1] == "/"
            and plain[start - 2 : start - 1].isalpha()
            and "//" not in plain[max(0, start - 40) : start]
        )
    before_dot = start and plain[start - 1] == "." and plain[start - 2 : start - 1].islower()
    after = plain[end : end + 2]
    if not after:
        return not before_dot
    if after[0].isalnum() or after[0] in "_$@":
        return False
    return not before_dot and not (after[0] == "." and after[1:].islower() and plain[end - 1] != ".")


def folded_forms(
    names: Iterable[str], kind: HitKind | None, entry: Entry | None, is_prefix: bool = False
) -> Iterator[Form]:
    """A form for each name, folded."""
    for name in names:
        yield Form(fold(name).text, kind, entry, is_prefix)
