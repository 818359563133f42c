"""Names of states, persons, offices, bodies and organisations on Japanese and Chinese pages, found without word boundaries.

Method: Aho and Corasick's automaton (1975) over text in which traditional characters are replaced by simplified ones, one
for one; the longest of what overlaps is kept, and words that only look like names take part in that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick

from cordiale.lexicon.entries import HitKind
from cordiale.lexicon.lexicon import Lexicon
from cordiale.lexicon.load import load_lexicon
from cordiale.lexicon.tables import LexiconError
from cordiale.model.document import Span
from cordiale.model.ontology import Sector

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]")
_LATIN = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ]")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# A person's name in so few characters may be other words; it counts beside an office.
_SHORT = 2
# Words in which a shorter one is none that only looks like a name.
_OPEN = "open"
# Of a page in traditional characters a third are written otherwise in simplified ones.
_SAMPLE, _TRADITIONAL = 2000, 0.08


@dataclass(frozen=True, slots=True)
class Name:
    """What a word names: states, or persons (whoever bears a surname), an office, a body or an organisation by its English name.

    `countries` are the states named, or the one that an office or body belongs to; `sort` is that of a reference.
    """

    kind: HitKind | None
    countries: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    name: str | None = None
    office: str | None = None
    sector: Sector | None = None
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class NameHit:
    """A stretch of text and what it names."""

    span: Span
    name: Name


@dataclass(frozen=True, slots=True)
class Signs:
    """Characters that stand for states and the words among which they do."""

    states: Mapping[str, str]
    runs: frozenset[str]
    between: tuple[str, ...]
    lone: frozenset[str]
    side: tuple[str, ...]
    behind: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class EastAsianNames:
    """The names of one language ('ja' or 'zh'); build it with `load_east_asian`."""

    language: str
    automaton: Any
    signs: Signs
    respect: tuple[str, ...]
    acting: tuple[str, ...]
    equivalent: Mapping[str, tuple[str, ...]]
    home: Mapping[str, str]

    def home_of(self, text: str) -> str | None:
        """The state whose offices and bodies a page means where it names none; of Chinese by the script it is written in."""
        if self.language in self.home:
            return self.home[self.language]
        sample = text[:_SAMPLE]
        changed = sum(a != b for a, b in zip(sample, simplified(sample), strict=True))
        script = "traditional" if changed > _TRADITIONAL * len(sample) else "simplified"
        return self.home.get(f"{self.language}_{script}")

    def find(self, text: str, within: Span) -> list[NameHit]:
        """The longest names inside `within`, in order and without overlap."""
        plain = simplified(within.of(text))
        taken = bytearray(len(plain))
        found: list[NameHit] = []
        standing = sorted(self._standing(plain), key=lambda f: (f[0] - f[1], f[0]))
        kept_open: list[tuple[int, int]] = []
        for start, end, name in standing:
            if any(taken[start:end]) or any(s <= start and end <= e for s, e in kept_open):
                continue
            if name.sort == _OPEN:
                kept_open.append((start, end))
                continue
            taken[start:end] = b"\x01" * (end - start)
            if name.kind is not None or name.sort:
                found.append(NameHit(Span(within.start + start, within.start + end), name))
        for start, end, codes in self._signs(plain, taken):
            found.append(NameHit(Span(within.start + start, within.start + end), Name(HitKind.STATE, codes)))
        return sorted(found, key=lambda h: h.span)

    def _standing(self, plain: str) -> Iterator[tuple[int, int, Name]]:
        for last, (length, name) in self.automaton.iter(plain):
            start, end = last + 1 - length, last + 1
            if _is_bounded(plain, start, end):
                yield start, end, name

    def _signs(self, plain: str, taken: bytearray) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Characters for states in what no name has taken: runs of them, and single ones beside the words that show them."""
        for match in self.signs.pattern.finditer(plain):
            at, stop = match.span()
            while at < stop:
                end = self._run_end(plain, at, stop, taken)
                if end:
                    yield at, end, tuple(self._codes(plain[at:end]))
                at = end or at + 1

    def _codes(self, run: str) -> dict[str, None]:
        return dict.fromkeys(self.signs.states[sign] for sign in run)

    def _run_end(self, plain: str, at: int, stop: int, taken: bytearray) -> int | None:
        """Where the characters for states that begin at `at` end; None where they stand for none."""
        free = at
        while free < stop and not taken[free] and not _in_katakana(plain, free):
            free += 1
        signs = self.signs
        for end in range(free, at + 1, -1):
            run = plain[at:end]
            if len(self._codes(run)) < 2:
                continue
            is_side = plain.startswith(("方", "军"), end) and len(run) == _SHORT
            behind = end + plain.startswith("の", end)
            if not is_side and (run in signs.runs or plain.startswith(signs.between, behind)):
                return end
        if free == at or plain[at] not in signs.lone:
            return None
        if at == 0 and plain.startswith("、", 1):
            return 1  # a headline that opens with who acts
        is_behind = at > 0 and plain[at - 1] in signs.behind and not taken[at - 1]
        return at + 1 if is_behind or plain.startswith(signs.side, at + 1) else None


def _in_katakana(plain: str, at: int) -> bool:
    """Whether a katakana sign is only a letter of a longer word."""
    around = plain[max(0, at - 1) : at] + plain[at + 1 : at + 2]
    return bool(_KATAKANA.match(plain[at]) and _KATAKANA.search(around))


def _is_bounded(plain: str, start: int, end: int) -> bool:
    """Whether katakana and Latin words end where a name of such letters does."""
    for script in (_KATAKANA, _LATIN):
        if start and script.match(plain[start]) and script.match(plain[start - 1]):
            return False
        if end < len(plain) and script.match(plain[end - 1]) and script.match(plain[end]):
            return False
    return True


@cache
def _variants() -> dict[int, str]:
    table = _table("characters")
    traditional, plain = table["traditional"], table["simplified"]
    if len(traditional) != len(plain):
        raise LexiconError("east_asian_characters.toml", "the file", "simplified", "is not as long as traditional")
    return {ord(t): s for t, s in zip(traditional, plain, strict=True)}


def simplified(text: str) -> str:
    """The text with simplified characters for the traditional ones that the tables know; of the same length."""
    return text.translate(_variants())


def _table(name: str) -> dict[str, Any]:
    path = files("cordiale.lexicon").joinpath(f"tables/east_asian_{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def load_east_asian(language: str) -> EastAsianNames:
    """The names of a language, read once when the first page of it is; LexiconError for an entry that fits no other table."""
    lexicon, words, states = load_lexicon(), _table("words"), _table("states")
    rules, signs = states["rules"][language], states["signs"][language]
    forms: dict[str, Name] = {}
    for word, name in (
        *((w, Name(None)) for w in words["nothing"][language]),
        *((w, Name(None, sort=_OPEN)) for w in words["open"][language]),
        *_state_forms(lexicon, states["state"], language),
        *_word_forms(lexicon, words, language),
        *_person_forms(lexicon, language),
    ):
        forms[simplified(word)] = _together(forms.get(simplified(word)), name)
    automaton = ahocorasick.Automaton()
    for word, name in forms.items():
        automaton.add_word(word, (len(word), name))
    automaton.make_automaton()
    plain = {simplified(sign): code for sign, code in signs.items()}
    return EastAsianNames(
        language,
        automaton,
        Signs(
            plain,
            frozenset(map(simplified, rules["runs"])),
            tuple(map(simplified, rules["between"])),
            frozenset(simplified(rules["lone"])),
            tuple(map(simplified, rules["side"])),
            tuple(map(simplified, rules["behind"])),
            re.compile(f"[{''.join(plain)}]+"),
        ),
        tuple(words["respect"][language]),
        tuple(sorted(map(simplified, words["acting"][language]), key=len, reverse=True)),
        {office: tuple(others) for office, others in words["equivalent"].items()},
        words["home"],
    )


def _together(known: Name | None, new: Name) -> Name:
    """One name for both: of persons who bear it all count; else the one that came first."""
    if known is None:
        return new
    if known.persons and new.persons:
        kind = HitKind.PERSON if HitKind.PERSON in (known.kind, new.kind) else HitKind.SURNAME
        return Name(kind, persons=tuple(dict.fromkeys((*known.persons, *new.persons))))
    return known


def _state_forms(lexicon: Lexicon, rows: list[dict[str, Any]], language: str) -> Iterator[tuple[str, Name]]:
    for row in rows:
        code = row["iso3"]
        if code not in lexicon.states:
            raise LexiconError("east_asian_states.toml", code, "iso3", "is no state of the tables")
        for kind, key in ((HitKind.STATE, language), (HitKind.CAPITAL, f"{language}_capital")):
            yield from ((word, Name(kind, (code,))) for word in row.get(key, ()))


def _word_forms(lexicon: Lexicon, words: dict[str, Any], language: str) -> Iterator[tuple[str, Name]]:
    for row in words["reference"]:
        yield from ((w, Name(None, sort=row["sort"])) for w in row[language])
    for row in words["organisation"]:
        if row["id"] not in lexicon.organisations:
            raise LexiconError("east_asian_words.toml", row["id"], "id", "is no organisation of the tables")
        yield from ((w, Name(HitKind.ORGANISATION, name=row["id"])) for w in row[language])
    for row in words["body"]:
        name = Name(HitKind.BODY, _country(row), name=row["body"], sector=Sector(row["sector"]))
        yield from ((w, name) for w in row[language])
    for row in words["office"]:
        name = Name(HitKind.OFFICE, _country(row), office=row["office"])
        yield from ((w, name) for w in row[language])


def _country(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["country"],) if "country" in row else ()


def _person_forms(lexicon: Lexicon, language: str) -> Iterator[tuple[str, Name]]:
    for tenure in lexicon.tenures:
        for alias in tenure.aliases:
            if _EAST_ASIAN.search(alias):
                kind = HitKind.SURNAME if len(alias) <= _SHORT else HitKind.PERSON
                yield alias, Name(kind, persons=(tenure.person,))
    for row in _table("persons")["person"]:
        if not lexicon.tenures_of(row["person"]):
            raise LexiconError("east_asian_persons.toml", row["person"], "person", "holds no office in the tables")
        yield from ((w, Name(HitKind.PERSON, persons=(row["person"],))) for w in row.get(language, ()))
        yield from ((w, Name(HitKind.SURNAME, persons=(row["person"],))) for w in row.get("surname", ()))
