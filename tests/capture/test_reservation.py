from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.capture.reservation import reserved_by_file, reserved_by_headers, reserved_by_page


def rules(*told: tuple[str, object]) -> str:
    return json.dumps([{"location": where, "tdm-reservation": value} for where, value in told])


@pytest.mark.parametrize(
    ("file", "target", "is_reserved"),
    [
        (rules(("/", 1)), "/a", True),
        (rules(("/", 0)), "/a", False),
        (rules(("/", "1")), "/a", True),
        (rules(("/news/", 1)), "/sport/a", False),
        (rules(("/", 1), ("/free/", 0)), "/free/a", False),
        (rules(("/", 0), ("/paid/", 1)), "/paid/a", True),
        (rules(("/a*", 0), ("/*a", 1)), "/aa", True),
        (rules(("/images/*.jpg$", 1)), "/images/x/y.jpg", True),
        (rules(("/images/*.jpg$", 1)), "/images/y.jpg?x", False),
        (rules(("/a$", 1)), "/ab", False),
        (json.dumps({"location": "/", "tdm-reservation": 1}), "/a", True),
        ("", "/a", False),
        ("no JSON", "/a", False),
        ('[1, null, {"location": 3}]', "/a", False),
        ("[" * 100_000, "/a", False),
        ('"text"', "/a", False),
    ],
)
def test_a_file_of_reservations_is_for_the_paths_it_names(file: str, target: str, is_reserved: bool) -> None:
    assert (reserved_by_file(file, target) is not None) is is_reserved


@given(st.text("ab/*", max_size=8), st.booleans(), st.text("ab/", max_size=10))
def test_patterns_fit_as_those_of_robots_do(pattern: str, is_whole: bool, path: str) -> None:
    """Against the same pattern as a regular expression."""
    expression = ".*".join(map(re.escape, f"/{pattern}".split("*"))) + ("$" if is_whole else "")
    location = f"/{pattern}" + ("$" if is_whole else "")
    fits = reserved_by_file(rules((location, 1)), f"/{path}") is not None
    assert fits is bool(re.match(expression, f"/{path}"))


@pytest.mark.parametrize(
    ("header", "why"),
    [
        (("TDM-Reservation", "1"), "header tdm-reservation: 1"),
        (("tdm-reservation", "0"), None),
        (("X-Robots-Tag", "noai"), "header X-Robots-Tag: noai"),
        (("X-Robots-Tag", "noindex, noai, noimageai"), "header X-Robots-Tag: noai"),
        (("X-Robots-Tag", "otherbot: noai"), None),
        (("X-Robots-Tag", "otherbot: noindex, noai"), None),
        (("X-Robots-Tag", "cordiale: noai"), "header X-Robots-Tag: noai"),
        (("X-Robots-Tag", "unavailable_after: 1 Jan 2030, noai"), "header X-Robots-Tag: noai"),
        (("X-Robots-Tag", "noindex"), None),
    ],
)
def test_headers_reserve(header: tuple[str, str], why: str | None) -> None:
    assert reserved_by_headers((("Server", "x"), header)) == why


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<html><head><meta name=tdm-reservation content=1></head>", "meta tag tdm-reservation: 1"),
        ("<META NAME='TDM-Reservation' CONTENT=' 1 '>", "meta tag tdm-reservation: 1"),
        ("<meta name='tdm-reservation' content='0'>", None),
        ("<meta name='robots' content='index, NoAI'>", "meta tag robots: noai"),
        ("<meta name='robots' content='noimageai'>", None),
        ("<meta name='cordiale' content='noai'>", "meta tag cordiale: noai"),
        ("<p>We write about &lt;meta name='tdm-reservation' content='1'&gt; and noai.</p>", None),
        ("<!-- <meta name='robots' content='noai'> -->", None),
        ("", None),
        ("plain text", None),
    ],
)
def test_meta_tags_reserve(page: str, why: str | None) -> None:
    assert reserved_by_page(page.encode()) == why


@given(st.binary(max_size=400))
def test_any_bytes_can_be_asked(data: bytes) -> None:
    reserved_by_page(data)
    reserved_by_file(data.decode("latin-1"), "/")
