"""The tables of both engines are the same."""

from __future__ import annotations

from pathlib import Path

from tests.postgres import Server

from cordiale.store import Store
from cordiale.store.postgres.schema import SCHEMA

_OWN = {"version": {"number": "BIGINT"}, "article_text": {"words": "TSVECTOR"}, "item_text": {"words": "TSVECTOR"}}
_TYPES = {"bigint": "INTEGER", "text": "TEXT", "bytea": "BLOB", "double precision": "REAL"}
# FTS5 keeps its columns without a type, and the place beside them.
_WORDS = {"article_text": {"rowid": "INTEGER", "title": "TEXT", "text": "TEXT"}}
_WORDS["item_text"] = {"rowid": "INTEGER", "text": "TEXT", "id": "TEXT"}


def of_file(path: Path) -> dict[str, dict[str, str]]:
    with Store(path) as store:
        names = [str(n) for (n,) in store._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {
            name: {str(row[1]): str(row[2]) for row in store._db.execute(f"PRAGMA table_info({name})")}
            for name in names
            if not name.startswith("sqlite") and "_text" not in name
        }
    return found | _WORDS


def of_database(postgres: Server) -> dict[str, dict[str, str]]:
    created = postgres.create()
    query = "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = ?"
    found: dict[str, dict[str, str]] = {}
    with Store(created) as store:
        for table, column, kind in store._db.execute(query, (SCHEMA,)):
            if str(column) not in _OWN.get(str(table), {}):
                found.setdefault(str(table), {})[str(column)] = _TYPES[str(kind)]
    postgres.empty(created)
    return found


def test_both_engines_have_the_same_tables_and_columns(postgres: Server, tmp_path: Path) -> None:
    assert of_database(postgres) == of_file(tmp_path / "r.cordiale")


def indices_of_file(path: Path) -> set[tuple[str, str]]:
    with Store(path) as store:
        rows = store._db.execute("SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    return {(str(table), str(name)) for table, name in rows}


def test_what_a_file_looks_up_by_an_index_a_database_does_too(postgres: Server, tmp_path: Path) -> None:
    created = postgres.create()
    with Store(created) as store:
        rows = store._db.execute("SELECT tablename, indexname FROM pg_indexes WHERE schemaname = ?", (SCHEMA,))
    postgres.empty(created)
    missing = indices_of_file(tmp_path / "r.cordiale") - {(str(table), str(name)) for table, name in rows}
    assert missing <= {("mention", "mention_article")}  # part of mention_told
