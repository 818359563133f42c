"""The trained network as ONNX Runtime runs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import onnxruntime as ort

from cordiale.reader.labels import Labels
from cordiale.reader.scores import Scores
from cordiale.reader.windows import Window, arrays

# Windows are run together up to this many pieces, padding included: enough to keep a core busy, little memory.
PIECES_A_RUN = 1600


class Network:
    """A session with its labels; the same windows always give the same scores."""

    def __init__(self, file: Path, labels: Labels, threads: int = 1) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._labels = labels

    def score(self, windows: Sequence[Window], marks: Sequence[Sequence[int]] | None = None) -> list[Scores]:
        """The scores of each window, in order; `marks` as `arrays` takes them."""
        found: list[Scores | None] = [None] * len(windows)
        for batch in _batches(windows):
            held = [windows[i] for i in batch]
            words, links = self._session.run(
                ["words", "links"], arrays(held, [marks[i] for i in batch] if marks else None)
            )
            for row, i in enumerate(batch):
                n = len(windows[i].at)
                found[i] = Scores(windows[i], self._labels, words[row, :n], links[row, :n, :n])
        return [s for s in found if s is not None]


def _batches(windows: Sequence[Window]) -> Iterator[list[int]]:
    """Indices of windows of like length, so that little is padded."""
    order = sorted((i for i in range(len(windows))), key=lambda i: (len(windows[i].ids), i))
    batch: list[int] = []
    for i in order:
        if batch and len(windows[i].ids) * (len(batch) + 1) > PIECES_A_RUN:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
