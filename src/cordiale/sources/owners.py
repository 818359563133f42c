"""Who owns a publisher: two papers of one house are one witness."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

NOBODY_ELSE: Mapping[str, str] = {}


def house_of(publisher: str, told: Mapping[str, str] = NOBODY_ELSE) -> str:
    """The owner of a publisher where we know it, else the publisher itself, lower case without its article or ending.

    'The Example Times', 'example times' and 'www.exampletimes.example' are written differently and stay so except for
    case, a leading 'the' or 'www.' and a top-level domain. `told` are owners by plain name that somebody else knows of
    (the files of watched publishers); they go before ours, and an owner that we list too is the same house.
    """
    name = plain_name(publisher)
    if owner := told.get(name):
        house = plain_name(owner)
        return _houses().get(house, house)
    return _owners().get(name, name)


def plain_name(publisher: str) -> str:
    """A publisher's name for comparison: lower case, without a leading 'the' or 'www.' and a domain's ending."""
    name = " ".join(publisher.casefold().split())
    name = re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", name)
    return re.sub(r"^the |\.(?:com|org|net|co\.[a-z]{2}|com\.[a-z]{2})$", "", name)


@cache
def _owners() -> dict[str, str]:
    table = tomllib.loads(files("cordiale.sources").joinpath("owners.toml").read_text("utf-8"))
    return {plain_name(p): e["name"] for e in table["owner"] for p in e["publishers"]}


@cache
def _houses() -> dict[str, str]:
    """The houses of our list under their plain names, and under those of their papers."""
    return {plain_name(house): house for house in _owners().values()} | _owners()
