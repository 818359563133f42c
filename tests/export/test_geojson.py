from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
from tests.export.states import sample

from cordiale.export import EXPORTERS, Selection
from cordiale.model.record import Record, Standing

SCHEMA = Path(__file__).parent / "schemas" / "geojson.json"


def read_back(selection: Selection, folder: Path) -> dict[str, Any]:
    (path,) = EXPORTERS["geojson"](selection, folder / "events.geojson")
    found = json.loads(path.read_text("utf-8"))
    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    assert isinstance(found, dict)
    return found


def test_events_with_a_place_are_features_with_their_precision(tmp_path: Path) -> None:
    selection = sample()
    found = {f["properties"]["place"]: f for f in read_back(selection, tmp_path)["features"]}
    precision = {place: f["properties"]["precision"] for place, f in found.items()}
    assert precision == {"Washington": "city", "Japan": "country", "South China Sea": "name"}
    east, north = found["Washington"]["geometry"]["coordinates"]
    assert (-78, 38) < (east, north) < (-76, 40)
    assert found["Japan"]["geometry"] is None
    assert {f["id"] for f in found.values()} == {e.id for e in selection.record.events if e.best.place}


def test_a_point_that_is_not_known_is_not_made_up(tmp_path: Path) -> None:
    found = read_back(sample(), tmp_path)["features"]
    assert [f["geometry"] is None for f in found if f["properties"]["precision"] != "city"] == [True, True]


def test_what_was_judged_wrong_is_not_on_the_map(tmp_path: Path) -> None:
    selection = sample()
    wrong = tuple(replace(e, standing=Standing.RETRACTED) for e in selection.record.events)
    assert read_back(replace(selection, record=Record(events=wrong)), tmp_path)["features"] == []


def test_a_record_without_events_is_an_empty_map(tmp_path: Path) -> None:
    assert read_back(Selection(Record(), ()), tmp_path) == {"type": "FeatureCollection", "features": []}
