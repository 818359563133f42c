"""Whether a publisher reserves a page against text and data mining, in any of the ways in which pages say so.

The ways are those of the TDM Reservation Protocol (final report of the W3C community group, 10 May 2024): the file
/.well-known/tdmrep.json, the header `tdm-reservation`, the meta tag of that name; and the words `noai` and `noml` of the
robots meta tag and the header X-Robots-Tag. One of them is enough; a 0 in one does not lift the 1 of another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

from cordiale.capture.robots import TOKEN

_RESERVING = frozenset({"noai", "noml"})
_HEAD = 256 * 1024
_MOST_RULES = 1000


def reserved_by_file(text: str, target: str) -> str | None:
    """Why a path of a site is reserved by its tdmrep.json, or None.

    Of the rules that fit, the longest decides, as in RFC 9309, and of two of one length the one that reserves. A file that
    is no list of rules reserves nothing.
    """
    try:
        rules = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError):
        return None
    if isinstance(rules, dict):
        rules = [rules]
    if not isinstance(rules, list):
        return None
    fitting = []
    for rule in rules[:_MOST_RULES]:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str) and _fits(location, target):
            fitting.append((len(location), _is_one(rule.get("tdm-reservation")), location))
    if fitting and max(fitting)[1]:
        return f"/.well-known/tdmrep.json reserves {max(fitting)[2]}"
    return None


def _fits(location: str, target: str) -> bool:
    """Whether a pattern with `*` and a closing `$` fits the beginning of a path; without backtracking."""
    is_whole = location.endswith("$")
    first, *others = location.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for n, part in enumerate(others):
        if is_whole and n == len(others) - 1:
            return target.endswith(part) and len(target) - len(part) >= at
        found = target.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not is_whole or at == len(target)


def reserved_by_headers(headers: tuple[tuple[str, str], ...]) -> str | None:
    """Why an answer's headers reserve the page, or None."""
    for key, value in headers:
        if key.lower() == "tdm-reservation" and _is_one(value):
            return "header tdm-reservation: 1"
        if key.lower() == "x-robots-tag" and (word := _reserving_tag(value)):
            return f"header X-Robots-Tag: {word}"
    return None


def _reserving_tag(value: str) -> str | None:
    """The reserving word of an X-Robots-Tag; a name before a colon makes it for that robot and those after it."""
    for_us = True
    for part in value.lower().split(","):
        name, colon, rest = part.rpartition(":")
        if colon and name.strip() not in ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"):
            for_us = name.strip() in ("*", TOKEN)
        word = (rest if colon else part).strip()
        if for_us and word in _RESERVING:
            return word
    return None


def reserved_by_page(data: bytes) -> str | None:
    """Why the meta tags of a page reserve it, or None."""
    for name, content in _meta_tags(data[:_HEAD]):
        if name == "tdm-reservation" and _is_one(content):
            return "meta tag tdm-reservation: 1"
        if name in ("robots", TOKEN):
            for word in re.split(r"[\s,]+", content.lower()):
                if word in _RESERVING:
                    return f"meta tag {name}: {word}"
    return None


def _meta_tags(data: bytes) -> Iterator[tuple[str, str]]:
    root = etree.fromstring(data, etree.HTMLParser(no_network=True)) if data.strip() else None
    for tag in root.iter("meta") if root is not None else ():
        yield (tag.get("name") or "").strip().lower(), tag.get("content") or ""


def _is_one(value: object) -> bool:
    return value is True or str(value).strip() in ("1", "1.0", "true")
