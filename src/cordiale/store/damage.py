"""What is wrong with a record: its storage, its rows, and whether they are what was kept."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

import msgspec

from cordiale.model.document import Article
from cordiale.model.mention import Mentions
from cordiale.store.connection import Connection
from cordiale.store.kinds import MENTION_DECODERS, decode_item
from cordiale.store.told import lines_of
from cordiale.store.words import words_of

# A damaged file has thousands of faults, of which the first tell enough.
_TOLD = 100
_ITEMS = (
    "SELECT item.id, kind, body, item_text.text FROM item LEFT JOIN item_text ON item_text.rowid = item.place "
    "ORDER BY item.place"
)
_ARTICLES = (
    "SELECT article.document, body, mentions, article_text.text FROM article "
    "LEFT JOIN article_text ON article_text.rowid = article.place ORDER BY article.place"
)


def damage_of(db: Connection) -> list[str]:
    """What is wrong, line by line, with the storage and with rows by their names; empty when all is whole.

    Finds storage that the engine cannot read, rows that do not fit one another or cannot be decoded, and captured bytes that are
    not those of their sha256. A character changed inside a text that is not quoted is not found.
    """
    found = db.broken()
    if not found:
        # Rows of a broken tree cannot be walked.
        for check in (_lost_rows, _unreadable_rows, _altered_captures):
            found += lines_of(check(db))
    return found[:_TOLD]


def _lost_rows(db: Connection) -> Iterator[str]:
    yield from db.lost_rows()
    for (name,) in db.execute("SELECT document FROM page WHERE article NOT IN (SELECT id FROM article)"):
        yield f"{name}: its article is missing"


def _unreadable_rows(db: Connection) -> Iterator[str]:
    article, mentions = msgspec.json.Decoder(Article), msgspec.json.Decoder(Mentions)
    for name, body, told, words in db.each(_ARTICLES):
        try:
            mentions.decode(str(told))
            if db.words.laid(article.decode(str(body)).text) != words:
                yield f"{name}: its text is not in the word index as it is"
        except msgspec.MsgspecError as trouble:
            yield f"{name}: what was read of it is damaged ({trouble})"
    for id, kind, body in db.each("SELECT id, kind, body FROM mention ORDER BY place"):
        try:
            MENTION_DECODERS[str(kind)].decode(str(body))
        except (msgspec.MsgspecError, KeyError) as trouble:
            yield f"{id}: the mention is damaged ({trouble})"
    for id, kind, body, words in db.each(_ITEMS):
        try:
            if db.words.laid(words_of(decode_item(str(kind), str(body)))) != words:
                yield f"{id}: it is not in the word index as it is"
        except (msgspec.MsgspecError, KeyError) as trouble:
            yield f"{id}: the item is damaged ({trouble})"


def _altered_captures(db: Connection) -> Iterator[str]:
    for id, data in db.each("SELECT id, data FROM capture ORDER BY id"):
        try:
            is_same = isinstance(data, bytes) and hashlib.sha256(zlib.decompress(data)).hexdigest() == id
        except zlib.error:
            is_same = False
        if not is_same:
            yield f"{id}: the bytes are not those of this sha256"
