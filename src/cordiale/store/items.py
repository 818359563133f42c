"""The record's items as they lie in the file, and what they are looked up by: states, pairs, names, articles, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from cordiale.model.actor import Dyad
from cordiale.model.record import NOT_BELIEVED, Item, Standing
from cordiale.model.selection import OF_BOTH, countries_of, day_of, named_in
from cordiale.model.telling import Bucket
from cordiale.store.connection import Connection, Row, parted, up_to
from cordiale.store.kinds import decode_item, encode_item
from cordiale.store.words import words_of

# What has no day comes last.
_NO_DAY = "9999-12-31"
_COLUMNS = {"item": " (place, id, kind, bucket, day, standing, body, status, type, located, shown)"}
_LOOKUPS = ("item_state", "item_pair", "item_name")
_AT_ONCE = 500
Found = tuple[str, Item[Any]]


@dataclass(frozen=True, slots=True)
class Listed:
    """Which items a list shows; nothing named asks for everything that is believed. `standing` may ask for what is not.

    `since` and `until` (ISO) are of the day that an item is listed under; `with_all` asks for what is not believed too.
    """

    type: str = ""
    status: str = ""
    standing: str = ""
    since: str = ""
    until: str = ""
    with_all: bool = False


@dataclass(frozen=True, slots=True)
class Find:
    """What searches are narrowed by: the kind of an item, the day it is listed under (ISO, empty: none), its states."""

    kind: str
    day: str
    states: frozenset[str]


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
        for marks, some in parted(b.key for b in buckets):
            query = f"SELECT id, place, bucket, body FROM item WHERE kind = ? AND bucket IN ({marks})"
            held |= {str(row[0]): row for row in self._db.execute(query, (kind, *some))}
        # An item that has moved here from another bucket still lies under its former one.
        for marks, some in parted(i.id for i in items if i.id not in held):
            query = f"SELECT id, place, bucket, body FROM item WHERE id IN ({marks})"
            held |= {str(row[0]): row for row in self._db.execute(query, some)}
        gone, new = [], list[tuple[str, Item[Any], str]]()
        for item in items:
            former, key, body = held.pop(item.id, None), made[item.id].key, encode_item(item)
            if former is None or former[2:] != (key, body):
                gone += [former[1]] if former else []
                new.append((key, item, body))
        self._drop([*gone, *(row[1] for row in held.values())])
        if new:
            self._insert(kind, new)

    def point(self, owners: Iterable[tuple[str, str]]) -> None:
        """Note which item each mention is part of; pairs of a mention's id and an item's."""
        update = "UPDATE mention SET item = ?2 WHERE id = ?1 AND (item IS NULL OR item != ?2)"
        self._db.execute_many(update, iter(owners))

    def _drop(self, places: Sequence[object]) -> None:
        if places:
            self._db.words.drop("item_text", places)
            for table, column in (("item", "place"), *((name, "item") for name in _LOOKUPS)):
                self._db.execute_many(f"DELETE FROM {table} WHERE {column} = ?", ((at,) for at in places))

    def _insert(self, kind: str, new: Sequence[tuple[str, Item[Any], str]]) -> None:
        """Take in items of a kind, each with the key of its bucket and its JSON."""
        # Only one writes at a time, so what follows the last place is free.
        first = int(str(self._db.execute("SELECT coalesce(max(place), 0) + 1 FROM item")[0][0]))
        days = self._days_told(item for _, item, _ in new)
        rows: dict[str, list[Row]] = {name: [] for name in ("item", *_LOOKUPS)}
        for place, (bucket, item, body) in enumerate(new, first):
            day, best, shown = day_key(item), item.best, _shown_day(item, days)
            where = getattr(best, "place", None)
            status, type_, standing = (
                str(getattr(best, "status", "")),
                str(getattr(best, "type", "")),
                item.standing.value,
            )
            located = where.name if where else ""
            rows["item"].append((place, item.id, kind, bucket, day, standing, body, status, type_, located, shown))
            codes = sorted(countries_of(best))
            rows["item_state"] += [(code, kind, day, place) for code in codes]
            if kind in OF_BOTH:
                told = (place, day, type_, status, standing)
                rows["item_pair"] += [(str(Dyad(a, b)), kind, shown, *told) for a, b in combinations(codes, 2)]
            named = {(a.country or "", a.name or a.office or "") for m in item.mentions for a in named_in(m)}
            rows["item_name"] += [(country, name, place) for country, name in sorted(named)]
        for table, some in rows.items():
            if some:
                into = f"INSERT INTO {table}{_COLUMNS.get(table, '')} VALUES ({', '.join('?' * len(some[0]))})"
                self._db.execute_many(into, iter(some))
        self._db.words.keep_items((place, item.id, words_of(item)) for place, (_, item, _) in enumerate(new, first))

    def _days_told(self, items: Iterable[Item[Any]]) -> dict[str, str]:
        """The days (ISO) of the articles that tell what has no day of its own, under their ids."""
        undated = (e.article for i in items if day_of(i.best) is None for e in i.evidence)
        days: dict[str, str] = {}
        for marks, some in parted(undated):
            rows = self._db.execute(f"SELECT article, day FROM witness WHERE article IN ({marks}) AND day != ''", some)
            days |= {str(article): str(day) for article, day in rows}
        return days

    # --- read by everyone ---

    def all(self, kind: str) -> Iterator[Item[Any]]:
        """Every item of a kind, in order of days, the undated last."""
        for (body,) in self._db.each("SELECT body FROM item WHERE kind = ? ORDER BY day, id", (kind,)):
            yield decode_item(kind, str(body))

    def by_id(self, kind: str, pair: Dyad | None = None) -> Iterator[Item[Any]]:
        """The items of a kind, all or those that concern both states of a pair, in order of their ids, a few held at a time."""
        # The concatenation keeps the order of ids from being sorted out of all bodies at once.
        query, values = "SELECT body FROM item WHERE kind || '' = ? ORDER BY id", [kind]
        if pair is not None:
            query = (
                "SELECT body FROM item_pair JOIN item ON place = item WHERE pair = ? AND item_pair.kind = ? ORDER BY id"
            )
            values = [str(pair), kind]
        for (body,) in self._db.each(query, values):
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

    def of_pair(self, pair: Dyad, kind: str, limit: int = -1) -> list[Item[Any]]:
        """The items of a kind that concern both states of a pair, in order of days; with `limit` the latest alone."""
        return self._by("item_pair", "pair", str(pair), kind, limit)

    def of_state(self, code: str, kind: str, limit: int = -1) -> list[Item[Any]]:
        """The items of a kind that concern a state, in order of days; with `limit` the latest alone."""
        return self._by("item_state", "code", code, kind, limit)

    def _by(self, table: str, column: str, key: str, kind: str, limit: int) -> list[Item[Any]]:
        query = (
            f"SELECT body FROM (SELECT day, item FROM {table} WHERE {column} = ? AND kind = ? ORDER BY day DESC, item DESC LIMIT ?) "
            "AS lookup JOIN item ON item.place = lookup.item ORDER BY lookup.day, item.id"
        )
        return [decode_item(kind, str(body)) for (body,) in self._db.execute(query, (key, kind, up_to(limit)))]

    def timeline(self, pair: Dyad, kind: str, asked: Listed, limit: int = -1, offset: int = 0) -> list[Item[Any]]:
        """The items of a kind that concern both states of a pair and fit, those of the latest day first."""
        condition, values = _listed(kind, asked)
        query = (
            f"SELECT body FROM (SELECT item, shown FROM item_pair WHERE pair = ? AND {condition} "
            "ORDER BY shown DESC, item DESC LIMIT ? OFFSET ?) AS lookup JOIN item ON item.place = lookup.item "
            "ORDER BY lookup.shown DESC, lookup.item DESC"
        )
        rows = self._db.execute(query, (str(pair), *values, up_to(limit), offset))
        return [decode_item(kind, str(body)) for (body,) in rows]

    def count_timeline(self, pair: Dyad, kind: str, asked: Listed) -> int:
        """How many items of a kind concern both states of a pair and fit."""
        condition, values = _listed(kind, asked)
        query = f"SELECT count(*) FROM item_pair WHERE pair = ? AND {condition}"
        return int(str(self._db.execute(query, (str(pair), *values))[0][0]))

    def count_of_state(self, code: str) -> dict[str, int]:
        """How many items of each kind concern a state."""
        query = "SELECT kind, count(*) FROM item_state WHERE code = ? GROUP BY kind"
        return {str(kind): int(str(n)) for kind, n in self._db.execute(query, (code,))}

    def states(self) -> list[tuple[str, int]]:
        """Every state with the number of items that concern it, the fullest first."""
        query = "SELECT code, count(*) FROM item_state GROUP BY code ORDER BY 2 DESC, 1"
        return [(str(code), int(str(n))) for code, n in self._db.execute(query)]

    def of_name(self, country: str | None, name: str) -> list[Found]:
        """The items in which somebody of a state acts, speaks or holds office by a name, in order of kinds and days."""
        query = (
            "SELECT item.kind, body FROM item_name JOIN item ON item.place = item_name.item "
            "WHERE country = ? AND name = ? ORDER BY item.kind, day, id"
        )
        rows = self._db.execute(query, (country or "", name))
        return [(str(kind), decode_item(str(kind), str(body))) for kind, body in rows]

    def names(self, country: str, limit: int) -> list[tuple[str, int]]:
        """Those of a state who are named, with the number of items that name them, the fullest first."""
        query = "SELECT name, count(*) FROM item_name WHERE country = ? GROUP BY name ORDER BY 2 DESC, 1 LIMIT ?"
        return [(str(name), int(str(n))) for name, n in self._db.execute(query, (country, limit))]

    def countries_named(self, name: str) -> list[str | None]:
        """The states of which somebody has this name; None for those of whom no state is known."""
        # From country to country, for names lie under their countries.
        query = (
            "WITH RECURSIVE held (code) AS (SELECT min(country) FROM item_name UNION ALL SELECT (SELECT min(country) "
            "FROM item_name WHERE country > code) FROM held WHERE code IS NOT NULL) "
            "SELECT code FROM held WHERE EXISTS (SELECT 1 FROM item_name WHERE country = code AND name = ?) ORDER BY 1"
        )
        rows = self._db.execute(query, (name,))
        return [str(country) or None for (country,) in rows]

    def listed(self, kind: str, asked: Listed, limit: int = -1, offset: int = 0) -> list[Item[Any]]:
        """The items of a kind that fit, those of the latest day first."""
        condition, values = _listed(kind, asked)
        query = f"SELECT body FROM item WHERE {condition} ORDER BY shown DESC, id DESC LIMIT ? OFFSET ?"
        return [decode_item(kind, str(body)) for (body,) in self._db.execute(query, (*values, up_to(limit), offset))]

    def count_listed(self, kind: str, asked: Listed) -> int:
        """How many items of a kind fit."""
        condition, values = _listed(kind, asked)
        return int(str(self._db.execute(f"SELECT count(*) FROM item WHERE {condition}", values)[0][0]))

    def planned(self, since: str, until: str) -> list[Item[Any]]:
        """The acts that are announced for days from one to another (ISO), in order of days."""
        query = "SELECT body FROM item WHERE kind = 'events' AND status = 'planned' AND day BETWEEN ? AND ? ORDER BY day, id"
        return [decode_item("events", str(body)) for (body,) in self._db.execute(query, (since, until))]

    def placed(self, limit: int = -1) -> list[Item[Any]]:
        """The believed acts whose place is told, those of the latest day first."""
        condition, values = _listed("events", Listed())
        query = f"SELECT body FROM item WHERE {condition} AND located != '' ORDER BY shown DESC, id DESC LIMIT ?"
        return [decode_item("events", str(body)) for (body,) in self._db.execute(query, (*values, up_to(limit)))]

    def count_placed(self) -> int:
        """How many acts have a place."""
        return int(str(self._db.execute("SELECT count(*) FROM item WHERE kind = 'events' AND located != ''")[0][0]))

    def told_in(self, article: str) -> list[Found]:
        """The items that an article tells, in order of kinds and days."""
        query = (
            "SELECT DISTINCT item.kind, item.body, item.day, item.id FROM mention JOIN item ON item.id = mention.item "
            "WHERE mention.article = ? ORDER BY item.kind, item.day, item.id"
        )
        return [
            (str(kind), decode_item(str(kind), str(body))) for kind, body, _, _ in self._db.execute(query, (article,))
        ]

    def told_by(self, articles: Iterable[str], kinds: Iterable[str]) -> Iterator[Found]:
        """The items of some kinds that any of these articles tells, each once."""
        named, wanted = sorted(set(articles)), sorted(kinds)
        of_kinds = ", ".join("?" * len(wanted))
        seen: set[object] = set()
        for begin in range(0, len(named), _AT_ONCE):
            some = named[begin : begin + _AT_ONCE]
            query = (
                f"SELECT id, kind, body FROM item WHERE id IN (SELECT item FROM mention WHERE article IN "
                f"({', '.join('?' * len(some))}) AND kind || '' IN ({of_kinds})) ORDER BY id"
            )
            for id, kind, body in self._db.execute(query, (*some, *wanted)):
                if id not in seen:
                    seen.add(id)
                    yield str(kind), decode_item(str(kind), str(body))

    def pairs(self, kind: str = "events") -> list[tuple[Dyad, int]]:
        """Every pair with the number of its items of a kind that are believed, the fullest first."""
        condition, values = _listed(kind, Listed())
        query = f"SELECT pair, count(*) FROM item_pair WHERE {condition} GROUP BY pair ORDER BY 2 DESC, 1"
        return [(Dyad.of(*str(pair).split("-")), int(str(n))) for pair, n in self._db.execute(query, values)]

    def find(self, id: str) -> Find | None:
        """An item as searches narrow it, without opening it."""
        for place, kind, shown in self._db.execute("SELECT place, kind, shown FROM item WHERE id = ?", (id,)):
            codes = self._db.execute("SELECT DISTINCT code FROM item_state WHERE item = ?", (place,))
            return Find(str(kind), str(shown), frozenset(str(code) for (code,) in codes))
        return None

    def states_in(self, article: str) -> frozenset[str]:
        """The states that what an article tells concerns."""
        query = (
            "SELECT DISTINCT code FROM mention JOIN item ON item.id = mention.item "
            "JOIN item_state ON item_state.item = item.place WHERE mention.article = ?"
        )
        return frozenset(str(code) for (code,) in self._db.execute(query, (article,)))


def _shown_day(item: Item[Any], days: Mapping[str, str]) -> str:
    """The day that an item is listed under: its own, or that of the first of its pages that tell theirs; else nothing."""
    if own := day_of(item.best):
        return own.anchor.isoformat()
    return next((days[e.article] for e in item.evidence if e.article in days), "")


def _listed(kind: str, asked: Listed) -> tuple[str, list[object]]:
    parts: list[str] = ["kind = ?"]
    values: list[object] = [kind]
    for column in ("type", "status", "standing"):
        if value := getattr(asked, column):
            parts.append(f"{column} = ?")
            values.append(value)
    for sign, bound in ((">=", asked.since), ("<=", asked.until)):
        if bound:
            parts.append(f"shown {sign} ?")
            values.append(bound)
    if not asked.standing and not asked.with_all:
        parts.append(f"standing NOT IN ({', '.join('?' * len(NOT_BELIEVED))})")
        values += [s.value for s in NOT_BELIEVED]
    return " AND ".join(parts), values


def day_key(item: Item[Any]) -> str:
    """What items of a kind are ordered by, as text: the day of an act's best telling; anything else has none."""
    day = getattr(item.best, "date", None)
    return day.anchor.isoformat() if day else _NO_DAY
