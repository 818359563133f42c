"""Which engine a record lies in: a file of SQLite, or a database of PostgreSQL."""

from __future__ import annotations

from cordiale.model.address import Database, RecordAddress
from cordiale.store.connection import Connection
from cordiale.store.file import RecordFile


def connect(address: RecordAddress, *, must_exist: bool = False) -> Connection:
    """Open the record at an address (see `RecordFile` and `RecordDatabase`)."""
    if isinstance(address, Database):
        from cordiale.store.postgres.database import RecordDatabase  # whose driver is an extra

        return RecordDatabase(address, must_exist=must_exist)
    return RecordFile(address, must_exist=must_exist)
