from __future__ import annotations

import random

import pytest
from training.examples import blank

from cordiale.reader.labels import Labels
from cordiale.reader.windows import Window

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
fit = pytest.importorskip("training.fit", reason="the extra `train` is not installed")


def windows(*lengths: int) -> list[Window]:
    return [Window((0,), 0, (), (0,) * n, (0,) * n, (), ()) for n in lengths]


def test_a_batch_is_never_longer_than_a_step_may_be_and_none_is_lost() -> None:
    examples = [blank(w) for w in windows(*random.Random(1).choices(range(5, 190), k=200))]
    made = fit.batches(examples, random.Random(2))
    assert sum(map(len, made)) == 200
    assert all(max(len(e.window.ids) for e in b) * len(b) <= fit.PIECES_A_STEP * 1.1 for b in made)


def test_the_mean_of_weights_that_stand_still_is_where_they_stand() -> None:
    layer = torch.nn.Linear(2, 1, bias=False)
    mean = fit.Mean(layer)
    with torch.no_grad():
        layer.weight.fill_(3.0)
    for _ in range(3000):
        mean.take(layer)
    mean.give(layer)
    assert layer.weight.tolist()[0] == pytest.approx([3.0, 3.0], abs=1e-3)


def test_each_row_of_the_named_layer_has_its_own_name() -> None:
    labels = Labels(("visit", "phone"), {})
    names = fit.row_names(labels)
    sizes = labels.sizes()
    assert len(set(names)) == len(names) == sum(sizes[h] for h in ("act", "status", "mode", "context"))
