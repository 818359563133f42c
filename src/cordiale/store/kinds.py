"""The kinds of record item as they lie in the file: the name of each and how its JSON is read back."""

from __future__ import annotations

from typing import Any

import msgspec

from cordiale.model.mention import (
    CommitmentMention,
    DriverMention,
    EventMention,
    GroupingMention,
    OfficeMention,
    QuantityMention,
    Quotation,
)
from cordiale.model.record import Item

_MENTIONS: dict[str, type] = {
    "events": EventMention,
    "statements": Quotation,
    "commitments": CommitmentMention,
    "drivers": DriverMention,
    "quantities": QuantityMention,
    "offices": OfficeMention,
    "groupings": GroupingMention,
}
MENTION_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(mention) for kind, mention in _MENTIONS.items()
}
KINDS: tuple[str, ...] = tuple(_MENTIONS)
_DECODERS = {kind: msgspec.json.Decoder(Item[mention]) for kind, mention in _MENTIONS.items()}  # type: ignore[valid-type]


def encode_item(item: Item[Any]) -> str:
    """An item as JSON."""
    return msgspec.json.encode(item).decode()


def decode_item(kind: str, body: str) -> Any:
    """The item of a kind (a field name of Record) from its JSON."""
    return _DECODERS[kind].decode(body)
