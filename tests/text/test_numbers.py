from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.document import Span
from cordiale.text.numbers import NumberSpan, find_numbers


def numbers_in(text: str) -> list[NumberSpan]:
    return find_numbers(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("worth over $200 billion", 200e9, "USD", "over"),
        ("¥8.7 trillion", 8.7e12, "JPY", None),
        ("about 43 trillion yen", 43e12, "JPY", "about"),
        ("200bn euros", 200e9, "EUR", None),
        ("a 40 mln dlr loan", 40e6, "USD", None),
        ("six billion dlrs", 6e9, "USD", None),
        ("a 7-billion-dlr gap", 7e9, "USD", None),
        ("about 12 pct", 12, "percent", "about"),
        ("4 billion Canadian dollars", 4e9, "CAD", None),
        ("$550bn", 550e9, "USD", None),
        ("US$3 million", 3e6, "USD", None),
        ("RMB 20 billion", 20e9, "CNY", None),
        ("A$368bn", 368e9, "AUD", None),
        ("1.2m people", 1.2e6, "people", None),
        ("A dozen states", 12, "states", None),
        ("two percent", 2, "percent", None),
        ("at least 2% of its GDP", 2, "percent", "at least"),
        ("some 54,000 troops", 54000, "troops", "some"),
        ("nearly half a million people", 500000, "people", "nearly"),
        ("twenty-five warships", 25, "warships", None),
        ("up to 400 cruise missiles", 400, "cruise missiles", "up to"),
        ("防衛費43兆円", 43e12, "JPY", None),
    ],
)
def test_a_quantity_has_its_value_unit_and_qualifier(text: str, value: float, unit: str, qualifier: str | None):
    (found,) = numbers_in(text)
    assert (found.value, found.unit, found.qualifier) == (value, unit, qualifier)


def test_a_range_keeps_both_ends():
    (found,) = numbers_in("10-15 % of imports")
    assert (found.value, found.upper, found.unit) == (10, 15, "percent")
    (money,) = numbers_in("$1.5-2 billion")
    assert (money.value, money.upper) == (1.5e9, 2e9)


def test_a_bare_dollar_sign_is_what_the_caller_says():
    (found,) = find_numbers("$5 million", Span(0, 10), dollar="CAD")
    assert found.unit == "CAD"
    (marked,) = find_numbers("US$5 million", Span(0, 12), dollar="CAD")
    assert marked.unit == "USD"


@pytest.mark.parametrize(
    "text",
    [
        "aged 54, a 54-year-old",
        "Article 9 and Section 301",
        "an F-35 and the Group of 7",
        "the 1990s, 24/7, at 10:30 or 3 p.m.",
        "the 5th round",
        "call 03-1234-5678",
        "on April 10, 2024, and in 2026",
        "for three years",
        "the party won 3",
        "At the table, an envoy",
    ],
)
def test_ages_dates_times_ordinals_and_numbers_of_names_are_no_quantities(text: str):
    assert numbers_in(text) == []


def test_the_places_of_sign_number_and_unit_are_told():
    text = "It sent about 1,200 soldiers."
    (found,) = numbers_in(text)
    assert found.span.of(text) == "1,200 soldiers"
    assert found.number.of(text) == "1,200"
    assert found.unit_span is not None
    assert found.unit_span.of(text) == "soldiers"
    assert found.qualifier_span is not None
    assert found.qualifier_span.of(text) == "about"


@given(st.text(alphabet=st.sampled_from("12,.5%$¥-– bnm aover millionyen/:s"), min_size=1) | st.text(min_size=1))
def test_numbers_stand_inside_the_text_in_order_without_overlap(text: str):
    found = numbers_in(text)
    assert all(n.span.end <= len(text) and n.span.contains(n.number) for n in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
