"""The record in Python."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

import cordiale
from cordiale.choosing import choose
from cordiale.model.issue import UsageError
from cordiale.model.selection import Wanted
from cordiale.opened import OpenRecord
from cordiale.store import Store
from tests.made import capture, mentions
from tests.store.test_items import MADE

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cordiale.cli.reading import Manner, read_pages

    path = tmp_path_factory.mktemp("opened") / "sample.cordiale"
    read_pages([str(EXAMPLES / "pages")], path, Manner("plain", 1))
    return path


@pytest.fixture
def record(sample: Path) -> Iterator[OpenRecord]:
    with cordiale.open(sample) as opened:
        yield opened


def test_events_of_a_pair_are_items_and_a_table_with_the_columns_of_the_export(record: OpenRecord) -> None:
    events = record.events(between=("JPN", "USA"))
    assert events
    frame = events.to_pandas()
    assert list(frame["id"]) == [e.id for e in events]
    assert {"type", "status", "actors", "recipients", "date", "evidence", "standing"} <= set(frame.columns)
    assert isinstance(events[:2].to_arrow(), pa.Table)
    assert all("JPN" in str(e.best) and "USA" in str(e.best) for e in events)


@pytest.mark.parametrize(
    "kind", ["events", "statements", "commitments", "drivers", "quantities", "offices", "groupings"]
)
def test_what_is_chosen_from_the_file_is_what_fits_of_the_whole_record(sample: Path, kind: str) -> None:
    from cordiale.model.actor import Dyad
    from cordiale.model.record import NOT_BELIEVED
    from cordiale.model.selection import is_wanted

    with Store(sample) as store:
        every = getattr(store.record(), kind)
        for wanted in (
            Wanted(),
            Wanted(between=Dyad("JPN", "USA")),
            Wanted(of="CHN"),
            Wanted(between=Dyad("FJI", "PER")),
        ):
            fitting = [i for i in every if is_wanted(i, wanted) and i.standing not in NOT_BELIEVED]
            assert sorted(i.id for i in choose(store, kind, wanted)) == sorted(i.id for i in fitting)


def test_each_item_opens_to_its_sentence(record: OpenRecord) -> None:
    for event in record.events()[:20]:
        for place in record.trace(event.id):
            assert place.quote in " ".join(place.sentence.split()) or place.quote in place.sentence


def test_an_index_has_a_row_for_each_month_and_none_says_more_than_was_seen(record: OpenRecord) -> None:
    points = record.index("JPN", "USA", today="2026-01-01")
    assert [p["period"] for p in points] == sorted(p["period"] for p in points)
    assert all(p["low"] <= p["share"] <= p["high"] for p in points if p["share"] is not None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"between": ("JPN", "JPN")}, "a pair needs two states"),
        ({"between": ("JPN", "Nowhere")}, "no state 'Nowhere'"),
        ({"type": "DANCE"}, "no EventType 'DANCE'"),
        ({"since": "soon"}, "not a day: 'soon'"),
    ],
)
def test_what_cannot_be_meant_is_said(record: OpenRecord, asked: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        record.events(**asked)  # type: ignore[arg-type]


def test_an_unknown_id_is_said(record: OpenRecord) -> None:
    with pytest.raises(UsageError, match="no item ev_none"):
        record.trace("ev_none")


def test_opening_joins_what_was_read_since(tmp_path: Path) -> None:
    with Store(tmp_path / "r.cordiale") as store:
        store.save_page(capture("a.txt"), "stage", MADE, mentions(MADE))
    with cordiale.open(tmp_path / "r.cordiale") as opened:
        assert opened.is_current
        assert len(opened.events()) == 1


def test_the_notebook_runs_from_its_first_cell_to_its_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLES / "pages", tmp_path / "pages")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORDIALE_READER", "plain")
    cells = json.loads((EXAMPLES / "record.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert len(names["frame"]) > 0  # type: ignore[arg-type]
