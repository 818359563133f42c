from __future__ import annotations

import csv
import io
import re
from urllib.parse import urljoin, urlsplit
from zlib import crc32

import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.web.serving import HOST, is_file, links_of

_SEEN_AT_MOST = 2_500


def test_every_link_on_every_page_leads_somewhere_and_every_fragment_is_there(client: TestClient) -> None:
    waiting, seen, broken = ["/"], dict[str, set[str]](), list[str]()
    wanted: list[tuple[str, str, str]] = []
    while waiting and len(seen) < _SEEN_AT_MOST:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path, follow_redirects=True)
        if answer.status_code != 200:
            broken.append(f"{path}: {answer.status_code}")
        is_page = answer.headers["content-type"].startswith("text/html")
        seen[path] = set(html.fromstring(answer.text).xpath("//@id")) if is_page else set()
        if not is_page:
            continue
        for link in links_of(answer.text):
            parts = urlsplit(urljoin(f"{HOST}{path}", link))
            assert f"{parts.scheme}://{parts.netloc}" == HOST, f"{path} leads to a third party: {link}"
            to = parts.path + (f"?{parts.query}" if parts.query else "")
            wanted += [(path, to, parts.fragment)] if parts.fragment else []
            # Files take long to draw, and are alike: one in fifty is asked for.
            waiting += [] if to in seen or (is_file(to) and crc32(to.encode()) % 50) else [to]
    assert broken == []
    assert len(seen) > 800
    lost = {(to, name) for _, to, name in wanted if to in seen and name not in seen[to]}
    assert lost == set()


PAGES = """/ /pairs /pair/JPN-USA /pair/JPN-USA/index /pair/JPN-USA/volume /pair/JPN-USA/figures /pair/JPN-USA/forecast /network /map
/compare?a=JPN-USA&b=CHN-JPN /watching /articles /events /statements /commitments /drivers /quantities /offices
/groupings /actors /actor/JPN /sources /search?q=tariff /search /audit /trace /judgements /api""".split()
_WITHOUT_TABLE = {"/trace"}


def twin(path: str, ending: str) -> str:
    place, mark, query = path.partition("?")
    return f"{'/home' if place == '/' else place}{ending}{mark}{query}"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_twin_for_machines(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert twin(path, ".json") in links_of(page.text)
    assert isinstance(client.get(twin(path, ".json")).json(), dict)
    if path not in _WITHOUT_TABLE:
        rows = list(csv.reader(io.StringIO(client.get(twin(path, ".csv")).text)))
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("kind", ["event", "statement", "commitment", "driver", "quantity", "office", "grouping"])
def test_the_page_of_an_item_shows_the_words_it_rests_on(client: TestClient, kind: str) -> None:
    plural = kind[:-1] + "ies" if kind.endswith("y") else f"{kind}s"
    line = client.get(f"/{plural}.json").json()[plural][0]
    page = client.get(line["address"])
    marked = [" ".join(m.text_content().split()) for m in html.fromstring(page.text).xpath("//mark")]
    assert " ".join(line["evidence"][0]["quote"].split()) in marked
    assert client.get(f"{line['address']}.json").json()["id"] == line["id"]


def test_the_marked_words_of_an_article_are_those_of_its_mentions(client: TestClient) -> None:
    for address in [a["address"] for a in client.get("/articles.json").json()["articles"]]:
        data = client.get(f"{address}.json").json()
        tree = html.fromstring(client.get(address).text)
        for m in data["mentions"]:
            assert data["text"][m["start"] : m["end"]] == m["quote"]
            pieces = tree.xpath(f"//a[contains(concat(' ', @data-n, ' '), ' {m['number']} ')]")
            assert "".join("".join(p.text_content().split()) for p in pieces) == "".join(m["quote"].split())
            assert tree.xpath(f"//*[@id='c{m['start']}-{m['end']}']")


def test_mentions_are_stepped_through_by_links_alone(client: TestClient) -> None:
    address = client.get("/articles.json").json()["articles"][0]["address"]
    number, seen = len(client.get(f"{address}.json").json()["mentions"]), 0
    path: str | None = address
    while path and seen <= number:
        tree = html.fromstring(client.get(path).text)
        after = tree.xpath("//a[@id='step-after']/@href")
        path, seen = (str(after[0]) if after else None), seen + 1
    assert seen == number + 1


def test_the_states_of_a_pair_may_stand_either_way_round(client: TestClient) -> None:
    answer = client.get("/pair/USA-JPN?type=CONSULT")
    assert (answer.status_code, answer.headers["location"]) == (303, "/pair/JPN-USA?type=CONSULT")
    assert client.get("/pair?one=japan&other=united+states").headers["location"] == "/pair/JPN-USA"


def test_a_timeline_shows_only_what_is_asked_for(client: TestClient) -> None:
    every, narrowed = client.get("/pair/JPN-USA.json").json()["events"], 0
    for name, value, fits in [
        ("type", "CONSULT", lambda e: e["type"] == "CONSULT"),
        ("status", "planned", lambda e: e["status"] == "planned"),
        ("by", "JPN", lambda e: "JPN" in {a["country"] for a in e["actors"]}),
        ("standing", "corroborated", lambda e: e["standing"] == "corroborated"),
        ("domain", "economic", lambda e: {"economic", "energy", "resource"} & set(e["contexts"])),
    ]:
        found = client.get(f"/pair/JPN-USA.json?{name}={value}").json()["events"]
        assert [e["id"] for e in found] == [e["id"] for e in every if fits(e)]
        narrowed += 0 < len(found) < len(every)
    assert narrowed >= 3


def test_empty_fields_of_a_form_ask_for_nothing(client: TestClient) -> None:
    empty = "type=&status=&domain=&standing=&by=&since=&until="
    assert client.get(f"/events.json?{empty}").json()["events"] == client.get("/events.json").json()["events"]


@pytest.mark.parametrize("path", ["/events?type=KISS", "/events?since=soon", "/events?page=0", "/search?year=many"])
def test_what_cannot_be_asked_is_said_in_a_line(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    asked = path.partition("?")[2].partition("=")[0]
    assert html.fromstring(answer.text).xpath("//h1")[0].text_content().startswith(f"{asked}: ")


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/event/ev_nothing", "/article/ar_nothing", "/pair/JPN", "/pair/JPN-JPN", "/pair/JPN-XYZ", "/point/x",
     "/actor/XYZ", "/actor/JPN?name=Nobody", "/source?name=None", "/coded/x", "/trace?id=zz", "/article/../../etc/passwd"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert html.fromstring(answer.text).xpath("//h1")[0].text_content()


def test_anything_can_be_traced_by_the_beginning_of_its_id(client: TestClient) -> None:
    line = client.get("/events.json").json()["events"][0]
    assert client.get(f"/trace?id={line['id'][:-2]}").headers["location"] == line["address"]
    page = client.get("/articles.json").json()["articles"][0]
    assert client.get(f"/trace?id={page['document']}").headers["location"] == page["address"]


def test_a_point_of_the_index_opens_to_its_events(client: TestClient) -> None:
    points = client.get("/pair/JPN-USA/index.json").json()["points"]
    tree = html.fromstring(client.get(points[0]["address"]).text)
    assert {f"/event/{m['event']}" for m in points[0]["movers"]} <= set(tree.xpath("//main//a/@href"))
    held = "".join(html.fromstring(client.get("/pair/JPN-USA").text).xpath("//script[@type='application/json']/text()"))
    assert {p["address"] for p in points} <= set(re.findall(r'"page":"([^"]+)"', held))


def test_the_funnel_loses_nothing_without_a_reason(client: TestClient) -> None:
    funnel = {s["step"]: s for s in client.get("/audit.json").json()["funnel"]}
    for before, after in [("mentions", "items"), ("events", "events counted in the index")]:
        lost = sum(funnel[after]["lost"].values())
        assert funnel[before]["number"] - lost == funnel[after]["number"]
    assert sum(funnel["articles"]["lost"].values()) == len(client.get("/audit.json").json()["not_read"]) == 1


def test_the_openapi_file_names_every_address_with_its_parameters(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    pair = schema["paths"]["/pair/{pair}.json"]["get"]
    assert {p["name"] for p in pair["parameters"]} >= {"pair", "type", "status", "domain", "standing", "by"}
    ids = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
    rows = client.get("/api.json").json()["addresses"]
    assert {r["address"] for r in rows} == set(schema["paths"])
    assert all(r["says"] for r in rows)
