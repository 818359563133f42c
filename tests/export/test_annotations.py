from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.export.states import page
from tests.made import article, capture, mentions

from cordiale.corroborate import assemble
from cordiale.export import EXPORTERS, Selection
from cordiale.export.excerpts import EXCERPT
from cordiale.export.lines import SHAPES
from cordiale.model.document import Article
from cordiale.model.record import Record, Standing

SCHEMA = Path(__file__).parent / "schemas" / "annotations.json"


def read_back(selection: Selection, folder: Path) -> list[dict[str, Any]]:
    (path,) = EXPORTERS["annotations"](selection, folder / "marks.jsonld")
    found = json.loads(path.read_text("utf-8"))
    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    items = found["items"]
    assert isinstance(items, list)
    return items


def selected(*articles: Article) -> Selection:
    return Selection(assemble(articles, [mentions(a) for a in articles], []), articles)


def test_every_place_that_tells_an_item_is_marked(tmp_path: Path) -> None:
    a = page()
    selection = selected(a)
    found = read_back(selection, tmp_path)
    places = {
        (item.id, e.span.start, e.span.end)
        for kind in SHAPES
        for item in getattr(selection.record, kind)
        for e in item.evidence
    }
    marked = {(x["body"][-1]["value"], *list(x["target"]["selector"][1].values())[1:]) for x in found}
    assert marked == places
    assert len({x["id"] for x in found}) == len(found)
    assert {x["body"][0]["value"] for x in found} == {name for name, _ in SHAPES.values()}


def test_the_words_stand_at_their_position_between_what_stands_beside_them(tmp_path: Path) -> None:
    a = page()
    for x in read_back(selected(a), tmp_path):
        quote, position = x["target"]["selector"]
        assert a.text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in a.text
        assert x["target"]["source"] == "https://news.example/2024/a"


def test_a_page_without_an_address_has_a_name_of_its_own(tmp_path: Path) -> None:
    found = read_back(selected(page("a.txt", None), article(capture("b.txt", page().text + " More."))), tmp_path)
    assert len({x["target"]["source"] for x in found}) == 2
    assert all(x["target"]["source"].startswith("urn:uuid:") for x in found)


def test_of_long_words_only_the_beginning_is_marked(tmp_path: Path) -> None:
    a = article(capture("a.txt", "met " + "word " * 200 + page().text))
    told = mentions(a)
    long = replace(told.events[0].evidence[0], span=type(told.events[0].evidence[0].span)(0, 900), quote=a.text[:900])
    selection = Selection(assemble([a], [replace(told, events=(replace(told.events[0], evidence=(long,)),))], []), (a,))
    found = [x for x in read_back(selection, tmp_path) if x["body"][0]["value"] == "event"]
    (quote, position) = found[0]["target"]["selector"]
    assert len(quote["exact"]) == EXCERPT == position["end"] - position["start"]


def test_what_was_judged_wrong_is_not_marked(tmp_path: Path) -> None:
    selection = selected(page())
    wrong = Record(events=tuple(replace(e, standing=Standing.REJECTED) for e in selection.record.events))
    assert read_back(replace(selection, record=wrong), tmp_path) == []


@pytest.mark.parametrize("format", ["geojson", "csl", "bibtex", "annotations"])
def test_the_same_record_is_written_the_same_way(format: str, tmp_path: Path) -> None:
    first, second = (EXPORTERS[format](selected(page()), tmp_path / name)[0].read_bytes() for name in ("a", "b"))
    assert first == second
