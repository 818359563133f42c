"""The notation of FORMAT.md as patterns."""

from __future__ import annotations

import re

STYLES = frozenset({"wire", "analysis", "headline", "statement", "regional", "translated", "caption"})
MARK_KINDS = frozenset({"events", "quotations", "commitments", "drivers"})

_WORDS = r"[^\[\]{}<>|]+"
_CODE = r"[A-Z]{3}(?:\.[A-Z0-9]+)*"
MARK = re.compile(
    rf"@\[(?P<place>{_WORDS})\|(?P<place_key>[a-z]\w*)(?::{_CODE})?\]"
    rf"|\[(?P<actor>{_WORDS})\|(?P<actor_key>[a-z](?:\+[a-z])*)(?::(?P<code>{_CODE}))?\]"
    rf"|\{{(?P<act>{_WORDS})\|(?P<number>\d+):(?P<type>[A-Z]+)(?:\.(?P<mode>[\w-]+))? (?P<status>\w+)\}}"
    rf"|<(?P<date>{_WORDS})\|(?P<date_key>[a-z]\w*):(?P<date_value>[\d/-]+)>"
)

FRAME = re.compile(
    r"> (?P<number>\d+): ?(?P<actors>[a-z](?:\+[a-z])*)?(?: ?-> (?P<recipients>[a-z](?:\+[a-z])*))?"
    r"(?: @(?P<date>[a-z]\w*))?(?: in (?P<place>[a-z]\w*))?(?: #(?P<contexts>[\w,]+))?"
)

_PART = r"\s*([^|]+?)\s*"
BESIDE = {
    '"': re.compile(rf'"{_PART}\|{_PART}\|{_PART}\| *(direct|indirect) (favourable|neutral|critical|alarmed)'),
    "!": re.compile(rf"!{_PART}\|{_PART}\|{_PART}\| *(\w+) (pledged|agreed|under-way|done|broken)(?: due:[\d/-]+)?"),
    "~": re.compile(rf"~{_PART}\|{_PART}\|{_PART}\| *([+-]) (\S.*)"),
}
