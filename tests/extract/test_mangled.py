"""Apostrophes that an encoding has mangled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.extract.mangled import with_apostrophes
from tests.extract.pages import article_of, states_named


@pytest.mark.parametrize("mark", ["u2019", "â€™", "’"])
def test_a_name_before_a_mangled_apostrophe_is_found(mark: str):
    assert states_named(f"Readout of President Joe Biden{mark}s call to Chad.", "President Joe Biden") == {"USA"}
    assert states_named(f"Japan{mark}s foreign ministry spoke.", f"Japan{mark}s foreign ministry") == {"JPN"}


def test_a_page_without_mangled_apostrophes_stays_itself():
    article = article_of("Finland’s envoy met Chad's.")
    assert with_apostrophes(article) is article


@given(st.text(alphabet="ab u2019’â€™s", max_size=40))
def test_every_character_keeps_its_place(text: str):
    told = with_apostrophes(article_of(text)).text
    assert len(told) == len(text)
    assert all(a == b or b in " ’" for a, b in zip(text, told, strict=True))
