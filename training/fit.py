"""The training itself: steps down the losses, epoch by epoch, and the running mean of the weights that is kept."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from cordiale.reader.labels import CONTEXTS, STATUSES, TYPES, Labels, load_labels
from cordiale.reader.windows import arrays
from training.examples import Example
from training.losses import WEIGHTS, Losses, auxiliary_losses
from training.measure import lines_of, measure
from training.mixture import Mixture
from training.network import ReaderNetwork, score

PIECES_A_STEP = 1400
CLIP = 1.0
# The kept weights are a running mean over about the last 1 / (1 - KEPT) steps.
KEPT = 0.995
# The layer whose rows are named by labels that change as the passages grow.
NAMED_LAYER = "groups.0.3."


@dataclass(frozen=True, slots=True)
class Course:
    """How to train: from which base and state, on what, where to, how long and how fast."""

    base: str
    start: Path | None
    data: Path | None
    without: tuple[str, ...]
    out: Path
    seed: int
    epochs: int
    rate: float
    head_rate: float
    half: bool

    @property
    def device(self) -> str:
        """A graphics card where there is one."""
        return "cuda" if torch.cuda.is_available() else "cpu"

    def say(self, line: str) -> None:
        """Prints a line and keeps it in the log."""
        print(line, flush=True)
        with (self.out / "log.txt").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


def batches(examples: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Examples of like length together, in random order."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + rng.random() * 16)
    found: list[list[Example]] = []
    held: list[Example] = []
    for e in order:
        if held and len(e.window.ids) * (len(held) + 1) > PIECES_A_STEP:
            found.append(held)
            held = []
        held.append(e)
    if held:
        found.append(held)
    rng.shuffle(found)
    return found


def resume(network: ReaderNetwork, file: Path) -> None:
    """Takes over another network's state: what has the same name and shape, and rows of the same labels.

    The labels are read from `labels.json` beside the file.
    """
    mine = network.state_dict()
    state = torch.load(file, map_location="cpu")
    found = {k: v for k, v in state.items() if k in mine and mine[k].shape == v.shape}
    new, old = row_names(network.labels), row_names(load_labels(file.parent / "labels.json"))
    pairs = [(new.index(name), old.index(name)) for name in new if name in old]
    for key in (NAMED_LAYER + "weight", NAMED_LAYER + "bias"):
        found[key] = mine[key].clone()
        for to, at in pairs:
            found[key][to] = state[key][at]
    network.load_state_dict({**mine, **found})


def row_names(labels: Labels) -> list[str]:
    """What the rows of the layer that names acts stand for."""
    modes = [f"mode {m}" for m in ("none", *labels.modes)]
    return [
        "no act",
        *(t.value for t in TYPES),
        *(s.value for s in STATUSES),
        *modes,
        *(f"in {c.value}" for c in CONTEXTS),
    ]


class Mean:
    """A running mean of a network's weights."""

    def __init__(self, network: nn.Module) -> None:
        self._held = {k: v.detach().clone() for k, v in network.named_parameters() if v.requires_grad}
        self._steps = 0

    def take(self, network: nn.Module) -> None:
        """Moves the mean towards the weights; the first steps count for more, so that where it began is forgotten."""
        self._steps += 1
        kept = min(KEPT, self._steps / (self._steps + 10))
        with torch.no_grad():
            for k, v in network.named_parameters():
                if k in self._held:
                    self._held[k].lerp_(v, 1 - kept)

    def give(self, network: nn.Module) -> dict[str, Tensor]:
        """Puts the mean in place of the weights, and returns these."""
        own = {k: v.detach().clone() for k, v in network.named_parameters() if k in self._held}
        network.load_state_dict(self._held, strict=False)
        return own


def fit(course: Course, network: ReaderNetwork, mixture: Mixture, held_out: list[Example], rng: random.Random) -> None:
    """Trains epoch by epoch and leaves the mean weights; the rate rises over the first fifteenth and falls from there."""
    losses = Losses(network.labels)
    optimiser = _optimiser(network, course)
    epoch = mixture.epoch(rng)
    total = len(batches(epoch, random.Random(0))) * course.epochs
    warm = max(1, total // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: max(0.01, min((t + 1) / warm, (total - t) / max(1, total - warm)))
    )
    began, mean = time.time(), Mean(network)
    for number in range(course.epochs):
        network.train()
        seen: Counter[str] = Counter()
        for batch in batches(epoch, rng):
            seen.update(step(network, losses, batch, optimiser, course))
            schedule.step()
            mean.take(network)
        shown = " ".join(f"{k} {v / seen['steps']:.3f}" for k, v in seen.items() if k != "steps")
        course.say(f"epoch {number} after {time.time() - began:.0f} s: {shown}")
        own = mean.give(network)
        torch.save(network.state_dict(), course.out / "network.pt")
        if number % 3 == 2:
            course.say(lines_of(measure(held_out, score(network, held_out))))
        if number < course.epochs - 1:
            network.load_state_dict(own, strict=False)
            epoch = mixture.epoch(rng)


def _optimiser(network: ReaderNetwork, course: Course) -> torch.optim.Optimizer:
    slow = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    fast = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": slow, "lr": course.rate}, {"params": fast, "lr": course.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def step(
    network: ReaderNetwork, losses: Losses, batch: list[Example], optimiser: torch.optim.Optimizer, course: Course
) -> dict[str, float]:
    """One step down; the losses of its batch by name."""
    held = arrays([e.window for e in batch], [e.marks for e in batch])
    with torch.autocast(course.device, dtype=torch.bfloat16, enabled=course.half):
        vectors = network.vectors(**{k: torch.from_numpy(v).to(course.device) for k, v in held.items()})
        words, links = network.heads(vectors)
        taught = auxiliary_losses(network.auxiliary, vectors, batch)
    found = losses.of(words.float(), links.float(), batch) | taught
    loss = torch.stack([WEIGHTS[k] * v for k, v in found.items()]).sum()
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimiser.step()
    return {k: v.item() for k, v in found.items()} | {"steps": 1}
