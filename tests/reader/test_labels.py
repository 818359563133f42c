from __future__ import annotations

import itertools
from pathlib import Path

from cordiale.reader.labels import Labels, load_labels


def test_labels_read_back_as_they_were_written(tmp_path: Path) -> None:
    labels = Labels(("visit",), {"CONSULT": ("visit",)}, {"act": 1.2}, {"act": 0.4})
    (tmp_path / "labels.json").write_text(labels.dump())
    assert load_labels(tmp_path / "labels.json") == labels


def test_the_columns_of_the_heads_lie_side_by_side() -> None:
    columns = list(Labels(("visit",), {}).columns().values())
    assert columns[0].start == 0
    assert all(a.stop == b.start for a, b in itertools.pairwise(columns))


def test_a_head_without_an_entry_has_temperature_one_and_threshold_one_half() -> None:
    labels = Labels((), {})
    assert (labels.temperature("act"), labels.threshold("act")) == (1.0, 0.5)
