from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from lxml import html
from starlette.testclient import TestClient
from tests.web.serving import HOST, client_of, is_file, links_of, read_into

from cordiale.web import Access, make_app
from cordiale.web.guard import is_loopback

HOSTILE = """<html><head><title>Japan &lt;script&gt;alert(1)&lt;/script&gt; warns China</title></head><body>
<h1>Japan <i>"&gt;&lt;img src=x onerror=alert(2)&gt;</i> warns China</h1><p>TOKYO, May 7, 2024</p>
<p>Japan warned China on Tuesday about &lt;script&gt;alert(3)&lt;/script&gt; and &lt;a href="javascript:alert(4)"&gt;more&lt;/a&gt;.
Japan condemned China on Tuesday for &lt;svg onload=alert(5)&gt; and &lt;style&gt;*{display:none}&lt;/style&gt; near the islands.
=HYPERLINK("http://evil.example","x") said Prime Minister Fumio Kishida of Japan on Tuesday.</p>
<script>alert(6)</script></body></html>"""


@pytest.fixture
def hostile(tmp_path: Path) -> TestClient:
    record = tmp_path / "hostile.cordiale"
    read_into(record, {'a"><script>alert(7)<.html': HOSTILE})
    return client_of(make_app(record, clock=lambda: date(2024, 6, 1)))


def test_the_words_of_a_page_stay_words(hostile: TestClient) -> None:
    waiting, seen = ["/"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = hostile.get(path, follow_redirects=True)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        tree = html.fromstring(answer.text)
        scripts = {str(s).partition("?")[0] for s in tree.xpath("//script/@src")}
        assert scripts <= {"/static/step.js", "/static/slide.js", "/charts.js"}
        assert tree.xpath("//style | //iframe | //object | //*[@style] | //*[local-name()='svg']") == []
        for data in tree.xpath("//script[not(@src)]"):
            assert data.get("type") == "application/json"
            assert "<" not in data.text
            json.loads(data.text)
        assert [a for e in tree.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on")] == []
        links = links_of(answer.text)
        assert all(link.startswith(("/", "#")) for link in links), links
        waiting += [link.partition("#")[0] for link in links if link.startswith("/") and not is_file(link)]
    assert len(seen) > 30


def test_captured_bytes_are_never_run(hostile: TestClient) -> None:
    address = hostile.get("/articles.json").json()["articles"][0]["address"]
    answer = hostile.get(f"{address}/capture.txt")
    assert answer.content == HOSTILE.encode()
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_no_cell_is_a_formula(hostile: TestClient) -> None:
    for path in ("/statements.csv", "/events.csv", "/articles.csv", "/search.csv?q=hyperlink"):
        cells = [c for line in hostile.get(path).text.splitlines() for c in line.split(",")]
        assert not any(c.lstrip('"').startswith(("=", "@")) for c in cells)


@pytest.mark.parametrize(
    "path", ["/", "/events.json", "/events.csv", "/static/cordiale.css", "/nowhere", "/openapi.json"]
)
def test_every_answer_says_what_a_browser_may_do(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/pair/JPN-USA", "/api"):
        assert [x for x in links_of(client.get(path).text) if "//" in x or not x.startswith(("/", "#"))] == []
    assert "http" not in client.get("/static/cordiale.css").text


def test_a_name_that_is_led_here_from_outside_is_refused(app: FastAPI) -> None:
    assert TestClient(app, base_url="http://evil.example").get("/").status_code == 421
    assert TestClient(app, base_url="http://localhost:8765").get("/trace").status_code == 200
    assert TestClient(app, base_url="http://[::1]:8765").get("/trace").status_code == 200


@pytest.mark.parametrize(
    ("host", "is_free"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("box", False)]
)
def test_only_loopback_needs_no_key(host: str, is_free: bool) -> None:
    assert is_loopback(host) is is_free
    assert (Access.on(host).key is None) is is_free


def test_others_than_this_machine_need_the_key_once(demo: Path) -> None:
    access = Access.on("0.0.0.0")
    visitor = TestClient(make_app(demo, access), base_url="http://box:8765", follow_redirects=False)
    assert visitor.get("/trace").status_code == 401
    assert visitor.get("/trace?key=wrong").status_code == 401
    answer = visitor.get(f"/search?key={access.key}&q=x")
    assert answer.headers["location"] == "/search?q=x"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert visitor.get("/trace").status_code == 200


def test_the_key_is_not_led_to_another_host(demo: Path) -> None:
    access = Access.on("0.0.0.0")
    visitor = TestClient(make_app(demo, access), base_url="http://box", follow_redirects=False)
    assert visitor.get(f"//evil.example/?key={access.key}").headers.get("location", "/").startswith("/")
    assert not visitor.get(f"//evil.example/?key={access.key}").headers.get("location", "/").startswith("//")


def test_head_is_get_without_the_page(client: TestClient) -> None:
    answer = client.head("/")
    assert (answer.status_code, answer.text) == (200, "")


def test_a_page_in_the_making_of_which_something_breaks_shows_no_traceback(demo: Path) -> None:
    app = make_app(demo)
    app.state.shelf = None
    answer = TestClient(app, base_url=HOST, raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
