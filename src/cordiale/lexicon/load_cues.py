"""The cue tables made into `Cues`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from cordiale.lexicon.cues import CausalSignal, CausalSort, Cues, PromiseCue, SpeechKind, SpeechVerb
from cordiale.lexicon.tables import Row
from cordiale.model.ontology import CommitmentState, Context, Tone

C = TypeVar("C", SpeechVerb, PromiseCue, CausalSignal)
COMPLEMENTS = (
    "phrase",
    "infinitive",
    "as",
    "addressee",
    "quote",
    "things",
    "nouns",
    "adjectives",
    "thoughts",
    "conduct",
    "agents",
)
_LISTS = ("attribution_nouns", "negations", "planned", "possible", "denied", "ongoing")


def read_cues(tables: Mapping[str, tuple[Row, ...]]) -> Cues:
    """The cues of [[speech]], [[promise]], [[cause]], [phrases], [tones] and [contexts]; raises LexiconError."""
    speech = tuple(_speech(row) for row in tables.get("speech", ()))
    promises = tuple(_promise(row) for row in tables.get("promise", ()))
    causes = tuple(_cause(row) for row in tables.get("cause", ()))
    lists = {
        key: _longest_first(w for row in tables.get("phrases", ()) for w in row.only(_LISTS).texts(key))
        for key in _LISTS
    }
    return Cues(
        speech=speech,
        promises=promises,
        causes=causes,
        tones=MappingProxyType({t: frozenset(_words(tables.get("tones", ()), t, tuple(Tone))) for t in Tone}),
        contexts=MappingProxyType({c: _words(tables.get("contexts", ()), c, tuple(Context)) for c in Context}),
        complements=MappingProxyType(
            {k: frozenset(_words(tables.get("complements", ()), k, COMPLEMENTS)) for k in COMPLEMENTS}
        ),
        speech_forms=_by_form(speech),
        promise_forms=_by_form(promises),
        cause_forms=_by_form(causes),
        **lists,
    )


def _speech(row: Row) -> SpeechVerb:
    row.only(("lemma", "forms", "kind", "tone"))
    lemma = row.text("lemma")
    kind = row.choice("kind", SpeechKind, SpeechKind.SPEECH)
    return SpeechVerb(lemma, row.texts("forms") or conjugate(lemma), kind, row.choice("tone", Tone, Tone.NEUTRAL))


def _promise(row: Row) -> PromiseCue:
    row.only(("lemma", "forms", "state"))
    lemma = row.text("lemma")
    return PromiseCue(
        lemma, row.texts("forms") or conjugate(lemma), row.choice("state", CommitmentState, CommitmentState.PLEDGED)
    )


def _cause(row: Row) -> CausalSignal:
    row.only(("forms", "verb", "verbs", "cause_first", "polarity", "sort"))
    verb = row.text_or_none("verb")
    verbs = (*row.texts("verbs"), *((verb,) if verb else ()))
    forms = row.texts("forms") + tuple(form for v in verbs for form in conjugate(v))
    polarity = row.text("polarity")
    if not forms or polarity not in ("+", "-"):
        raise row.error("polarity", "should be + or -, beside a verb or forms")
    sort = row.choice("sort", CausalSort, CausalSort.LINK)
    return CausalSignal(_longest_first(forms), row.flag("cause_first", True), polarity, sort)


def conjugate(lemma: str) -> tuple[str, ...]:
    """The forms of a regular English verb, the first word inflected ('post on' -> posts, posted, posting on)."""
    verb, space, rest = lemma.partition(" ")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
    past, ongoing = f"{verb}ed", f"{verb}ing"
    if verb.endswith("e"):
        past = f"{verb}d"
        ongoing = f"{verb if verb.endswith(('ee', 'ye', 'oe')) else verb[:-1]}ing"
    elif verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        third, past = f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    return tuple(f"{form}{space}{rest}" for form in (verb, third, past, ongoing))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(words), key=len, reverse=True))


def _words(rows: Iterable[Row], key: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    return _longest_first(w for row in rows for w in row.only(keys).texts(key))


def _by_form(entries: Iterable[C]) -> Mapping[str, C]:
    found: dict[str, C] = {}
    for entry in entries:
        for form in entry.forms:
            found.setdefault(form, entry)
    return MappingProxyType(found)
