"""Causal News Corpus (tanfiona/CausalNewsCorpus, CC0): cause, effect and signal in news of protests.

Looked for as `causes/train_subtask2_grouped.csv`; words stand apart by spaces, which the reader's words do not mind.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from cordiale.model.document import Span
from cordiale.reader.labels import CUES, PARTS
from cordiale.reader.windows import Pieces
from training.examples import Example, Finder, add_cause, blank
from training.holdout import is_held_out
from training.passages import Caused, Place

FILE = Path("causes") / "train_subtask2_grouped.csv"
# What counts as a cause there is far wider than a claim about relations: its cues weigh little, its links in full.
WEIGHT = 0.3
_TAG = re.compile(r"<(/?)(ARG0|ARG1|SIG\d)>")


def read_causal(data: Path, pieces: Pieces) -> Iterator[tuple[bool, Example]]:
    """An example for each sentence, with whether its document is held out; empty when the set is not there."""
    if not (data / FILE).is_file():
        return
    with (data / FILE).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield (
                is_held_out(row["doc_id"]),
                example_of(row["text"], ast.literal_eval(row["causal_text_w_pairs"]), pieces),
            )


def example_of(text: str, relations: list[str], pieces: Pieces) -> Example:
    """The example of a sentence with its relations, each the sentence with one relation tagged."""
    window = pieces.window([pieces.cut(text)], [0])
    example, finder = blank(window), Finder(window)
    example.weight = WEIGHT
    example.cue[:, CUES.index("caused")] = 0
    for part in ("cause", "effect"):
        example.part[:, PARTS.index(part)] = 0
    for tagged in relations:
        spans = untag(tagged)
        if {"ARG0", "ARG1"} <= set(spans):
            signal = next((Place(0, s) for k, s in sorted(spans.items()) if k.startswith("SIG")), None)
            add_cause(example, finder, Caused(Place(0, spans["ARG0"]), signal, Place(0, spans["ARG1"]), ""))
    return example


def untag(tagged: str) -> dict[str, Span]:
    """Where each tag's words stand in the text without tags."""
    length, last = 0, 0
    open_at: dict[str, int] = {}
    found: dict[str, Span] = {}
    for m in _TAG.finditer(tagged):
        length += m.start() - last
        last = m.end()
        if not m[1]:
            open_at[m[2]] = length
        elif m[2] in open_at and open_at[m[2]] < length:
            found.setdefault(m[2], Span(open_at[m[2]], length))
    return found
