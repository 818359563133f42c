"""The network, the map and the comparison: what they show, in the page and as data."""

from __future__ import annotations

import pytest
from lxml import html
from starlette.testclient import TestClient


def test_the_network_of_a_month_has_every_tie_and_where_it_leads(client: TestClient) -> None:
    told = client.get("/network.json?month=2025-10").json()
    assert told["month"] == "2025-10"
    assert told["ties"]
    for tie in told["ties"]:
        assert tie["low"] <= tie["share"] <= tie["high"]
        assert tie["tie"] == ("friendly" if tie["low"] > 0.5 else "hostile" if tie["high"] < 0.5 else "unsure")
        assert tie["address"] == f"/pair/{tie['first']}-{tie['second']}"
    page = html.fromstring(client.get("/network?month=2025-10").text)
    assert {t["address"] for t in told["ties"]} <= set(page.xpath("//section[@aria-labelledby='ties']//a/@href"))
    assert page.xpath("//option[@selected and text()='2025-10']")
    assert client.get("/network.svg?month=2025-10").text == client.get("/network.svg?month=2025-10").text


def test_months_are_reached_by_links_from_the_first_to_the_last(client: TestClient) -> None:
    page = html.fromstring(client.get("/network").text)
    months = page.xpath("//select[@name='month']/option/text()")
    seen, path = 0, f"/network?month={months[-1]}"
    while path and seen < 24:
        after = html.fromstring(client.get(path).text).xpath("//a[@rel='next']/@href")
        path, seen = (str(after[0]) if after else ""), seen + 1
    assert seen == min(24, len(months))


@pytest.mark.parametrize(
    ("path", "code"),
    [("/network?month=1803-01", 404), ("/network?month=2024-13", 400), ("/network?grouping=None+such", 404),
     ("/compare?a=JPN-USA&b=JPN", 404), ("/compare?pair=JPN-USA&source_a=x&source_b=y", 404), ("/map?type=KISS", 400)],
)  # fmt: skip
def test_what_cannot_be_shown_is_said_in_a_line(client: TestClient, path: str, code: int) -> None:
    answer = client.get(path)
    assert answer.status_code == code
    assert html.fromstring(answer.text).xpath("//h1")[0].text_content()


def test_a_grouping_that_is_asked_for_is_drawn_as_a_hull(client: TestClient) -> None:
    spec = client.get("/network.json?month=2025-10&grouping=Quad").json()["spec"]
    drawn = [v for layer in spec["vconcat"][0]["layer"] for v in layer["data"]["values"] if "grouping" in v]
    assert {v["grouping"] for v in drawn} == {"Quad"}


def test_two_pairs_stand_on_one_scale_over_one_span(client: TestClient) -> None:
    told = client.get("/compare.json?a=JPN-USA&b=CHN-JPN&since=2024-01-01").json()
    panels = told["spec"]["vconcat"]
    assert len(panels) == 2
    scales = [(p["layer"][1]["encoding"]["y"]["scale"], p["layer"][1]["encoding"]["x"]["scale"]) for p in panels]
    assert scales[0] == scales[1]
    for row in told["types"]:
        assert row["a"] == sum(e["type"] == row["type"] for e in told["a"]["events"])
        assert row["b"] == sum(e["type"] == row["type"] for e in told["b"]["events"])
    assert all(p["period"] >= "2024-01" for side in "ab" for p in told[side]["points"])
    assert "Name the other side" in client.get("/compare?a=JPN-USA").text


def test_two_outlets_differ_by_what_each_alone_tells(client: TestClient) -> None:
    asked = "pair=CHN-JPN&source_a=Causeway+Chronicle&source_b=Lowland+Courier"
    told = client.get(f"/compare.json?{asked}").json()
    ids = [{e["id"] for e in told[side]["events"]} for side in "ab"]
    assert all(ids)
    page = html.fromstring(client.get(f"/compare?{asked}").text)
    for n, only in enumerate((ids[0] - ids[1], ids[1] - ids[0]), 1):
        linked = page.xpath(f"//section[@aria-labelledby='only-{n}']//li/p/a/@href")
        assert set(linked) <= {f"/event/{id}" for id in only}
        assert len(linked) == min(20, len(only))


def test_events_stand_on_the_map_at_their_place(client: TestClient) -> None:
    told = client.get("/map.json").json()["places"]
    capital = next(p for p in told if p["place"] == "Tokyo")
    assert (round(capital["lat"]), round(capital["lon"]), capital["precision"]) == (36, 140, "city")
    assert sum(p["events"] for p in told) <= len(client.get("/events.json").json()["events"])
    page = html.fromstring(client.get(capital["address"].partition("#")[0]).text)
    assert len(page.xpath("//section[@aria-labelledby='events']//li[contains(@class, 'line')]")) == capital["events"]
    narrowed = client.get("/map.json?type=CONSULT").json()["places"]
    assert 0 < sum(p["events"] for p in narrowed) < sum(p["events"] for p in told)
