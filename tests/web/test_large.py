"""A large record: made in a process of its own, looked through among the latest, shown a part at a time."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Hashable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.web.serving import client_of, read_into
from tests.web.test_judging import event, form
from tests.web.test_shelf import PAGE, number_of

from cordiale.announced import announced, concerns, ground_in
from cordiale.model.actor import Dyad
from cordiale.store import Store, StoreError
from cordiale.store.items import Listed
from cordiale.store.kinds import KINDS
from cordiale.web import make_app, narrowed, shelf
from cordiale.web.made import Acts, Questions, make, make_apart
from cordiale.web.narrowed import SUMS
from cordiale.web.ready import ready_parts


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every record is taken for a large one."""
    monkeypatch.setattr(shelf, "_SMALL", 0)


@pytest.mark.usefixtures("large")
def test_what_another_process_makes_is_shown(tmp_path: Path) -> None:
    record = tmp_path / "r.cordiale"
    read_into(record, {"1.txt": PAGE.format(day=1)})
    client = client_of(make_app(record))
    assert client.get("/home.json").json()["pages_read"] == 1
    assert client.get("/pair/CHN-JPN/index.json").json()["points"]
    read_into(record, {"2.txt": PAGE.format(day=2)})
    client.app.state.shelf._next = 0.0  # type: ignore[attr-defined]
    assert number_of(client, until=2) == 2
    judged, before = event(client), client.get("/events.json").json()["number"]
    sent = form(client, judged["address"]) | {"verdict": "wrong", "reason": "no"}
    assert client.post("/judge", data=sent).status_code == 303
    assert client.get(f"{judged['address']}.json").json()["standing"] == "rejected"
    assert judged["id"] not in client.get("/events.csv").text
    assert client.get("/events.json").json()["number"] == before - 1


def test_a_record_that_goes_away_while_it_is_put_together_is_told_in_a_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreError, match="cordiale check"):
        make_apart(tmp_path / "gone.cordiale", date(2025, 12, 1), nothing_ready)
    told = capfd.readouterr().err
    assert "no record here" in told
    assert "Traceback" not in told


def nothing_ready(*_: object) -> dict[Hashable, object]:
    return {}


def test_acts_in_columns_are_the_acts(demo: Path) -> None:
    with Store(demo, must_exist=True) as store:
        made = make(store, date(2025, 12, 1))
        acts = list(made.material.counted)
        assert len(acts) > 50
        assert list(Acts(acts)) == acts  # type: ignore[arg-type]
        assert acts[3:5] == made.material.counted[3:5]
        busiest = made.shifts[0].dyad
        own = [a for a in acts if {a.actor, a.recipient} == {busiest.first, busiest.second}]
        assert made.acts_between(busiest) == own != []
    with pytest.raises(IndexError):
        made.material.counted[len(acts)]


def test_the_questions_of_a_pair_are_those_that_concern_it(demo: Path) -> None:
    with Store(demo, must_exist=True) as store:
        every = announced(store, ground_in(store), date(2025, 12, 1), is_kept=False)
        last = date.fromisoformat(str(store.heads.last_day()))
    questions = Questions(every, last)
    for dyad in (Dyad("JPN", "USA"), Dyad("CHN", "JPN"), Dyad("FJI", "PER")):
        parts = zip(questions.of(dyad), (every.open, every.overdue, every.resolved), strict=True)
        for own, whole in parts:
            assert [a.question for a in own] == [a.question for a in whole if concerns(a.question, dyad)]
    assert questions.of(Dyad("JPN", "USA"))[0]
    assert [a.question for a in questions.soon] == [a.question for a in every.open if a.question.due > last]


def test_what_the_file_cannot_tell_is_looked_for_among_the_latest(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/events.json?domain=economic").json()
    assert whole["among"] is None
    assert len(whole["events"]) == whole["number"] > 5
    monkeypatch.setattr(narrowed, "_LOOKED_THROUGH", 40)
    # Another question, for the answer to the first is held.
    some = client.get("/events.json?domain=economic&since=1990-01-01").json()
    assert some["among"] == 40
    few = [e["id"] for e in some["events"]]
    assert 0 < len(few) == some["number"] <= 40
    assert [e["id"] for e in whole["events"] if e["id"] in few] == few
    assert "among the latest 40" in client.get("/events?domain=economic&since=1990-01-01").text


def test_a_list_as_data_ends_after_many(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cordiale.web.lists.MOST_LINES", 3)
    told = client.get("/statements.json").json()
    assert len(told["statements"]) == 3 < told["number"]


def test_pairs_that_were_asked_for_are_put_together_again(app: FastAPI, client: TestClient) -> None:
    rare = Dyad("FJI", "PER")
    assert client.get(f"/pair/{rare}").status_code == 200
    shown = app.state.shelf.now()
    assert rare in shown.lately(1_000)
    assert rare not in ready_parts(shown, [])
    parts = ready_parts(shown, shown.lately(1_000))
    assert rare in parts
    # They come from another process.
    assert all(pickle.dumps(part) for part in parts.values())
    assert parts[SUMS] == Counter(
        (kind, str(getattr(i.best, "type", "")), str(getattr(i.best, "status", "")), str(i.standing))
        for kind, i in items_of(app)
    )


def items_of(app: FastAPI) -> list[tuple[str, Any]]:
    """Every item that the app shows, with its kind."""
    with app.state.shelf.open() as store:
        return [(kind, i) for kind in KINDS for i in store.items.all(kind)]


def test_a_list_counts_the_same_however_it_counts(app: FastAPI) -> None:
    shown = app.state.shelf.now()
    asked = [
        Listed(),
        Listed(with_all=True),
        Listed(type="CONSULT"),
        Listed(status="planned"),
        Listed(standing="contested"),
    ]
    with shown.reading() as store:
        one_by_one = [store.items.count_listed("events", listed) for listed in asked]
    narrowed.sums_of(shown)
    assert [narrowed.count(shown, "events", listed) for listed in asked] == one_by_one
    assert sum(one_by_one) > one_by_one[1] > 0
