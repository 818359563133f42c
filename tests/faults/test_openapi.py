"""A walk over all that the app's OpenAPI describes, with values that nobody would choose: it may refuse, it never breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.test_pipeline import PAGES
from tests.web.serving import HOST, read_into

from cordiale.web import make_app

ODD = (
    "", "0", "-1", "1", "999999999999999999999", "nan", "1e9", "9999-12-31", "0001-01-01", "2024-02-31", "2024", "true", "null",
    "AND", '"', "*", "a*", "(", "x' OR 1=1 --", "%00", "../../etc/passwd", "<script>", "\u202e", "\ufeff", "\U0001f600", "=1+1",
    "JPN", "CHN-JPN", "JPN-CHN", "ZZZ", "CONSULT", "economic", "events", "happened",
)  # fmt: skip
VALUES = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    record = tmp_path_factory.mktemp("openapi") / "record.cordiale"
    read_into(record, {f"{n}.txt": text for n, text in enumerate(PAGES)})
    return make_app(record, clock=lambda: date(2024, 6, 1))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> TestClient:
    """A visitor who sees errors as the server's answers."""
    return TestClient(app, base_url=HOST, follow_redirects=False, raise_server_exceptions=False)


def operations(app: FastAPI) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each path with what may be asked of it."""
    for path, methods in app.openapi()["paths"].items():
        for asked in methods.values():
            yield path, asked.get("parameters", [])


def answers(client: TestClient, path: str, parameters: list[dict[str, Any]], values: dict[str, str]) -> int:
    """The status of an address made of these values."""
    asked = {}
    for p in parameters:
        if p["in"] == "path":
            path = path.replace("{" + p["name"] + "}", quote(values[p["name"]] or "x", safe=""))
        elif p["name"] in values:
            asked[p["name"]] = values[p["name"]]
    return client.get(path + (f"?{urlencode(asked)}" if asked else "")).status_code


def test_everything_described_answers(app: FastAPI, client: TestClient) -> None:
    walked = list(operations(app))
    assert len(walked) > 20
    for path, parameters in walked:
        values = {p["name"]: "x" for p in parameters if p["in"] == "path"}
        assert answers(client, path, parameters, values) < 500, path


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_in_every_place_is_answered_or_refused(odd: str, app: FastAPI, client: TestClient) -> None:
    for path, parameters in operations(app):
        values = {p["name"]: odd for p in parameters}
        assert answers(client, path, parameters, values) < 500, (path, odd)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_values_are_answered_or_refused(data: st.DataObject, app: FastAPI, client: TestClient) -> None:
    path, parameters = data.draw(st.sampled_from(list(operations(app))))
    names = [p["name"] for p in parameters]
    kept = set(data.draw(st.lists(st.sampled_from(names), unique=True))) if names else set()
    kept |= {p["name"] for p in parameters if p["in"] == "path"}
    values = {name: data.draw(VALUES) for name in sorted(kept)}
    assert answers(client, path, parameters, values) < 500, (path, values)
