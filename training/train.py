"""Makes the weights of the learned reader.

`python -m training.train --data FOLDER --out FOLDER [--base minilm] [--seed 7] [--epochs 14]`

Reads the marked passages in training/corpus and, from the folder of `--data`, those of other people's sets that are
there (training/sets says which, and where they come from). Writes to `--out`: `log.txt`, `network.pt` after each epoch,
`float.onnx`, and what the package ships: `model.onnx` (8 bits), `tokenizer.json`, `labels.json`, `MODEL_CARD.md`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from cordiale.reader.labels import Labels
from cordiale.reader.windows import Pieces, arrays
from training.examples import Example, encode
from training.finish import finish, ship
from training.holdout import is_held_out
from training.losses import WEIGHTS, Losses
from training.measure import lines_of, measure
from training.mixture import SETS, Mixture
from training.network import ReaderNetwork, base_folder, score
from training.passages import Passage, read_corpus
from training.vocabulary import read_vocabulary

CORPUS = Path(__file__).parent / "corpus"
PIECES_A_STEP = 1400
LEAST_OF_A_MODE = 4
CLIP = 1.0


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

    def say(self, line: str) -> None:
        """Prints a line and keeps it in the log."""
        print(line, flush=True)
        with (self.out / "log.txt").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


def labels_for(passages: Sequence[Passage]) -> Labels:
    """The modes that occur often enough to learn, and which types they go with."""
    seen = Counter((a.type.value, a.mode) for p in passages for a in p.acts if a.mode)
    often: Counter[str] = Counter()
    for (_, mode), n in seen.items():
        often[str(mode)] += n
    modes = tuple(sorted(m for m, n in often.items() if n >= LEAST_OF_A_MODE))
    kinds = sorted({t for t, _ in seen})
    return Labels(modes, {t: tuple(m for m in modes if seen[t, m] >= 2) for t in kinds})


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


def train(course: Course) -> None:
    """Trains and writes everything to the output folder."""
    rng = random.Random(course.seed)
    np.random.seed(course.seed)
    torch.manual_seed(course.seed)
    course.out.mkdir(parents=True, exist_ok=True)
    passages, faults = read_corpus(CORPUS)
    course.say(f"{len(passages)} passages; {len(faults)} malformed and left out")
    labels = labels_for(passages)
    pieces = Pieces(Path(base_folder(course.base)) / "tokenizer.json")
    held_out = [p for p in passages if is_held_out(p.id)]
    mixture = Mixture([p for p in passages if not is_held_out(p.id)], pieces, labels.modes, read_vocabulary())
    if course.data:
        mixture.load(course.data, rng, course.without)
    course.say("drawn from: passages " + " ".join(f"{k} {len(v)}" for k, v in mixture.pools.items()))
    network = ReaderNetwork(course.base, labels)
    if course.start:
        resume(network, course.start)
    network.encoder.get_input_embeddings().requires_grad_(False)
    fit(course, network, mixture, [encode(p, pieces, labels.modes) for p in held_out], rng)
    finish(network, labels, course, held_out, mixture)


def resume(network: ReaderNetwork, file: Path) -> None:
    """Takes over from another network's state whatever has the same name and shape."""
    mine = network.state_dict()
    found = {k: v for k, v in torch.load(file, map_location="cpu").items() if k in mine and mine[k].shape == v.shape}
    network.load_state_dict({**mine, **found})


def fit(course: Course, network: ReaderNetwork, mixture: Mixture, held_out: list[Example], rng: random.Random) -> None:
    """Trains epoch by epoch; the rate rises over the first fifteenth and falls from there."""
    losses = Losses(network.labels)
    optimiser = _optimiser(network, course)
    epoch = mixture.epoch(rng)
    total = len(batches(epoch, random.Random(0))) * course.epochs
    warm = max(1, total // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: max(0.01, min((t + 1) / warm, (total - t) / max(1, total - warm)))
    )
    began = time.time()
    for number in range(course.epochs):
        network.train()
        seen: Counter[str] = Counter()
        for batch in batches(epoch, rng):
            seen.update(step(network, losses, batch, optimiser, course.half))
            schedule.step()
        shown = " ".join(f"{k} {v / seen['steps']:.3f}" for k, v in seen.items() if k != "steps")
        course.say(f"epoch {number} after {time.time() - began:.0f} s: {shown}")
        torch.save(network.state_dict(), course.out / "network.pt")
        if number % 3 == 2:
            course.say(lines_of(measure(held_out, score(network, held_out))))
        epoch = mixture.epoch(rng)


def _optimiser(network: ReaderNetwork, course: Course) -> torch.optim.Optimizer:
    slow = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    fast = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": slow, "lr": course.rate}, {"params": fast, "lr": course.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def step(
    network: ReaderNetwork, losses: Losses, batch: list[Example], optimiser: torch.optim.Optimizer, half: bool
) -> dict[str, float]:
    """One step down; the losses of its batch by name."""
    inputs = {k: torch.from_numpy(v) for k, v in arrays([e.window for e in batch], [e.marks for e in batch]).items()}
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        words, links = network(**inputs)
    found = losses.of(words.float(), links.float(), batch)
    loss = torch.stack([WEIGHTS[k] * v for k, v in found.items()]).sum()
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimiser.step()
    return {k: v.item() for k, v in found.items()} | {"steps": 1}


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of other people's sets")
    parser.add_argument("--without", nargs="*", default=[], choices=SETS, help="sets to leave out")
    parser.add_argument("--base", default="minilm", help="minilm, or a folder or hub name of another encoder")
    parser.add_argument("--start", type=Path, help="network.pt to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--ship", action="store_true", help="put the weights into the package when done")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--half", action=argparse.BooleanOptionalAction, default=True, help="16-bit arithmetic")
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    train(Course(a.base, a.start, a.data, tuple(a.without), a.out, a.seed, a.epochs, a.rate, a.head_rate, a.half))
    if a.ship:
        ship(a.out)


if __name__ == "__main__":
    main()
