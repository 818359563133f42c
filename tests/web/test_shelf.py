from __future__ import annotations

import logging
import threading
import time
from collections.abc import Hashable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.serving import client_of, read_into

from cordiale.store import StoreError
from cordiale.web import make_app
from cordiale.web.shelf import Shelf

PAGE = (
    "Japan and China met\n\nTOKYO, May {day}, 2024\n\nJapan met China in Tokyo on May {day}, 2024. Japan praised China."
)


def test_a_record_is_read_once_for_as_long_as_it_stays_the_same(demo: Path) -> None:
    shelf = Shelf(demo)
    assert shelf.now() is shelf.now()


def test_a_record_that_goes_away_meanwhile_leaves_pages_that_are_put_together_when_asked_for(
    demo: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_: object) -> dict[Hashable, object]:
        raise StoreError("the record went away")

    caplog.set_level(logging.INFO, "cordiale.web.shelf")
    shelf = Shelf(demo, ready=gone)
    shown = shelf.now()
    for thread in [t for t in threading.enumerate() if t is not threading.current_thread()]:
        thread.join(timeout=5 if "_keep_ready" in thread.name else 0)
    assert "the record went away" in caplog.text
    assert shelf.now() is shown


def test_pages_show_the_last_whole_state_until_the_new_one_is_put_together(tmp_path: Path) -> None:
    record = tmp_path / "r.cordiale"
    read_into(record, {"1.txt": PAGE.format(day=1)})
    app = make_app(record)
    client = client_of(app)
    assert client.get("/articles.json").json()["articles"][0]["document"] == "1.txt"
    app.state.shelf._next = time.monotonic() + 3600
    read_into(record, {"2.txt": PAGE.format(day=2)})
    page = client.get("/articles").text
    assert "2.txt" not in client.get("/articles.json").text
    assert "last whole state" in page
    app.state.shelf._next = 0.0
    assert number_of(client, until=2) == 2
    assert "last whole state" not in client.get("/articles").text


def test_a_page_is_whole_while_others_are_read(tmp_path: Path) -> None:
    record = tmp_path / "r.cordiale"
    read_into(record, {"0.txt": PAGE.format(day=1)})
    client = client_of(make_app(record))
    client.get("/")

    def reading() -> None:
        for n in range(1, 12):
            read_into(record, {f"{n}.txt": PAGE.format(day=n)})

    writer = threading.Thread(target=reading)
    writer.start()
    while writer.is_alive():
        for line in client.get("/events.json").json()["events"]:
            for place in line["evidence"]:
                article = client.get(place["address"].partition("#")[0] + ".json")
                assert article.status_code == 200
                assert article.json()["text"][place["start"] : place["end"]] == place["quote"]
    writer.join()
    assert number_of(client, until=12) == 12


def number_of(client: TestClient, until: int) -> int:
    """How many articles are shown, once they are so many or half a minute has passed."""
    end = time.monotonic() + 30
    while (n := len(client.get("/articles.json").json()["articles"])) < until and time.monotonic() < end:
        time.sleep(0.2)
    return n


def test_a_shelf_that_nobody_asks_lets_go_of_the_file_and_shows_it_again(tmp_path: Path) -> None:
    record = tmp_path / "r.cordiale"
    read_into(record, {"1.txt": PAGE.format(day=1)})
    app = make_app(record)
    client = client_of(app)
    before = client.get("/events.json").json()
    app.state.shelf.rest()
    assert not app.state.shelf._shown.stores.is_closed
    app.state.shelf.rest(after=0.0)
    assert app.state.shelf._shown.stores.is_closed
    assert client.get("/events.json").json() == before
    assert not app.state.shelf._shown.stores.is_closed


def test_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    record = tmp_path / "r.cordiale"
    read_into(record, {})
    client = client_of(make_app(record))
    for path in ("/", "/pairs", "/events", "/actors", "/sources", "/articles"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "cordiale read PAGES" in answer.text
    for path in ("/audit", "/judgements", "/pair/JPN-USA", "/actor/JPN", "/search?q=x"):
        assert client.get(path).status_code == 200


def test_a_record_that_has_gone_is_told_in_a_line(tmp_path: Path) -> None:
    record = tmp_path / "r.cordiale"
    read_into(record, {})
    client = client_of(make_app(record))
    assert client.get("/").status_code == 200
    for file in tmp_path.glob("r.cordiale*"):
        file.unlink()
    answer = client.get("/")
    assert answer.status_code == 400
    assert "no record here yet" in answer.text


def test_two_character_words_of_scripts_without_spaces_are_found(tmp_path: Path) -> None:
    record = tmp_path / "r.cordiale"
    words_of_it = "The two sides call the meeting 日米首脳会談 and say that they 協定に署名した on Tuesday."
    read_into(record, {"ja.txt": f"{PAGE.format(day=7)} {words_of_it}"})
    client = client_of(make_app(record))
    for words in ("日米", "会談", "署名"):
        found = client.get("/search.json", params={"q": words}).json()["found"]
        assert {f["kind"] for f in found} >= {"article", "statement"}
        assert f"<mark>{words}</mark>" in client.get("/search", params={"q": words}).text
    assert client.get("/search.json", params={"q": "米日"}).json()["found"] == []
