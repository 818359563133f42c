"""Scores made by hand: what the decoders are tested on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tests.reader.vocabulary import toy_pieces

from cordiale.reader.labels import CUES, LINKS, NAMES, PARTS, TYPES, Labels
from cordiale.reader.scores import Scores

LABELS = Labels(("visit", "troops"), {"CONSULT": ("visit",), "MOBILIZE": ("troops",)})


class Sheet:
    """A window with scores that say nothing until something is said."""

    def __init__(self, folder: Path, *sentences: str) -> None:
        self.pieces = toy_pieces(folder)
        self.window = self.pieces.window([self.pieces.cut(s) for s in sentences], range(len(sentences)))
        n = len(self.window.at)
        self.words = np.zeros((n, sum(LABELS.sizes().values())), dtype=np.float32)
        self.links = np.full((n, n, len(LINKS)), -8, dtype=np.float32)
        self.put("act", range(n), 0)
        self.put("name", range(n), 0)
        for kind in range(len(CUES)):
            self.words[:, LABELS.columns()["cue"].start + 3 * kind] = 8
        self.words[:, LABELS.columns()["part"]] = -8
        self.words[:, LABELS.columns()["context"]] = -8

    def put(self, head: str, words: range, column: int, logit: float = 8.0) -> None:
        at = LABELS.columns()[head].start + column
        for i in words:
            self.words[i, at] = logit

    def act(self, words: range, kind: str, logit: float = 16.0) -> None:
        self.put("act", words, 1 + TYPES.index(kind), logit)

    def name(self, words: range, kind: str = "actor") -> None:
        begin = 1 + 2 * NAMES.index(kind)
        self.put("name", words[:1], begin, 16)
        self.put("name", words[1:], begin + 1, 16)

    def cue(self, words: range, kind: str) -> None:
        at = 3 * CUES.index(kind)
        self.put("cue", words[:1], at + 1, 16)
        self.put("cue", words[1:], at + 2, 16)

    def link(self, hub: int, words: range, name: str) -> None:
        self.links[hub, list(words), LINKS.index(name)] = 8

    def part(self, words: range, name: str) -> None:
        self.put("part", words, PARTS.index(name))

    def scores(self, labels: Labels = LABELS) -> Scores:
        return Scores(self.window, labels, self.words, self.links)
