"""Sentences coded by type elsewhere: PLV (snowood1/Zero-Shot-PLOVER), ConfliBERT's CAMEO set (eventdata/ConfliBERT),
headline templates and machine-written stories of NGEC (ahalterman/NGEC).

Looked for in `plover/`. PLV and ConfliBERT give the type, or the quad class, of a pair; a headline or story gives that
of an act somewhere in it.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from cordiale.model.document import Span
from cordiale.model.ontology import EventType, QuadClass
from cordiale.reader.labels import TYPES
from cordiale.reader.pair import unmark
from cordiale.reader.windows import Pieces
from training.examples import Example, blank, encode_pair
from training.holdout import is_held_out
from training.sets.polnear import sentences_of
from training.vocabulary import Vocabulary

PLV = Path("plover") / "plv_train.jsonl"
CONFLIBERT = Path("plover") / "conflibert_cameo.jsonl"
HEADLINES = Path("plover") / "ngec_headlines.jsonl"
STORIES = Path("plover") / "ngec_synthetic.jsonl"
MOST_OF_A_STORY = 300


def types_of(code: str) -> tuple[int, ...]:
    """The types that a code stands for, as indices: YIELD is CONCEDE or RETREAT, `3-…` a quad class; () for none."""
    if code == "YIELD":
        return TYPES.index(EventType.CONCEDE), TYPES.index(EventType.RETREAT)
    if code[:1].isdigit():
        return tuple(i for i, t in enumerate(TYPES) if code[0] != "0" and t.quad_class is QuadClass(int(code[0])))
    return (TYPES.index(EventType(code)),)


def read_plv(data: Path, pieces: Pieces) -> Iterator[tuple[bool, Example]]:
    """Pair examples of PLV, each with whether it is in the held-out fifth."""
    for row in _rows(data / PLV):
        text, spans = unmark(row["notes"]["marked"])
        example = encode_pair(text, spans.get("s"), spans.get("t"), types_of(row["events"][0]["code"]), pieces)
        if example is not None:
            yield is_held_out(row["id"], 5), example


def read_conflibert(data: Path, pieces: Pieces) -> Iterator[Example]:
    """Pair examples of the CAMEO set whose sides stand in the sentence as written."""
    for row in _rows(data / CONFLIBERT):
        for event in row["events"]:
            types = types_of(event["code"])
            sides = [row["text"].find(event[k][0]) if event.get(k) else -1 for k in ("source", "target")]
            if types and min(sides) >= 0:
                spans = [Span(at, at + len(event[k][0])) for at, k in zip(sides, ("source", "target"), strict=True)]
                if (example := encode_pair(row["text"], spans[0], spans[1], types, pieces)) is not None:
                    yield example


def read_headlines(data: Path, pieces: Pieces, vocabulary: Vocabulary, rng: random.Random) -> Iterator[Example]:
    """Headlines between two states, the slots filled with states drawn at random."""
    nations = [vocabulary.nations[k] for k in sorted(vocabulary.nations)]
    for row in _rows(data / HEADLINES):
        if "{country_1}" not in row["text"] or "{country_2}" not in row["text"]:
            continue
        one, two, three = rng.sample(nations, 3)
        text = row["text"].strip()
        for slot, words in (("{country_1}", one.names[0]), ("{country_2}", two.names[0]), ("{city}", three.capital)):
            text = text.replace(slot, words)
        window = pieces.window([pieces.cut(re.sub(r"\{\w+\}", one.names[0], text))], [0])
        example = blank(window)
        example.some.append((0, len(window.at), types_of(row["events"][0]["code"])))
        yield example


def read_stories(data: Path, pieces: Pieces, vocabulary: Vocabulary) -> Iterator[Example]:
    """The beginnings of stories that name two states; in one of the sentences is an act of the type."""
    for row in _rows(data / STORIES):
        held: list[Span] = []
        for span in sentences_of(row["text"]):
            if span.end > MOST_OF_A_STORY and held:
                break
            held.append(span)
        texts = [s.of(row["text"]) for s in held]
        named = {f.iso3 for t in texts for m in vocabulary.pattern.finditer(t) for f in vocabulary.forms[m["form"]][:1]}
        if len(named) >= 2:
            lines = [pieces.cut(t) for t in texts]
            example = blank(pieces.window(lines, range(len(lines))))
            example.some.append((0, len(example.act), types_of(row["events"][0]["code"])))
            yield example


def _rows(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
