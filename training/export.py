"""From a trained network to the files that the package reads: ONNX with 8-bit weights, vocabulary, labels."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from cordiale.reader.labels import Labels
from cordiale.reader.network import Network
from cordiale.reader.scores import Scores
from training.examples import Example
from training.network import ReaderNetwork, base_folder

INPUTS = ("ids", "mask", "shapes", "marks", "first", "last")


def export(network: ReaderNetwork, base: str, out: Path) -> None:
    """Writes `float.onnx`, `model.onnx` (8 bits) and `tokenizer.json` to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.encoder.set_attn_implementation("eager")  # the only one that the exporter knows in full
    batch, pieces, words = 2, 16, 9
    ids = torch.randint(5, 1000, (batch, pieces))
    at = torch.randint(1, pieces - 1, (batch, words))
    ones = torch.ones_like(ids)
    sizes = {name: {0: "batch", 1: "word" if name in ("first", "last") else "piece"} for name in INPUTS}
    sizes |= {"words": {0: "batch", 1: "word"}, "links": {0: "batch", 1: "word", 2: "word"}}
    torch.onnx.export(
        network,
        (ids, ones, ones, ones * 0, at, at),
        str(out / "float.onnx"),
        input_names=list(INPUTS),
        output_names=["words", "links"],
        dynamic_axes=sizes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(out / "float.onnx", out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(Path(base_folder(base)) / "tokenizer.json", out / "tokenizer.json")


def run(file: Path, examples: list[Example], labels: Labels) -> list[Scores]:
    """The scores that an exported file gives the examples."""
    return Network(file, labels).score([e.window for e in examples], [e.marks for e in examples])


def agreement(one: list[Scores], other: list[Scores]) -> float:
    """The share of words whose likeliest act is the same in both."""
    same = [np.equal(a.of("act").argmax(1), b.of("act").argmax(1)) for a, b in zip(one, other, strict=True)]
    return float(np.concatenate(same).mean())
