"""What the network says of one window, as probabilities, and how runs of words are read off them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cordiale.model.document import Span
from cordiale.reader.labels import CUES, LINKS, NAMES, Labels
from cordiale.reader.windows import Window

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one sentence, from `start` to before `end`, with a probability."""

    start: int
    end: int
    score: float

    def overlaps(self, other: Run) -> bool:
        """Whether the two share a word."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits of one window: `words` has a row a word and columns as `labels` names; `links` is word by word by link."""

    window: Window
    labels: Labels
    words: Floats
    links: Floats

    def of(self, head: str) -> Floats:
        """The logits of a head divided by its temperature, a row a word."""
        found: Floats = self.words[:, self.labels.columns()[head]] / np.float32(self.labels.temperature(head))
        return found

    def link(self, hub: int, name: str) -> Floats:
        """How probable it is that each word is the `name` of the act or cue that starts at word `hub`."""
        return sigmoid(self.links[hub, :, LINKS.index(name)] / np.float32(self.labels.temperature("link")))

    def pooled(self, head: str, run: Run) -> Floats:
        """The mean of a head's logits over the words of a run."""
        found: Floats = self.of(head)[run.start : run.end].mean(axis=0)
        return found

    def sentence_of(self, word: int) -> int:
        """The index of the sentence that a word stands in."""
        return self.window.at[word][0]

    def span_of(self, run: Run) -> Span:
        """Where a run stands in its sentence."""
        return self.window.at[run.start][1].joined(self.window.at[run.end - 1][1])

    def runs(
        self, held: Sequence[bool] | NDArray[np.bool_], splits: Callable[[int], bool] = lambda _: False
    ) -> list[tuple[int, int]]:
        """The longest stretches of words that `held` holds true of, cut at sentence ends and where `splits` says so."""
        found: list[tuple[int, int]] = []
        start: int | None = None
        for i, is_held in enumerate(held):
            ends = start is not None and (not is_held or self.sentence_of(i) != self.sentence_of(start) or splits(i))
            if start is not None and ends:
                found.append((start, i))
                start = None
            if is_held and start is None:
                start = i
        if start is not None:
            found.append((start, len(held)))
        return found

    def names(self, kind: str) -> list[Run]:
        """The spans tagged as actors, dates or places."""
        return self._tagged(softmax(self.of("name")), 1 + 2 * NAMES.index(kind), "name")

    def cues(self, kind: str) -> list[Run]:
        """The words that show a claim of a kind."""
        return self._tagged(self._cue_tags(kind), 1, f"cue {kind}")

    def cue_chances(self, kind: str) -> Floats:
        """How probable it is that each word shows a claim of a kind."""
        return np.asarray(1 - self._cue_tags(kind)[:, 0])

    def _cue_tags(self, kind: str) -> Floats:
        at = 3 * CUES.index(kind)
        return softmax(self.of("cue")[:, at : at + 3])

    def _tagged(self, tags: Floats, begin: int, head: str) -> list[Run]:
        """Spans of words of which begin and inside together pass the threshold; one starts where begin beats inside."""
        inside = tags[:, begin] + tags[:, begin + 1]
        begins = tags[:, begin] > tags[:, begin + 1]
        found = self.runs(inside > self.labels.threshold(head), lambda i: bool(begins[i]))
        return [Run(a, b, float(inside[a:b].mean())) for a, b in found]


def sigmoid(x: Floats) -> Floats:
    """The logistic function, element by element."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Probabilities along the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)
