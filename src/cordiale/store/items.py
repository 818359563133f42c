"""The record's items as they lie in the file, and what they are looked up by: states, pairs, names, articles, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from cordiale.model.actor import Dyad
from cordiale.model.record import Item, Standing
from cordiale.model.selection import countries_of, named_in
from cordiale.model.telling import Bucket
from cordiale.store.connection import Connection, Row
from cordiale.store.kinds import decode_item, encode_item
from cordiale.store.words import words_of

# What has no day comes last.
_NO_DAY = "9999-12-31"
_INSERT = "INSERT INTO item (id, kind, bucket, day, standing, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING place"
_LOOKUPS = ("item_state", "item_pair", "item_name")
# A statement, an act or a cause is told of a pair when it concerns both; anything of one state, of all its pairs.
_OF_PAIRS = frozenset({"events", "statements", "drivers", "groupings"})
Found = tuple[str, Item[Any]]


class Items:
    """The items in a record file; `replace` belongs inside the transaction that joins their mentions."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    # --- written by joining ---

    def replace(
        self, kind: str, buckets: Sequence[Bucket], made: Mapping[str, Bucket], items: Sequence[Item[Any]]
    ) -> None:
        """Put items in place of those of these buckets; what has not changed stays as it lies.

        `made` gives the bucket of each mention by id. Afterwards every mention points to its item.
        """
        held: dict[str, Row] = {}
        for bucket in buckets:
            query = "SELECT id, place, bucket, body FROM item WHERE kind = ? AND bucket = ?"
            held |= {str(row[0]): row for row in self._db.execute(query, (kind, bucket.key))}
        for item in items:
            former, body = held.pop(item.id, None), encode_item(item)
            key = made[item.id].key
            if former is None or former[2:] != (key, body):
                self._drop(former[1] if former else None, item.id)
                self._insert(kind, key, item, body)
        for row in held.values():
            self._drop(row[1], None)

    def point(self, owners: Iterable[tuple[str, str]]) -> None:
        """Note which item each mention is part of; pairs of a mention's id and an item's."""
        update = "UPDATE mention SET item = ?2 WHERE id = ?1 AND item IS NOT ?2"
        self._db.execute_many(update, iter(owners))

    def _drop(self, place: object, id: str | None) -> None:
        # An item that has moved to another bucket still lies under its former one.
        moved = self._db.execute("SELECT place FROM item WHERE id = ?", (id,)) if id else []
        for at in {place, *(row[0] for row in moved)} - {None}:
            self._db.execute("DELETE FROM item WHERE place = ?", (at,))
            self._db.execute("DELETE FROM item_text WHERE rowid = ?", (at,))
            for table in _LOOKUPS:
                self._db.execute(f"DELETE FROM {table} WHERE item = ?", (at,))

    def _insert(self, kind: str, bucket: str, item: Item[Any], body: str) -> None:
        day = day_key(item)
        place = self._db.execute(_INSERT, (item.id, kind, bucket, day, item.standing.value, body))[0][0]
        self._db.execute("INSERT INTO item_text (rowid, text, id) VALUES (?, ?, ?)", (place, words_of(item), item.id))
        codes = sorted(countries_of(item.best))
        states = ((code, kind, day, place) for code in codes)
        self._db.execute_many("INSERT INTO item_state VALUES (?, ?, ?, ?)", states)
        if kind in _OF_PAIRS:
            pairs = ((str(Dyad(a, b)), kind, day, place) for a, b in combinations(codes, 2))
            self._db.execute_many("INSERT INTO item_pair VALUES (?, ?, ?, ?)", pairs)
        named = {(a.country or "", a.name or a.office or "") for m in item.mentions for a in named_in(m)}
        names = ((country, name, place) for country, name in sorted(named))
        self._db.execute_many("INSERT INTO item_name VALUES (?, ?, ?)", names)

    # --- read by everyone ---

    def all(self, kind: str) -> Iterator[Item[Any]]:
        """Every item of a kind, in order of days, the undated last."""
        for (body,) in self._db.each("SELECT body FROM item WHERE kind = ? ORDER BY day, id", (kind,)):
            yield decode_item(kind, str(body))

    def count(self, kind: str) -> int:
        """How many items of a kind there are."""
        return int(str(self._db.execute("SELECT count(*) FROM item WHERE kind = ?", (kind,))[0][0]))

    def count_by_standing(self, kind: str) -> dict[Standing, int]:
        """How many items of a kind have each standing."""
        rows = self._db.execute("SELECT standing, count(*) FROM item WHERE kind = ? GROUP BY standing", (kind,))
        return {Standing(str(standing)): int(str(number)) for standing, number in rows}

    def get(self, ids: Iterable[str]) -> dict[str, Found]:
        """The items of these ids that there are, each with its kind."""
        found: dict[str, Found] = {}
        for id in dict.fromkeys(ids):
            for kind, body in self._db.execute("SELECT kind, body FROM item WHERE id = ?", (id,)):
                found[id] = str(kind), decode_item(str(kind), str(body))
        return found

    def standing(self, id: str) -> Standing | None:
        """The standing of an item, or None when there is no such item."""
        rows = self._db.execute("SELECT standing FROM item WHERE id = ?", (id,))
        return Standing(str(rows[0][0])) if rows else None

    def of_pair(self, pair: Dyad, kind: str) -> list[Item[Any]]:
        """The items of a kind that concern both states of a pair, in order of days."""
        return self._by("item_pair", "pair = ? AND lookup.kind = ?", (str(pair), kind), kind)

    def of_state(self, code: str, kind: str) -> list[Item[Any]]:
        """The items of a kind that concern a state, in order of days."""
        return self._by("item_state", "code = ? AND lookup.kind = ?", (code, kind), kind)

    def _by(self, table: str, condition: str, values: Sequence[object], kind: str) -> list[Item[Any]]:
        query = (
            f"SELECT body FROM {table} AS lookup JOIN item ON item.place = lookup.item WHERE {condition} "
            "ORDER BY lookup.day, item.id"
        )
        return [decode_item(kind, str(body)) for (body,) in self._db.execute(query, values)]

    def of_name(self, country: str | None, name: str) -> list[Found]:
        """The items in which somebody of a state acts, speaks or holds office by a name, in order of kinds and days."""
        query = (
            "SELECT item.kind, body FROM item_name JOIN item ON item.place = item_name.item "
            "WHERE country = ? AND name = ? ORDER BY item.kind, day, id"
        )
        rows = self._db.execute(query, (country or "", name))
        return [(str(kind), decode_item(str(kind), str(body))) for kind, body in rows]

    def told_in(self, article: str) -> list[Found]:
        """The items that an article tells, in order of kinds and days."""
        query = (
            "SELECT DISTINCT item.kind, item.body, item.day, item.id FROM mention JOIN item ON item.id = mention.item "
            "WHERE mention.article = ? ORDER BY item.kind, item.day, item.id"
        )
        return [
            (str(kind), decode_item(str(kind), str(body))) for kind, body, _, _ in self._db.execute(query, (article,))
        ]

    def pairs(self, kind: str = "events") -> list[tuple[Dyad, int]]:
        """Every pair with the number of its items of a kind, the fullest first."""
        query = "SELECT pair, count(*) FROM item_pair WHERE kind = ? GROUP BY pair ORDER BY 2 DESC, 1"
        return [(Dyad.of(*str(pair).split("-")), int(str(n))) for pair, n in self._db.execute(query, (kind,))]

    def search(self, asked: str, limit: int) -> list[str]:
        """Ids of the items that fit a query of the index, best first."""
        query = "SELECT id FROM item_text WHERE item_text MATCH ? ORDER BY rank LIMIT ?"
        return [str(id) for (id,) in self._db.execute(query, (asked, limit))]


def day_key(item: Item[Any]) -> str:
    """What items of a kind are ordered by, as text: the day of an act's best telling; anything else has none."""
    day = getattr(item.best, "date", None)
    return day.anchor.isoformat() if day else _NO_DAY
