"""The maker of the table of heads reads names and days as the factbook writes them."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "training" / "make_tenures.py"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_tenures", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_tenures"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("word", "usual"),
    [
        ("McALEESE", "McAleese"),
        ("O'NEILL", "O'Neill"),
        ("GEERLINGS-SIMONS", "Geerlings-Simons"),
        ("al-SISI", "al-Sisi"),
        ("III", "III"),
        ("MATA'AFA", "Mata'afa"),
    ],
)
def test_a_capital_surname_gets_its_usual_case(maker: ModuleType, word: str, usual: str) -> None:
    assert maker.cased(word) == usual


@pytest.mark.parametrize(
    ("found", "person", "surname"),
    [
        ("Karol NAWROCKI", "Karol Nawrocki", None),
        ("Rodrigo PAZ Pereira", "Rodrigo Paz", None),
        ("Bart DE WEVER", "Bart de Wever", "de Wever"),
        ("LAI Ching-te", "Lai Ching-te", "Lai"),
        ("Swiss Confederation Guy PARMELIN", "Guy Parmelin", None),
        ("Sr. Gen. MIN AUNG HLAING", "Min Aung Hlaing", "Min Aung Hlaing"),
        ("Surangel WHIPPS, Jr.", "Surangel Whipps Jr.", "Whipps"),
    ],
)
def test_a_name_is_written_as_newspapers_do(maker: ModuleType, found: str, person: str, surname: str | None) -> None:
    assert maker.read_name(found)[:2] == (person, surname)


def test_a_list_of_titles_is_no_name(maker: ModuleType) -> None:
    assert maker.read_name("and Minister of Finance") is None


def test_a_deputy_is_no_head(maker: ModuleType) -> None:
    assert maker.office_of("Deputy Prime Minister") is None
    assert maker.office_of("Vice President") is None
    assert maker.office_of("Interim President") == "president"


def test_a_day_that_cannot_be_read_is_the_day_of_the_first_copy(maker: ModuleType) -> None:
    assert maker.read_day("since 18 September 2024; re-elected", "2025-01-01") == date(2024, 9, 18)
    assert maker.read_day("30 July2020", "2025-01-01") == date(2020, 7, 30)
    assert maker.read_day("October 2020", "2025-01-01") == date(2020, 10, 1)
    assert maker.read_day(None, "2025-01-01") == date(2025, 1, 1)


def test_a_stay_ends_where_the_next_begins_and_two_spellings_are_one_stay(maker: ModuleType) -> None:
    def holder(person: str, start: date) -> object:
        return maker.Holder("XXX", "president", person, person, None, start, date(2025, 1, 1))

    stays = maker.merged(
        [
            holder("Ana Ruiz", date(2020, 1, 1)),
            holder("Ana María Ruiz", date(2020, 1, 1)),
            holder("Otto Lind", date(2023, 5, 1)),
        ]
    )
    assert [(s.start, s.end) for s in stays] == [(date(2020, 1, 1), date(2023, 5, 1)), (date(2023, 5, 1), None)]
