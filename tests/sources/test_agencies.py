"""Agencies that a page credits."""

import tomllib
from importlib.resources import files

import pytest

from cordiale.sources import agencies_credited

TABLE = tomllib.loads(files("cordiale.sources").joinpath("agencies.toml").read_text("utf-8"))["agency"]


@pytest.mark.parametrize("entry", TABLE, ids=lambda e: e["name"])
def test_the_example_of_an_agency_credits_it(entry: dict[str, str]) -> None:
    byline = entry["example"] if "(" not in entry["example"] else None
    assert entry["name"] in agencies_credited(entry["example"], byline)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Ministers met.\n(Reuters)", "Reuters"),
        ("Ministers met.\nSource: AFP", "Agence France-Presse"),
        ("Ministers met.\n(With inputs from PTI)", "PTI"),
        ("Ministers met.\nThe Associated Press contributed to this report.", "Associated Press"),
        ("LIMA (Meridian Newswire) — Ministers met.", "meridian newswire"),
        ("Ministers met.\nSource: Meridian Newswire", "meridian newswire"),
    ],
)
def test_a_credit_is_found_wherever_pages_put_it(text: str, agency: str) -> None:
    assert agencies_credited(text, None) == {agency}


@pytest.mark.parametrize(
    "text",
    [
        "The minister told Reuters that talks went well.",
        "Leaders met. (AP Photo)",
        "Sources said that Reuters would be told.",
        "Source: a person close to the talks who would not be named",
        "The Ministry of Defence (MOD) — which pays — was asked.",
    ],
)
def test_a_name_in_running_text_and_a_credit_for_a_picture_are_none(text: str) -> None:
    assert agencies_credited("x" * 301 + "\n" + text, None) == frozenset()
