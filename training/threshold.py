"""From which score on words are taken for an act: set through the whole path, since only there does an act need its parties.

What the network alone finds best is too much for the path: an act whose parties are not found is lost there anyway, and
one too many costs more. Tried on the held-out passages and windows; what is kept raises the sum of both typed F1s most.
"""

from __future__ import annotations

import json
from pathlib import Path

from evals.events import held_out, score

from cordiale.cli.readers import instruments, side_weights, trigger_hints
from cordiale.pipeline import Instruments
from cordiale.reader.learned import LearnedReader

TRIED = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)


def settle_threshold(out: Path, data: Path | None) -> str:
    """Writes the best threshold of acts into the labels of a training's folder; what was tried, in a line."""
    file = out / "labels.json"
    labels = json.loads(file.read_text(encoding="utf-8"))
    texts = [held_out(), *([held_out(data)] if data else [])]
    lexicon = instruments("plain").lexicon
    found: dict[float, list[float]] = {}
    for threshold in TRIED:
        labels["thresholds"]["act"] = threshold
        file.write_text(json.dumps(labels, indent=1), encoding="utf-8")
        tools = Instruments.of(lexicon, LearnedReader(out, trigger_hints()), side_weights(out))
        found[threshold] = [score(tools, passages).typed for passages in texts]
    labels["thresholds"]["act"] = max(found, key=lambda t: (sum(found[t]), t))
    file.write_text(json.dumps(labels, indent=1), encoding="utf-8")
    told = "; ".join(f"{t} {' '.join(f'{f:.3f}' for f in fs)}" for t, fs in found.items())
    return f"typed F1 through the path by threshold of acts: {told}; taken: {labels['thresholds']['act']}"
