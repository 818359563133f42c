"""A visitor walks from the first page down to the sentence, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
PATHS = (
    "/ /pair/JPN-USA /pair/JPN-USA/volume /pair/JPN-USA/forecast /network /map /compare?a=JPN-USA&b=CHN-JPN /watching /events "
    "/actor/JPN /articles /sources /audit /api /search?q=tariff"
).split()

CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")
FAULTS = (Path(__file__).parent / "faults.js").read_text("utf-8")


def to_an_article(page: Any) -> None:
    """From the first page by a pair and an event to the sentence in its article."""
    page.goto("/")
    page.locator(".card h3 a").first.click()
    assert re.search(r"/pair/[A-Z]{3}-[A-Z]{3}$", page.url)
    page.locator("section[aria-labelledby=events] .line > p a").first.click()
    assert "/event/" in page.url
    page.locator("blockquote footer a").first.click()
    assert re.search(r"/article/ar_\w+#c\d+-\d+$", page.url)


def test_from_the_first_page_down_to_the_sentence_and_through_the_mentions_by_keys(visit: Any) -> None:
    walk = visit()
    page = walk.page
    to_an_article(page)
    page.goto(page.url.partition("#")[0])
    seen = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        seen.append(page.locator("#step-where").text_content().split()[0])
    assert seen == ["1", "2", "3", "2"]
    assert "at=2" in page.url
    now = page.locator(".text .m.now").first
    assert now.evaluate("e => e === document.activeElement")
    kind = page.locator("#step-says .kind").text_content()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(event|statement|commitment|driver|quantity|office|grouping)/"))
    assert kind
    assert walk.complaints == []
    assert all(url.startswith(page.url.split("/event")[0][:16]) for url in walk.asked)


def test_the_same_walk_without_javascript(visit: Any) -> None:
    walk = visit(java_script_enabled=False)
    page = walk.page
    to_an_article(page)
    page.goto(page.url.partition("#")[0])
    page.locator("#step-after").click()
    page.locator("#step-after").click()
    assert page.locator("#step-where").text_content().startswith("2 of ")
    assert page.locator(".text .m.now").count() >= 1
    page.locator("#step-before").click()
    assert page.locator("#step-where").text_content().startswith("1 of ")
    page.goto("/pair/JPN-USA")
    page.get_by_label("Type", exact=True).select_option("CONSULT")
    page.get_by_role("button", name="Show").click()
    assert "type=CONSULT" in page.url
    page.goto("/")
    page.get_by_label("One state").fill("japan")
    page.get_by_label("The other state").fill("china")
    page.get_by_role("button", name="Open").click()
    assert page.url.endswith("/pair/CHN-JPN")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_lies_behind_it(visit: Any, scheme: str) -> None:
    walk = visit(color_scheme=scheme)
    grounds = set()
    for path in PATHS:
        walk.page.goto(path)
        assert walk.page.evaluate(CONTRAST) == [], path
        grounds.add(walk.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == {"rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 23, 29)"}
    assert walk.complaints == []


def test_pages_can_be_read_by_ear(visit: Any) -> None:
    page = visit().page
    to_an_article(page)
    article = page.url
    page.go_back()
    for path in (*PATHS, article, page.url, "/judgements", "/trace", "/nowhere"):
        page.goto(path)
        assert page.evaluate(FAULTS) == [], path
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"


def test_no_page_is_wider_than_a_phone(visit: Any) -> None:
    page = visit(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True).page
    to_an_article(page)
    for path in (*PATHS, page.url, f"{page.url.partition('#')[0]}/extracted"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_a_verdict_is_given_and_taken_back(visit: Any) -> None:
    walk = visit()
    page = walk.page
    page.goto("/events")
    page.locator(".line > p a").first.click()
    address = page.url
    page.get_by_label("Why").fill("not what the page says")
    page.get_by_role("button", name="Put into the ledger").click()
    page.wait_for_url(re.compile("#judgements$"))
    assert page.locator(".kindline .tag", has_text="rejected").count() == 1
    page.goto("/judgements")
    page.locator("summary", has_text="Take back").first.click()
    page.get_by_label("Why").first.fill("it is")
    page.get_by_role("button", name=re.compile("^Take back")).first.click()
    page.goto(address)
    assert page.locator(".kindline .tag", has_text="rejected").count() == 0
    assert walk.complaints == []


DRAWN = "/pair/JPN-USA /pair/JPN-USA/volume /pair/JPN-USA/figures /network /map /compare?a=JPN-USA&b=CHN-JPN /".split()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_drawn_by_the_apps_own_script_under_its_strict_policy(visit: Any, scheme: str) -> None:
    walk = visit(color_scheme=scheme)
    page = walk.page
    for path in DRAWN:
        page.goto(path)
        places = page.locator("[data-chart]")
        assert places.count()
        for n in range(places.count()):
            places.nth(n).and_(page.locator("[data-drawn]")).wait_for(state="attached")
            assert places.nth(n).locator("svg").first.get_attribute("aria-label")
    assert walk.complaints == []
    home = page.url.split("/")[2]
    assert {url.split("/")[2] for url in walk.asked if not url.startswith("data:")} == {home}


def test_a_point_of_a_chart_tells_its_period_and_leads_to_its_events(visit: Any) -> None:
    page = visit().page
    page.goto("/pair/JPN-USA/index")
    point = page.locator("[data-drawn] svg .mark-symbol path, [data-drawn] svg .mark-symbol a").first
    point.wait_for()
    point.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert re.search(r"\d{4}-\d{2}", page.locator("#vg-tooltip-element").text_content())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_javascript_charts_are_pictures_and_tables(visit: Any, scheme: str) -> None:
    walk = visit(java_script_enabled=False, color_scheme=scheme)
    page = walk.page
    with page.expect_response(lambda r: ".svg?" in r.url) as drawn:
        page.goto("/pair/JPN-USA/volume")
    assert drawn.value.status == 200
    assert ("dark" in drawn.value.url) == (scheme == "dark")
    page.locator("figure img").first.wait_for()
    page.locator("summary", has_text="As a table").click()
    assert page.locator("figure td").first.is_visible()
    page.goto("/network")
    page.locator("a[rel=prev]").click()
    assert "month=" in page.url


def test_a_slider_goes_to_another_month(visit: Any) -> None:
    page = visit().page
    page.goto("/network")
    slider = page.get_by_label("Month on a slider")
    before = page.locator("#f-month").input_value()
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(r"month=\d{4}-\d{2}"))
    assert page.locator("#f-month").input_value() < before


def test_an_article_has_one_bar_to_scroll_by(visit: Any) -> None:
    page = visit(viewport={"width": 1200, "height": 700}).page
    to_an_article(page)
    within = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => /auto|scroll/.test(getComputedStyle(e).overflowY)"
        " && e.scrollHeight > e.clientHeight + 1).map(e => e.className || e.tagName)"
    )
    assert within == []


def test_a_search_is_watched(visit: Any) -> None:
    walk = visit()
    page = walk.page
    page.goto("/search?q=tariff")
    page.get_by_role("button", name="Watch this search").click()
    page.wait_for_url(re.compile("/watching$"))
    assert page.locator(".watch h2", has_text="tariff").count() == 1
    page.get_by_role("button", name=re.compile("^Forget this list")).click()
    page.locator(".empty", has_text="Nothing is watched yet").wait_for()
    assert walk.complaints == []
