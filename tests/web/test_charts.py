"""Charts in pages: one specification for the script, for pictures and for the table; citations of views."""

from __future__ import annotations

import csv
import io
import json
import sys
import xml.etree.ElementTree as ET

import pytest
from lxml import html
from pybtex.database import parse_string
from starlette.testclient import TestClient

CHARTS = ("/pair/JPN-USA/index", "/pair/JPN-USA/volume", "/pair/JPN-USA/figures", "/network", "/map")


@pytest.mark.parametrize("path", CHARTS)
def test_a_chart_is_a_picture_a_table_and_data_under_one_address(client: TestClient, path: str) -> None:
    page = html.fromstring(client.get(path).text)
    (figure,) = page.xpath("//figure[@class='drawn']")
    name = figure.xpath(".//@data-chart")[0]
    spec = json.loads(page.xpath(f"//script[@id='{name}']/text()")[0])
    assert "title" not in spec
    assert spec["description"]
    whole = client.get(f"{path}.json").json()["spec"]
    assert whole["description"] == spec["description"]
    assert whole["title"]["text"]
    drawn = client.get(f"{path}.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert whole["title"]["text"] in " ".join(ET.fromstring(drawn.text).itertext())
    assert client.get(f"{path}.png").content.startswith(b"\x89PNG")
    assert len(list(csv.reader(io.StringIO(client.get(f"{path}.csv").text)))) > 1
    looks = figure.xpath(".//noscript//@srcset | .//noscript//@src")
    assert len(looks) == 4
    assert all(client.get(look).text.startswith("<svg") for look in looks)
    assert "Cordiale" in figure.xpath("string(p[@class='below'])")


def test_the_script_comes_from_the_app_itself(client: TestClient) -> None:
    address = html.fromstring(client.get("/pair/JPN-USA").text).xpath("//script/@src")[0]
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "data-chart" in answer.text
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_what_has_nothing_to_draw_says_so(client: TestClient) -> None:
    answer = client.get("/pair/FJI-PER/index.svg")
    assert answer.status_code == 404
    assert answer.json()["hint"]


def test_without_what_draws_charts_the_table_stands_in_their_place(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    page = html.fromstring(client.get("/pair/JPN-USA/volume").text)
    assert page.xpath("//figure//details[@open]//td")
    assert "cordiale[charts]" in page.xpath("string(//figure)")
    assert client.get("/pair/JPN-USA/volume.svg").status_code == 400


@pytest.mark.parametrize("path", ["/home", "/pair/JPN-USA", "/events", "/api", "/search"])
def test_every_view_can_be_cited(client: TestClient, path: str) -> None:
    asked = "?type=CONSULT" if path == "/events" else ""
    (entry,) = client.get(f"{path}.csl.json{asked}").json()
    assert entry["URL"].endswith(f"{path}{asked}".replace("/home", "/"))
    assert entry["issued"] == {"date-parts": [[2025, 12, 1]]}
    digest = entry["note"].split()[-1]
    assert len(digest) == 64
    told = parse_string(client.get(f"{path}.bib{asked}").text, "bibtex").entries
    (work,) = told.values()
    assert work.fields["url"] == entry["URL"]
    assert digest in work.fields["note"]
    assert f"{path}.bib{asked}" in client.get(f"{path.replace('/home', '/')}{asked}").text
