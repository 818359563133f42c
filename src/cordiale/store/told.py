"""Lines that a check of a record gives, with the trouble that ends it early as the last of them."""

from __future__ import annotations

from collections.abc import Iterator

from cordiale.store.connection import StoreError

_LONGEST = 200


def lines_of(lines: Iterator[str]) -> list[str]:
    """The lines that a check gives, and the trouble that ends it early as the last of them."""
    found = []
    try:
        for line in lines:
            found.append(line)
    except StoreError as trouble:
        found.append(" ".join(str(trouble.__cause__ or trouble).split())[:_LONGEST])
    return found
