"""Treebanks as grammar of the reader's own words: UD English EWT and GUM, written in CoNLL-U.

Looked for in `treebanks/`: UniversalDependencies/UD_English-EWT (CC BY-SA 4.0) and UD_English-GUM (of its genres only
those that are open; LICENSE-GUM.txt). Their dev files are for measuring alone.

A token of a treebank and a word of the reader often differ ("12th" is one token and two words, "cannot" the other way
about). Each token is stood for by one word that shares a character with it: the first that has a letter or digit, else
the first. A word that stands for no token is unknown; one that stands for several is the one of them whose head is
outside, and unknown when more than one is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cordiale.model.document import Span
from cordiale.reader.windows import Line, Pieces
from training.examples import UNKNOWN, Example, Tree, blank

FOLDER = Path("treebanks")
FILES = {
    "train": {"ewt": "en_ewt-train.conllu", "gum": "en_gum-train.conllu"},
    "dev": {"ewt": "en_ewt-ud-dev.conllu", "gum": "en_gum-ud-dev.conllu"},
}
# GUM's genres that its licence file names as CC BY or public domain, without everyday conversation; it names wikiHow and
# fiction as non-commercial, and is silent on the others.
OPEN = frozenset("bio interview news speech textbook vlog voyage".split())
UPOS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RELATIONS = tuple(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl "
    "fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative "
    "xcomp".split()
)
# Windows are filled to between so many pieces, so that they fall into batches with passages of every length.
LEAST_PIECES, MOST_PIECES = 30, 150


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its place in the sentence's text; `head` counts tokens from 0 and is -1 at the root."""

    span: Span
    pos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence of a treebank."""

    document: str
    text: str
    tokens: tuple[Token, ...]


def read_treebanks(data: Path, pieces: Pieces, half: str) -> dict[str, list[Example]]:
    """The windows of a half, `train` or `dev`, by treebank; those that are not there are left out."""
    found = {}
    for name, file in FILES[half].items():
        path = data / FOLDER / file
        if path.is_file():
            found[name] = list(_examples([s for s in read_conllu(path.read_text("utf-8")) if _is_open(s)], pieces))
    return found


def _is_open(sentence: Parsed) -> bool:
    collection, *genre = sentence.document.split("_")
    return collection != "GUM" or genre[0] in OPEN


def _examples(sentences: Sequence[Parsed], pieces: Pieces) -> Iterator[Example]:
    lines = [pieces.cut(s.text) for s in sentences]
    trees = [tree_of(s, line.words) for s, line in zip(sentences, lines, strict=True)]
    for held in grouped(lines, [s.document for s in sentences]):
        example = blank(pieces.window(lines, held))
        example.tree = joined_trees([trees[i] for i in held])
        yield example


def grouped(lines: Sequence[Line], documents: Sequence[str]) -> Iterator[list[int]]:
    """Neighbouring sentences of one document, as many as a window takes; the same groups each time."""
    rng = random.Random(len(lines))
    held: list[int] = []
    room = rng.randint(LEAST_PIECES, MOST_PIECES)
    for i, line in enumerate(lines):
        if held and (documents[i] != documents[held[-1]] or line.length > room):
            yield held
            held, room = [], rng.randint(LEAST_PIECES, MOST_PIECES)
        held.append(i)
        room -= line.length
    if held:
        yield held


def joined_trees(trees: Sequence[Tree]) -> Tree:
    """The trees of sentences that follow each other, as of one window."""
    heads, before = [], 0
    for t in trees:
        heads.append(np.where(t.head == UNKNOWN, UNKNOWN, t.head + before))
        before += len(t.head)
    return Tree(
        np.concatenate([t.pos for t in trees]), np.concatenate(heads), np.concatenate([t.relation for t in trees])
    )


def read_conllu(text: str) -> Iterator[Parsed]:
    """The sentences of a CoNLL-U file; one whose tokens are not found in its text is left out."""
    document = ""
    for block in text.split("\n\n"):
        lines = block.splitlines()
        marks = dict(x[2:].split(" = ", 1) for x in lines if x.startswith("# ") and " = " in x)
        document = marks.get("newdoc id", document)
        rows = [x.split("\t") for x in lines if x[:1].isdigit()]
        spans = place(rows, marks.get("text", ""))
        if spans:
            words = [r for r in rows if r[0].isdigit()]
            tokens = (
                Token(span, r[3], int(r[6]) - 1, r[7].split(":")[0]) for span, r in zip(spans, words, strict=True)
            )
            yield Parsed(document, marks["text"], tuple(tokens))


def place(rows: Sequence[Sequence[str]], text: str) -> list[Span]:
    """Where the tokens of rows (number, form, …) stand in a text; [] when they do not all stand there in order.

    Tokens written together under a range ("3-4") share the range's place when their forms do not add up to its own.
    """
    found: list[Span] = []
    at, shared = 0, (Span(0, 1), 0)  # a range's place, and the number it ends with
    for number, form, *_ in rows:
        if "." in number:
            continue
        if number.isdigit() and int(number) <= shared[1]:
            found.append(shared[0])
            continue
        start = text.find(form, at)
        if start < 0 or text[at:start].strip():
            return []
        if "-" in number:
            first, last = map(int, number.split("-"))
            if "".join(r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last) == form:
                continue
            shared = (Span(start, start + len(form)), last)
        else:
            found.append(Span(start, start + len(form)))
        at = start + len(form)
    return found


def tree_of(sentence: Parsed, words: Sequence[Span]) -> Tree:
    """The grammar of a sentence over the reader's words, which may be fewer than it has."""
    standing = [_standing(t.span, words, sentence.text) for t in sentence.tokens]
    of: dict[int, list[int]] = {}
    for token, word in enumerate(standing):
        if word is not None:
            of.setdefault(word, []).append(token)
    tree = Tree(*(np.full(len(words), UNKNOWN, dtype=np.int64) for _ in range(3)))
    for word, tokens in of.items():
        outer = [t for t in tokens if sentence.tokens[t].head not in tokens]
        if len(outer) == 1:
            _put(tree, word, sentence.tokens[outer[0]], standing)
    return tree


def _standing(span: Span, words: Sequence[Span], text: str) -> int | None:
    """The word that stands for a token; None when the words end before it."""
    hit = [i for i, w in enumerate(words) if w.start < span.end and w.end > span.start]
    return next((i for i in hit if words[i].of(text)[0].isalnum()), hit[0] if hit else None)


def _put(tree: Tree, word: int, token: Token, standing: Sequence[int | None]) -> None:
    """Labels of the word that stands for a token; without a head where the words end before the head's."""
    if token.pos in UPOS:
        tree.pos[word] = UPOS.index(token.pos)
    head = word if token.head < 0 else standing[token.head]
    if head is not None:
        tree.head[word] = head
        if token.relation in RELATIONS:
            tree.relation[word] = RELATIONS.index(token.relation)
