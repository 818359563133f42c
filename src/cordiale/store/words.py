"""How texts are laid out for the word index, and how a query of a person becomes one of the index.

The index tells words apart by spaces, which Japanese, Chinese and Korean do not set where words end; their characters are
indexed one by one, so that a phrase of any length is found, two characters as well as ten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec

# Kana, bopomofo, ideographs (with extensions and compatibility forms) and hangul syllables.
_UNSPACED = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff]"
)
_ASKED = re.compile(r'"([^"]+)"|(\S+)')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Fields of mentions that are words of a page or of a table, as against codes, dates and figures.
_SAID = frozenset("quote what cause effect indicator person office name unit attributed_to cue qualifier".split())


def apart(text: str | None) -> str:
    """A text with a space on either side of each character of a script without spaces; nothing for None."""
    return _UNSPACED.sub(r" \g<0> ", text) if text else ""


def index_query(asked: str) -> str:
    """The query of FTS5 that asks for every word and every phrase in quotation marks; a star asks for beginnings.

    Empty where nothing is asked for that could be found.
    """
    return " ".join(f'"{p.words}"' + "*" * p.is_beginning for p in phrases_asked(asked))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are asked for one after another, set apart as the index has them; the last may be a beginning."""

    words: str
    is_beginning: bool = False


def phrases_asked(asked: str) -> list[Phrase]:
    """Every word and every phrase in quotation marks that a query asks for and that could be found."""
    found = []
    for phrase, word in _ASKED.findall(_CONTROL.sub(" ", asked)):
        words = apart(phrase or word.rstrip("*")).replace('"', " ").strip()
        if any(c.isalnum() for c in words):
            found.append(Phrase(words, word.endswith("*") and len(word) > 1))
    return found


def words_asked(asked: str) -> list[str]:
    """The words and phrases that a query asks for, as they may stand in a text."""
    found = [phrase or word.rstrip("*") for phrase, word in _ASKED.findall(_CONTROL.sub(" ", asked))]
    return [w for w in found if any(c.isalnum() for c in w)]


def words_of(item: object) -> str:
    """All that an item says in words, each once."""
    found: dict[str, None] = {}
    _gather(msgspec.to_builtins(item), "", found)
    return "\n".join(found)


def _gather(value: Any, field: str, found: dict[str, None]) -> None:
    if isinstance(value, dict):
        for name, part in value.items():
            _gather(part, name, found)
    elif isinstance(value, list | tuple):
        for part in value:
            _gather(part, field, found)
    elif isinstance(value, str) and field in _SAID:
        found.setdefault(value)
