"""How well the heads that are not shipped read grammar and names, in the dev files of other sets.

Grammar is scored over the reader's words that stand for one token whose head is known (training/sets/treebanks says
how), punctuation included: UPOS, the head (UAS), head and relation (LAS). Heads are the likeliest word of the sentence,
without making sure that a tree comes of it. The same encoder taught grammar and names alone, over gold tokens: EWT
test UPOS 96.9, UAS 91.7, LAS 89.3; GUM dev LAS 88.7 (two genres more); names UNER dev 74 F1, CrossNER politics 81. Names are exact in both
their ends and their kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import torch

from cordiale.reader.windows import arrays
from training.examples import UNKNOWN, Example, Labels, Tree
from training.measure import Figure
from training.network import ReaderNetwork

Name = tuple[int, int, int]
"""The first word of a name, the one after its last, the index of its kind."""


@torch.inference_mode()
def measure_auxiliary(
    network: ReaderNetwork, dev: Mapping[str, Sequence[Example]], together: int = 12
) -> dict[str, Figure]:
    """Figures by set and score; of sets that mark no MISC none of that kind is counted."""
    network.eval()
    device = next(network.parameters()).device
    n: Counter[tuple[str, int]] = Counter()
    for name, examples in dev.items():
        kinds = {int(t - 1) // 2 for e in examples if e.entities is not None for t in e.entities if t > 0}
        order = sorted(examples, key=lambda e: len(e.window.ids))
        for at in range(0, len(order), together):
            batch = order[at : at + together]
            held = arrays([e.window for e in batch])
            vectors = network.vectors(**{k: torch.from_numpy(v).to(device) for k, v in held.items()})
            for row, e in enumerate(batch):
                words = vectors[row : row + 1, : len(e.window.at)]
                if e.tree is not None:
                    _count_tree(name, e.tree, read_tree(network, words, e), n)
                if e.entities is not None:
                    tags = network.auxiliary.entity(words)[0].argmax(-1).cpu().numpy()
                    _count_names(f"{name} names", e, tags, kinds, n)
    return {k: Figure(n[k, 0], n[k, 1], n[k, 2]) for k in dict.fromkeys(k for k, _ in n)}


def read_tree(network: ReaderNetwork, words: torch.Tensor, example: Example) -> Tree:
    """The likeliest part of speech, head and relation of each word of one window."""
    heads = network.auxiliary.arcs(words, [example.window]).argmax(-1)
    relations = network.auxiliary.relations(words, heads).argmax(-1)
    pos = network.auxiliary.pos(words).argmax(-1)
    return Tree(pos[0].cpu().numpy(), heads[0].cpu().numpy(), relations[0].cpu().numpy())


def _count_tree(name: str, gold: Tree, found: Tree, n: Counter[tuple[str, int]]) -> None:
    known = (gold.head != UNKNOWN) & (gold.relation != UNKNOWN) & (gold.pos != UNKNOWN)
    headed = known & (gold.head == found.head)
    right = {"UPOS": known & (gold.pos == found.pos), "UAS": headed, "LAS": headed & (gold.relation == found.relation)}
    for score, held in right.items():
        n[f"{name} {score}", 0] += int(held.sum())
        n[f"{name} {score}", 1] += int(known.sum())
        n[f"{name} {score}", 2] += int(known.sum())


def _count_names(name: str, e: Example, tags: Labels, kinds: set[int], n: Counter[tuple[str, int]]) -> None:
    assert e.entities is not None
    gold = set(names_in(e.entities, e))
    found = {x for x in names_in(tags, e) if x[2] in kinds and (e.entities[x[0] : x[1]] != UNKNOWN).all()}
    n[name, 0] += len(gold & found)
    n[name, 1] += len(found)
    n[name, 2] += len(gold)


def names_in(tags: Labels, e: Example) -> list[Name]:
    """The names that tags make; one ends with its sentence, and begins at any word that does not go on with another."""
    starts = [0, *(i for i in range(1, len(tags)) if not _goes_on(tags, i, e)), len(tags)]
    return [(a, b, int(tags[a] - 1) // 2) for a, b in pairwise(starts) if a < b and tags[a] > 0]


def _goes_on(tags: Labels, i: int, e: Example) -> bool:
    is_inside = tags[i] > 0 and tags[i] % 2 == 0
    return bool(is_inside and tags[i - 1] in (tags[i], tags[i] - 1) and e.window.at[i][0] == e.window.at[i - 1][0])
