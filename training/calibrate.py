"""Temperatures and thresholds set on passages held out of training, so that a score means how often it is right."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from cordiale.reader.labels import LINKS, Labels
from cordiale.reader.scores import Floats, Scores
from training.examples import Example
from training.measure import Figure, measure

TEMPERATURES = np.arange(0.6, 3.01, 0.1)
# Nearest to one half first: a threshold moves from there only for a gain.
THRESHOLDS = tuple(sorted((float(round(t, 2)) for t in np.arange(0.15, 0.86, 0.05)), key=lambda t: abs(t - 0.5)))
# Which figures a threshold is to raise, and of which kind they are: their F1s are added up.
RAISES = {
    "act": ("acts", ("typed",)),
    "name": ("names", ("names",)),
    "link": ("acts", ("actor", "recipient", "date", "place")),
    "context": ("acts", ("context",)),
    "cue said": ("said", ("attribution", "speaker")),
    "cue bound": ("bound", ("commitment",)),
    "cue caused": ("caused", ("cause", "effect")),
    "link content": ("said", ("attribution",)),
    "part content": ("said", ("attribution",)),
    "link source": ("said", ("speaker",)),
    "link what": ("bound", ("commitment",)),
    "link cause": ("caused", ("cause",)),
    "link effect": ("caused", ("effect",)),
}


def calibrated(examples: Sequence[Example], scores: Sequence[Scores], labels: Labels) -> Labels:
    """The labels with temperatures that make held-out labels likeliest and thresholds that raise F1 most."""
    found = {
        "act": _temperature(*_tags("act", examples, scores)),
        "name": _temperature(*_tags("name", examples, scores)),
        "status": _temperature(*_spans("status", examples, scores)),
        "link": _temperature(*_links(examples, scores)),
    }
    labels = dataclasses.replace(labels, temperatures=found)
    for head in RAISES:
        labels = _with_threshold(head, examples, scores, labels)
    return labels


def relabelled(scores: Sequence[Scores], labels: Labels) -> list[Scores]:
    """The same scores read by other labels."""
    return [dataclasses.replace(s, labels=labels) for s in scores]


def _with_threshold(head: str, examples: Sequence[Example], scores: Sequence[Scores], labels: Labels) -> Labels:
    kind, raised = RAISES[head]
    best: tuple[float, Labels] = (-1.0, labels)
    for threshold in THRESHOLDS:
        tried = dataclasses.replace(labels, thresholds={**labels.thresholds, head: threshold})
        figures = measure(examples, relabelled(scores, tried), (kind,))
        reached = sum(figures.get(k, Figure(0, 0, 0)).f1 for k in raised)
        if reached > best[0] + 1e-9:
            best = (reached, tried)
    return best[1]


Known = tuple[Floats, NDArray[np.int64], Callable[[Floats, NDArray[np.int64]], float]]


def _temperature(
    logits: Floats, target: NDArray[np.int64], loss: Callable[[Floats, NDArray[np.int64]], float]
) -> float:
    """The divisor of the logits at which the labels cost least; 1 when none is known."""
    if not len(target):
        return 1.0
    return float(round(min(TEMPERATURES, key=lambda t: loss(logits / t, target)), 2))


def _softmax_loss(logits: Floats, target: NDArray[np.int64]) -> float:
    top = logits.max(axis=1, keepdims=True)
    total = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
    return float((total - logits[np.arange(len(target)), target]).mean())


def _sigmoid_loss(logits: Floats, target: NDArray[np.int64]) -> float:
    return float((np.logaddexp(0, logits) - logits * target).mean())


def _tags(head: str, examples: Sequence[Example], scores: Sequence[Scores]) -> Known:
    targets = [getattr(e, head) for e in examples]
    known = [t >= 0 for t in targets]
    logits = np.concatenate([s.words[k][:, s.labels.columns()[head]] for s, k in zip(scores, known, strict=True)])
    return logits, np.concatenate([t[k] for t, k in zip(targets, known, strict=True)]), _softmax_loss


def _spans(head: str, examples: Sequence[Example], scores: Sequence[Scores]) -> Known:
    rows, targets = [], []
    for e, s in zip(examples, scores, strict=True):
        for name, start, end, label in e.spans:
            if name == head:
                rows.append(s.words[start:end, s.labels.columns()[head]].mean(axis=0))
                targets.append(label)
    return np.array(rows), np.array(targets, dtype=np.int64), _softmax_loss


def _links(examples: Sequence[Example], scores: Sequence[Scores]) -> Known:
    rows, targets = [], []
    for e, s in zip(examples, scores, strict=True):
        for hub, link, target in e.links:
            if LINKS[link] in ("actor", "recipient", "date", "place"):
                rows.append(s.links[hub, :, link][target >= 0])
                targets.append(target[target >= 0])
    return np.concatenate(rows), np.concatenate(targets), _sigmoid_loss
