"""The hand-read pages: our export of them against the gold, by the scorer that lies beside it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cordiale import pipeline
from cordiale.capture import load
from cordiale.cli.readers import instruments
from cordiale.export import EXPORTERS, Selection
from cordiale.store import Store


def score(shared: Path, reader: str | None = None) -> dict[str, float]:
    """Figures by name ('events typed', 'statements', …) for the pages in `shared`/seeds against `shared`/gold/seeds."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "record.jsonl"
        with Store(Path(folder) / "seeds.cordiale") as store:
            pipeline.read_captures(load([str(shared / "seeds")]), store, instruments(reader))
            EXPORTERS["jsonl"](Selection(pipeline.current_record(store), tuple(store.articles())), export)
        command = [
            sys.executable,
            str(shared / "eval" / "score.py"),
            str(shared / "gold" / "seeds"),
            str(shared / "seeds"),
        ]
        done = subprocess.run([*command, str(export), "--json"], check=True, capture_output=True, text=True)
    return _flat(json.loads(done.stdout))


def _flat(result: dict[str, Any]) -> dict[str, float]:
    events = result.pop("events")
    result.pop("types")
    figures = {f"events {k}": v["f1"] if isinstance(v, dict) else v for k, v in events.items()}
    return figures | {f"{kind}s".replace("quantitys", "quantities"): v["f1"] for kind, v in result.items()}


def gold_digest(shared: Path) -> str:
    """The first 16 hex digits of the sha256 over the gold files, the line labels and the pages, by name."""
    digest = hashlib.sha256()
    files = [
        *(shared / "gold" / "seeds").glob("*.json"),
        shared / "gold" / "seed_lines.jsonl",
        *(shared / "seeds").glob("*.txt"),
    ]
    for path in sorted(files, key=lambda p: p.name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
