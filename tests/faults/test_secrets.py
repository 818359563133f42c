"""Keys and passwords stand in no output, no error, no log and no record."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import pytest
from tests.cli.conftest import Command, cordiale  # noqa: F401
from tests.test_pipeline import PAGES

from cordiale.cli.language import KEY

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
