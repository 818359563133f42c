"""Which texts are never trained on: chosen by a hash of their name, so that the choice stays as a set grows."""

from __future__ import annotations

import zlib


def is_held_out(name: str, one_in: int = 10) -> bool:
    """Whether the text of this name is among the one in so many kept for measuring."""
    return zlib.crc32(name.encode()) % one_in == 0
