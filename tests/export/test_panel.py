from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import permutations
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.relations import act, acts, related

from cordiale.export import EXPORTERS, Selection
from cordiale.export.panel import COLUMNS, panel_rows
from cordiale.measure import measure_index
from cordiale.model.actor import Dyad
from cordiale.model.issue import UsageError
from cordiale.model.ontology import EventType
from cordiale.model.record import Record
from cordiale.model.series import Act, Direction, Domain, share_of

QUADS = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    (path,) = EXPORTERS["panel"](related(acts()), tmp_path_factory.mktemp("panel") / "panel.csv")
    return pd.read_csv(path)


def test_there_is_one_row_for_a_pair_a_month_a_direction_and_a_domain(panel: pd.DataFrame) -> None:
    assert list(panel.columns) == list(COLUMNS)
    assert not panel.duplicated(["first", "second", "domain", "direction", "month"]).any()
    all_both = panel[(panel.domain == "all") & (panel.direction == "both")]
    assert Counter(zip(all_both["first"], all_both["second"], strict=True)) == {
        ("JPN", "USA"): 3,
        ("PRK", "USA"): 3,
        ("CHN", "JPN"): 3,
    }


def test_acts_are_counted_by_quad_class_and_direction(panel: pd.DataFrame) -> None:
    march = panel[(panel["first"] == "JPN") & (panel.second == "USA") & (panel.month == "2024-03")]
    counts = {(r.domain, r.direction): [getattr(r, q) for q in QUADS] for r in march.itertuples()}
    assert counts["all", "both"] == [0, 30, 1, 0]
    assert counts["all", "USA>JPN"] == [0, 30, 0, 0]
    assert counts["all", "JPN>USA"] == [0, 0, 1, 0]
    assert counts["military", "both"] == [0, 30, 0, 0]
    assert counts["economic", "JPN>USA"] == [0, 0, 1, 0]
    assert ("technological", "both") not in counts
    assert (panel[QUADS].sum(axis=1) == panel.acts).all()


def test_states_have_their_numbers(panel: pd.DataFrame) -> None:
    row = panel[(panel["first"] == "JPN") & (panel.second == "USA")].iloc[0]
    assert [row.first_cow, row.second_cow, row.first_gw, row.second_gw] == [740, 2, 740, 2]


def test_the_index_is_that_of_the_measures_with_its_band() -> None:
    made, given = related(acts()), acts()
    index = measure_index(given)
    rows = [dict(zip(COLUMNS, r, strict=True)) for r in panel_rows(made.relations)] if made.relations else []
    for row in rows:
        direction = Direction.BOTH
        if row["direction"] != "both":
            direction = Direction.FORWARD if row["direction"].startswith(row["first"]) else Direction.BACKWARD
        series = index.series(Dyad(row["first"], row["second"]), Domain(row["domain"]), direction)
        (point,) = [p for p in series.points if str(p.period) == row["month"]]
        assert point.seen == row["acts"]
        if point.is_unseen:
            assert [row[x] for x in ("share", "low", "high", "log_odds")] == [None] * 4
        else:
            told = [share_of(point.estimate), share_of(point.low), share_of(point.high), point.estimate]
            assert [row[x] for x in ("share", "low", "high", "log_odds")] == pytest.approx(told, abs=6e-5)


def test_a_month_that_saw_nothing_has_zeros_and_no_share(panel: pd.DataFrame) -> None:
    gap = panel[(panel["first"] == "CHN") & (panel.domain == "all") & (panel.month == "2024-02")]
    assert len(gap) == 2
    assert (gap.acts == 0).all()
    assert gap[["share", "low", "high", "log_odds"]].isna().all().all()


def test_parquet_and_csv_say_the_same_to_pandas_and_duckdb(tmp_path: Path, panel: pd.DataFrame) -> None:
    (path,) = EXPORTERS["panel"](related(acts()), tmp_path / "panel.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(path), panel, check_dtype=False)
    (found,) = duckdb.sql(f"select count(*), sum(acts), min(month) from '{path}'").fetchall()
    assert found == (len(panel), panel.acts.sum(), "2024-01")
    assert str(pq.read_schema(path).field("acts").type) == "int64"


def test_an_empty_panel_has_the_same_columns(tmp_path: Path) -> None:
    EXPORTERS["panel"](related(acts()), tmp_path / "full.parquet")
    EXPORTERS["panel"](related([]), tmp_path / "empty.parquet")
    assert pq.read_schema(tmp_path / "full.parquet").equals(pq.read_schema(tmp_path / "empty.parquet"))
    assert pq.read_table(tmp_path / "empty.parquet").num_rows == 0


def test_a_panel_of_another_kind_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"name a file that ends in \.csv or \.parquet"):
        EXPORTERS["panel"](related(acts()), tmp_path / "panel.xlsx")
    with pytest.raises(ValueError, match="needs relations"):
        EXPORTERS["panel"](Selection(Record(), ()), tmp_path / "panel.csv")
    assert list(tmp_path.iterdir()) == []


PAIRS = st.sampled_from(list(permutations(["CHN", "JPN", "USA"], 2)))


@st.composite
def some_acts(draw: st.DrawFn) -> list[Act]:
    found = []
    for _ in range(draw(st.integers(1, 12))):
        actor, recipient = draw(PAIRS)
        day = date(2024, draw(st.integers(1, 6)), draw(st.integers(1, 28)))
        domains = draw(st.frozensets(st.sampled_from([d for d in Domain if d is not Domain.ALL]), max_size=2))
        found.append(act(actor, recipient, day, draw(st.sampled_from(EventType)), *domains))
    return sorted(found, key=lambda a: a.day)


@settings(max_examples=30, deadline=None)
@given(some_acts())
def test_every_act_is_counted_once_in_each_direction_and_domain_it_belongs_to(given_acts: list[Act]) -> None:
    relations = related(given_acts).relations
    assert relations
    rows = [dict(zip(COLUMNS, r, strict=True)) for r in panel_rows(relations)]
    for domain in Domain:
        counted = [a for a in given_acts if domain is Domain.ALL or domain in a.domains]
        both = sum(r["acts"] for r in rows if r["domain"] == domain and r["direction"] == "both")
        one = sum(r["acts"] for r in rows if r["domain"] == domain and r["direction"] != "both")
        assert both == one == len(counted)
