from __future__ import annotations

import csv
import json
import math
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.export.contract import KINDS, faults
from tests.made import TEXT, article, capture, mentions

from cordiale.capture import load
from cordiale.cli.readers import instruments
from cordiale.corroborate import assemble
from cordiale.export import EXPORTERS, Selection
from cordiale.export.exporters import jsonl_lines
from cordiale.export.lines import claimant, item_lines
from cordiale.model.actor import Actor
from cordiale.model.document import Article, Capture
from cordiale.model.issue import UsageError
from cordiale.model.record import Disagreement, Judgement, Record, Verdict
from cordiale.pipeline import read_article
from cordiale.read import read_page

SAMPLES = Path(__file__).parents[2] / "examples" / "pages"
TABLES = {
    "header": "headers",
    "event": "events",
    "statement": "statements",
    "commitment": "commitments",
    "driver": "drivers",
    "quantity": "quantities",
    "office": "offices",
    "grouping": "groupings",
}


@pytest.fixture(scope="module")
def sampled() -> Selection:
    """The record of a few of the sample pages."""
    tools = instruments("plain")
    pages = [c for c in load([str(SAMPLES)]) if isinstance(c, Capture)]
    if not pages:
        pytest.skip(f"no sample pages in {SAMPLES}")
    articles = [read_page(page) for page in pages[:8]]
    return Selection(assemble(articles, [read_article(a, tools) for a in articles], []), articles)


@pytest.fixture
def by_hand() -> Selection:
    """Two pages, the first told by both, with a mention of every kind, a judgement and a disagreement."""
    articles = [article(capture("a.txt")), article(capture("b.txt", TEXT + " And more."))]
    told = [mentions(a) for a in articles]
    first = assemble(articles, told, [])
    judged = Judgement(Verdict.RETRACTED, (first.events[0].id,), "withdrawn", datetime.now(UTC), 1)
    record = assemble(articles, told, [judged])
    values = (("2024-05-07", (articles[0].id,)), ("2024-05-08", (articles[1].id,)))
    event = replace(record.events[0], disagreements=(Disagreement("date", values),))
    return Selection(replace(record, events=(event, *record.events[1:])), articles)


def lines(selection: Selection) -> list[dict[str, Any]]:
    return [json.loads(line) for line in jsonl_lines(selection)]


def test_every_line_of_the_sample_pages_keeps_the_contract(sampled: Selection) -> None:
    found = lines(sampled)
    assert {line["kind"] for line in found} == set(KINDS)
    assert [(line["kind"], line.get("id"), trouble) for line in found for trouble in faults(line)] == []


def test_every_line_made_by_hand_keeps_the_contract(by_hand: Selection) -> None:
    found = lines(by_hand)
    assert {line["kind"] for line in found} == set(KINDS)
    assert [(line["kind"], trouble) for line in found for trouble in faults(line)] == []


def test_a_line_that_breaks_the_contract_is_noticed() -> None:
    page = article(capture("a.txt"))
    record = assemble([page], [mentions(page)], [])
    line = json.loads(json.dumps(item_lines("offices", record.offices[0], {page.id: "a.txt"}, merged=False)[0]))
    assert faults(line) == []
    assert faults(line | {"former": None})
    assert faults(line | {"country": "Alpha"})
    assert faults({k: v for k, v in line.items() if k != "standing"})
    assert faults(line | {"more": 1})


def test_every_quotation_stands_at_its_offsets(sampled: Selection) -> None:
    texts = {a.document: a.text for a in sampled.articles}
    places = [(line["document"], e) for line in lines(sampled) if line["kind"] != "header" for e in line["evidence"]]
    assert len(places) > 100
    assert [p for p in places if texts[p[0]][p[1]["start"] : p[1]["end"]] != p[1]["quote"]] == []


def test_offsets_of_a_text_page_count_the_characters_of_the_file(sampled: Selection) -> None:
    found = [line for line in lines(sampled) if line["document"].endswith(".txt") and line["kind"] != "header"]
    assert found
    for line in found:
        text = (SAMPLES / line["document"]).read_text("utf-8")
        assert all(text[e["start"] : e["end"]] == e["quote"] for e in line["evidence"])


def test_blocks_lie_in_order_inside_the_page(sampled: Selection) -> None:
    texts = {a.document: a.text for a in sampled.articles}
    for line in lines(sampled):
        if line["kind"] == "header":
            ends = [x for b in line["blocks"] for x in (b["start"], b["end"])]
            assert ends == sorted(ends)
            assert not ends or ends[-1] <= len(texts[line["document"]])


def test_an_item_that_two_pages_tell_has_a_line_for_each_and_one_when_merged(by_hand: Selection) -> None:
    apart = [line for line in lines(by_hand) if line["kind"] == "event"]
    assert sorted(line["document"] for line in apart) == ["a.txt", "b.txt"]
    assert len({line["id"] for line in apart}) == 1
    (merged,) = [line for line in lines(replace(by_hand, is_merged=True)) if line["kind"] == "event"]
    assert sorted(merged["documents"]) == ["a.txt", "b.txt"]
    assert [e["document"] for e in merged["evidence"]] == merged["documents"]
    assert merged["standing"] == "retracted"


def test_merged_lines_have_each_id_once(sampled: Selection) -> None:
    ids = Counter(line["id"] for line in lines(replace(sampled, is_merged=True)) if line["kind"] != "header")
    assert set(ids.values()) == {1}
    assert ids.keys() == {line["id"] for line in lines(sampled) if line["kind"] != "header"}


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("which", ["sampled", "by_hand"])
def test_csv_read_back_is_what_jsonl_says(
    which: str, merged: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    selection = replace(request.getfixturevalue(which), is_merged=merged)
    EXPORTERS["csv"](selection, tmp_path)
    for kind, table in TABLES.items():
        expected = [{k: v for k, v in line.items() if k != "kind"} for line in lines(selection) if line["kind"] == kind]
        with (tmp_path / f"{table}.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [list(row) for row in rows] == [list(line) for line in expected]
        for row, line in zip(rows, expected, strict=True):
            assert {k: _value(v, line[k]) for k, v in row.items()} == line


def _value(cell: str, like: Any) -> Any:
    if like is None:
        return None if cell == "" else cell
    return cell if isinstance(like, str) else json.loads(cell)


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("which", ["sampled", "by_hand"])
def test_parquet_read_back_is_what_jsonl_says(
    which: str, merged: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    selection = replace(request.getfixturevalue(which), is_merged=merged)
    EXPORTERS["parquet"](selection, tmp_path)
    for kind, table in TABLES.items():
        expected = [{k: v for k, v in line.items() if k != "kind"} for line in lines(selection) if line["kind"] == kind]
        assert pq.read_table(tmp_path / f"{table}.parquet").to_pylist() == expected


def test_parquet_columns_have_the_same_types_whatever_the_record_holds(tmp_path: Path, by_hand: Selection) -> None:
    EXPORTERS["parquet"](by_hand, tmp_path / "full")
    EXPORTERS["parquet"](Selection(Record(), ()), tmp_path / "empty")
    for table in TABLES.values():
        full, empty = (pq.read_schema(tmp_path / which / f"{table}.parquet") for which in ("full", "empty"))
        assert full.equals(empty)
        assert not any(str(field.type) == "null" for field in full)


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_an_export_leaves_no_table_of_an_earlier_one_behind(format: str, tmp_path: Path, by_hand: Selection) -> None:
    EXPORTERS[format](by_hand, tmp_path)
    before = sorted(p.name for p in tmp_path.iterdir())
    written = EXPORTERS[format](Selection(Record(), by_hand.articles), tmp_path)
    assert sorted(p.name for p in written) == sorted(p.name for p in tmp_path.iterdir()) == before
    events = tmp_path / f"events.{format}"
    assert (len(events.read_text("utf-8").splitlines()) if format == "csv" else pq.read_table(events).num_rows + 1) == 1


def test_the_same_record_is_written_the_same_way(by_hand: Selection) -> None:
    assert list(jsonl_lines(by_hand)) == list(jsonl_lines(by_hand))


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_tables_into_a_file_are_wrong_use(format: str, tmp_path: Path, by_hand: Selection) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(UsageError, match="is a file; this format writes one table for each kind: name a folder"):
        EXPORTERS[format](by_hand, file)
    assert file.read_text() == "mine"


def test_jsonl_into_a_folder_or_into_no_folder_is_wrong_use(tmp_path: Path, by_hand: Selection) -> None:
    with pytest.raises(UsageError, match="is a folder; name a file with -o"):
        EXPORTERS["jsonl"](by_hand, tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        EXPORTERS["jsonl"](by_hand, tmp_path / "no" / "file.jsonl")


def test_an_export_that_fails_leaves_the_former_file_and_no_half(
    tmp_path: Path, by_hand: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "record.jsonl"
    EXPORTERS["jsonl"](by_hand, to)
    before = to.read_bytes()

    def broken(self: Selection) -> Any:
        yield {"kind": "header"}
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Selection, "lines", broken)
    with pytest.raises(OSError, match="No space left"):
        EXPORTERS["jsonl"](by_hand, to)
    assert to.read_bytes() == before
    assert list(tmp_path.iterdir()) == [to]


def test_a_device_is_written_to_and_not_replaced(by_hand: Selection) -> None:
    null = Path("/dev/null")
    if not null.is_char_device():
        pytest.skip("no /dev/null here")
    EXPORTERS["jsonl"](by_hand, null)
    assert null.is_char_device()


def test_a_link_to_a_file_stays_a_link(tmp_path: Path, by_hand: Selection) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    EXPORTERS["jsonl"](by_hand, tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes() == b"".join(jsonl_lines(by_hand))


def test_who_claims_is_named_as_state_and_person() -> None:
    assert claimant(None) == "the article"
    assert claimant(Actor("AAA", name="Ana Sol")) == "AAA:Ana Sol"
    assert claimant(Actor("AAA")) == "AAA"
    assert claimant(Actor(None, name="officials")) == "officials"


@pytest.mark.parametrize(("value", "written"), [(200e9, "200000000000"), (3.5, "3.5"), (-2.0, "-2"), (2.0**60, None)])
def test_whole_numbers_are_written_whole(value: float, written: str | None) -> None:
    page: Article = article(capture("a.txt"))
    told = mentions(page)
    told = replace(told, quantities=(replace(told.quantities[0], value=value),))
    (line,) = [x for x in jsonl_lines(Selection(assemble([page], [told], []), [page])) if b'"quantity"' in x]
    assert json.loads(line)["value"] == value
    assert written is None or f'"value":{written},'.encode() in line
    assert math.isfinite(json.loads(line)["value"])
