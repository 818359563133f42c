"""Names of persons, places and organisations: Universal NER on EWT and the politics part of CrossNER.

Looked for in `names/`: UniversalNER/UNER_English-EWT (CC BY-SA 4.0) and zliucr/CrossNER (MIT). What counts as a name
there is not what the reader marks as an actor, so they have a head of their own. Their dev files are for measuring alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cordiale.model.document import Span
from cordiale.reader.windows import Pieces
from training.examples import UNKNOWN, Example, Finder, Labels, blank
from training.passages import Place
from training.sets.treebanks import grouped, place

FOLDER = Path("names")
FILES = {
    "train": {"uner": "uner_ewt/en_ewt-ud-train.iob2", "politics": "crossner_politics/train.txt"},
    "dev": {"uner": "uner_ewt/en_ewt-ud-dev.iob2", "politics": "crossner_politics/dev.txt"},
}
# Tagged outside, then begin and inside of each kind in this order.
KINDS = ("PER", "LOC", "ORG", "MISC")
KIND_OF = {
    "politician": "PER",
    "person": "PER",
    "country": "LOC",
    "location": "LOC",
    "politicalparty": "ORG",
    "organisation": "ORG",
}
# Other names in UNER, which only some of its annotators marked: unknown in training, not asked for in measuring.
UNSURE = ("OTH", "O")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with its names: where each stands and its kind; None where it is not known whether it is one."""

    document: str
    text: str
    names: tuple[tuple[Span, str | None], ...]


def read_names(data: Path, pieces: Pieces, half: str) -> dict[str, list[Example]]:
    """The windows of a half, `train` or `dev`, by set; those that are not there are left out."""
    found = {}
    for name, file in FILES[half].items():
        path = data / FOLDER / file
        if path.is_file():
            read = read_iob2 if path.suffix == ".iob2" else read_columns
            found[name] = list(_examples(list(read(path.read_text("utf-8"))), pieces))
    return found


def read_iob2(text: str) -> Iterator[Tagged]:
    """The sentences of a file that gives each its text and each token a number, form and tag."""
    document = ""
    for block in text.split("\n\n"):
        lines = block.splitlines()
        marks = dict(x[2:].split(" = ", 1) for x in lines if x.startswith("# ") and " = " in x)
        document = marks.get("newdoc id", document)
        rows = [x.split("\t") for x in lines if x[:1].isdigit()]
        spans = place(rows, marks.get("text", ""))
        if spans:
            tags = [r[2] for r in rows if r[0].isdigit()]
            yield Tagged(document, marks["text"], tuple(names_of(spans, tags)))


def read_columns(text: str) -> Iterator[Tagged]:
    """The sentences of a file with a form and a tag a line; forms are set apart by spaces."""
    for block in re.split(r"\n\s*\n", text.strip()):
        rows = [x.split("\t") for x in block.splitlines()]
        spans, at = [], 0
        for form, *_ in rows:
            spans.append(Span(at, at + len(form)))
            at += len(form) + 1
        yield Tagged("", " ".join(r[0] for r in rows), tuple(names_of(spans, [r[1] for r in rows])))


def names_of(spans: Sequence[Span], tags: Sequence[str]) -> list[tuple[Span, str | None]]:
    """The names that tags B-… and I-… of tokens make, each with its kind."""
    found: list[tuple[Span, str | None]] = []
    before = "O"
    for span, tag in zip(spans, tags, strict=True):
        if tag != "O":
            kind = _kind(tag[2:])
            if tag[0] == "I" and before[2:] == tag[2:]:
                found[-1] = (found[-1][0].joined(span), kind)
            else:
                found.append((span, kind))
        before = tag
    return found


def _kind(name: str) -> str | None:
    if name in UNSURE:
        return None
    return name if name in KINDS else KIND_OF.get(name, "MISC")


def _examples(sentences: Sequence[Tagged], pieces: Pieces) -> Iterator[Example]:
    lines = [pieces.cut(s.text) for s in sentences]
    for held in grouped(lines, [s.document for s in sentences]):
        example = blank(pieces.window(lines, held))
        example.entities = _tags(Finder(example.window), {i: sentences[i] for i in held})
        yield example


def _tags(finder: Finder, sentences: dict[int, Tagged]) -> Labels:
    tags = np.zeros(len(finder.window.at), dtype=np.int64)
    for i, sentence in sentences.items():
        for span, kind in sentence.names:
            run = finder.words(Place(i, span))
            if run is not None:
                begin = UNKNOWN if kind is None else 1 + 2 * KINDS.index(kind)
                tags[run[0] : run[1]] = UNKNOWN if kind is None else begin + 1
                tags[run[0]] = begin
    return tags
