"""A plain reader of Japanese and Chinese behind the same seam as the others: words that carry acts, and their status.

Japanese says behind a word, in the verb's ending, whether the act is planned, possible, denied or going on; Chinese says it
before the word. Sides are left to extraction, which knows who is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cordiale.lexicon.east_asian import simplified
from cordiale.lexicon.east_asian_cues import EastAsianCues, load_east_asian_cues
from cordiale.model.document import Article, BlockLabel, Sentence, Span
from cordiale.model.ontology import EventType, Status
from cordiale.model.reading import Reading, Trigger

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”")
# How many characters behind an act its ending reaches, and before it its adverbs.
_ENDING, _TAIL, _BEFORE = 26, 18, 28
_GOES_ON = re.compile(simplified("(?:し|して|した上で|を行い|を開き|を実施し|い|り)?、"))
_HEADLINE_PLAN = re.compile(r"(?:へ|か)$")
_POSSIBLY_BEHIND = re.compile(r"^.{0,4}的可能|^.{0,6}的?风险|^.{0,4}的?计划")
_CLAUSE = re.compile(r"[，；：:。！？“”\n]|(?:之后|以后|后，)")
# Acts of a moment: what 'has been' said of them is that they are done.
_DONE_AT_ONCE = frozenset({EventType.AGREE, EventType.SUPPORT, EventType.REJECT, EventType.ACCUSE, EventType.REQUEST})
_LONG = 3
_SHORT_SCORE, _LONG_SCORE = 0.5, 0.6


class EastAsianReader:
    """Reads triggers by the table of a language; deterministic, and the same for every state."""

    def __init__(self, language: str) -> None:
        self.name = f"plain {language}"
        self._language = language

    @property
    def digest(self) -> str:
        """A digest of the tables it reads by."""
        return self._cues.digest

    @property
    def _cues(self) -> EastAsianCues:
        return load_east_asian_cues(self._language)

    def read(self, article: Article, sentences: Sequence[Sentence]) -> list[Reading]:
        """A reading of each sentence, with triggers only."""
        plain = simplified(article.text)
        return [Reading(s, triggers=tuple(self._of(plain, s))) for s in sentences]

    def _of(self, plain: str, sentence: Sentence) -> list[Trigger]:
        cues, span = self._cues, sentence.span
        domains = tuple(c for c, words in cues.domains.items() if words.search(plain, span.start, span.end))
        found = []
        for match in cues.acts.finditer(plain, span.start, span.end):
            act = cues.act_of(match)
            if act is not None:
                at = Span(*match.span())
                score = _LONG_SCORE if len(at) >= _LONG else _SHORT_SCORE
                status = self._status(plain, sentence, at)
                if status is Status.ONGOING and act.type in _DONE_AT_ONCE:
                    status = Status.HAPPENED
                found.append(Trigger(at, act.type, act.mode, status, domains, score, f"trigger:{match[0]}"))
        return found

    def _status(self, plain: str, sentence: Sentence, at: Span) -> Status:
        if self._language == "ja":
            return self._by_ending(plain, sentence, at)
        before = plain[max(sentence.span.start, at.start - _BEFORE) : at.start]
        clause = self._cues.without_nothing(_CLAUSE.split(before)[-1] + plain[at.start : at.start + 1])[:-1]
        if _POSSIBLY_BEHIND.search(plain[at.end : min(at.end + _ENDING, sentence.span.end)]):
            return Status.POSSIBLE
        return self._first(clause) or Status.HAPPENED

    def _by_ending(self, plain: str, sentence: Sentence, at: Span) -> Status:
        """The status that the ending behind an act shows; one that goes on ('and') takes its plan from the sentence's end."""
        rest = _QUOTED.sub(lambda m: " " * len(m[0]), plain[at.end : sentence.span.end])
        if sentence.label is BlockLabel.TITLE and _HEADLINE_PLAN.search(rest[:_ENDING]):
            return Status.PLANNED
        comma = rest.find("、")
        ending = rest[: comma + 1 if 0 <= comma < _ENDING else _ENDING]
        found = self._first(ending)
        if found is None and _GOES_ON.match(rest):
            tail = rest[-_TAIL:]
            return Status.PLANNED if self._pattern(Status.PLANNED).search(tail) else Status.HAPPENED
        return found or Status.HAPPENED

    def _first(self, words: str) -> Status | None:
        return next((status for status, pattern in self._cues.statuses if pattern.search(words)), None)

    def _pattern(self, status: Status) -> re.Pattern[str]:
        return dict(self._cues.statuses)[status]
