"""The engines that a record can lie in, so that a test can be run on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cordiale.model.address import RecordAddress
from tests.postgres import Server, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of PostgreSQL, one for all tests; they are skipped where it cannot be had."""
    with running() as server:
        yield server


@pytest.fixture(params=["file", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordAddress]:
    """Where a new record can be made: a file, then a database."""
    if request.param == "file":
        yield tmp_path / "record.cordiale"
        return
    server: Server = request.getfixturevalue("postgres")
    created = server.create()
    yield created
    server.empty(created)
