"""What a run is set to: one frozen value, made by the faces and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_RECORD = "record.cordiale"
DEFAULT_READER = "learned"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the record lies and which reader reads."""

    record: Path = Path(DEFAULT_RECORD)
    reader: str = DEFAULT_READER

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that CORDIALE_RECORD and CORDIALE_READER give, defaults where they are not set or empty."""
        given = os.environ if environment is None else environment
        record = given.get("CORDIALE_RECORD") or DEFAULT_RECORD
        return cls(Path(record), given.get("CORDIALE_READER") or DEFAULT_READER)
