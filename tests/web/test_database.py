"""The app over a record in PostgreSQL: a server that ends connections, and visitors' hosts that may only read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.postgres import Server
from tests.test_pipeline import captures, tools
from tests.web.serving import client_of

from cordiale import pipeline
from cordiale.model.address import Database
from cordiale.store import Store
from cordiale.web import make_app


@pytest.fixture
def database(postgres: Server) -> Iterator[Database]:
    created = postgres.create()
    yield created
    postgres.empty(created)


def test_the_app_connects_again_when_the_server_has_ended_its_connections(postgres: Server, database: Database) -> None:
    with Store(database) as store:
        pipeline.read_captures(captures(), store, tools())
    client = client_of(make_app(database, clock=lambda: date(2025, 12, 1)))
    before = client.get("/articles").text
    assert "Tokyo protests" in before
    with postgres.connect() as db:
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database.name,))
    ends = [client.get("/articles") for _ in range(8)]
    assert {a.status_code for a in ends} <= {200, 503}
    assert ends[-1].status_code == 200
    assert "Tokyo protests" in ends[-1].text


def test_who_may_only_read_is_shown_what_was_not_joined_yet(postgres: Server, database: Database) -> None:
    with Store(database) as store:
        pipeline.read_captures(captures(), store, tools())
    with postgres.connect(database.name) as db:
        db.execute("CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA cordiale TO guest")
        db.execute("GRANT SELECT ON ALL TABLES IN SCHEMA cordiale TO guest")
    try:
        client = client_of(make_app(postgres.address(database.name, "guest"), clock=lambda: date(2025, 12, 1)))
        assert "Kishida" in client.get("/search?q=Kishida").text
        assert client.get("/events.json").status_code == 200
        with Store(database) as store:
            assert store.built_from is None
    finally:
        postgres.empty(database)
        with postgres.connect(database.name) as db:
            db.execute("DROP OWNED BY guest")
            db.execute("DROP ROLE guest")
