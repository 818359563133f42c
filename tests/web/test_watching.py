"""Watch lists: a search is saved by a form, tells what is new, and has a feed; asking writes nothing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from fastapi import FastAPI
from lxml import html
from starlette.testclient import TestClient
from tests.web.serving import client_of, read_into

from cordiale.web import make_app

PAGE = (
    "Japan and China met\n\nTOKYO, May {day}, 2024\n\nJapan met China in Tokyo on May {day}, 2024. Japan praised China."
)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def own(tmp_path: Path) -> FastAPI:
    record = tmp_path / "r.cordiale"
    read_into(record, {"1.txt": PAGE.format(day=1)})
    return make_app(record)


def fields(page: str, do: str) -> dict[str, str]:
    """What the form that does this sends."""
    (form,) = html.fromstring(page).xpath(f"//form[@action='/watching'][input[@name='do' and @value='{do}']]")
    return {f.get("name"): f.get("value") for f in form.xpath(".//input")}


def save(client: TestClient, asked: str = "q=japan&kind=article") -> None:
    sent = fields(client.get(f"/search?{asked}").text, "save") | {"name": "The <two>"}
    answer = client.post("/watching", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/watching")


def test_a_saved_search_tells_what_is_new_since_it_was_seen(own: FastAPI) -> None:
    client = client_of(own)
    assert "Nothing is watched yet" in client.get("/watching").text
    save(client)
    (watched,) = client.get("/watching.json").json()["lists"]
    assert (watched["name"], watched["asked"]) == ("The <two>", {"q": "japan", "kind": "article"})
    assert (watched["found"], watched["new"]) == (1, [])
    assert "The &lt;two&gt;" in client.get("/watching").text
    read_into(own.state.shelf.path, {"2.txt": PAGE.format(day=2)})
    own.state.shelf.renewed()
    (watched,) = client.get("/watching.json").json()["lists"]
    assert len(watched["new"]) == 1
    page = client.get("/watching").text
    assert watched["new"][0]["address"] in html.fromstring(page).xpath("//main//a/@href")
    client.post("/watching", data=fields(page, "seen"))
    assert client.get("/watching.json").json()["lists"][0]["new"] == []
    client.post("/watching", data=fields(client.get("/watching").text, "forget"))
    assert client.get("/watching.json").json()["lists"] == []


def test_a_watch_list_has_a_feed_of_what_it_finds(own: FastAPI) -> None:
    client = client_of(own)
    save(client, "q=japan")
    address = client.get("/watching.json").json()["lists"][0]["feed"]
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    assert feed.findtext(f"{ATOM}title") == "The <two> (Cordiale)"
    entries = feed.findall(f"{ATOM}entry")
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(ids) == len(set(ids)) == client.get("/watching.json").json()["lists"][0]["found"] > 1
    for entry in entries:
        assert str(entry.findtext(f"{ATOM}updated")) == "2024-05-01T00:00:00+00:00"
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert client.get(link.attrib["href"]).status_code == 200
    assert client.get("/watching/99.atom").status_code == 404


@pytest.mark.parametrize(
    ("change", "headers", "code"),
    [
        ({"token": "guess"}, {}, 403),
        ({}, {"origin": "http://evil.example"}, 403),
        ({"asked": ""}, {}, 400),
        ({"asked": "q=japan&year=many"}, {}, 400),
        ({"do": "sing"}, {}, 400),
        ({"do": "seen", "id": "7"}, {}, 400),
        ({"asked": "q=japan&state=nowhere"}, {}, 404),
    ],
)
def test_what_is_not_meant_is_not_watched(
    own: FastAPI, change: dict[str, str], headers: dict[str, str], code: int
) -> None:
    client = client_of(own)
    sent = fields(client.get("/search?q=japan").text, "save") | change
    assert client.post("/watching", data=sent, headers=headers).status_code == code
    assert client.get("/watching.json").json()["lists"] == []
