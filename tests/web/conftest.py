from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.web.serving import client_of

from cordiale import pipeline
from cordiale.capture import load
from cordiale.cli.readers import instruments
from cordiale.cli.reading import sample_pages
from cordiale.store import Store
from cordiale.web import make_app


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the sample pages, read by the plain reader, with one page that could not be read."""
    path = tmp_path_factory.mktemp("demo") / "demo.cordiale"
    empty = path.parent / "empty.txt"
    empty.write_text("")
    with Store(path) as store:
        pipeline.read_captures(load([str(sample_pages()), str(empty)]), store, instruments("plain"))
        pipeline.hold(store)
    return path


@pytest.fixture(scope="session")
def app(demo: Path) -> FastAPI:
    return make_app(demo, clock=lambda: date(2025, 12, 1))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> TestClient:
    return client_of(app)
