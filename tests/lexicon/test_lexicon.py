"""Look-ups in the lexicon: states by name, office-holders by name and day, members by day."""

import gc
import time
import tomllib
from collections.abc import Callable
from datetime import date

import pytest

from cordiale.lexicon import load_lexicon, read_lexicon
from cordiale.lexicon.tables import packaged_tables

LEXICON = load_lexicon()


def test_the_lexicon_is_read_once() -> None:
    assert load_lexicon() is LEXICON


def test_reading_the_tables_takes_little_longer_than_parsing_them() -> None:
    def seconds(work: Callable[[], object]) -> float:
        taken = []
        # What other tests left behind is not to be swept up in the time that is taken here.
        gc.disable()
        try:
            for _ in range(3):
                start = time.process_time()
                work()
                taken.append(time.process_time() - start)
        finally:
            gc.enable()
        return min(taken)

    texts = [p.read_text("utf-8") for p in packaged_tables().iterdir() if p.name.endswith(".toml")]
    parsing = seconds(lambda: [tomllib.loads(text) for text in texts])
    assert seconds(lambda: read_lexicon(packaged_tables())) < 4 * parsing


def test_every_state_of_iso_3166_and_kosovo_is_there() -> None:
    assert len(LEXICON.states) == 250
    assert {"JPN", "TWN", "PSE", "VAT", "XKX", "HKG"} <= LEXICON.states.keys()


def test_codes_of_states_are_not_shared() -> None:
    for numbers in (
        [s.iso2 for s in LEXICON.states.values()],
        [s.fips for s in LEXICON.states.values() if s.fips],
        [s.cow for s in LEXICON.states.values() if s.cow],
        [s.gw for s in LEXICON.states.values() if s.gw],
        [s.wikidata for s in LEXICON.states.values() if s.wikidata],
    ):
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("code", "cow", "gw", "fips"), [("DEU", 255, 260, "GM"), ("YEM", 679, 678, "YM"), ("JPN", 740, 740, "JA")]
)
def test_numbers_of_states_keep_the_two_lists_apart(code: str, cow: int, gw: int, fips: str) -> None:
    state = LEXICON.states[code]
    assert (state.cow, state.gw, state.fips) == (cow, gw, fips)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Japan", "JPN"),
        ("JPN", "JPN"),
        ("the Netherlands", "NLD"),
        ("Cote d’Ivoire", "CIV"),
        ("Republic of China", "TWN"),
        ("burma", "MMR"),
        ("Japanese", "JPN"),
        ("Tokyo", "JPN"),
    ],
)
def test_a_state_is_known_by_its_names(name: str, code: str) -> None:
    state = LEXICON.state_of_name(name)
    assert state is not None
    assert state.iso3 == code


def test_a_name_of_no_state_gives_none() -> None:
    assert LEXICON.state_of_name("Ruritania") is None


def test_the_holder_of_an_office_depends_on_the_day() -> None:
    spring = LEXICON.holders("JPN", "prime minister", date(2024, 4, 10))
    winter = LEXICON.holders("JPN", "prime minister", date(2024, 12, 10))
    assert [t.person for t in spring] == ["Fumio Kishida"]
    assert [t.person for t in winter] == ["Shigeru Ishiba"]


def test_an_office_is_known_by_any_of_its_words() -> None:
    on = date(2024, 4, 10)
    assert (
        LEXICON.holders("IND", "external affairs minister", on) == LEXICON.holders("IND", "foreign minister", on) != ()
    )


def test_without_a_day_all_holders_are_given() -> None:
    assert len(LEXICON.holders("JPN", "prime minister")) > 20


@pytest.mark.parametrize("name", ["Fumio Kishida", "Kishida Fumio", "Kishida", "KISHIDA"])
def test_a_person_is_known_in_either_order_and_by_surname(name: str) -> None:
    assert "prime minister" in {t.office for t in LEXICON.tenures_of(name) if t.person == "Fumio Kishida"}


def test_nobody_of_that_name_gives_nothing() -> None:
    assert LEXICON.tenures_of("Rudolf Rassendyll") == ()


@pytest.mark.parametrize(
    ("organisation", "state", "on", "is_member"),
    [
        ("NATO", "FIN", date(2022, 1, 1), False),
        ("NATO", "FIN", date(2024, 1, 1), True),
        ("EU", "GBR", date(2015, 1, 1), True),
        ("EU", "GBR", date(2021, 1, 1), False),
        ("BRICS", "EGY", date(2023, 6, 1), False),
        ("BRICS", "EGY", date(2024, 6, 1), True),
        ("QUAD", "IND", date(2024, 1, 1), True),
        ("TPP", "USA", date(2018, 1, 1), False),
        ("UN", "JPN", date(2024, 1, 1), True),
    ],
)
def test_members_depend_on_the_day(organisation: str, state: str, on: date, is_member: bool) -> None:
    assert (state in LEXICON.organisations[organisation].members_on(on)) is is_member


@pytest.mark.parametrize(
    ("organisation", "size"), [("G7", 7), ("EU", 27), ("NATO", 32), ("AUKUS", 3), ("OPEC", 12), ("AU", 55)]
)
def test_members_of_today_are_counted_without_a_day(organisation: str, size: int) -> None:
    assert len(LEXICON.organisations[organisation].members_on(None)) == size


def test_organisations_act_and_treaties_do_not() -> None:
    assert LEXICON.organisations["UN"].acts
    assert not LEXICON.organisations["Treaty of San Francisco"].acts


def test_ids_of_organisations_are_not_shared() -> None:
    names = [n for o in LEXICON.organisations.values() for n in o.names]
    assert sorted(n for n in set(names) if names.count(n) > 1) == []


def test_a_state_has_its_usual_name_and_what_is_no_state_its_code() -> None:
    assert load_lexicon().name_of("JPN") == "Japan"
    assert load_lexicon().name_of("QQQ") == "QQQ"
