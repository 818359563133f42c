"""Keys and passwords stand in no output, no error, no log and no record."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import pytest
from tests.cli.conftest import Command, cordiale  # noqa: F401
from tests.postgres import Server
from tests.test_pipeline import PAGES
from tests.web.serving import client_of

from cordiale.cli.language import KEY
from cordiale.model.address import Database, record_address
from cordiale.web import make_app

SECRET = "geheim-0123456789"


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def places_with_the_secret(folder: Path) -> list[str]:
    return [str(p) for p in folder.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGES[0], "utf-8")
    return path


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:{port}/v1",
        f"http://user:{SECRET}@127.0.0.1:1/v1",
        "http://model.example/v1",
        f"nonsense://{SECRET}@x",
    ],
)
def test_the_key_of_a_model_is_told_to_nobody(
    endpoint: str,
    page: Path,
    tmp_path: Path,
    cordiale: Command,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(KEY, SECRET)
    asked = [
        "--reader",
        "language",
        "--endpoint",
        endpoint.format(port=free_port()),
        "--model",
        "m",
        "--answers",
        tmp_path / "a",
    ]
    told = cordiale("read", page, *asked)
    assert told.code != 0
    assert SECRET not in told.out + told.err + caplog.text
    assert places_with_the_secret(tmp_path) == []


@pytest.mark.parametrize(
    "address",
    [
        f"http://user:{SECRET}@127.0.0.1/page",
        f"http://127.0.0.1/page?token={SECRET}",
        f"http://127.0.0.1/page?api_key={SECRET}",
    ],
)
def test_secrets_in_an_address_are_kept_nowhere(
    address: str,
    tmp_path: Path,
    cordiale: Command,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    told = cordiale("read", address)
    checked = cordiale("check")
    assert SECRET not in told.out + told.err + checked.out + checked.err + caplog.text
    assert places_with_the_secret(tmp_path) == []


def test_the_password_of_a_database_is_told_to_nobody(
    postgres: Server,
    page: Path,
    tmp_path: Path,
    cordiale: Command,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("CORDIALE_FOLDER", str(tmp_path / "beside"))
    database = postgres.create()
    with postgres.connect(database.name) as db:
        db.execute(f"CREATE ROLE keeper LOGIN PASSWORD '{SECRET}'; GRANT CREATE ON DATABASE {database.name} TO keeper")
    try:
        good, bad = (
            f"postgresql://keeper:{password}@127.0.0.1:{postgres.port}/{name}"
            for password, name in ((SECRET, database.name), (f"{SECRET}x", database.name))
        )
        elsewhere = f"postgresql://keeper:{SECRET}@127.0.0.1:{free_port()}/x"
        malformed = f"postgresql://keeper:{SECRET}/@127.0.0.1/x"
        told = [cordiale("read", page, "--record", address) for address in (good, bad, elsewhere, malformed)]
        told += [cordiale("read", address) for address in (good, malformed)]
        told += [cordiale(verb, "--record", good) for verb in ("events", "brief", "check", "judgements")]
        told.append(cordiale("copy", good, "--record", good))
        monkeypatch.setenv("CORDIALE_RECORD", bad)
        told.append(cordiale("events"))
        assert [t.code for t in told[:4]] == [0, 1, 1, 2]
        client = client_of(make_app(record_address(good)))
        shown = [
            client.get(path).text
            for path in ("/", "/audit", "/search?q=ports", "/openapi.json", "/none", "/pairs.json")
        ]
        store = client.app.state.shelf.open()  # type: ignore[attr-defined]
        said = "".join(t.out + t.err for t in told) + "".join(shown) + caplog.text + f"{store.address!r}"
        store.close()
        assert SECRET not in said
        assert database.name in said
        rows = "".join(str(row) for table in ("page", "issue", "state") for row in _rows(postgres, database, table))
        assert SECRET not in rows
        assert places_with_the_secret(tmp_path) == []
        assert not any(p.name == "beside" for p in tmp_path.iterdir())
    finally:
        postgres.empty(database)
        with postgres.connect(database.name) as db:
            db.execute("DROP OWNED BY keeper; DROP ROLE keeper")


def _rows(postgres: Server, database: Database, table: str) -> list[tuple[object, ...]]:
    with postgres.connect(database.name) as db:
        found: list[tuple[object, ...]] = db.execute(f"SELECT * FROM cordiale.{table}").fetchall()
    return found
