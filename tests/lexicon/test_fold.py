"""Folding text: what is made plain, and the way back to the original offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.lexicon.fold import fold, key_of


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Erdoğan", "Erdogan"),
        ("Erdog\u0306an", "Erdogan"),
        ("Łódź", "Lodz"),
        ("U.S.–Japan", "U.S.-Japan"),
        ("South\u00a0Korea", "South Korea"),
        ("South\nKorea", "South Korea"),
        ("South   Korea", "South Korea"),
        ("South\u200b Korea", "South Korea"),
    ],
)
def test_spellings_of_a_name_fold_to_one(written: str, plain: str) -> None:
    assert fold(written).text == plain


def test_an_empty_line_stays_a_break() -> None:
    assert fold("South\n\nKorea").text == "South\nKorea"


@given(st.text(alphabet="ab ’é\n\u0301\u200b–", max_size=40))
def test_every_plain_character_points_to_the_original_it_came_from(text: str) -> None:
    folded = fold(text)
    origins = [folded.origin(i) for i in range(len(folded.text))]
    assert origins == sorted(set(origins))
    for at, origin in enumerate(origins):
        assert 0 <= origin < len(text)
        if folded.text[at].isalpha():
            assert fold(text[origin]).text == folded.text[at]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(fold(once).text).text == fold(once).text


def test_a_key_has_neither_case_nor_article() -> None:
    assert key_of("The Hague") == key_of("hague")
