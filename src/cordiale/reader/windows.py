"""From sentences to what the network reads: words, word pieces, windows of several sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from cordiale.model.document import Span
from cordiale.reader.words import shape_of, words_of

MOST_PIECES = 192
PIECES_A_WORD = 6
MOST_CONTEXT = 64

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence cut up: where its words stand in it, the pieces of each word and how each is written."""

    words: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]

    @property
    def length(self) -> int:
        """How many pieces it takes, the separator included."""
        return sum(map(len, self.pieces)) + 1


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences read together.

    `sentences` are their indices, of which the first `context` were read in the window before and are here for
    what they tell about the others; `at` gives for each word its sentence's index and its span there; `first` and
    `last` say which of `ids` are the ends of each word.
    """

    sentences: tuple[int, ...]
    context: int
    at: tuple[tuple[int, Span], ...]
    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]


class Pieces:
    """A word-piece vocabulary with what it has already cut; one for each set of weights."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._held: dict[str, tuple[int, ...]] = {}
        self.start, self.stop, self.unknown = map(
            self._special, (("[CLS]", "<s>"), ("[SEP]", "</s>"), ("[UNK]", "<unk>"))
        )

    def _special(self, names: tuple[str, ...]) -> int:
        """The number of the first of these pieces that the vocabulary has; ValueError when it has none."""
        found = [i for i in map(self._tokenizer.token_to_id, names) if i is not None]
        if not found:
            raise ValueError(f"the vocabulary has no {names[0]}")
        return int(found[0])

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of a word, at most `PIECES_A_WORD` of them."""
        found = self._held.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_A_WORD]
            found = self._held[word] = tuple(ids) or (self.unknown,)
        return found

    def cut(self, text: str) -> Line:
        """A sentence as words and pieces; words that would not fit a window are left out at its end."""
        spans, pieces, shapes, length = [], [], [], 0
        for span in words_of(text):
            word = span.of(text)
            ids = self.of(word)
            length += len(ids)
            if length > MOST_PIECES - 2:
                break
            spans.append(span)
            pieces.append(ids)
            shapes.append(shape_of(word))
        return Line(tuple(spans), tuple(pieces), tuple(shapes))

    def window(self, lines: Sequence[Line], sentences: Sequence[int], context: int = 0) -> Window:
        """The window that holds `sentences` (indices into `lines`), the first `context` of them as context."""
        ids, shapes, first, last = [self.start], [0], [], []
        at: list[tuple[int, Span]] = []
        for index in sentences:
            line = lines[index]
            for span, pieces, shape in zip(line.words, line.pieces, line.shapes, strict=True):
                first.append(len(ids))
                ids.extend(pieces)
                shapes.extend([shape] * len(pieces))
                last.append(len(ids) - 1)
                at.append((index, span))
            ids.append(self.stop)
            shapes.append(0)
        return Window(tuple(sentences), context, tuple(at), tuple(ids), tuple(shapes), tuple(first), tuple(last))


def plan(lengths: Sequence[int]) -> list[tuple[tuple[int, ...], int]]:
    """Which sentences to read together, given how many pieces each takes.

    Each window is filled up to `MOST_PIECES`; the sentence before it comes along as context where it is short.
    Returns the indices of each window with the number that are context. Every sentence is new in exactly one window.
    """
    windows: list[tuple[tuple[int, ...], int]] = []
    held: list[int] = []
    context, room = 0, MOST_PIECES - 1
    for index, length in enumerate(lengths):
        if len(held) > context and length > room:
            windows.append((tuple(held), context))
            before = lengths[index - 1]
            keep = before <= MOST_CONTEXT and before + length < MOST_PIECES
            held, context = ([index - 1], 1) if keep else ([], 0)
            room = MOST_PIECES - 1 - (before if keep else 0)
        held.append(index)
        room -= length
    if len(held) > context:
        windows.append((tuple(held), context))
    return windows


def arrays(windows: Sequence[Window], marks: Sequence[Sequence[int]] | None = None) -> dict[str, Ints]:
    """The windows as the network's inputs, padded with zeros to the longest.

    `marks` gives a number for each piece of each window: 1 where the source of a pair stands, 2 where its target does.
    """
    pieces = max(len(w.ids) for w in windows)
    words = max(1, *(len(w.at) for w in windows))
    found = {
        "ids": _padded([w.ids for w in windows], pieces),
        "mask": _padded([[1] * len(w.ids) for w in windows], pieces),
        "shapes": _padded([w.shapes for w in windows], pieces),
        "marks": _padded(marks or [()] * len(windows), pieces),
        "first": _padded([w.first for w in windows], words),
        "last": _padded([w.last for w in windows], words),
    }
    return found


def _padded(rows: Sequence[Sequence[int]], width: int) -> Ints:
    out = np.zeros((len(rows), width), dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out
