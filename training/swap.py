"""Marked passages told of other states and with other quotation marks, so that no name says anything about the act."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable, Sequence

from cordiale.model.document import Span
from training.passages import Act, Bound, Caused, Mention, Named, Passage, Place, Said
from training.vocabulary import ARTICLED, Form, Nation, Vocabulary

Edit = tuple[int, int, str]
# What follows an abbreviated name that stands for the state itself and not, as in "U.S. troops", for its adjective.
AS_NAME = re.compile(
    r"(?:’s|'s)?(?:[,.;:)]|$)|(?:’s|'s)? (?:\w+(?:ed|s)|and|or|to|on|in|for|at|by|with|of|over|that|which|will|would"
    r"|may|could|can|as|from|after|before|but|not|have)\b"
)


def moved(passage: Passage, sentences: Sequence[str], move: Callable[[Place], Place]) -> Passage:
    """The passage with other sentences and every mark where `move` says it stands in them."""

    def maybe(at: Place | None) -> Place | None:
        return None if at is None else move(at)

    def holder(who: Place | tuple[str, ...]) -> Place | tuple[str, ...]:
        return move(who) if isinstance(who, Place) else who

    return dataclasses.replace(
        passage,
        sentences=tuple(sentences),
        mentions=tuple(Mention(move(m.at), m.keys) for m in passage.mentions),
        dates=tuple(Named(move(n.at), n.key, n.value) for n in passage.dates),
        places=tuple(Named(move(n.at), n.key) for n in passage.places),
        acts=tuple(dataclasses.replace(a, at=move(a.at)) for a in passage.acts),
        said=tuple(Said(holder(s.speaker), maybe(s.cue), move(s.content), s.is_direct, s.tone) for s in passage.said),
        bound=tuple(Bound(holder(b.parties), maybe(b.cue), move(b.what), b.domain, b.state) for b in passage.bound),
        caused=tuple(Caused(move(c.cause), maybe(c.signal), move(c.effect), c.sign) for c in passage.caused),
    )


def swapped(passage: Passage, vocabulary: Vocabulary, rng: random.Random) -> Passage:
    """The passage told of other states: each state in it, with its people, capital and leaders, becomes another."""
    swap = _Swap(passage, vocabulary, rng)
    edits = [swap.edits(s) for s in passage.sentences]
    sentences = [edited(s, e) for s, e in zip(passage.sentences, edits, strict=True)]
    return moved(passage, sentences, lambda at: Place(at.sentence, moved_span(at.span, edits[at.sentence])))


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits, which are in order and do not overlap."""
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def moved_span(span: Span, edits: Sequence[Edit]) -> Span:
    """Where a span stands after edits; an end inside an edit goes to that end of what was put in."""
    shift = 0
    start, end = span.start, span.end
    for a, b, new in edits:
        grown = len(new) - (b - a)
        if span.start >= b:
            start += grown
        elif span.start > a:
            start = a + shift
        if span.end >= b:
            end += grown
        elif span.end > a:
            end = a + shift + len(new)
        shift += grown
    return Span(start, max(end, start + 1))


class _Swap:
    """One drawing of which state stands for which, kept through a passage."""

    def __init__(self, passage: Passage, vocabulary: Vocabulary, rng: random.Random) -> None:
        self._vocabulary = vocabulary
        self._rng = rng
        self._coded = {c.split(".")[0] for c in passage.codes.values()}
        pool = [n for k, n in sorted(vocabulary.nations.items()) if k not in self._coded]
        rng.shuffle(pool)
        self._pool = pool
        self._nations: dict[str, Nation] = {}
        self._persons: dict[str, str] = {}

    def edits(self, text: str) -> list[Edit]:
        """What to change in a sentence, in order."""
        found: list[Edit] = []
        for m in self._vocabulary.pattern.finditer(text):
            form = self._form(m["form"])
            if form is not None:
                found.extend(self._edit(m, form, text))
        return found

    def _form(self, text: str) -> Form | None:
        """What the words mean here: of the states coded in the passage; None when of none of them."""
        return next(
            (f for f in self._vocabulary.forms[text] if f.iso3 in self._coded and f.iso3 in self._vocabulary.nations),
            None,
        )

    def _nation(self, iso3: str) -> Nation:
        if iso3 not in self._nations:
            self._nations[iso3] = self._pool.pop()
        return self._nations[iso3]

    def _edit(self, m: re.Match[str], form: Form, text: str) -> list[Edit]:
        nation = self._nation(form.iso3)
        new = self._words(form, nation, text[m.end() :], m["form"])
        found: list[Edit] = []
        is_name = new in nation.names
        wants = is_name and bool(ARTICLED.match(new))
        if m["the"] and form.kind == "name" and is_name and not wants:
            found.append((*m.span("the"), ""))
        if m["an"]:
            article = (
                "an " if new[0] in "AEIOU" and not new.startswith(("Eu", "Uk", "U.", "Un", "Ug", "Ur", "Uz")) else "a "
            )
            found.append((*m.span("an"), article.capitalize() if m["an"][0] == "A" else article))
        if wants and not m["the"] and not m["an"]:
            new = "the " + new
            new = new[0].upper() + new[1:] if m.start() == 0 else new
        found.append((*m.span("form"), new))
        return found

    def _words(self, form: Form, nation: Nation, after: str, old: str) -> str:
        """The words that stand for `old` when its state has become `nation`."""
        if form.kind == "capital":
            return nation.capital
        if form.kind in ("nationality", "people"):
            return nation.people if form.kind == "people" else nation.nationality
        if form.kind == "name":
            if "." in old or old.isupper():
                return self._rng.choice(nation.names[:2]) if AS_NAME.match(after) else nation.nationality
            return self._rng.choice(nation.names[:2])
        if not nation.persons:
            return old
        if form.person not in self._persons:
            self._persons[form.person] = self._rng.choice(nation.persons)
        person = self._persons[form.person]
        return person if form.kind == "person" else person.split()[-1]


def restyled(passage: Passage, rng: random.Random) -> Passage:
    """The passage with straight or curly quotation marks throughout, and now and then without its last stop."""
    sentences = list(passage.sentences)
    draw = rng.random()
    if draw < 0.3:
        sentences = [s.translate(_STRAIGHT) for s in sentences]
    elif draw < 0.6:
        sentences = [_curled(s) for s in sentences]
    if rng.random() < 0.12 and sentences[-1].endswith("."):
        spans = [a.at.span.end for a in passage.acts if a.at.sentence == len(sentences) - 1]
        if max(spans, default=0) < len(sentences[-1]):
            sentences[-1] = sentences[-1][:-1]
    ends = [len(s) for s in sentences]
    return moved(
        passage, sentences, lambda at: Place(at.sentence, Span(at.span.start, min(at.span.end, ends[at.sentence])))
    )


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def _curled(text: str) -> str:
    """Straight marks as curly ones, opening after a space or bracket."""
    text = re.sub(r'(^|[\s(\[—-])"', "\\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[—“-])'(?=\w)", "\\1‘", text).replace("'", "’")


def joined(one: Passage, other: Passage) -> Passage:
    """Two passages as one page: the other's sentences after the one's, its keys kept apart."""
    by = len(one.sentences)

    def key(k: str) -> str:
        return f"{k} {by}"

    there = moved(other, other.sentences, lambda at: Place(at.sentence + by, at.span))
    acts = [
        dataclasses.replace(
            a,
            actors=tuple(map(key, a.actors)),
            recipients=tuple(map(key, a.recipients)),
            date=a.date and key(a.date),
            place=a.place and key(a.place),
        )
        for a in there.acts
    ]
    held: list[Act] = [*one.acts, *acts]
    return dataclasses.replace(
        one,
        id=f"{one.id}+{other.id}",
        sentences=one.sentences + other.sentences,
        kinds=one.kinds & other.kinds,
        codes=one.codes | {key(k): c for k, c in other.codes.items()},
        mentions=one.mentions + tuple(Mention(m.at, tuple(map(key, m.keys))) for m in there.mentions),
        dates=one.dates + tuple(Named(n.at, key(n.key), n.value) for n in there.dates),
        places=one.places + tuple(Named(n.at, key(n.key)) for n in there.places),
        acts=tuple(held),
        said=one.said + tuple(dataclasses.replace(s, speaker=_rekeyed(s.speaker, key)) for s in there.said),
        bound=one.bound + tuple(dataclasses.replace(b, parties=_rekeyed(b.parties, key)) for b in there.bound),
        caused=one.caused + there.caused,
    )


def _rekeyed(who: Place | tuple[str, ...], key: Callable[[str], str]) -> Place | tuple[str, ...]:
    return who if isinstance(who, Place) else tuple(map(key, who))
