from __future__ import annotations

from pathlib import Path

import pytest
from faults.audit import unpinned

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("lock", sorted(p.name for p in ROOT.glob("requirements*.lock")))
def test_every_dependency_is_pinned_with_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "==" in text
    assert unpinned(text) == []


def test_a_loose_dependency_is_noticed() -> None:
    text = "# by machine\none==1.0 \\\n    --hash=sha256:00\ntwo>=1\nthree==2\n"
    assert unpinned(text) == ["two>=1", "three==2"]
