"""Heads that teach the encoder grammar and names while it is trained, and are left out of what is shipped."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from cordiale.reader.windows import Window
from training.sets.names import KINDS
from training.sets.treebanks import RELATIONS, UPOS

ARC_WIDTH = 128
RELATION_WIDTH = 48
NEVER = -1e4  # the logit of a head that cannot be


class Auxiliary(nn.Module):
    """Parts of speech, heads and relations of words, and names, all from the words' vectors (batch, word, width).

    Heads and relations are scored by biaffine maps (T. Dozat, C. Manning, Deep biaffine attention for neural dependency
    parsing, 2017); a root is its own head.
    """

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()

        def projection(columns: int) -> nn.Module:
            return nn.Sequential(nn.Linear(width, columns), nn.GELU(), nn.Dropout(dropout))

        self.pos = nn.Linear(width, len(UPOS))
        self.entity = nn.Linear(width, 1 + 2 * len(KINDS))
        self.dependent, self.head = projection(ARC_WIDTH), projection(ARC_WIDTH)
        self.across = nn.Linear(ARC_WIDTH, ARC_WIDTH)
        self.lead = nn.Linear(ARC_WIDTH, 1)
        self.root = nn.Linear(ARC_WIDTH, 1)
        self.lower, self.upper = projection(RELATION_WIDTH), projection(RELATION_WIDTH)
        self.bilinear = nn.Linear(RELATION_WIDTH, len(RELATIONS) * RELATION_WIDTH)
        self.linear = nn.Linear(2 * RELATION_WIDTH, len(RELATIONS))

    def arcs(self, words: Tensor, windows: Sequence[Window]) -> Tensor:
        """Logits (batch, word, word) of each word's head, its own column the root's; none but of its own sentence."""
        dependent, head = self.dependent(words), self.head(words)
        scored = self.across(dependent) @ head.transpose(1, 2) * ARC_WIDTH**-0.5 + self.lead(head).transpose(1, 2)
        own = torch.eye(words.shape[1], dtype=torch.bool, device=words.device)
        scored = torch.where(own, self.root(dependent), scored)
        return scored.float().masked_fill(~together(windows, words), NEVER)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Logits (batch, word, relation) of what each word is to the word that `heads` (batch, word) names."""
        lower, upper = self.lower(words), self.upper(words)
        upper = upper.gather(1, heads.unsqueeze(-1).expand(-1, -1, RELATION_WIDTH))
        crossed = self.bilinear(lower).unflatten(-1, (len(RELATIONS), RELATION_WIDTH)) * upper.unsqueeze(2)
        scored: Tensor = crossed.sum(-1) * RELATION_WIDTH**-0.5 + self.linear(torch.cat([lower, upper], -1))
        return scored.float()


def together(windows: Sequence[Window], words: Tensor) -> Tensor:
    """Which two words (batch, word, word) stand in one sentence; a place without a word stands with others such."""
    sentence = torch.full(words.shape[:2], -1, dtype=torch.long)
    for row, window in enumerate(windows):
        sentence[row, : len(window.at)] = torch.tensor([s for s, _ in window.at])
    return (sentence.unsqueeze(2) == sentence.unsqueeze(1)).to(words.device)
