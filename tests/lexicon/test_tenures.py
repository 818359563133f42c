"""The tenure tables agree with themselves: dates in order, one holder at a time, names and codes that are known."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from cordiale.lexicon.tables import packaged_tables

Tenures = list[tuple[str, dict[str, Any]]]

KEYS = {"person", "surname", "country", "organisation", "office", "sector", "start", "end", "aliases", "source"}
HANDOVER = timedelta(days=45)
# Offices that one person of a state or organisation holds at a time.
SINGLE = frozenset(
    (
        "president, prime minister, king, queen, emperor, emir, sultan, supreme leader, chancellor, pope, "
        "governor-general, grand duke, foreign minister, defence minister, finance minister, trade minister, "
        "chief cabinet secretary, national security adviser, chief of defence, secretary of state, defence secretary, "
        "treasury secretary, commerce secretary, trade representative, vice president, general secretary, "
        "central bank governor, secretary-general, director-general, commission president, "
        "council president, high representative"
    ).split(", ")
)
# Two at once, rightly: a president impeached and the acting one, two who both claimed the office, and a foreign
# minister of the Soviet Union with the one of the Russian republic.
TOGETHER = {
    ("KOR", "", "president", "Park Geun-hye", "Hwang Kyo-ahn"),
    ("KOR", "", "president", "Yoon Suk-yeol", "Han Duck-soo"),
    ("CIV", "", "president", "Laurent Gbagbo", "Alassane Ouattara"),
    ("RUS", "", "foreign minister", "Eduard Shevardnadze", "Andrei Kozyrev"),
}


@pytest.fixture(scope="module")
def tenures() -> Tenures:
    files = sorted((f for f in packaged_tables().iterdir() if f.name.startswith("tenures_")), key=lambda f: f.name)
    return [(f.name, row) for f in files for row in tomllib.loads(f.read_text(encoding="utf-8"))["tenure"]]


@pytest.fixture(scope="module")
def states() -> set[str]:
    table = tomllib.loads((packaged_tables() / "states.toml").read_text(encoding="utf-8"))
    return {state["iso3"] for state in table["state"]}


def test_an_entry_has_only_the_keys_told_in_the_first_table(tenures: Tenures) -> None:
    assert [(file, row) for file, row in tenures if not set(row) <= KEYS] == []


def test_an_office_ends_after_it_starts(tenures: Tenures) -> None:
    assert [(file, row) for file, row in tenures if "end" in row and row["end"] <= row["start"]] == []


def test_every_country_is_a_state_or_the_mark_of_organisations(tenures: Tenures, states: set[str]) -> None:
    assert {row["country"] for _, row in tenures} - states == {"IGO"}


def test_an_organisation_is_named_where_the_country_is_the_mark_of_organisations_and_only_there(
    tenures: Tenures,
) -> None:
    assert [row for _, row in tenures if ("organisation" in row) != (row["country"] == "IGO")] == []


def test_a_surname_is_a_part_of_the_name_and_not_its_last_word(tenures: Tenures) -> None:
    named = [row for _, row in tenures if "surname" in row]
    assert named
    assert [r for r in named if r["surname"] not in r["person"] or r["surname"] == r["person"].split()[-1]] == []


def test_nobody_is_an_alias_of_themselves(tenures: Tenures) -> None:
    assert [row for _, row in tenures if row["person"] in row.get("aliases", ())] == []


def test_no_table_tells_the_same_office_of_the_same_person_twice(tenures: Tenures) -> None:
    keys = [(r["country"], r.get("organisation"), r["office"], r["person"], r["start"]) for _, r in tenures]
    assert sorted(k for k in set(keys) if keys.count(k) > 1) == []


def test_an_office_for_one_has_one_holder_at_a_time_but_for_the_weeks_of_a_handover(tenures: Tenures) -> None:
    chains: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for _, row in tenures:
        if row["office"] in SINGLE:
            chains[row["country"], row.get("organisation", ""), row["office"]].append(row)
    together = {
        (*key, one["person"], other["person"])
        for key, rows in chains.items()
        for one, other in pairwise(sorted(rows, key=lambda r: r["start"]))
        if one.get("end", date.max) - HANDOVER > other["start"]
    }
    assert together == TOGETHER
