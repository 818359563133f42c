"""The codes of event files: every code has a quad class, and a wrong table says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from cordiale.lexicon import LexiconError, load_lexicon
from cordiale.lexicon.codes import FILE, load_codes, read_codes
from cordiale.lexicon.tables import packaged_tables
from cordiale.model.ontology import Context, EventType, QuadClass, Sector


def test_statements_and_appeals_have_a_quad_class_but_are_no_act() -> None:
    acts = load_codes().acts
    untyped = {code for code, act in acts.items() if act.type is None}
    assert untyped == {code for code in acts if code.startswith(("01", "02"))}
    assert all(act.quad_class is QuadClass.VERBAL_COOPERATION for code, act in acts.items() if code in untyped)


def test_the_side_of_a_type_is_that_of_its_root() -> None:
    cooperative = {QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION}
    for code, act in load_codes().acts.items():
        if act.type:
            assert (act.type.quad_class in cooperative) == (act.quad_class in cooperative), code


@pytest.mark.parametrize(
    ("code", "type", "contexts"),
    [
        ("040", EventType.CONSULT, (Context.DIPLOMATIC,)),
        ("0354", EventType.CONCEDE, (Context.ECONOMIC,)),
        ("0871", EventType.RETREAT, (Context.MILITARY,)),
        ("163", EventType.SANCTION, (Context.ECONOMIC,)),
        ("1125", EventType.ACCUSE, (Context.INTELLIGENCE,)),
        ("192", EventType.ASSAULT, (Context.MILITARY, Context.TERRITORIAL)),
        ("180", EventType.ASSAULT, ()),
    ],
)
def test_a_code_gives_type_and_domains(code: str, type: EventType, contexts: tuple[Context, ...]) -> None:
    act = load_codes().acts[code]
    assert (act.type, act.contexts) == (type, contexts)


def test_countries_and_sectors_are_found_by_the_codes_of_each_list() -> None:
    codes = load_codes()
    assert (codes.cameo["ROM"], codes.cameo["JPN"], codes.fips["JA"], codes.fips["WE"]) == ("ROU", "JPN", "JPN", "PSE")
    assert "EUR" not in codes.cameo
    assert codes.sector("REB") is codes.sector("armed rebel") is Sector.REB
    assert codes.sector("Astronaut") is None


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('codes = "04 040', 'codes = "04 030', "codes"),
        ('type = "AID"', 'type = "HELP"', "type"),
        ('ROM = "ROU"', 'ROM = "ROO"', "ROM"),
        ("quad = 4", "quad = 5", "quad"),
        ('codes = "2042"', 'codes = "2049"', "codes"),
    ],
)
def test_a_wrong_table_names_the_key(old: str, new: str, key: str, tmp_path: Path) -> None:
    text = (packaged_tables() / FILE).read_text("utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LexiconError) as trouble:
        read_codes(tmp_path / FILE, load_lexicon())
    assert (trouble.value.file, trouble.value.key) == (FILE, key)
