"""Ids that say where a mention came from: the same page gives the same ids, in whatever order pages are read.

An id rests on the name of the page, the kind of thing said and the words that say it; not on where in the page they
stand, on scores or on how names are resolved. A page that is corrected elsewhere, or a better reader that finds the same
thing in the same words, leaves it its id, and with it the judgements upon it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from cordiale.model.mention import EventMention, GroupingMention, Mention, OfficeMention

# With twelve digits two mentions in a record of a million share an id once in five hundred records.
_LENGTH = 12


def mention_ids(prefix: str, mentions: Sequence[Any], documents: Mapping[str, str]) -> dict[str, Any]:
    """Mentions of a kind under their ids, in order of the ids; of two that are equal in everything one is kept.

    `documents` gives the name of the page of each article (by id). Mentions of one page in the same words are told apart
    by their order in it.
    """
    in_words: dict[str, dict[bytes, Any]] = {}
    for mention in mentions:
        key = _digest(_words(mention, documents[mention.article]))
        in_words.setdefault(key, {})[msgspec.json.encode(mention)] = mention
    found = {}
    for key, said in in_words.items():
        for n, (_, mention) in enumerate(sorted(said.items(), key=_order)):
            found[f"{prefix}_{key if n == 0 else _digest([key, n])}"] = mention
    return dict(sorted(found.items()))


def _order(said: tuple[bytes, Any]) -> tuple[list[tuple[int, int]], bytes]:
    return [(e.span.start, e.span.end) for e in said[1].evidence], said[0]


def _digest(value: list[Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:_LENGTH]


def _words(mention: Mention, document: str) -> list[Any]:
    words = [" ".join(e.quote.split()) for e in mention.evidence]
    if isinstance(mention, EventMention):
        what = str(mention.type)
    elif isinstance(mention, OfficeMention):
        what = f"{mention.person}|{mention.office}"
    elif isinstance(mention, GroupingMention):
        what = mention.name
    else:
        what = ""
    return [document, words, what]
