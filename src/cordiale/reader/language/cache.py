"""Answers that were paid for, one file each, under the digest of what was asked."""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path


class AnswerCache:
    """A folder of answers; files appear whole under their names, and one that cannot be read counts as not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """The answer under a key, or None."""
        with suppress(OSError, UnicodeDecodeError):
            return self._path(key).read_text("utf-8")
        return None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; OSError where the folder cannot be written to."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
        try:
            part.write_text(answer, "utf-8", errors="replace")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def answer_key(*parts: str) -> str:
    """The sha256 of several texts, with their bounds."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "replace")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
