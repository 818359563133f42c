"""The tables of names and cues for Japanese and Chinese."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from cordiale.lexicon import load_lexicon
from cordiale.lexicon.east_asian import load_east_asian, simplified
from cordiale.lexicon.east_asian_cues import load_east_asian_cues
from cordiale.lexicon.entries import HitKind
from cordiale.model.document import Span

TABLES = files("cordiale.lexicon") / "tables"
STATES = tomllib.loads((TABLES / "east_asian_states.toml").read_text("utf-8"))["state"]
TRIGGERS = tomllib.loads((TABLES / "east_asian_triggers.toml").read_text("utf-8"))["trigger"]


def test_every_state_of_the_lexicon_has_a_name_in_both_languages() -> None:
    assert {s["iso3"] for s in STATES} == load_lexicon().states.keys()
    assert all(s["ja"] and s["zh"] for s in STATES)


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_every_name_of_a_state_is_found_as_that_state(language: str) -> None:
    names = load_east_asian(language)
    for state in STATES:
        for word in state[language]:
            hits = names.find(word, Span(0, len(word)))
            assert [h.name.countries for h in hits] == [(state["iso3"],)], word


def test_traditional_characters_are_read_as_simplified_ones_in_place() -> None:
    text = "美國總統與韓國總理會談"
    assert simplified(text) == "美国总统与韩国总理会谈"
    assert len(simplified(text)) == len(text)


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_every_trigger_is_found_in_its_own_words(language: str) -> None:
    cues = load_east_asian_cues(language)
    for row in TRIGGERS:
        for word in row[language]:
            match = cues.acts.search(simplified(word.replace("~", "")))
            assert match is not None, word
            assert cues.act_of(match) is not None, word


def test_katakana_inside_a_longer_word_is_no_name() -> None:
    names = load_east_asian("ja")
    text = "マリアとインドネシア"
    assert [h.name.countries for h in names.find(text, Span(0, len(text)))] == [("IDN",)]


def test_a_person_has_the_name_of_the_tenures() -> None:
    (hit,) = load_east_asian("zh").find("冯德莱恩", Span(0, 4))
    assert (hit.name.kind, hit.name.persons) == (HitKind.PERSON, ("Ursula von der Leyen",))
