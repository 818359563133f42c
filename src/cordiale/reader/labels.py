"""What the network's outputs mean: which columns belong to which head, and how a set of weights wants them read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cordiale.model.ontology import CommitmentState, Context, EventType, Sector, Status, Tone

TYPES = tuple(EventType)
STATUSES = tuple(Status)
CONTEXTS = tuple(Context)
SECTORS: tuple[Sector | None, ...] = (None, *Sector)
TONES = tuple(Tone)
STATES = tuple(CommitmentState)
SIGNS = ("+", "-")

# Spans that stand for something by themselves, tagged outside, begin, inside in this order.
NAMES = ("actor", "date", "place")
# Words that show a claim: what is said, what is caused, what is promised; each tagged outside, begin, inside.
CUES = ("said", "caused", "bound")
# Words inside a part of a claim, whichever claim it is.
PARTS = ("content", "cause", "effect", "what", "source")
# From the first word of an act or a cue to the words that belong to it.
LINKS = ("actor", "recipient", "date", "place", "source", "content", "cause", "effect", "party", "what")


@dataclass(frozen=True, slots=True)
class Labels:
    """The meaning of one set of weights: modes, what mode goes with which type, and how its scores are to be read.

    `temperatures` divide a head's logits; `thresholds` (0 to 1) are what its probability must pass; both set on
    development passages. A head without an entry has temperature 1 and threshold 0.5.
    """

    modes: tuple[str, ...]
    modes_of: Mapping[str, tuple[str, ...]]
    temperatures: Mapping[str, float] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def sizes(self) -> dict[str, int]:
        """How many columns each head has, in the order in which they stand side by side in the output `words`."""
        return {
            "act": 1 + len(TYPES),
            "status": len(STATUSES),
            "mode": 1 + len(self.modes),
            "context": len(CONTEXTS),
            "name": 1 + 2 * len(NAMES),
            "sector": len(SECTORS),
            "cue": 3 * len(CUES),
            "part": len(PARTS),
            "tone": len(TONES),
            "state": len(STATES),
            "sign": len(SIGNS),
            "pair": len(TYPES),
        }

    def columns(self) -> dict[str, slice]:
        """The columns of each head."""
        found, start = {}, 0
        for head, size in self.sizes().items():
            found[head] = slice(start, start + size)
            start += size
        return found

    def temperature(self, head: str) -> float:
        """What to divide a head's logits by."""
        return self.temperatures.get(head, 1.0)

    def threshold(self, head: str) -> float:
        """What a head's probability must pass."""
        return self.thresholds.get(head, 0.5)

    def dump(self) -> str:
        """The labels as the JSON that `load_labels` reads."""
        held = {
            "modes": list(self.modes),
            "modes_of": {k: list(v) for k, v in self.modes_of.items()},
            "temperatures": dict(self.temperatures),
            "thresholds": dict(self.thresholds),
        }
        return json.dumps(held, indent=1)


def load_labels(path: Path) -> Labels:
    """The labels beside a set of weights; KeyError or JSONDecodeError when the file is not one of ours."""
    held = json.loads(path.read_text(encoding="utf-8"))
    return Labels(
        tuple(held["modes"]),
        {k: tuple(v) for k, v in held["modes_of"].items()},
        held["temperatures"],
        held["thresholds"],
    )
