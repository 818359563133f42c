"""What a run is set to: one frozen value, made by the faces and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cordiale.model.address import RecordAddress, record_address

DEFAULT_RECORD = "record.cordiale"
DEFAULT_READER = "learned"
_DATA = "~/.local/share"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the record lies, which reader reads, and the folder for what is kept on this machine beside a database."""

    record: RecordAddress = Path(DEFAULT_RECORD)
    reader: str = DEFAULT_READER
    folder: Path = Path(_DATA) / "cordiale"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that CORDIALE_RECORD, _READER and _FOLDER give, defaults where they are not set or empty.

        The default folder is that of the XDG base directories for data (https://specifications.freedesktop.org/basedir-spec).
        """
        given = os.environ if environment is None else environment
        record = given.get("CORDIALE_RECORD") or DEFAULT_RECORD
        usual = Path(given.get("XDG_DATA_HOME") or _DATA).expanduser() / "cordiale"
        folder = Path(given.get("CORDIALE_FOLDER") or usual)
        return cls(record_address(record), given.get("CORDIALE_READER") or DEFAULT_READER, folder)
