from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.states import CHN, HOST, LEADER, TODAY, USA, event, page, sample, selection_of

from cordiale import streams
from cordiale.export import EXPORTERS, Selection
from cordiale.export.delimited import write_rows
from cordiale.export.dyadic import dyadic_events, number_of
from cordiale.export.excerpts import EXCERPT
from cordiale.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from cordiale.export.icews import COLUMNS as ICEWS_COLUMNS
from cordiale.export.polecat import COLUMNS as POLECAT_COLUMNS
from cordiale.lexicon import load_lexicon
from cordiale.lexicon.outward import load_outward
from cordiale.model.actor import Actor
from cordiale.model.ontology import Context, EventType, Sector, Status
from cordiale.model.record import Record, Standing
from cordiale.read.event_files import EVENT_FORMATS
from cordiale.store import Store

SCHEMAS = Path(__file__).parent / "schemas"
READABLE = ("plover", "polecat", "icews", "gdelt")
DELIMITED = ("polecat", "icews", "gdelt")
Told = tuple[date, str, str, EventType | None]


def written(format: str, selection: Selection, folder: Path) -> Path:
    (path,) = EXPORTERS[format](selection, folder / f"record.{format}")
    return path


def frame(path: Path, has_header: bool) -> pd.DataFrame:
    """A file as pandas reads it, all cells as text."""
    kept = {"dtype": str, "keep_default_na": False, "sep": "\t"}
    return pd.read_csv(path, **kept) if has_header else pd.read_csv(path, header=None, **kept)


def read_back(format: str, path: Path, folder: Path) -> list[Told]:
    """The events of a file as `cordiale read --as` takes them."""
    with Store(folder / "back.cordiale") as store:
        done = streams.read_event_files([str(path)], format, store, TODAY)
        assert done.issues == ()
        return [(e.day, e.actor.country, e.recipient.country, e.type) for e in store.coded.events()]


def expected(selection: Selection, *, is_plover: bool) -> Iterable[Told]:
    """The rows that another program can take as done by one side to another."""
    for e in dyadic_events(selection, marks_future=is_plover):
        is_done = e.status in (Status.HAPPENED, Status.ONGOING) or e.type is not e.told.type
        is_done = is_done or (e.status is Status.PLANNED and e.type is EventType.AGREE)
        if e.recipient and is_done:
            yield e.first, str(e.actor.country), str(e.recipient.country), e.type


@pytest.mark.parametrize("format", READABLE)
def test_what_is_written_is_read_back_with_the_same_events(format: str, tmp_path: Path) -> None:
    selection = sample()
    told = sorted(expected(selection, is_plover=format == "plover"))
    assert len(told) == 1 + 6 + 2 + 1
    assert sorted(read_back(format, written(format, selection, tmp_path), tmp_path)) == told


@pytest.mark.parametrize("format", READABLE)
def test_every_type_mode_and_domain_is_read_back_as_the_same_type(format: str, tmp_path: Path) -> None:
    outward, a = load_outward(), page()
    acts = [(type, mode, context) for type, mode, context in outward.cameo]
    events = [event(a, t, ((USA,), (CHN,)), m, (c,) if c else (), _day(n)) for n, (t, m, c) in enumerate(acts)]
    selection = selection_of(*events, articles=(a,))
    assert len(selection.record.events) == len(acts)
    back = read_back(format, written(format, selection, tmp_path), tmp_path)
    assert sorted(back) == sorted((_day(n).anchor, "USA", "CHN", t) for n, (t, _, _) in enumerate(acts))


@pytest.mark.parametrize("format", READABLE)
def test_every_state_is_read_back_as_itself(format: str, tmp_path: Path) -> None:
    a = page()
    codes = sorted(load_lexicon().states.keys() - {"USA"})
    events = [event(a, EventType.AID, ((USA,), (Actor(c),))) for c in codes]
    back = read_back(format, written(format, selection_of(*events, articles=(a,)), tmp_path), tmp_path)
    assert sorted(e[2] for e in back) == codes


@pytest.mark.parametrize("format", READABLE)
@pytest.mark.parametrize("sector", Sector)
def test_every_sector_is_read_back_as_itself(format: str, sector: Sector, tmp_path: Path) -> None:
    a = page()
    who = Actor(
        "IGO" if sector is Sector.IGO else "JPN", sector, "United Nations" if sector is Sector.IGO else "Somebody"
    )
    path = written(format, selection_of(event(a, EventType.AID, ((who,), (CHN,))), articles=(a,)), tmp_path)
    with Store(tmp_path / "back.cordiale") as store:
        streams.read_event_files([str(path)], format, store, TODAY)
        assert [e.actor.sector for e in store.coded.events()] == [sector]


def _day(number: int) -> Any:
    from cordiale.model.time import DateInterval

    return DateInterval.day(date.fromordinal(date(2020, 1, 1).toordinal() + number))


@pytest.mark.parametrize(
    ("format", "columns"), [("polecat", POLECAT_COLUMNS), ("icews", ICEWS_COLUMNS)], ids=("polecat", "icews")
)
def test_columns_have_the_names_and_the_order_of_the_format(
    format: str, columns: tuple[str, ...], tmp_path: Path
) -> None:
    found = frame(written(format, sample(), tmp_path), has_header=True)
    assert tuple(found.columns) == columns
    assert len(columns) == {"polecat": 40, "icews": 20}[format]
    assert len(found) > 5


def test_gdelts_files_have_no_header_and_their_number_of_columns(tmp_path: Path) -> None:
    events = frame(written("gdelt", sample(), tmp_path), has_header=False)
    mentions = frame(written("gdelt-mentions", sample(), tmp_path), has_header=False)
    assert events.shape[1] == EVENT_COLUMNS == len(EVENT_FORMATS["gdelt"].headless[61])
    assert mentions.shape[1] == MENTION_COLUMNS == 16
    assert set(mentions[0]) == set(events[0])
    assert events[0].is_unique


def test_a_visit_fills_the_columns_of_gdelt(tmp_path: Path) -> None:
    found = frame(written("gdelt", sample(), tmp_path), has_header=False)
    found.columns = list(EVENT_FORMATS["gdelt"].headless[61])
    visit = found[found.EventCode == "042"].iloc[0]
    assert [visit.Day, visit.MonthYear, visit.Year, visit.FractionDate] == ["20240410", "202404", "2024", "2024.2740"]
    assert [visit.Actor1Code, visit.Actor1Name, visit.Actor1CountryCode] == ["JPNGOV", "FUMIO KISHIDA", "JPN"]
    assert [visit.EventBaseCode, visit.EventRootCode, visit.QuadClass, visit.GoldsteinScale] == [
        "042",
        "04",
        "1",
        "1.9",
    ]
    assert [visit.ActionGeo_Type, visit.ActionGeo_Fullname, visit.ActionGeo_CountryCode] == ["3", "Washington", "US"]
    assert visit.SOURCEURL == "https://news.example/2024/a"
    unknown = [visit.AvgTone, visit.IsRootEvent, visit.DATEADDED, visit.Actor1Geo_Type, visit.Actor1Religion1Code]
    assert unknown == [""] * 5
    country = found[found.EventCode == "062"].iloc[0]
    assert [country.ActionGeo_Type, country.ActionGeo_Lat] == ["1", ""]
    sea = found[found.EventCode == "154"].iloc[0]
    assert [sea.ActionGeo_Type, sea.ActionGeo_Fullname, sea.Actor2Code] == ["", "South China Sea", ""]
    assert set(found[found.Actor2CountryCode == "ROM"].Actor2Name) == {"ROMANIA"}


def test_a_mention_says_where_in_the_page_it_stands(tmp_path: Path) -> None:
    selection = sample()
    found = frame(written("gdelt-mentions", selection, tmp_path), has_header=False)
    text = selection.articles[0].text
    at = text.index("met")
    assert set(found[9]) == {str(at)}
    assert set(found[6]) == {"1"}
    assert set(found[3]) == {"1"}
    assert set(found[4]) == {"news.example"}
    assert set(found[11]) == {"62"}
    assert set(found[12]) == {str(len(text))}
    assert set(found[2]) == {"20240508000000"}


def test_a_page_without_an_address_is_cited_in_words(tmp_path: Path) -> None:
    a = page(url=None)
    selection = selection_of(event(a, EventType.AID, ((USA,), (CHN,))), articles=(a,))
    found = frame(written("gdelt-mentions", selection, tmp_path), has_header=False)
    assert list(found.iloc[0][[3, 4, 5]]) == ["2", "The Paper", "The Paper, Sol meets Lund, a.txt"]


def test_duckdb_counts_the_same_events_as_pandas(tmp_path: Path) -> None:
    for format in DELIMITED:
        path = written(format, sample(), tmp_path)
        rows = frame(path, has_header=format != "gdelt")
        relation = duckdb.read_csv(str(path), sep="\t", header=format != "gdelt", all_varchar=True)
        assert len(relation.fetchall()) == len(rows)
        assert len(relation.columns) == rows.shape[1]


def test_polecat_says_none_where_nothing_is_known(tmp_path: Path) -> None:
    found = frame(written("polecat", sample(), tmp_path), has_header=True)
    visit = found[found["Event Mode"] == "visit"].iloc[0]
    assert [visit["Actor Name"], visit["Actor COW"], visit["Intensity"]] == ["Fumio Kishida", "740", "4.0"]
    assert [visit["Quad Code"], visit["Contexts"], visit["City"]] == ["VERBAL COOPERATION", "diplomatic", "Washington"]
    assert [visit["GeoNames ID"], visit["Wikipedia Actor ID"], visit["Story People"]] == ["None"] * 3
    alone = found[found["Event Type"] == "MOBILIZE"].iloc[0]
    assert [alone["Recipient Name"], alone["Recipient Country"]] == ["None", "None"]
    assert not (found == "").any().any()


def test_icews_leaves_empty_what_is_not_known(tmp_path: Path) -> None:
    found = frame(written("icews", sample(), tmp_path), has_header=True)
    visit = found[found["CAMEO Code"] == "042"].iloc[0]
    assert [visit["Source Sectors"], visit["Source Country"], visit["Intensity"]] == ["Government", "Japan", "1.9"]
    assert [visit["City"], visit["District"], visit["Latitude"]] == ["Washington", "", "38.9"]
    assert (found["Target Name"] != "").all()


def test_quotation_marks_and_tabs_do_not_break_a_row(tmp_path: Path) -> None:
    a = page()
    odd = Actor("USA", Sector.GOV, '"Joe\t Biden\r\n said', None)
    selection = selection_of(event(a, EventType.AID, ((odd,), (CHN,))), articles=(a,))
    for format in DELIMITED:
        found = frame(written(format, selection, tmp_path), has_header=format != "gdelt")
        assert len(found) == 1
        assert found.map(lambda cell: "Joe Biden" in cell.replace("JOE BIDEN", "Joe Biden")).any().any()


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1, max_size=8))
def test_any_text_comes_back_as_one_cell_of_its_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    to = tmp_path_factory.mktemp("rows") / "rows.tsv"
    clean = [[c.encode("utf-8", "replace").decode() for c in row] for row in rows]
    write_rows(clean, ("a", "b"), to)
    lines = to.read_text("utf-8").split("\n")
    assert len(lines) == len(rows) + 2
    assert [len(line.split("\t")) for line in lines[1:-1]] == [2] * len(rows)


def test_plover_lines_keep_the_schema(tmp_path: Path) -> None:
    schema = json.loads((SCHEMAS / "plover.json").read_text("utf-8"))
    lines = [json.loads(line) for line in written("plover", sample(), tmp_path).read_text("utf-8").splitlines()]
    check = jsonschema.Draft202012Validator(schema)
    assert [error.message for line in lines for error in check.iter_errors(line)] == []
    assert len({line["id"] for line in lines}) == len(lines)
    assert not check.is_valid(lines[0] | {"date": "April"})
    assert not check.is_valid({k: v for k, v in lines[0].items() if k != "actor"})


def test_plover_marks_what_has_not_happened_and_leaves_out_what_is_denied(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written("plover", sample(), tmp_path).read_text("utf-8").splitlines()]
    marked = {(line["event"][0], line["context"][-1], line["status"]) for line in lines if line["status"] != "happened"}
    assert marked == {("SANCTION", "future", "planned"), ("ASSAULT", "hypothetical", "possible")}
    (promise,) = [line for line in lines if line["event"] == ["AGREE"]]
    assert promise["date"] == "2024-05-08"
    assert promise["comment"] == "announced: AID, 2024-04-10"
    assert [line["event"] for line in lines if (line["comment"] or "").startswith("announced: RETREAT")] == [
        ["CONCEDE"]
    ]


def test_the_rows_of_one_event_are_linked(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written("plover", sample(), tmp_path).read_text("utf-8").splitlines()]
    joint = [line for line in lines if line["event"] == ["COOPERATE"]]
    assert len(joint) == 6
    assert len({line["link"] for line in joint}) == 1
    assert {line["enddate"] for line in joint} == {"2024-03-31"}


def test_no_more_than_an_excerpt_of_a_page_is_handed_on(tmp_path: Path) -> None:
    a = page()
    a = replace(a, text="long words " * 200)
    told = event(replace(a, text="met"), EventType.AID, ((USA,), (CHN,)))
    told = replace(told, evidence=(replace(told.evidence[0], quote=a.text),))
    (line,) = written("plover", selection_of(told, articles=(a,)), tmp_path).read_text("utf-8").splitlines()
    assert [len(text) for text in json.loads(line)["event_text"]] == [EXCERPT]


def test_what_a_format_has_no_place_for_is_said(tmp_path: Path) -> None:
    told: list[str] = []
    EXPORTERS["icews"](replace(sample(), say=told.append), tmp_path / "a.tab")
    assert told == [
        "left out: 1 event denied",
        "left out: 2 events possible, or announced without the format having a code for it",
        "left out: 1 event without a date",
        "left out: 1 event dated more vaguely than a month",
        "left out: 1 event without another side",
    ]


def test_what_was_judged_wrong_is_in_no_event_file(tmp_path: Path) -> None:
    a = page()
    selection = selection_of(event(a, EventType.AID, ((USA,), (CHN,))), articles=(a,))
    (item,) = selection.record.events
    wrong = replace(item, standing=Standing.REJECTED)
    for format in (*READABLE, "gdelt-mentions"):
        path = written(format, replace(selection, record=Record(events=(wrong,))), tmp_path)
        assert len(path.read_text("utf-8").splitlines()) == (1 if format in ("polecat", "icews") else 0)


def test_persons_of_one_state_are_one_side_and_rebels_another() -> None:
    a = page()
    second = Actor("JPN", Sector.MIL, "A General", None)
    rebels = Actor("JPN", Sector.REB, "Rebels", None)
    selection = selection_of(event(a, EventType.ASSAULT, ((LEADER, second), (rebels, HOST))), articles=(a,))
    rows = list(dyadic_events(selection))
    assert [(r.actor.country, len(r.actor.actors), r.recipient and r.recipient.sectors) for r in rows] == [
        ("JPN", 2, (Sector.REB,)),
        ("JPN", 2, (Sector.GOV,)),
    ]
    assert {r.id for r in rows} == {f"{selection.record.events[0].id}_{n}" for n in (1, 2)}


def test_the_most_exact_code_says_no_more_than_was_read() -> None:
    outward = load_outward()
    assert outward.code(EventType.CONSULT, "visit", (Context.MILITARY,)).code == "042"
    assert outward.code(EventType.CONSULT, "multilateral", ()).code == "040"
    assert outward.code(EventType.AID, None, (Context.SPACE, Context.MILITARY)).code == "072"
    assert outward.code(EventType.RETREAT, "withdraw", ()).code == "080"
    assert outward.code(EventType.RETREAT, "withdraw", (Context.MILITARY,)).code == "0874"
    assert outward.code(EventType.COERCE, "cyber", ()).goldstein is None
    assert outward.score(EventType.SANCTION, "tariffs") == outward.score(EventType.SANCTION, None) == -6


def test_numbers_are_the_same_every_time_and_fit_a_column_of_whole_numbers() -> None:
    assert number_of("a", "b") == number_of("a", "b") != number_of("ab")
    assert 0 <= number_of("a") < 2**63


@pytest.mark.parametrize("format", [*READABLE, "gdelt-mentions"])
def test_an_event_file_is_written_whole_or_not_at_all(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(format, sample(), tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr("cordiale.export.dyadic._rows", _broken)
    with pytest.raises(OSError, match="full"):
        written(format, sample(), tmp_path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def _broken(*_: object) -> Any:
    raise OSError(28, "full")
