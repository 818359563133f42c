"""How names of persons may be written."""

import pytest

from cordiale.lexicon.entries import NameOrder, Tenure
from cordiale.lexicon.names import bare_surnames, full_names, given_name_of, surname_of
from cordiale.model.ontology import Sector


def tenure(person: str, surname: str | None = None) -> Tenure:
    return Tenure(person, "XXX", "king", Sector.GOV, None, None, surname=surname)


@pytest.mark.parametrize(
    ("person", "order", "surname", "given"),
    [
        ("Ann Lee", NameOrder.GIVEN_FIRST, "Lee", "Ann"),
        ("Li Ming", NameOrder.FAMILY_FIRST, "Li", "Ming"),
        ("Anna von der Au", NameOrder.GIVEN_FIRST, "von der Au", "Anna"),
        ("Bo Diaz Jr.", NameOrder.GIVEN_FIRST, "Diaz", "Bo"),
        ("Tran Duc Minh", NameOrder.CALLED_BY_LAST, "Minh", "Tran"),
        ("Plato", NameOrder.GIVEN_FIRST, None, "Plato"),
    ],
)
def test_the_surname_stands_where_the_order_of_names_puts_it(
    person: str, order: NameOrder, surname: str | None, given: str
) -> None:
    assert surname_of(person, order) == surname
    assert given_name_of(person, order) == given


def test_a_surname_that_the_table_gives_goes_before_the_rule() -> None:
    assert bare_surnames(tenure("Rosa Pi Sol", "Pi Sol"), NameOrder.GIVEN_FIRST) == {"Pi Sol"}


def test_an_arabic_article_may_be_left_out() -> None:
    assert bare_surnames(tenure("Omar al-Najjar"), NameOrder.GIVEN_FIRST) == {"al-Najjar", "Najjar"}


def test_a_name_of_two_words_is_turned_round_where_either_order_is_used() -> None:
    assert "Mori Ken" in full_names(tenure("Ken Mori"), NameOrder.EITHER)
    assert "Mori Ken" not in full_names(tenure("Ken Mori"), NameOrder.GIVEN_FIRST)


@pytest.mark.parametrize("spelling", ["Min Ha-neul", "Min Ha Neul", "Min Ha-Neul"])
def test_a_double_given_name_has_a_hyphen_or_a_space(spelling: str) -> None:
    assert spelling in full_names(tenure("Min Ha-neul"), NameOrder.FAMILY_FIRST)


def test_initials_and_suffixes_may_be_left_out() -> None:
    assert {"Ann B. Diaz Jr.", "Ann B. Diaz", "Ann Diaz"} <= full_names(
        tenure("Ann B. Diaz Jr."), NameOrder.GIVEN_FIRST
    )
