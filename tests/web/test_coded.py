from __future__ import annotations

from datetime import date
from pathlib import Path

from lxml import html
from tests.test_streams import HEADER, ROWS
from tests.web.serving import client_of, links_of

from cordiale.store import Store
from cordiale.streams import read_event_files
from cordiale.web import make_app


def test_a_point_made_of_others_events_opens_to_their_rows(tmp_path: Path) -> None:
    file, record = tmp_path / "events.tab", tmp_path / "r.cordiale"
    file.write_text(HEADER + ROWS, "utf-8")
    with Store(record) as store:
        read_event_files([str(file)], "icews", store, date(2026, 1, 1))
    client = client_of(make_app(record, clock=lambda: date(2026, 1, 1)))
    pairs = [p["address"] for p in client.get("/home.json").json()["pairs"]]
    assert pairs
    points = client.get(f"{pairs[0]}/index.json").json()["points"]
    page = client.get(points[-1]["address"]).text
    rows = [x for x in links_of(page) if x.startswith("/trace?id=ce_")]
    assert rows
    row = client.get(rows[0], follow_redirects=True)
    assert row.url.path.startswith("/coded/ce_")
    assert html.fromstring(row.text).xpath("//pre")[0].text_content() in ROWS.splitlines()
    assert client.get("/audit").status_code == 200
