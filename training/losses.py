"""What the network pays for being wrong: one loss a head, each over what is known only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from cordiale.reader.labels import CUES, Labels
from training.auxiliary import Auxiliary
from training.examples import UNKNOWN, Example

# How much each loss counts. Triggers and roles are what is scored most.
WEIGHTS: Mapping[str, float] = {
    "act": 3.0,
    "name": 1.0,
    "cue": 1.5,
    "part": 1.0,
    "status": 0.4,
    "mode": 0.2,
    "sector": 0.2,
    "context": 0.3,
    "tone": 0.2,
    "state": 0.2,
    "sign": 0.2,
    "link": 3.0,
    "some": 0.3,
    "pair": 1.0,
    "arc": 1.0,
    "relation": 0.5,
    "pos": 0.2,
    "entity": 0.3,
}


class Losses:
    """Losses of a batch, computed against the columns that `labels` gives each head."""

    def __init__(self, labels: Labels) -> None:
        self._columns = labels.columns()

    def of(self, words: Tensor, links: Tensor, batch: Sequence[Example]) -> dict[str, Tensor]:
        """The losses by name, unweighted; a head of which the batch knows nothing is left out."""
        found = {
            **self._tags(words, batch),
            **self._spans(words, batch),
            **self._sets(words, batch),
            "link": _links(links, batch),
            "some": self._some(words, batch),
            "pair": self._pairs(words, batch),
        }
        return {k: v for k, v in found.items() if v is not None}

    def _tags(self, words: Tensor, batch: Sequence[Example]) -> dict[str, Tensor | None]:
        weight = torch.tensor([e.weight for e in batch], device=words.device)
        found = {
            head: _tag(words[..., self._columns[head]], _stack([getattr(e, head) for e in batch], words), weight)
            for head in ("act", "name")
        }
        cue, part = _stack([e.cue for e in batch], words), _stack([e.part for e in batch], words)
        logits = words[..., self._columns["cue"]]
        kinds = [_tag(logits[..., 3 * k : 3 * k + 3], cue[..., k], weight) for k in range(len(CUES))]
        known = [k for k in kinds if k is not None]
        found["cue"] = sum(known) if known else None
        mask = part != UNKNOWN
        found["part"] = (
            F.binary_cross_entropy_with_logits(words[..., self._columns["part"]][mask], part[mask].to(words.dtype))
            if mask.any()
            else None
        )
        return found

    def _spans(self, words: Tensor, batch: Sequence[Example]) -> dict[str, Tensor]:
        """Cross-entropy of the mean logits of runs of words, head by head."""
        sums = F.pad(words.cumsum(1), (0, 0, 1, 0))
        held: dict[str, list[tuple[int, int, int, int]]] = {}
        for row, e in enumerate(batch):
            for head, start, end, label in e.spans:
                held.setdefault(head, []).append((row, start, end, label))
        found = {}
        for head, items in held.items():
            row, start, end, label = torch.tensor(items, device=words.device).T
            mean = (sums[row, end] - sums[row, start])[:, self._columns[head]] / (end - start).unsqueeze(-1)
            found[head] = F.cross_entropy(mean, label)
        return found

    def _sets(self, words: Tensor, batch: Sequence[Example]) -> dict[str, Tensor]:
        columns = self._columns["context"]
        rows = []
        targets = []
        for row, e in enumerate(batch):
            for _, start, end, labels in e.sets:
                rows.append(words[row, start:end, columns].mean(0))
                target = torch.zeros(columns.stop - columns.start, device=words.device)
                target[list(labels)] = 1.0
                targets.append(target)
        return (
            {"context": 5 * F.binary_cross_entropy_with_logits(torch.stack(rows), torch.stack(targets))} if rows else {}
        )

    def _some(self, words: Tensor, batch: Sequence[Example]) -> Tensor | None:
        """Minus the log of the chance that at least one word of the run carries an act of one of the types."""
        found = []
        for row, e in enumerate(batch):
            for start, end, types in e.some:
                p = words[row, start:end, self._columns["act"]].softmax(-1)[:, [1 + t for t in types]].sum(-1)
                found.append(-torch.log1p(-(1 - p).clamp(1e-4, 1).prod() + 1e-6))
        return torch.stack(found).mean() if found else None

    def _pairs(self, words: Tensor, batch: Sequence[Example]) -> Tensor | None:
        found = []
        for row, e in enumerate(batch):
            if e.pair:
                logits = pair_logits(words[row, :, self._columns["pair"]], e)
                found.append(-torch.logsumexp(logits.log_softmax(-1)[list(e.pair)], 0))
        return torch.stack(found).mean() if found else None


def auxiliary_losses(auxiliary: Auxiliary, vectors: Tensor, batch: Sequence[Example]) -> dict[str, Tensor]:
    """The losses of grammar and names by name, unweighted, over the rows of the batch that know of them."""
    found: dict[str, Tensor | None] = {}
    parsed = [(i, e.tree, e.window) for i, e in enumerate(batch) if e.tree is not None]
    if parsed:
        rows, trees, windows = zip(*parsed, strict=True)
        words = vectors[list(rows), : max(len(t.head) for t in trees)]
        heads = _stack([t.head for t in trees], words)
        found["arc"] = known_loss(auxiliary.arcs(words, windows), heads)
        found["relation"] = known_loss(
            auxiliary.relations(words, heads.clamp(min=0)), _stack([t.relation for t in trees], words)
        )
        found["pos"] = known_loss(auxiliary.pos(words).float(), _stack([t.pos for t in trees], words))
    named = [i for i, e in enumerate(batch) if e.entities is not None]
    if named:
        tags = _stack([batch[i].entities for i in named], vectors)
        found["entity"] = known_loss(auxiliary.entity(vectors[named]).float(), tags)
    return {k: v for k, v in found.items() if v is not None}


def known_loss(logits: Tensor, target: Tensor) -> Tensor | None:
    """Mean cross-entropy of a class a word over the words whose class is known; None when none is."""
    if not (target != UNKNOWN).any():
        return None
    return F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=UNKNOWN)


def pair_logits(words: Tensor, example: Example) -> Tensor:
    """The mean of the pair head's logits over the words of the two marked sides."""
    marked = [i for i, piece in enumerate(example.window.first) if example.marks[piece]]
    return words[marked].mean(0)


def _tag(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor | None:
    """Mean cross-entropy a known word, each example's words weighted."""
    known = target != UNKNOWN
    if not known.any():
        return None
    each = F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=UNKNOWN, reduction="none").view_as(
        target
    )
    scale = weight.unsqueeze(1) * known
    return (each * scale).sum() / scale.sum()


def _stack(rows: Sequence[object], words: Tensor) -> Tensor:
    """Label arrays of different lengths as one tensor, padded with UNKNOWN."""
    held = [torch.as_tensor(r) for r in rows]
    out = torch.full((len(held), words.shape[1], *held[0].shape[1:]), UNKNOWN, dtype=torch.long, device=words.device)
    for i, row in enumerate(held):
        out[i, : len(row)] = row
    return out


def _links(links: Tensor, batch: Sequence[Example]) -> Tensor | None:
    """Binary cross-entropy of the links of known hubs, summed over words, mean over hubs, scaled to the others."""
    items = [(row, hub, link, target) for row, e in enumerate(batch) for hub, link, target in e.links]
    if not items:
        return None
    target = torch.full((len(items), links.shape[2]), -1, dtype=torch.long, device=links.device)
    for i, (*_, row) in enumerate(items):
        target[i, : len(row)] = torch.as_tensor(row)
    at = torch.tensor([(row, hub, link) for row, hub, link, _ in items], device=links.device)
    logits = links[at[:, 0], at[:, 1], :, at[:, 2]]
    known = target >= 0
    loss = F.binary_cross_entropy_with_logits(logits[known], target[known].to(links.dtype), reduction="sum")
    return loss / len(items) * 0.3
