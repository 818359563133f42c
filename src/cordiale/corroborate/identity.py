"""Ids that say where a mention came from: the same page gives the same ids, in whatever order pages are read.

An item's id is the smallest id of its mentions, so that an id once seen still finds its item after others have joined.
"""

from __future__ import annotations

import hashlib

import msgspec

from cordiale.model.mention import Mention

# With twelve digits two mentions in a record of a million share an id once in five hundred records.
_LENGTH = 12


def mention_id(prefix: str, mention: Mention) -> str:
    """The id of a mention: a prefix for its kind and twelve hex digits of the sha256 of all it says and where."""
    body = msgspec.json.encode(mention)
    return f"{prefix}_{hashlib.sha256(body).hexdigest()[:_LENGTH]}"
