"""The record on disk: a file of SQLite, or a database of PostgreSQL. The only place with SQL."""

from cordiale.store.connection import NoRecord, StoreError
from cordiale.store.database import Store

__all__ = ["NoRecord", "Store", "StoreError"]
