"""Rows of each format coded: who, whom, what, when; and why a row is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.lexicon import load_lexicon
from cordiale.lexicon.codes import load_codes
from cordiale.model.coded import CodedEvent
from cordiale.model.issue import Rejected
from cordiale.model.ontology import Context, EventType, QuadClass, Sector
from cordiale.read.event_files import EVENT_FORMATS, Coder, Fault
from cordiale.read.event_files.coding import WHY, parse_day

TODAY = date(2026, 1, 1)
ICEWS = {
    "Event ID": "7",
    "Event Date": "2014-08-01",
    "Source Name": "Government (Japan)",
    "Source Sectors": "Government",
    "Source Country": "Japan",
    "CAMEO Code": "0871",
    "Target Name": "Foreign Affairs (China)",
    "Target Sectors": "Foreign Ministry,Government",
    "Target Country": "China",
    "City": "Tokyo",
}
POLECAT = {
    "Event ID": "p1",
    "Event Date": "2020-02-03",
    "Event Type": "SANCTION",
    "Event Mode": "expel",
    "Contexts": "election;military;weather",
    "Actor Name": "United States",
    "Actor Country": "USA",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "None",
    "Recipient Country": "RUS",
    "Primary Recipient Sector": "GOV",
}


def coder(format: str, columns: tuple[str, ...]) -> Coder:
    return Coder(EVENT_FORMATS[format], columns, (load_lexicon(), load_codes()), "f" * 64, TODAY)


def code(format: str, row: Mapping[str, str], **changes: str) -> CodedEvent | Fault:
    values = dict(row) | {key.replace("_", " "): value for key, value in changes.items()}
    return coder(format, tuple(values)).code(1, list(values.values()), "\t".join(values.values()))


def event(format: str, row: Mapping[str, str], **changes: str) -> CodedEvent:
    found = code(format, row, **changes)
    assert isinstance(found, CodedEvent), found
    return found


def gdelt(**parts: str) -> CodedEvent | Fault:
    columns = EVENT_FORMATS["gdelt"].headless[61]
    values = dict.fromkeys(columns, "") | {"GlobalEventID": "1", "Day": "20200203", "EventCode": "173"} | parts
    return coder("gdelt", columns).code(1, list(values.values()), "row")


def test_a_row_of_icews_is_coded() -> None:
    found = event("icews", ICEWS)
    assert (found.day, found.type, found.code, found.contexts) == (
        date(2014, 8, 1),
        EventType.RETREAT,
        "0871",
        (Context.MILITARY,),
    )
    assert (found.actor.country, found.actor.sector, found.actor.words) == ("JPN", Sector.GOV, "Government (Japan)")
    assert (found.recipient.country, found.place, found.id) == ("CHN", "Tokyo", "ce_ffffffffff_1")
    assert str(found.dyad) == "CHN-JPN"


def test_a_row_of_polecat_is_coded_and_its_mode_kept() -> None:
    found = event("polecat", POLECAT)
    assert (found.type, found.quad_class, found.code) == (
        EventType.SANCTION,
        QuadClass.MATERIAL_CONFLICT,
        "SANCTION/expel",
    )
    assert found.contexts == (Context.ELECTIONS, Context.MILITARY)
    assert (found.recipient.country, found.recipient.words) == ("RUS", "RUS")


def test_a_row_of_gdelt_is_coded_by_its_cameo_country_codes() -> None:
    found = gdelt(Actor1CountryCode="ROM", Actor1Type1Code="GOV", Actor2Name="SERBIA", Actor2CountryCode="SRB")
    assert isinstance(found, CodedEvent)
    assert (found.actor.country, found.actor.sector, found.recipient.country) == ("ROU", Sector.GOV, "SRB")


def test_a_row_of_gdelt_that_names_one_side_alone_or_a_region_is_no_event() -> None:
    assert gdelt(Actor1CountryCode="USA") == Fault("no actor", "")
    assert gdelt(Actor1CountryCode="USA", Actor2Name="EUROPE", Actor2CountryCode="EUR") == Fault("unknown actor", "EUR")


def test_an_organisation_of_states_is_a_side_but_makes_no_pair() -> None:
    found = gdelt(Actor1CountryCode="USA", Actor2Name="UN", Actor2KnownGroupCode="UNO", Actor2Type1Code="IGO")
    assert isinstance(found, CodedEvent)
    assert (found.recipient.country, found.dyad) == ("IGO", None)


def test_our_own_lines_of_events_can_be_read_back() -> None:
    row = {"type": "CONSULT", "actors.country": "JPN", "recipients.country": "USA", "date.start": "2024-05-07"}
    assert str(event("plover", row).dyad) == "JPN-USA"
    assert code("plover", row, status="planned") == Fault("not happened", "planned")


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("Japan", "JPN", None),
        ("Armed Rebel (Sudan)", "SDN", Sector.REB),
        ("Citizen (Korea, Republic of)", "KOR", Sector.CVL),
        ("Barack Obama", "USA", None),
        ("UN Security Council", "IGO", Sector.IGO),
    ],
)
def test_the_words_of_a_name_give_its_state(words: str, country: str, sector: Sector | None) -> None:
    row = {"date": "2014-08-01", "source": words, "target": "China", "cameo": "040"}
    found = event("icews", row)
    assert (found.actor.country, found.actor.sector) == (country, sector)


@pytest.mark.parametrize("words", ["Militant (Taliban)", "Bogus Person", "Middle East"])
def test_a_name_of_no_state_that_we_know_is_not_guessed(words: str) -> None:
    row = {"date": "2014-08-01", "source": words, "target": "China", "cameo": "040"}
    assert code("icews", row) == Fault("unknown actor", words)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Event_Date": "2014-13-01"}, "broken date"),
        ({"Event_Date": ""}, "broken date"),
        ({"Event_Date": "2026-01-02"}, "future date"),
        ({"CAMEO_Code": "43"}, "unknown code"),
        ({"CAMEO_Code": "040.0"}, "unknown code"),
        ({"Source_Country": "Atlantis"}, "unknown actor"),
        ({"Source_Country": "", "Source_Name": "", "Source_Sectors": ""}, "no actor"),
    ],
)
def test_a_row_that_cannot_be_coded_says_why(changes: dict[str, str], why: str) -> None:
    found = code("icews", ICEWS, **changes)
    assert isinstance(found, Fault)
    assert found.code == why
    assert why in WHY


def test_a_row_of_another_width_is_left_out() -> None:
    assert coder("icews", tuple(ICEWS)).code(1, ["a"], "a") == Fault("columns", "1, not 10")


def test_a_row_with_the_id_of_an_earlier_one_is_a_duplicate() -> None:
    one = coder("icews", tuple(ICEWS))
    first = one.code(1, list(ICEWS.values()), "x")
    again = one.code(2, list(ICEWS.values()), "x told by another story")
    other = one.code(3, list((ICEWS | {"Event ID": "8"}).values()), "x")
    assert isinstance(first, CodedEvent)
    assert again == Fault("duplicate", "7")
    assert isinstance(other, CodedEvent)


def test_the_same_row_has_the_same_key_in_every_file() -> None:
    assert event("icews", ICEWS).key == event("icews", ICEWS).key != event("icews", ICEWS, Event_ID="8").key


def test_a_file_without_a_needed_column_is_rejected_by_name() -> None:
    with pytest.raises(Rejected, match="event date"):
        coder("icews", tuple(c for c in ICEWS if c != "Event Date"))


def test_gdelt_has_sixty_one_columns_and_had_fewer_before() -> None:
    assert sorted(map(len, EVENT_FORMATS["gdelt"].headless.values())) == [57, 58, 61]
    assert all(n == len(columns) for n, columns in EVENT_FORMATS["gdelt"].headless.items())


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_in_each_way_of_writing_it(day: date) -> None:
    for written in (day.isoformat(), f"{day:%Y%m%d}", f"{day.isoformat()} 00:00:00", f"{day.isoformat()}T12:30:00"):
        assert parse_day(written) == day


@given(st.text())
def test_whatever_a_date_cell_holds_it_is_a_day_or_none(text: str) -> None:
    found = parse_day(text)
    assert found is None or isinstance(found, date)
