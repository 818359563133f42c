"""The end of a training: calibrate, export, measure what is exported, write the card."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cordiale.reader.learned import shipped_weights
from cordiale.reader.scores import Scores, softmax
from training.calibrate import calibrated, relabelled
from training.card import write_card
from training.examples import Example, encode
from training.export import agreement, export, run
from training.measure import exact, false_alarms, lines_of, measure
from training.measure_auxiliary import measure_auxiliary
from training.network import ReaderNetwork, score

if TYPE_CHECKING:
    from cordiale.reader.labels import Labels
    from training.fit import Course
    from training.mixture import Mixture
    from training.passages import Passage


def finish(
    network: ReaderNetwork, labels: Labels, course: Course, held_out_passages: Sequence[Passage], mixture: Mixture
) -> None:
    """Writes weights, labels and card to the course's folder; labels are set on held-out passages alone and joined to pages."""
    held_out = [encode(p, mixture.pieces, mixture.modes) for p in held_out_passages]
    floats = score(network, held_out)
    taught = measure_auxiliary(network, mixture.dev)
    export(network, course.base, course.out)
    pages = mixture.pages(held_out_passages)
    bytes_ = run(course.out / "model.onnx", held_out, labels)
    paged = run(course.out / "model.onnx", pages, labels)
    labels = calibrated([*held_out, *pages], [*bytes_, *paged], labels)
    (course.out / "labels.json").write_text(labels.dump(), encoding="utf-8")
    bytes_ = relabelled(bytes_, labels)
    course.say(f"same act in float and 8 bits: {agreement(floats, bytes_):.4f} of words")
    figures = measure(held_out, bytes_)
    course.say("held out, float:\n" + lines_of(measure(held_out, relabelled(floats, labels))))
    course.say("held out, 8 bits:\n" + lines_of(figures))
    course.say("held out, joined to windows as on pages:\n" + lines_of(measure(pages, relabelled(paged, labels))))
    real = [i for i, p in enumerate(held_out_passages) if p.is_real]
    if real:
        found = measure([held_out[i] for i in real], [bytes_[i] for i in real])
        course.say("held out, windows of real news alone:\n" + lines_of(found))
    kept = {k: (v, run(course.out / "model.onnx", v, labels)) for k, v in mixture.kept.items() if v}
    pairs = pair_f1(*kept["plv"]) if "plv" in kept else None
    if pairs:
        course.say(
            f"type of a marked pair: macro-F1 {pairs[0]:.3f}, accuracy {pairs[1]:.3f}, n {len(mixture.kept['plv'])}"
        )
    outside = {f"{k} {name}": f for k in ("polnear", "causal") if k in kept for name, f in exact(*kept[k]).items()}
    course.say(f"acts found in passages without one, a 500 words: {false_alarms(held_out, bytes_):.2f}")
    if outside:
        course.say("held out of other sets, exact spans:\n" + lines_of(outside))
    course.say(
        f"acts found in windows without one of other sets: {false_alarms(*kept['polnear']):.2f}"
        if "polnear" in kept
        else ""
    )
    if taught:
        course.say("grammar and names in the dev files of other sets, float:\n" + lines_of(taught))
    course.say(f"temperatures {dict(labels.temperatures)}, thresholds {dict(labels.thresholds)}")
    write_card(course, {**figures, **outside}, pairs, mixture)


def ship(out: Path) -> None:
    """Copies weights, vocabulary, labels and card to where the package looks for them."""
    weights = shipped_weights()
    weights.mkdir(exist_ok=True)
    for name in ("model.onnx", "tokenizer.json", "labels.json", "sides.json", "belief.json", "MODEL_CARD.md"):
        shutil.copy(out / name, weights / name)


def pair_f1(examples: Sequence[Example], scores: Sequence[Scores]) -> tuple[float, float]:
    """Macro-F1 and accuracy of the type of marked pairs, over the types (or sets of types) that occur."""
    gold = [e.pair for e in examples]
    found = []
    for e, s in zip(examples, scores, strict=True):
        marked = [i for i, piece in enumerate(s.window.first) if e.marks[piece]]
        p = softmax(s.of("pair")[marked].mean(axis=0))
        best = int(p.argmax())
        found.append(next((g for g in set(gold) if best in g), (best,)))
    f1s = []
    for kind in sorted(set(gold)):
        right = sum(g == f == kind for g, f in zip(gold, found, strict=True))
        f1s.append(2 * right / max(1, gold.count(kind) + found.count(kind)))
    return float(np.mean(f1s)), float(np.mean([g == f for g, f in zip(gold, found, strict=True)]))
