"""The record on disk: one SQLite file in WAL mode. The only place with SQL."""

from cordiale.store.connection import StoreError
from cordiale.store.database import Store

__all__ = ["Store", "StoreError"]
