"""The record on disk: one SQLite file in WAL mode. The only place with SQL."""

from cordiale.store.database import Store, StoreError

__all__ = ["Store", "StoreError"]
