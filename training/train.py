"""Makes the weights of the learned reader.

`python -m training.train --data FOLDER --out FOLDER [--base minilm] [--seed 7] [--epochs 14]`

Reads the marked passages in training/corpus and, from the folder of `--data`, those of other people's sets that are
there (training/sets says which, and where they come from). Writes to `--out`: `log.txt`, `network.pt` after each epoch,
`float.onnx`, and what the package ships: `model.onnx` (8 bits), `tokenizer.json`, `labels.json`, `sides.json`, `belief.json`,
`MODEL_CARD.md`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from cordiale.reader.labels import Labels
from cordiale.reader.windows import Pieces
from training.belief import write_belief
from training.examples import encode
from training.finish import finish, ship
from training.fit import Course, fit, resume
from training.holdout import is_held_out
from training.mixture import SETS, Mixture
from training.network import ReaderNetwork, base_folder
from training.passages import Passage, read_corpus
from training.sets.beside import read_beside
from training.sides import write_sides
from training.vocabulary import read_vocabulary

CORPUS = Path(__file__).parent / "corpus"
LEAST_OF_A_MODE = 4


def labels_for(passages: Sequence[Passage]) -> Labels:
    """The modes that occur often enough to learn, and which types they go with."""
    seen = Counter((a.type.value, a.mode) for p in passages for a in p.acts if a.mode)
    often: Counter[str] = Counter()
    for (_, mode), n in seen.items():
        often[str(mode)] += n
    modes = tuple(sorted(m for m, n in often.items() if n >= LEAST_OF_A_MODE))
    kinds = sorted({t for t, _ in seen})
    return Labels(modes, {t: tuple(m for m in modes if seen[t, m] >= 2) for t in kinds})


def prepare(course: Course, rng: random.Random) -> tuple[ReaderNetwork, Mixture, list[Passage]]:
    """A network at its start, what an epoch is made of, and the passages held out."""
    np.random.seed(course.seed)
    torch.manual_seed(course.seed)
    course.out.mkdir(parents=True, exist_ok=True)
    passages, faults = read_corpus(CORPUS)
    beside = list(read_beside(course.data)) if course.data and "beside" not in course.without else []
    course.say(f"{len(passages)} passages, {len(beside)} windows of real news; {len(faults)} malformed and left out")
    passages += beside
    labels = labels_for(passages)
    (course.out / "labels.json").write_text(labels.dump(), encoding="utf-8")
    pieces = Pieces(Path(base_folder(course.base)) / "tokenizer.json")
    held_out = [p for p in passages if is_held_out(p.id)]
    told = [p for p in passages if not is_held_out(p.id) and (p.is_real or "passages" not in course.without)]
    mixture = Mixture(told, pieces, labels.modes, read_vocabulary())
    if course.data:
        mixture.load(course.data, rng, course.without)
    course.say("drawn from: passages " + " ".join(f"{k} {len(v)}" for k, v in mixture.pools.items()))
    network = ReaderNetwork(course.base, labels)
    if course.start:
        resume(network, course.start)
    network.encoder.get_input_embeddings().requires_grad_(False)
    return network.to(course.device), mixture, held_out


def train(course: Course) -> None:
    """Trains and writes everything to the output folder."""
    rng = random.Random(course.seed)
    network, mixture, held_out = prepare(course, rng)
    fit(course, network, mixture, [encode(p, mixture.pieces, mixture.modes) for p in held_out], rng)
    finish(network.cpu(), network.labels, course, held_out, mixture)
    course.say(write_sides(course.out, course.data))
    course.say(write_belief(course.out, course.data))


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of other people's sets")
    parser.add_argument(
        "--without", nargs="*", default=[], choices=(*SETS, "beside", "passages"), help="sets to leave out"
    )
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
