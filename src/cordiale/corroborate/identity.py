"""Ids that say where a mention came from: the same page gives the same ids, in whatever order pages are read.

An id rests on the page, the characters and the kind of thing said, not on scores or on how names are resolved: a better
reader that finds the same thing in the same words leaves it its id, and with it the judgements upon it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from cordiale.model.mention import EventMention, GroupingMention, Mention, OfficeMention

# With twelve digits two mentions in a record of a million share an id once in five hundred records.
_LENGTH = 12


def mention_ids(prefix: str, mentions: Sequence[Any]) -> dict[str, Any]:
    """Mentions of a kind under their ids, in order of the ids; of two that are equal in everything one is kept.

    Two that say different things in the same place are told apart by all that they say.
    """
    at_place: dict[str, dict[bytes, Any]] = {}
    for mention in mentions:
        at_place.setdefault(_digest(_place(mention)), {})[msgspec.json.encode(mention)] = mention
    found = {}
    for place, said in at_place.items():
        for n, (body, mention) in enumerate(sorted(said.items())):
            found[f"{prefix}_{place if n == 0 else _digest([place, body.decode()])}"] = mention
    return dict(sorted(found.items()))


def _digest(value: list[Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:_LENGTH]


def _place(mention: Mention) -> list[Any]:
    spans = [(e.span.start, e.span.end) for e in mention.evidence]
    if isinstance(mention, EventMention):
        what = str(mention.type)
    elif isinstance(mention, OfficeMention):
        what = f"{mention.person}|{mention.office}"
    elif isinstance(mention, GroupingMention):
        what = mention.name
    else:
        what = ""
    return [mention.article, spans, what]
