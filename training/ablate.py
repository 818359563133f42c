"""What each set of text gives: short trainings from the base, each without one of them, read on the same held-out text.

`python -m training.ablate --data FOLDER --out FOLDER [--epochs 8] [--share 1] [LEFT_OUT ...]`

Each `LEFT_OUT` is a set or several joined by `+`; `nothing` leaves none out, and `nothing:8` does so with seed 8, which
shows how far two trainings lie apart by chance. Prints a line for each as soon as it is there. The trainings are far
shorter than that of the shipped weights: compare them with each other alone.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from cordiale.reader.labels import load_labels
from cordiale.reader.learned import shipped_weights
from training.calibrate import relabelled
from training.examples import encode
from training.finish import pair_f1
from training.fit import Course, fit
from training.holdout import is_held_out
from training.measure import exact, false_alarms, measure
from training.measure_auxiliary import measure_auxiliary
from training.network import score
from training.passages import Passage
from training.sets.beside import read_beside
from training.train import prepare

TRIED = tuple(
    "nothing beside passages treebanks+names plv+conflibert polnear+causal headlines+stories+domestic pairs nothing:8".split()
)


def figures_of(course: Course, share: float) -> dict[str, float]:
    """Trains as `course` says on a `share` of each epoch; figures by name on held-out text, real news always among it."""
    rng = random.Random(course.seed)
    network, mixture, passages = prepare(course, rng)
    mixture.share = share
    fit(course, network, mixture, [], rng)
    shipped = load_labels(shipped_weights() / "labels.json")
    labels = dataclasses.replace(network.labels, thresholds=shipped.thresholds, temperatures=shipped.temperatures)
    network.cpu()
    invented = [encode(p, mixture.pieces, mixture.modes) for p in passages if not p.is_real]
    real = [encode(p, mixture.pieces, mixture.modes) for p in _real(course.data)]
    found: dict[str, float] = {}
    for name, examples in (("invented", invented), ("real", real)):
        scores = relabelled(score(network, examples), labels)
        read = measure(examples, scores)
        for kind in ("typed", "actor", "recipient", "status", "names", "attribution", "commitment", "cause"):
            found[f"{name} {kind}"] = read[kind].f1 if kind in read else 0.0
        found[f"{name} false"] = false_alarms(examples, scores)
    for set_, examples in mixture.kept.items():
        scores = relabelled(score(network, examples), labels)
        if set_ == "plv":
            found["plv macro-F1"] = pair_f1(examples, scores)[0]
        else:
            found |= {f"{set_} {k}": f.f1 for k, f in exact(examples, scores).items()}
    found |= {k: f.f1 for k, f in measure_auxiliary(network, mixture.dev).items()}
    return found


def _real(data: Path | None) -> Sequence[Passage]:
    return [p for p in read_beside(data) if is_held_out(p.id)] if data else []


def main() -> None:
    """Reads the command line, trains each and prints its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("left_out", nargs="*", default=TRIED)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--share", type=float, default=1.0)
    a = parser.parse_args()
    torch.set_num_threads(1)
    for name in a.left_out:
        sets, _, seed = name.partition(":")
        without = () if sets == "nothing" else tuple(sets.split("+"))
        out = a.out / name.replace(":", "-")
        course = Course("minilm", None, a.data, without, out, int(seed or 7), a.epochs, 1.5e-4, 8e-4, True)
        read = figures_of(course, a.share)
        print(name, *(f"{k}={v:.3f}" for k, v in read.items()), sep=" | ", flush=True)


if __name__ == "__main__":
    main()
