"""Many things of the record at once, as pages need them: articles, items, copies and finds, a few queries for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from cordiale.model.actor import Dyad
from cordiale.model.document import Article
from cordiale.model.record import NOT_BELIEVED, Item, Twin
from cordiale.model.time import DateInterval
from cordiale.store.connection import Connection
from cordiale.store.heads import Head
from cordiale.store.items import Find
from cordiale.store.kinds import decode_item

# So many values are named in one query.
_AT_ONCE = 500
Found = tuple[str, Item[Any]]
Sort = tuple[str, str, str, str]
"""Kind, type, status and standing."""


class _Witness(msgspec.Struct):
    document: str
    day: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is to be known of an article where its words are not: the name of its page, its outlet, its days."""

    document: str
    publisher: str | None
    day: DateInterval | None


_WITNESS = msgspec.json.Decoder(_Witness)
_ARTICLE = msgspec.json.Decoder(Article)


class Together:
    """What is looked up in a record file for many ids at once; what there is not is left out."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Articles under their ids; those that were taken out are there until what they told has been joined anew."""
        found: dict[str, Article] = {}
        for marks, some in _some(ids):
            for table, column in (("gone", "article"), ("article", "id")):
                rows = self._db.execute(f"SELECT {column}, body FROM {table} WHERE {column} IN ({marks})", some)
                with self._db.explained():
                    found |= {str(id): _ARTICLE.decode(str(body)) for id, body in rows}
        return found

    def leaves(self, ids: Iterable[str]) -> dict[str, Leaf]:
        """Articles without their words, under their ids."""
        found: dict[str, Leaf] = {}
        wanted = set(ids)
        for marks, some in _some(wanted):
            query = f"SELECT article, publisher, body FROM witness WHERE article IN ({marks})"
            for id, publisher, body in self._db.execute(query, some):
                witness = _WITNESS.decode(str(body))
                found[str(id)] = Leaf(witness.document, str(publisher) or None, witness.day)
        # One that was taken out a moment ago is no witness any more.
        gone = self.articles(wanted - found.keys())
        return found | {id: Leaf(a.document, a.publisher, a.day) for id, a in gone.items()}

    def heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """Articles as lists show them, under their ids."""
        found: dict[str, Head] = {}
        for marks, some in _some(ids):
            query = f"SELECT article, document, day, publisher, mentions FROM witness WHERE article IN ({marks})"
            for id, document, day, publisher, mentions in self._db.execute(query, some):
                own = str(document), str(day) or None, str(publisher) or None
                found[str(id)] = Head(str(id), *own, int(str(mentions)))
        return found

    def items(self, ids: Iterable[str]) -> dict[str, Found]:
        """Items under their ids, each with its kind."""
        found: dict[str, Found] = {}
        for marks, some in _some(ids):
            for id, kind, body in self._db.execute(f"SELECT id, kind, body FROM item WHERE id IN ({marks})", some):
                found[str(id)] = str(kind), decode_item(str(kind), str(body))
        return found

    def naming(self, kind: str, value: str) -> Iterator[Item[Any]]:
        """The items of a kind one of whose fields, whichever, has this value, in order of their ids; a few more may be among them.

        None is opened that has not.
        """
        query = "SELECT body FROM item WHERE kind = ? AND body LIKE ? ORDER BY id"
        for (body,) in self._db.each(query, (kind, f'%"{value}"%')):
            yield decode_item(kind, str(body))

    def told_by(self, articles: Iterable[str], kinds: Sequence[str], pair: Dyad) -> Iterator[Found]:
        """The items of some kinds that any of these articles tells and that concern one of two states, each once."""
        of_kinds, seen = _marks(kinds), set[object]()
        for marks, some in _some(articles):
            query = (
                "SELECT item.id, item.kind, body FROM item JOIN (SELECT DISTINCT item AS id FROM mention "
                f"WHERE article IN ({marks}) AND kind IN ({of_kinds})) AS told ON told.id = item.id "
                "WHERE EXISTS (SELECT 1 FROM item_state AS s WHERE s.item = item.place AND s.code IN (?, ?)) ORDER BY item.id"
            )
            for id, kind, body in self._db.execute(query, (*some, *kinds, pair.first, pair.second)):
                if id not in seen:
                    seen.add(id)
                    yield str(kind), decode_item(str(kind), str(body))

    def of_both(self, pair: Dyad, kind: str, limit: int) -> list[Item[Any]]:
        """The latest items of a kind that concern both of two states, whether or not they are told of pairs."""
        query = (
            "SELECT body FROM (SELECT one.item, one.day FROM item_state AS one JOIN item_state AS other "
            "ON other.code = ? AND other.kind = one.kind AND other.day = one.day AND other.item = one.item "
            "WHERE one.code = ? AND one.kind = ? ORDER BY one.day DESC, one.item DESC LIMIT ?) AS shared "
            "JOIN item ON item.place = shared.item ORDER BY shared.day, item.id"
        )
        rows = self._db.execute(query, (pair.second, pair.first, kind, limit))
        return [decode_item(kind, str(body)) for (body,) in rows]

    def acts_in(self, articles: Iterable[str]) -> dict[str, list[frozenset[str]]]:
        """The states in each telling of a believed act by these articles, under the articles' ids.

        They are those of the act: tellings of other states are no tellings of it, unless a judgement says so.
        """
        told: dict[tuple[str, object], set[str]] = {}
        for marks, some in _some(articles):
            query = (
                "SELECT mention.article, mention.place, item_state.code FROM mention JOIN item ON item.id = mention.item "
                f"JOIN item_state ON item_state.item = item.place WHERE mention.article IN ({marks}) "
                f"AND mention.kind = 'events' AND item.standing NOT IN ({_marks(NOT_BELIEVED)})"
            )
            for article, mention, code in self._db.execute(query, (*some, *(s.value for s in NOT_BELIEVED))):
                told.setdefault((str(article), mention), set()).add(str(code))
        found: dict[str, list[frozenset[str]]] = {}
        for (article, _), codes in told.items():
            found.setdefault(article, []).append(frozenset(codes))
        return found

    def twins(self, articles: Iterable[str]) -> list[Twin]:
        """The copies that name any of these articles, in order."""
        found: set[Twin] = set()
        for marks, some in _some(articles):
            for column in ("first", "second"):
                query = f"SELECT first, second, why, similarity FROM twin WHERE {column} IN ({marks})"
                rows = self._db.execute(query, some)
                found |= {Twin(str(a), str(b), str(why), float(str(share))) for a, b, why, share in rows}
        return sorted(found, key=lambda t: (t.first, t.second, t.why))

    def finds(self, ids: Iterable[str]) -> dict[str, Find]:
        """Items as searches narrow them, under their ids, in the order in which they are named."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, tuple[str, str, set[str]]] = {}
        for marks, some in _some(wanted):
            query = (
                "SELECT item.id, item.kind, shown, code FROM item LEFT JOIN item_state ON item_state.item = item.place "
                f"WHERE item.id IN ({marks})"
            )
            for id, kind, shown, code in self._db.execute(query, some):
                codes = found.setdefault(str(id), (str(kind), str(shown), set()))[2]
                codes.update([str(code)] if code else [])
        return {
            id: Find(kind, day, frozenset(codes)) for id in wanted if id in found for kind, day, codes in [found[id]]
        }

    def sums(self) -> dict[Sort, int]:
        """How many items of each kind, type, status and standing there are; goes through all of them."""
        query = "SELECT kind, type, status, standing, count(*) FROM item GROUP BY kind, type, status, standing"
        rows = self._db.execute(query)
        return {(str(kind), str(type_), str(status), str(own)): int(str(n)) for kind, type_, status, own, n in rows}

    def states_in(self, articles: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The states that what each of these articles tells concerns, under the articles' ids."""
        found: dict[str, set[str]] = {}
        for marks, some in _some(articles):
            query = (
                "SELECT DISTINCT mention.article, code FROM mention JOIN item ON item.id = mention.item "
                f"JOIN item_state ON item_state.item = item.place WHERE mention.article IN ({marks})"
            )
            for article, code in self._db.execute(query, some):
                found.setdefault(str(article), set()).add(str(code))
        return {article: frozenset(codes) for article, codes in found.items()}


def _some(values: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The values in parts, each with as many question marks."""
    wanted = list(dict.fromkeys(values))
    for begin in range(0, len(wanted), _AT_ONCE):
        some = wanted[begin : begin + _AT_ONCE]
        yield _marks(some), some


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
