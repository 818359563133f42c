"""Bytes under their digest."""

from __future__ import annotations

from hashlib import sha256

from cordiale.model.document import Capture


def seal(
    name: str, media_type: str, data: bytes, url: str | None = None, metadata: tuple[tuple[str, str], ...] = ()
) -> Capture:
    """A capture whose id is the sha256 of its bytes, in hexadecimal; the name has no part in it."""
    return Capture(sha256(data).hexdigest(), name, media_type, data, url, metadata)
