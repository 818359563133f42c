"""Sentences in which no act between states can be: those of other sets that name no foreign state, person or body.

Taken from PolNeAR (home politics of one state) and UD English EWT (UniversalDependencies/UD_English-EWT, CC BY-SA 4.0,
`treebanks/en_ewt-train.conllu`: web pages, letters, reviews). Weak: they are weighted low.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from cordiale.reader.windows import Pieces
from training.examples import Example, blank
from training.vocabulary import Vocabulary

EWT = Path("treebanks") / "en_ewt-train.conllu"
WEIGHT = 0.5
# Words that make a sentence foreign even where no state is named.
FOREIGN = re.compile(
    r"\b(?:foreign|international|world|global|allies|ally|troops|military|refugees?|border|treaty|nuclear|ISIS|ISIL|NATO"
    r"|U\.N\.|UN|EU|European|Europe|Asia\w*|Africa\w*|Arab\w*|Middle East|Gulf|Muslims?|Islam\w*|terror\w*|embass\w+"
    r"|ambassador|immigra\w+|migrants?|overseas|abroad|nations?|countr(?:y|ies)|war|Palestin\w+|Soviet|Kremlin|Benghazi)\b",
    re.I,
)


def is_domestic(text: str, vocabulary: Vocabulary, home: str = "USA") -> bool:
    """Whether a text names no state but `home`, and nothing else that is foreign."""
    if FOREIGN.search(text):
        return False
    return all(any(f.iso3 == home for f in vocabulary.forms[m["form"]]) for m in vocabulary.pattern.finditer(text))


def without_acts(example: Example, text: str, vocabulary: Vocabulary) -> Example:
    """The example with its words held to carry no act, where the text is domestic; else unchanged."""
    if is_domestic(text, vocabulary):
        example.act[:] = 0
    return example


def read_domestic(
    data: Path, pieces: Pieces, vocabulary: Vocabulary, rng: random.Random, most: int
) -> Iterator[Example]:
    """Up to `most` windows of EWT without an act."""
    if not (data / EWT).is_file():
        return
    texts = re.findall(r"^# text = (.+)$", (data / EWT).read_text(encoding="utf-8"), re.M)
    groups = [texts[i : i + 4] for i in range(0, len(texts), 4)]
    rng.shuffle(groups)
    for group in groups:
        if most <= 0:
            return
        lines = [pieces.cut(t) for t in group]
        if sum(x.length for x in lines) < 150 and is_domestic(" ".join(group), vocabulary):
            example = blank(pieces.window(lines, range(len(lines))))
            example.act[:] = 0
            example.weight = WEIGHT
            most -= 1
            yield example
