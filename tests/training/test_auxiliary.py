from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.reader.scored import LABELS
from tests.reader.vocabulary import toy_pieces
from training.examples import UNKNOWN, Example, Tree, blank

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("transformers", reason="the extra `train` is not installed")
losses = pytest.importorskip("training.losses", reason="the extra `train` is not installed")

WIDTH = 32
TINY = {
    "model_type": "bert",
    "vocab_size": 1200,
    "hidden_size": WIDTH,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 64,
}


def auxiliary():  # type: ignore[no-untyped-def]
    from training.auxiliary import Auxiliary

    torch.manual_seed(1)
    return Auxiliary(WIDTH, 0.0)


def parsed(folder: Path, *sentences: str) -> Example:
    pieces = toy_pieces(folder)
    example = blank(pieces.window([pieces.cut(s) for s in sentences], range(len(sentences))))
    n = len(example.window.at)
    example.tree = Tree(np.arange(n) % 17, np.zeros(n, dtype=np.int64), np.arange(n) % 37)
    example.entities = np.arange(n) % 3
    return example


def tiny(folder: Path):  # type: ignore[no-untyped-def]
    from training.network import ReaderNetwork

    toy_pieces(folder)
    (folder / "config.json").write_text(json.dumps(TINY), encoding="utf-8")
    torch.manual_seed(1)
    return ReaderNetwork(str(folder), LABELS, pretrained=False)


def test_a_sure_right_answer_costs_nearly_nothing_and_a_sure_wrong_one_much() -> None:
    target = torch.tensor([[0, 2, UNKNOWN]])
    logits = torch.zeros(1, 3, 3)
    logits[0, 0, 0] = logits[0, 1, 2] = 30
    logits[0, 2, 1] = 30
    assert losses.known_loss(logits, target).item() < 1e-6
    assert losses.known_loss(-logits, target).item() > 10


def test_what_is_unknown_costs_nothing(tmp_path: Path) -> None:
    example = parsed(tmp_path, "Norway met Peru.")
    assert example.tree is not None
    example.tree = Tree(*(np.full(4, UNKNOWN, dtype=np.int64) for _ in range(3)))
    example.entities = np.full(4, UNKNOWN, dtype=np.int64)
    vectors = torch.randn(1, 4, WIDTH)
    assert losses.auxiliary_losses(auxiliary(), vectors, [example]) == {}
    assert losses.auxiliary_losses(auxiliary(), vectors, [blank(example.window)]) == {}


def test_rows_that_know_nothing_change_no_loss_of_the_others(tmp_path: Path) -> None:
    example, other = parsed(tmp_path, "Norway met Peru."), blank(parsed(tmp_path, "They talked all day long.").window)
    module, vectors = auxiliary(), torch.randn(2, 6, WIDTH)
    alone = losses.auxiliary_losses(module, vectors[:1], [example])
    both = losses.auxiliary_losses(module, vectors, [example, other])
    assert set(alone) == {"arc", "relation", "pos", "entity"}
    assert all(alone[k].item() == pytest.approx(both[k].item(), rel=1e-4) for k in alone)


def test_no_word_hangs_on_a_word_of_another_sentence(tmp_path: Path) -> None:
    window = parsed(tmp_path, "They met.", "All left.").window
    chance = auxiliary().arcs(torch.randn(1, 6, WIDTH), [window]).softmax(-1)[0]
    assert chance[:3, 3:].max() == chance[3:, :3].max() == 0
    assert torch.allclose(chance.sum(-1), torch.ones(6))


def test_steps_down_the_losses_teach_a_sentence_by_heart(tmp_path: Path) -> None:
    from training.measure_auxiliary import measure_auxiliary

    example, network = parsed(tmp_path, "Norway met Peru in old Lima."), tiny(tmp_path)
    before = measure_auxiliary(network, {"one": [example]})
    vectors = torch.randn(1, len(example.window.at), WIDTH)
    network.vectors = lambda **_: vectors
    optimiser = torch.optim.Adam(network.auxiliary.parameters(), lr=0.01)
    for _ in range(150):
        optimiser.zero_grad()
        torch.stack(list(losses.auxiliary_losses(network.auxiliary, vectors, [example]).values())).sum().backward()
        optimiser.step()
    after = measure_auxiliary(network, {"one": [example]})
    assert before["one LAS"].f1 < 1
    assert [after[f"one {k}"].f1 for k in ("UPOS", "UAS", "LAS", "names")] == [1, 1, 1, 1]


def test_a_name_ends_with_its_sentence_and_where_the_kind_changes(tmp_path: Path) -> None:
    from training.measure_auxiliary import names_in

    example = parsed(tmp_path, "They met.", "All left.")
    assert names_in(np.array([1, 2, 2, 2, 0, 0]), example) == [(0, 3, 0), (3, 4, 0)]
    assert names_in(np.array([1, 4, 4, 0, 3, 3]), example) == [(0, 1, 0), (1, 3, 1), (4, 5, 1), (5, 6, 1)]


def test_an_older_network_is_taken_over_and_the_new_heads_stay_as_they_began(tmp_path: Path) -> None:
    fit = pytest.importorskip("training.fit", reason="the extra `train` is not installed")
    network = tiny(tmp_path)
    old = {k: torch.zeros_like(v) for k, v in network.state_dict().items() if not k.startswith("auxiliary.")}
    began = {k: v.clone() for k, v in network.state_dict().items() if k.startswith("auxiliary.")}
    torch.save(old, tmp_path / "network.pt")
    (tmp_path / "labels.json").write_text(LABELS.dump(), encoding="utf-8")
    fit.resume(network, tmp_path / "network.pt")
    state = network.state_dict()
    assert began
    assert all(torch.equal(state[k], v) for k, v in began.items())
    assert all(not state[k].any() for k in old)


def test_the_heads_are_not_in_what_is_exported(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="the extra `train` is not installed")
    from training.export import INPUTS, export

    network = tiny(tmp_path)
    export(network, str(tmp_path), tmp_path / "out")
    graph = onnx.load(str(tmp_path / "out" / "float.onnx")).graph
    assert [x.name for x in graph.input] == list(INPUTS)
    assert [x.name for x in graph.output] == ["words", "links"]
    held = sum(int(np.prod(x.dims)) for x in graph.initializer)
    shipped = sum(p.numel() for k, p in network.named_parameters() if not k.startswith("auxiliary."))
    assert held <= shipped + 100
    assert not [x.name for x in graph.initializer if "auxiliary" in x.name]
