"""A record copied table by table, from one engine into another."""

from __future__ import annotations

import msgspec

from cordiale.model.document import Article
from cordiale.model.issue import UsageError
from cordiale.store.connection import Connection
from cordiale.store.kinds import decode_item
from cordiale.store.words import words_of

# In an order in which no row points to one that is not there yet.
_TABLES = {
    "capture": "id, media_type, data, size",
    "page": "document, capture, url, metadata, stage, article, origin",
    "article": "place, id, document, body, mentions",
    "twin": "first, second, why, similarity",
    "judgement": "id, verdict, items, reason, at, undoes, documents",
    "issue": "document, code, what",
    "event_file": "place, id, name, origin, format, stage, row_count, coded, left_out",
    "coded_event": "file, row, day, pair, actor, actor_sector, actor_words, recipient, recipient_sector, recipient_words, "
    "type, quad_class, code, contexts, place, key",
    "coded_rows": "file, first, data",
    "issued": "place, digest, kind, pair, subject, at, body",
    "item": "place, id, kind, bucket, day, standing, body, status, type, located, shown",
    "item_state": "code, kind, day, item",
    "item_pair": "pair, kind, shown, item, day, type, status, standing",
    "item_name": "country, name, item",
    "mention": "place, id, kind, bucket, article, item, words, is_taken_back, body",
    "witness": "article, family, body, runs, document, day, publisher, mentions",
    "sampled_run": "run, article",
    "fresh": "article",
    "gone": "place, article, runs, body",
    "due": "kind, bucket",
    "publisher": "id, body",
    "watched": "address, publisher, kind, due, fetched, was_read, body",
    "host": "site, body",
    "decision": "address, publisher, at, is_allowed, basis, reason",
    "saved_search": "id, name, asked, at, seen_at, seen",
    "state": "key, value",
}


def copy_all(source: Connection, target: Connection) -> None:
    """Put all of a record into an empty one, from one state and in one transaction; UsageError where that one is not empty.

    What is searched for by words is laid out anew, for each engine has its own index of words.
    """
    with source.snapshot(), target.write():
        for table in _TABLES:
            if target.execute(f"SELECT 1 FROM {table} LIMIT 1"):
                raise UsageError(f"{target.address}: holds a record already; name another")
        for table, columns in _TABLES.items():
            marks = ", ".join("?" * len(columns.split(",")))
            rows = source.each(f"SELECT {columns} FROM {table}")
            target.execute_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
        target.number_on()
        _copy_words(source, target)


def _copy_words(source: Connection, target: Connection) -> None:
    decoder = msgspec.json.Decoder(Article)
    with source.explained():
        for place, body in source.each("SELECT place, body FROM article ORDER BY place"):
            article = decoder.decode(str(body))
            target.words.keep_article(place, article.title, article.text)
        items = source.each("SELECT place, id, kind, body FROM item ORDER BY place")
        target.words.keep_items(
            (place, str(id), words_of(decode_item(str(kind), str(body)))) for place, id, kind, body in items
        )
