"""The whole record as JSON Lines, to be compared byte for byte."""

from __future__ import annotations

from cordiale import pipeline
from cordiale.export.exporters import jsonl_lines
from cordiale.export.selection import Selection
from cordiale.model.issue import Issue
from cordiale.store import Store


def exported(store: Store) -> tuple[bytes, list[Issue]]:
    """What `cordiale export jsonl` writes, and what could not be read."""
    held = pipeline.hold(store)
    return b"".join(jsonl_lines(Selection(held.record, held.articles))), store.issues()
