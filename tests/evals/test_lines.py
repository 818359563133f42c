from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def load_eval() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evals_lines", ROOT / "evals" / "lines.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


lines = load_eval()


def test_a_line_labelled_wrong_lowers_the_scores_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Ministers sign\n\nThe ministers signed the accord on Monday, and then they left for the coast.\n"
    )
    rows = [("title", 1), ("blank", 2), ("caption", 3)]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps({"file": "a.txt", "line_no": n, "label": label}) for label, n in rows))
    scores = lines.score(gold, tmp_path)
    assert (scores.lines, scores.micro) == (2, 0.5)
    assert scores.wrong == ("a.txt:3: caption read as body",)


def test_lines_of_the_measured_pages_are_labelled_right() -> None:
    if not SHARED.is_dir():
        pytest.skip("no folder ../shared beside the repository: nothing to measure against")
    scores = lines.score(SHARED / "gold" / "seed_lines.jsonl", SHARED / "seeds")
    assert scores.micro >= 0.97
