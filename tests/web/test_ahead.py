"""What may come of a pair: forecasts are issued by a form and shown as they were issued."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from lxml import html
from tests.web.serving import client_of

from cordiale.store import Store
from cordiale.web import make_app


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> FastAPI:
    copy = tmp_path / "own.cordiale"
    with Store(demo, must_exist=True):
        shutil.copy(demo, copy)
    return make_app(copy, clock=lambda: date(2025, 12, 1))


def test_a_forecast_is_issued_by_a_form_and_stands_beside_its_plain_rule(own: FastAPI) -> None:
    client = client_of(own)
    path = "/pair/JPN-USA/forecast"
    before = client.get(path)
    assert "No forecast was issued" in before.text
    assert client.get(f"{path}.json").json()["forecasts"] == []
    assert client.get(f"{path}.svg").status_code == 404
    token = html.fromstring(before.text).xpath("//form[@method='post']//input[@name='token']/@value")[0]
    assert client.post(path, data={"token": "guess"}).status_code == 403
    answer = client.post(path, data={"token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    told = client.get(f"{path}.json").json()
    assert len(told["forecasts"]) == 4 * 3
    assert {f["month"] for f in told["forecasts"]} == {"2025-11", "2025-12", "2026-01"}
    assert all(f["baseline"] and f["low90"] <= f["median"] <= f["high90"] for f in told["forecasts"])
    assert client.get(f"{path}.svg").text.startswith("<svg")
    client.post(path, data={"token": token})
    assert client.get(f"{path}.json").json()["forecasts"] == told["forecasts"]
    page = html.fromstring(client.get("/pair/JPN-USA").text)
    assert page.xpath("//section[@aria-labelledby='ahead']//*[@data-chart='forecast']")


def test_questions_open_to_the_sentence_that_announces_them(own: FastAPI) -> None:
    client = client_of(own)
    told = client.get("/pair/JPN-USA/forecast.json").json()
    assert told["open"]
    page = html.fromstring(client.get("/pair/JPN-USA/forecast").text)
    (section,) = page.xpath("//section[@aria-labelledby='open']")
    for question in told["open"]:
        assert 0 < question["probability"] < 1
        assert question["what"] in section.text_content()
    assert section.xpath(".//blockquote//mark")


def test_a_pair_without_acts_cannot_be_forecast_and_the_line_says_why(own: FastAPI) -> None:
    client = client_of(own)
    page = html.fromstring(client.get("/pair/FJI-PER/forecast").text)
    token = page.xpath("//input[@name='token']/@value")[0]
    answer = client.post("/pair/FJI-PER/forecast", data={"token": token})
    assert answer.status_code == 400
    assert "no act between them" in answer.text
