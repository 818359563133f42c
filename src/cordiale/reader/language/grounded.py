"""From a model's answer to readings: every quotation becomes the place where it stands, or the item is dropped and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from cordiale.model.document import Sentence, Span
from cordiale.model.ontology import EventType
from cordiale.model.reading import Attribution, Causation, Promise, Reading, Role, RoleName, Trigger
from cordiale.reader.language.answers import Act, Answer, Binding, Cause, Saying
from cordiale.reader.language.quoting import find_nearby, find_quote
from cordiale.reader.learned import is_quoted

RULE = "llm"
# A model gives no score with what it says; this only tells its readings from what rules are sure of.
SCORE = 0.9
# How many sentences away from an act its parties may be named, as extraction looks for them.
_REACH = 2

_Item = TypeVar("_Item")
_Found = TypeVar("_Found", Trigger, Attribution, Promise, Causation)


@dataclass(slots=True)
class Counts:
    """How many items of each kind were kept, and how many were dropped for what reason."""

    kept: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)


class _Dropped(Exception):
    """An item that cannot be a reading; the message says why."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an answer may speak of: a text, all its sentences, and the numbers of those that were asked about."""

    text: str
    sentences: Sequence[Sentence]
    asked: frozenset[int]
    modes: Mapping[str, Sequence[str]]

    def readings(self, answer: Answer, counts: Counts) -> dict[int, Reading]:
        """A reading of each sentence that was asked about, under its number."""
        triggers = _by_sentence(answer.acts, self._trigger, "acts", counts)
        attributions = _by_sentence(answer.statements, self._attribution, "statements", counts)
        promises = _by_sentence(answer.commitments, self._promise, "commitments", counts)
        causations = _by_sentence(answer.drivers, self._causation, "drivers", counts)
        if answer.misshapen:
            counts.dropped["without the asked shape"] += answer.misshapen
        return {
            n: Reading(
                self.sentences[n],
                triggers=tuple(triggers.get(n, ())),
                attributions=tuple(attributions.get(n, ())),
                promises=tuple(promises.get(n, ())),
                causations=tuple(causations.get(n, ())),
            )
            for n in self.asked
        }

    def _sentence(self, number: int) -> Span:
        if number not in self.asked:
            raise _Dropped("of a sentence that was not asked about")
        return self.sentences[number].span

    def _must(self, number: int, quote: str) -> Span:
        found = find_quote(self.text, self._sentence(number), quote)
        if found is None:
            raise _Dropped("whose words do not stand in the sentence")
        return found

    def _may(self, number: int, quote: str | None, near: Span) -> Span | None:
        return find_quote(self.text, self._sentence(number), quote, near)

    def _trigger(self, act: Act) -> Trigger:
        words = self._must(act.sentence, act.words)
        roles = (
            *self._roles(RoleName.ACTOR, act.actors, act.sentence, words),
            *self._roles(RoleName.RECIPIENT, act.recipients, act.sentence, words),
        )
        if not roles:
            raise _Dropped("without a party that stands in the text")
        roles += tuple(self._roles(RoleName.DATE, (act.date or "",), act.sentence, words))
        roles += tuple(self._roles(RoleName.PLACE, (act.place or "",), act.sentence, words))
        mode = act.mode if act.mode in self.modes.get(EventType(act.type).value, ()) else None
        contexts = tuple(dict.fromkeys(act.contexts))
        return Trigger(words, act.type, mode, act.status, contexts, SCORE, RULE, roles)

    def _roles(self, name: RoleName, quotes: Iterable[str], number: int, near: Span) -> tuple[Role, ...]:
        reach = sorted(range(number - _REACH, number + _REACH + 1), key=lambda n: (abs(n - number), n))
        is_party = name in (RoleName.ACTOR, RoleName.RECIPIENT)
        places = [self.sentences[n].span for n in reach if 0 <= n < len(self.sentences) and (is_party or n == number)]
        spans = (find_nearby(self.text, places, quote, near) for quote in quotes)
        return tuple(Role(name, span, SCORE) for span in dict.fromkeys(spans) if span is not None)

    def _attribution(self, said: Saying) -> Attribution:
        content = self._must(said.sentence, said.content)
        speaker, cue = self._may(said.sentence, said.speaker, content), self._may(said.sentence, said.cue, content)
        return Attribution(content, speaker, cue, is_quoted(self.text, content), said.tone, SCORE, RULE)

    def _promise(self, bound: Binding) -> Promise:
        what = self._must(bound.sentence, bound.what)
        party, cue = self._may(bound.sentence, bound.party, what), self._may(bound.sentence, bound.cue, what)
        return Promise(what, party, cue, bound.domain, bound.state, SCORE, RULE)

    def _causation(self, claim: Cause) -> Causation:
        cause, effect = self._must(claim.sentence, claim.cause), self._must(claim.sentence, claim.effect)
        if cause.overlaps(effect):
            raise _Dropped("whose cause is part of its effect")
        signal = self._may(claim.sentence, claim.signal, effect)
        return Causation(cause, effect, signal, claim.polarity, SCORE, RULE)


def _by_sentence(
    items: Iterable[_Item], ground: Callable[[_Item], _Found], kind: str, counts: Counts
) -> dict[int, list[_Found]]:
    """What can be grounded of the items, each once, under the number of its sentence."""
    found: dict[int, list[_Found]] = {}
    for item in items:
        number: int = getattr(item, "sentence")  # noqa: B009  (every shape of an answer has it)
        try:
            reading = ground(item)
        except _Dropped as why:
            counts.dropped[str(why)] += 1
            continue
        held = found.setdefault(number, [])
        if reading in held:
            counts.dropped["said twice"] += 1
        else:
            held.append(reading)
            counts.kept[kind] += 1
    return found
