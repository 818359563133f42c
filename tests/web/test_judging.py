from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from lxml import html
from starlette.testclient import TestClient
from tests.web.serving import HOST, client_of

from cordiale.store import Store
from cordiale.web import make_app


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> FastAPI:
    copy = tmp_path / "own.cordiale"
    with Store(demo, must_exist=True):
        shutil.copy(demo, copy)
    return make_app(copy)


def form(client: TestClient, address: str) -> dict[str, str]:
    tree = html.fromstring(client.get(address).text)
    fields = tree.xpath("//form[@action='/judge']//input[@type='hidden']")
    return {f.get("name"): f.get("value") for f in fields}


def event(client: TestClient, n: int = 0) -> dict[str, str]:
    found = client.get("/events.json").json()["events"][n]
    return {"id": found["id"], "address": found["address"]}


def test_a_verdict_is_taken_shown_and_taken_back(own: FastAPI) -> None:
    client = client_of(own)
    judged = event(client)
    sent = form(client, judged["address"]) | {"verdict": "wrong", "reason": "it says <b>no</b> such thing"}
    answer = client.post("/judge", data=sent, headers={"origin": HOST, "sec-fetch-site": "same-origin"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{judged['address']}#judgements")
    page = client.get(judged["address"]).text
    assert "it says &lt;b&gt;no&lt;/b&gt; such thing" in page
    assert client.get(f"{judged['address']}.json").json()["standing"] == "rejected"
    assert judged["id"] not in client.get("/events.csv").text
    back = form(client, "/judgements") | {"reason": "it does"}
    assert client.post("/judge", data=back).headers["location"] == "/judgements"
    assert client.get(f"{judged['address']}.json").json()["standing"] != "rejected"
    assert [j["in_force"] for j in client.get("/judgements.json").json()["judgements"]] == [False, False]


def test_two_items_can_be_judged_the_same(own: FastAPI) -> None:
    client = client_of(own)
    one, other = event(client, 0), event(client, 3)
    sent = form(client, one["address"]) | {"verdict": "same", "others": other["id"], "reason": "one meeting"}
    address = client.post("/judge", data=sent).headers["location"].partition("#")[0]
    for former in (one, other):
        assert client.get(former["address"], follow_redirects=True).url.path == address


@pytest.mark.parametrize(
    ("change", "headers", "code"),
    [
        ({"token": ""}, {}, 403),
        ({"token": "guess"}, {}, 403),
        ({}, {"origin": "http://evil.example"}, 403),
        ({}, {"sec-fetch-site": "cross-site"}, 403),
        ({"reason": " "}, {}, 400),
        ({"verdict": "perhaps"}, {}, 400),
        ({"item": "ev_nothing"}, {}, 400),
        ({"verdict": "same"}, {}, 400),
        ({"verdict": "undo", "item": "99"}, {}, 400),
        ({"reason": "x" * 70_000}, {}, 400),
    ],
)
def test_what_is_not_meant_is_not_taken(
    own: FastAPI, change: dict[str, str], headers: dict[str, str], code: int
) -> None:
    client = client_of(own)
    judged = event(client)
    sent = form(client, judged["address"]) | {"verdict": "wrong", "reason": "no"} | change
    answer = client.post("/judge", data=sent, headers=headers)
    assert answer.status_code == code
    assert html.fromstring(answer.text).xpath("//h1")[0].text_content()
    assert client.get("/judgements.json").json()["judgements"] == []


def test_nothing_is_written_by_asking(own: FastAPI) -> None:
    assert client_of(own).get("/judge").status_code == 405
