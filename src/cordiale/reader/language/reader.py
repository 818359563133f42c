"""The reader that asks a language model: sentences out as material, quoted words back, nothing that does not stand there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.resources import files

from cordiale.model.chat import Asked, LanguageModel, Reply, tokens_at_most
from cordiale.model.document import Article, Sentence
from cordiale.model.issue import Rejected
from cordiale.model.reading import Reading
from cordiale.reader.labels import load_labels
from cordiale.reader.language.answers import Answer, Misshapen, answer_schema, parse_answer, schema_text
from cordiale.reader.language.cache import AnswerCache, answer_key
from cordiale.reader.language.grounded import Counts, Grounds
from cordiale.reader.language.tally import Tally
from cordiale.reader.learned import shipped_weights

# What is asked about at once: enough to see how a page hangs together, little enough to be answered whole.
SENTENCES, CHARACTERS = 24, 5_000
# Sentences before them that are shown so that pronouns can be understood.
_BEFORE = 3
# The most tokens of an answer; one that is cut off is asked for in two halves.
MOST = 6_000
_AGAIN = "\nYour last answer could not be read. Answer with one JSON object of the given schema and nothing else."
_TOO_LONG = "too long"


class LanguageReader:
    """Reads by what a language model answers; every span it gives is the place of words that the model quoted.

    `cache` keeps the answers, so that the same sentences are not asked about twice. `read` may be called by several threads,
    and raises Rejected (code answer) where the model's answer cannot be read twice in a row, and Stopped where nothing more
    can be asked.
    """

    name = "llm"

    def __init__(self, model: LanguageModel, tally: Tally, cache: AnswerCache | None = None) -> None:
        self._model, self._cache = model, cache
        self.tally = tally
        labels = load_labels(shipped_weights() / "labels.json")
        self._modes: Mapping[str, Sequence[str]] = labels.modes_of
        self._schema = answer_schema(sorted({m for modes in labels.modes_of.values() for m in modes}))
        self._instruction = (files("cordiale.reader.language") / "instruction.txt").read_text("utf-8")

    @cached_property
    def digest(self) -> str:
        """A digest of the model's name, the instruction, the schema, and how sentences are put together."""
        ways = f"{SENTENCES}|{CHARACTERS}|{_BEFORE}|{MOST}"
        return answer_key(self._model.model, self._instruction, schema_text(self._schema), ways)

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        """A reading of each sentence, in order."""
        found, counts = {}, Counts()
        for part in _parts(sentences):
            for numbers, answer in self._answers(article, sentences, part):
                grounds = Grounds(article.text, sentences, frozenset(numbers), self._modes)
                found.update(grounds.readings(answer, counts))
        self.tally.note_items(counts.kept, counts.dropped)
        return [found.get(n, Reading(s)) for n, s in enumerate(sentences)]

    def _answers(self, article: Article, sentences: Sequence[Sentence], part: range) -> Iterator[tuple[range, Answer]]:
        """The answer about a part of a page; where it is too long, the answers about its halves."""
        material = _material(article, sentences, part)
        key = answer_key(self.digest, material)
        answer = self._kept(key)
        if answer is None:
            answer = self._ask(material, key)
        if isinstance(answer, Answer):
            yield part, answer
        elif len(part) == 1:
            raise Rejected("answer", f"the model's answer about one sentence has more than {MOST:,} tokens")
        else:
            middle = part.start + len(part) // 2
            yield from self._answers(article, sentences, range(part.start, middle))
            yield from self._answers(article, sentences, range(middle, part.stop))

    def _kept(self, key: str) -> Answer | str | None:
        text = self._cache.get(key) if self._cache else None
        if text is None:
            return None
        if text == _TOO_LONG:
            return text
        with suppress(Misshapen):
            answer = parse_answer(text)
            self.tally.note_cached()
            return answer
        return None

    def _ask(self, material: str, key: str) -> Answer | str:
        """Asks, and once more where the answer cannot be read; what can be read is kept."""
        for instruction in (self._instruction, self._instruction + _AGAIN):
            reply = self._reply(Asked(instruction, material, self._schema, MOST))
            if reply.is_cut:
                self._keep(key, _TOO_LONG)
                return _TOO_LONG
            with suppress(Misshapen):
                answer = parse_answer(reply.text)
                self._keep(key, reply.text)
                return answer
        raise Rejected("answer", "the model's answer was not of the asked shape, twice")

    def _reply(self, asked: Asked) -> Reply:
        # The schema is sent as well, and a server may count it.
        most = sum(map(tokens_at_most, (asked.instruction, asked.material, schema_text(asked.schema)))) + asked.most
        self.tally.reserve(most)
        reply = None
        try:
            reply = self._model.ask(asked)
        finally:
            self.tally.settle(most, reply)
        return reply

    def _keep(self, key: str, text: str) -> None:
        # A cache that cannot be written to costs money, not truth.
        with suppress(OSError):
            if self._cache:
                self._cache.put(key, text)


def _parts(sentences: Sequence[Sentence]) -> Iterator[range]:
    """Ranges of sentences that are asked about together."""
    start, characters = 0, 0
    for n, sentence in enumerate(sentences):
        size = len(sentence.span)
        if n > start and (n - start >= SENTENCES or characters + size > CHARACTERS):
            yield range(start, n)
            start, characters = n, 0
        characters += size
    if sentences:
        yield range(start, len(sentences))


def _material(article: Article, sentences: Sequence[Sentence], part: range) -> str:
    """The numbered sentences as JSON, so that no text can end the place that it is given."""

    def numbered(numbers: range) -> list[dict[str, object]]:
        return [{"n": n, "text": sentences[n].span.of(article.text)} for n in numbers]

    shown = {
        "title": article.title,
        "day": str(article.day) if article.day else None,
        "before": numbered(range(max(0, part.start - _BEFORE), part.start)),
        "sentences": numbered(part),
    }
    return json.dumps(shown, ensure_ascii=False)
