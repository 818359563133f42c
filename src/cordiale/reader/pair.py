"""The act between a marked source and target: for sentences of other people's tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cordiale.model.document import Span
from cordiale.model.ontology import EventType, Status
from cordiale.reader.acts import mode_of
from cordiale.reader.labels import STATUSES, TYPES, load_labels
from cordiale.reader.learned import shipped_weights
from cordiale.reader.network import Network
from cordiale.reader.scores import Floats, Run, Scores, softmax
from cordiale.reader.windows import Pieces, Window

# How much the likeliest word of the sentence for a type weighs beside the pair's own scores. On 1,726 held-out pairs of our own
# marks the type is right for .655 of real and .577 of invented ones without, .675 and .599 with; on PLV's 193 the same either way.
_OF_WORDS = 0.4
_LEAST = 1e-4
_TAG = re.compile(r"</?([st])>")


@dataclass(frozen=True, slots=True)
class PairCode:
    """What the source does to the target: the likeliest type, its mode and status, the probability of every type."""

    type: EventType
    mode: str | None
    status: Status
    scores: dict[EventType, float]


class PairCoder:
    """Codes sentences in which `<s>..</s>` marks a source and `<t>..</t>` a target, by the weights in a folder."""

    def __init__(self, weights: Path | None = None, threads: int = 1) -> None:
        folder = weights or shipped_weights()
        self._labels = load_labels(folder / "labels.json")
        self._pieces = Pieces(folder / "tokenizer.json")
        self._network = Network(folder / "model.onnx", self._labels, threads)

    def code(self, sentences: Sequence[str]) -> list[PairCode]:
        """A code for each sentence, in order; one of the two marks may be missing, ValueError when both are."""
        windows, marks = [], []
        for sentence in sentences:
            text, spans = unmark(sentence)
            windows.append(self._pieces.window([self._pieces.cut(text)], [0]))
            marks.append(marks_of(windows[-1], spans))
        told = self._network.score(windows, marks)
        plain = self._network.score(windows)
        return [self._read(t, p, m) for t, p, m in zip(told, plain, marks, strict=True)]

    def _read(self, told: Scores, plain: Scores, marks: Sequence[int]) -> PairCode:
        """The type from the sentence with its marks and from its words, mode and status from the words that carry it."""
        sides = [i for i, piece in enumerate(told.window.first) if marks[piece]]
        words = np.maximum(softmax(plain.of("act"))[:, 1:].max(axis=0), _LEAST)
        p = softmax(pooled(told.of("pair"), sides) + np.float32(_OF_WORDS) * np.log(words))
        kind = int(p.argmax())
        best = int(plain.of("act")[:, 1 + kind].argmax())
        run = Run(best, best + 1, 1.0)
        status = STATUSES[int(plain.pooled("status", run).argmax())]
        return PairCode(
            TYPES[kind], mode_of(plain, run, TYPES[kind]), status, dict(zip(TYPES, map(float, p), strict=True))
        )


def code_pair(sentence: str, coder: PairCoder | None = None) -> PairCode:
    """The act between the marked sides of one sentence, by `coder` or by the weights that come with the package."""
    return (coder or PairCoder()).code([sentence])[0]


def unmark(sentence: str) -> tuple[str, dict[str, Span]]:
    """The sentence without its marks, and where `s` and `t` stand in it; ValueError when neither is marked."""
    text, last = "", 0
    starts: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for m in _TAG.finditer(sentence):
        text += sentence[last : m.start()]
        last = m.end()
        if m[0].startswith("</") and m[1] in starts:
            spans[m[1]] = Span(starts[m[1]], len(text))
        else:
            starts[m[1]] = len(text)
    if not spans:
        raise ValueError(f"neither <s>source</s> nor <t>target</t> is marked: {sentence[:80]}")
    return text + sentence[last:], spans


def marks_of(window: Window, spans: dict[str, Span]) -> list[int]:
    """For each piece of a window of one sentence: 1 in the source, 2 in the target, else 0."""
    marks = [0] * len(window.ids)
    for word, (_, at) in enumerate(window.at):
        for number, side in ((1, "s"), (2, "t")):
            if side in spans and at.overlaps(spans[side]):
                marks[window.first[word] : window.last[word] + 1] = [number] * (
                    window.last[word] + 1 - window.first[word]
                )
    return marks


def pooled(logits: Floats, words: Sequence[int]) -> Floats:
    """The mean of the logits over some words, or over all when none is named."""
    return np.asarray(logits[list(words)].mean(axis=0) if words else logits.mean(axis=0), dtype=np.float32)
