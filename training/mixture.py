"""What an epoch is made of: the marked passages, told anew each time, and a draw from each of the other sets."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cordiale.reader.windows import Pieces
from training.examples import Example, encode, pairs_in
from training.passages import Passage
from training.sets.causal import read_causal
from training.sets.coded import read_conflibert, read_headlines, read_plv, read_stories
from training.sets.domestic import is_domestic, read_domestic
from training.sets.names import read_names
from training.sets.polnear import read_polnear
from training.sets.treebanks import read_treebanks
from training.swap import joined, restyled, swapped
from training.vocabulary import Vocabulary

# How many examples of each set an epoch draws.
DRAWN = {
    "pairs": 450,
    "plv": 600,
    "conflibert": 150,
    "polnear": 130,
    "causal": 250,
    "headlines": 107,
    "stories": 130,
    "domestic": 100,
    # Windows of about four sentences. Fifteen times as much grammar as at first (LAS .69 to .79) reads acts better too.
    "treebanks": 1500,
    "names": 300,
}
# The politics part of CrossNER is nearest to what is read, and small: each of its windows counts as so many.
POLITICS = 10
# Of our own passages an epoch tells this share, of the windows of real news all: those are fewer and nearer to what is read.
TOLD = 0.45
SWAPPED = 0.6
JOINED = 0.4
RECASED = 0.12
MOST_PIECES = 190
MOST_DOCUMENTS = 600
SETS = tuple(DRAWN)


@dataclass(slots=True)
class Mixture:
    """Passages and the pools of the other sets, from which `epoch` draws."""

    passages: Sequence[Passage]
    pieces: Pieces
    modes: Sequence[str]
    vocabulary: Vocabulary
    pools: dict[str, list[Example]] = field(default_factory=dict)
    kept: dict[str, list[Example]] = field(default_factory=dict)
    dev: dict[str, list[Example]] = field(default_factory=dict)
    without: Sequence[str] = ()
    share: float = 1.0
    """Which part of an epoch is told, for trainings that only compare."""

    def load(self, data: Path, rng: random.Random, without: Sequence[str] = ()) -> None:
        """Fills the pools from the sets under `data`; `kept` holds what of them is never drawn.

        `dev` holds the windows of the dev files of treebanks and names by set.
        """
        self.without = without
        parted = {
            "plv": list(read_plv(data, self.pieces)),
            "polnear": list(read_polnear(data, self.pieces, rng, MOST_DOCUMENTS, self._is_domestic)),
            "causal": list(read_causal(data, self.pieces)),
        }
        self.kept = {k: [e for held_out, e in v if held_out] for k, v in parted.items()}
        found = {
            **{k: [e for held_out, e in v if not held_out] for k, v in parted.items()},
            "conflibert": list(read_conflibert(data, self.pieces)),
            "headlines": list(read_headlines(data, self.pieces, self.vocabulary, rng)),
            "stories": list(read_stories(data, self.pieces, self.vocabulary)),
            "domestic": list(read_domestic(data, self.pieces, self.vocabulary, rng, 900)),
        }
        if "treebanks" not in without:
            found["treebanks"] = [e for v in read_treebanks(data, self.pieces, "train").values() for e in v]
            self.dev |= read_treebanks(data, self.pieces, "dev")
        if "names" not in without:
            named = read_names(data, self.pieces, "train")
            found["names"] = [*named.get("uner", ()), *named.get("politics", ()) * POLITICS]
            self.dev |= read_names(data, self.pieces, "dev")
        self.pools = {k: v for k, v in found.items() if v and k not in without}

    def _is_domestic(self, text: str) -> bool:
        return is_domestic(text, self.vocabulary)

    def epoch(self, rng: random.Random) -> list[Example]:
        """The examples of one epoch."""
        told = [self._told(p, rng) for p in self.passages if p.is_real or rng.random() < TOLD]
        found = [encode(p, self.pieces, self.modes) for p in self._paired(told, rng)]
        if "pairs" not in self.without:
            pairs = [e for p in rng.sample(told, len(told) // 2) for e in pairs_in(p, self.pieces)]
            found.extend(rng.sample(pairs, min(DRAWN["pairs"], len(pairs))))
        for name, pool in self.pools.items():
            found.extend(rng.sample(pool, min(DRAWN[name], len(pool))))
        if self.share < 1:
            found = rng.sample(found, int(len(found) * self.share))
        return [recased(e, rng) if rng.random() < RECASED else e for e in found]

    def _told(self, passage: Passage, rng: random.Random) -> Passage:
        told = swapped(passage, self.vocabulary, rng) if rng.random() < SWAPPED else passage
        return restyled(told, rng)

    def _paired(self, passages: Sequence[Passage], rng: random.Random) -> list[Passage]:
        """Some passages joined to the next of a random order, so that windows are as long as those of pages."""
        order = list(passages)
        rng.shuffle(order)
        found: list[Passage] = []
        for p in order:
            before = found[-1] if found else None
            fits = (
                before is not None and before.kinds == p.kinds and self._length(before) + self._length(p) < MOST_PIECES
            )
            if before is not None and fits and rng.random() < JOINED:
                found[-1] = joined(before, p)
            else:
                found.append(p)
        return found

    def pages(self, passages: Sequence[Passage]) -> list[Example]:
        """Passages joined in their order into windows as long as those of pages."""
        found: list[Passage] = []
        for p in passages:
            fits = found and found[-1].kinds == p.kinds and self._length(found[-1]) + self._length(p) < MOST_PIECES
            found[-1:] = [joined(found[-1], p)] if fits else [*found[-1:], p]
        return [encode(p, self.pieces, self.modes) for p in found]

    def _length(self, passage: Passage) -> int:
        return sum(self.pieces.cut(s).length for s in passage.sentences)


def recased(example: Example, rng: random.Random) -> Example:
    """The example as if written in capitals, in lower case, or with every word capitalised as headlines are."""
    table = rng.choice(((0, 3, 2, 3, 3, 5, 6), (0, 1, 1, 1, 1, 5, 6), (0, 2, 2, 3, 4, 5, 6)))
    shapes = tuple(table[s] for s in example.window.shapes)
    return dataclasses.replace(example, window=dataclasses.replace(example.window, shapes=shapes))
