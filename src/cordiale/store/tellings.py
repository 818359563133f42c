"""What each article tells, as it is compared and joined: articles as witnesses, copies, mentions by bucket, and what is due.

Nothing here is a source: all of it is made anew from the articles when the version of joining changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from cordiale.model.document import Article
from cordiale.model.mention import Mentions
from cordiale.model.record import Twin
from cordiale.model.telling import Bucket, Telling, Told, Witness
from cordiale.store.connection import Connection, Row, parted
from cordiale.store.kinds import MENTION_DECODERS

_MADE = (
    "item",
    "item_text",
    "item_state",
    "item_pair",
    "item_name",
    "twin",
    "mention",
    "witness",
    "sampled_run",
    "gone",
)
_TOLD = "SELECT kind, bucket, id, words, is_taken_back, article, body FROM mention WHERE kind = ? AND bucket IN ({}) ORDER BY id"
_SAME_ITEMS = (
    "INSERT INTO due SELECT kind, bucket FROM mention WHERE article = ?1 UNION "
    "SELECT kind, bucket FROM mention WHERE item IN (SELECT item FROM mention WHERE article = ?1) ON CONFLICT DO NOTHING"
)
_KEEP_TELLING = (
    "INSERT INTO mention (id, kind, bucket, article, words, is_taken_back, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


_KEEP_WITNESS = "INSERT INTO witness (article, family, body, runs, document, day, publisher, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Tellings:
    """The tables of joining in a record file. Every method that writes belongs inside one transaction with its like."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def begin_anew(self) -> None:
        """Take out all that joining has made; every article is to be joined again."""
        for table in (*_MADE, "due", "fresh"):
            self._db.execute(f"DELETE FROM {table}")
        self._db.execute("INSERT INTO fresh SELECT id FROM article")

    # --- articles that came and went ---

    def expect(self, article: str) -> None:
        """Note that an article was read and is to be joined."""
        self._db.execute("INSERT INTO fresh VALUES (?) ON CONFLICT DO NOTHING", (article,))

    def take_out(self, article: str) -> None:
        """Take out what an article tells; the mentions that it was joined with are due."""
        self._db.execute(_SAME_ITEMS, (article,))
        self._db.execute("DELETE FROM mention WHERE article = ?", (article,))
        self._db.execute("DELETE FROM fresh WHERE article = ?", (article,))
        gone = (
            "INSERT INTO gone (article, runs, body) SELECT witness.article, runs, article.body FROM witness "
            "JOIN article ON article.id = witness.article WHERE witness.article = ?"
        )
        self._db.execute(gone, (article,))
        self._db.execute("DELETE FROM witness WHERE article = ?", (article,))

    def publishers(self) -> list[str]:
        """The publishers of the articles that are joined, each once; empty for those without."""
        return [str(name) for (name,) in self._db.execute("SELECT DISTINCT publisher FROM witness ORDER BY publisher")]

    def expect_anew(self, publisher: str) -> int:
        """Take out what the articles of a publisher tell and note that they are to be joined again; how many they are."""
        articles = self._db.execute("SELECT article FROM witness WHERE publisher = ? ORDER BY article", (publisher,))
        for (article,) in articles:
            self.take_out(str(article))
            self.expect(str(article))
        return len(articles)

    def fresh(self, limit: int) -> list[tuple[Article, Mentions]]:
        """Articles that are to be joined, in order of their ids, with all that they say."""
        rows = self._db.execute(
            "SELECT body, mentions FROM fresh JOIN article ON article.id = fresh.article ORDER BY fresh.article LIMIT ?",
            (limit,),
        )
        with self._db.explained():
            return [
                (msgspec.json.decode(str(body), type=Article), msgspec.json.decode(str(told), type=Mentions))
                for body, told in rows
            ]

    def count_fresh(self) -> int:
        """How many articles are to be joined."""
        return int(str(self._db.execute("SELECT count(*) FROM fresh")[0][0]))

    def gone(self) -> list[tuple[str, bytes]]:
        """The articles that were taken out since the last joining, with their sampled runs; each is named once."""
        rows = self._db.execute("SELECT article, runs FROM gone ORDER BY place")
        self._db.execute("DELETE FROM gone")
        return [(str(article), bytes(runs)) for article, runs in rows if isinstance(runs, bytes)]

    def keep(self, article: Article, witness: Witness, runs: bytes, tellings: Iterable[Telling]) -> None:
        """Keep what a fresh article tells; the buckets of its mentions are due."""
        told = list(tellings)
        self._db.execute("DELETE FROM fresh WHERE article = ?", (article.id,))
        body = msgspec.json.encode(witness).decode()
        day = article.day.anchor.isoformat() if article.day else ""
        values = (article.id, witness.family, body, runs, article.document, day, article.publisher or "", len(told))
        self._db.execute(_KEEP_WITNESS, values)
        self._db.execute_many(_KEEP_TELLING, (_telling_row(t) for t in told))
        self.make_due({t.bucket for t in told})

    # --- articles as witnesses ---

    def witnesses(self, articles: Iterable[str]) -> dict[str, Witness]:
        """Articles as witnesses, under their ids."""
        decoder = msgspec.json.Decoder(Witness)
        found: dict[str, Witness] = {}
        for marks, some in parted(articles):
            rows = self._db.execute(f"SELECT article, family, body FROM witness WHERE article IN ({marks})", some)
            for id, family, body in rows:
                held = decoder.decode(str(body))
                found[str(id)] = replace(held, family=str(family))
        return found

    def sample(self, article: str) -> bytes | None:
        """The sampled runs of an article, as they were kept; None where it is not joined."""
        rows = self._db.execute("SELECT runs FROM witness WHERE article = ?", (article,))
        return bytes(rows[0][0]) if rows and isinstance(rows[0][0], bytes) else None

    def add_runs(self, article: str, runs: Sequence[int]) -> None:
        """Put the sampled runs of an article into the index of runs."""
        self._db.execute_many(
            "INSERT INTO sampled_run VALUES (?, ?) ON CONFLICT DO NOTHING", ((run, article) for run in runs)
        )

    def remove_runs(self, article: str, runs: Sequence[int]) -> None:
        """Take the sampled runs of an article out of the index."""
        self._db.execute_many("DELETE FROM sampled_run WHERE run = ? AND article = ?", ((run, article) for run in runs))

    def shared(self, runs: Iterable[int]) -> list[int]:
        """Which of these runs at least two articles have."""
        query = "SELECT run FROM sampled_run WHERE run IN ({}) GROUP BY run HAVING count(*) > 1"
        found = []
        for marks, some in parted(runs):
            found += [int(str(run)) for (run,) in self._db.execute(query.format(marks), some)]
        return found

    def crowds(self, runs: Iterable[int], limit: int) -> dict[int, list[str]]:
        """Of each of these runs the first articles that have it, in order of their ids."""
        # A run that very many have is not gone through any further.
        query = (
            "WITH named (run) AS (VALUES {}) SELECT named.run, met.article FROM named JOIN sampled_run AS met "
            "ON met.run = named.run AND met.article <= coalesce((SELECT article FROM sampled_run AS first "
            "WHERE first.run = named.run ORDER BY article LIMIT 1 OFFSET ?), '\U0010ffff') ORDER BY 1, 2"
        )
        found: dict[int, list[str]] = {}
        for marks, some in parted(runs):
            listed = marks.replace("?", "(?)")
            for run, article in self._db.execute(query.format(listed), (*some, limit - 1)):
                found.setdefault(int(str(run)), []).append(str(article))
        return found

    def having(self, runs: Iterable[int], after: str) -> set[str]:
        """The articles that have any of these runs and come after one in order of their ids."""
        query = "SELECT DISTINCT article FROM sampled_run WHERE run IN ({}) AND article > ?"
        rows = (row for marks, some in parted(runs) for row in self._db.execute(query.format(marks), (*some, after)))
        return {str(id) for (id,) in rows}

    # --- copies ---

    def replace_twins(self, second: str, twins: Sequence[Twin]) -> set[str]:
        """Put the copies that an article is the younger of (by id) in place of those kept; all the articles that touches."""
        held = {t for t in self.twins_of(second) if t.second == second}
        if held == set(twins):
            return set()
        self._db.execute("DELETE FROM twin WHERE second = ?", (second,))
        rows = ((t.first, t.second, t.why, t.similarity) for t in twins)
        self._db.execute_many("INSERT INTO twin VALUES (?, ?, ?, ?)", rows)
        return {second, *(t.first for t in held), *(t.first for t in twins)}

    def drop_twins(self, article: str) -> set[str]:
        """Take out all the copies that name an article; the others that they name."""
        held = self.twins_of(article)
        self._db.execute("DELETE FROM twin WHERE first = ?", (article,))
        self._db.execute("DELETE FROM twin WHERE second = ?", (article,))
        return {id for t in held for id in (t.first, t.second)} - {article}

    def twins_of(self, article: str) -> list[Twin]:
        """The copies that name an article."""
        query = "SELECT first, second, why, similarity FROM twin WHERE first = ? UNION ALL SELECT * FROM twin WHERE second = ?"
        return [
            Twin(str(a), str(b), str(why), float(str(s)))
            for a, b, why, s in self._db.execute(query, (article, article))
        ]

    def set_family(self, article: str, family: str) -> None:
        """Note of which family an article is; where that is news, all that it tells is due."""
        changed = "UPDATE witness SET family = ?1 WHERE article = ?2 AND family != ?1 RETURNING 1"
        if self._db.execute(changed, (family, article)):
            self._db.execute(
                "INSERT INTO due SELECT kind, bucket FROM mention WHERE article = ? ON CONFLICT DO NOTHING", (article,)
            )

    # --- buckets ---

    def make_due(self, buckets: Iterable[Bucket]) -> None:
        """Note that the mentions of these buckets are to be joined anew."""
        self._db.execute_many(
            "INSERT INTO due VALUES (?, ?) ON CONFLICT DO NOTHING", ((b.kind, b.key) for b in sorted(buckets))
        )

    def due(self, limit: int) -> list[Bucket]:
        """Buckets that are to be joined anew, in order."""
        rows = self._db.execute("SELECT kind, bucket FROM due ORDER BY kind, bucket LIMIT ?", (limit,))
        return [Bucket(str(kind), str(key)) for kind, key in rows]

    def done(self, buckets: Iterable[Bucket]) -> None:
        """Note that these buckets have been joined."""
        self._db.execute_many("DELETE FROM due WHERE kind = ? AND bucket = ?", ((b.kind, b.key) for b in buckets))

    def buckets_of(self, mentions: Iterable[str]) -> dict[str, Bucket]:
        """The bucket of each mention (by id) that there is."""
        found: dict[str, Bucket] = {}
        for marks, some in parted(mentions):
            rows = self._db.execute(f"SELECT id, kind, bucket FROM mention WHERE id IN ({marks})", some)
            found |= {str(id): Bucket(str(kind), str(key)) for id, kind, key in rows}
        return found

    def told(self, buckets: Iterable[Bucket]) -> tuple[dict[Bucket, list[Told]], dict[str, Witness]]:
        """The mentions of each bucket in order of their ids, and the articles that tell them under their ids."""
        keys: dict[str, list[str]] = {}
        for bucket in buckets:
            keys.setdefault(bucket.kind, []).append(bucket.key)
        rows: list[Row] = []
        for kind, named in keys.items():
            for marks, some in parted(named):
                rows += self._db.execute(_TOLD.format(marks), (kind, *some))
        witnesses = self.witnesses({str(row[5]) for row in rows})
        told: dict[Bucket, list[Told]] = {}
        with self._db.explained():
            for of_kind, key, id, words, is_taken_back, article, body in rows:
                mention, day = MENTION_DECODERS[str(of_kind)].decode(str(body)), witnesses[str(article)].day
                one = Told(str(id), mention, frozenset(str(words).split()), day, bool(is_taken_back))
                told.setdefault(Bucket(str(of_kind), str(key)), []).append(one)
        return told, witnesses

    def places(self, ids: Iterable[str]) -> dict[str, tuple[str, str, str]]:
        """Of each mention (by id) that has been joined its kind, the id of its item and the name of its page."""
        found: dict[str, tuple[str, str, str]] = {}
        for marks, some in parted(ids):
            query = (
                "SELECT mention.id, kind, item, document FROM mention JOIN witness ON witness.article = mention.article "
                f"WHERE mention.id IN ({marks}) AND item IS NOT NULL"
            )
            rows = self._db.execute(query, some)
            found |= {str(id): (str(kind), str(item), str(document)) for id, kind, item, document in rows}
        return found

    def count(self) -> dict[str, int]:
        """How many mentions of each kind there are."""
        rows = self._db.execute("SELECT kind, count(*) FROM mention GROUP BY kind")
        return {str(kind): int(str(n)) for kind, n in rows}

    def count_rules(self) -> list[tuple[str, int]]:
        """By which rules and readers the places of all mentions were found, the most frequent first."""
        query = (
            f"SELECT {self._db.json_text('part.value', 'rule')}, count(*) FROM mention, "
            f"{self._db.json_parts('mention.body', 'evidence')} GROUP BY 1"
        )
        found: Counter[str] = Counter()
        for rule, number in self._db.execute(query):
            found[str(rule).partition(":")[0]] += int(str(number))
        return sorted(found.items(), key=lambda one: (-one[1], one[0]))

    def beginning(self, with_: str, limit: int) -> list[str]:
        """Ids of mentions that begin so, in order."""
        query = "SELECT id FROM mention WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        return [str(id) for (id,) in self._db.execute(query, (with_, with_ + "\U0010ffff", limit))]


def _telling_row(telling: Telling) -> tuple[object, ...]:
    told = telling.told
    body = msgspec.json.encode(told.mention).decode()
    words = " ".join(sorted(told.words))
    return told.id, telling.bucket.kind, telling.bucket.key, told.mention.article, words, int(told.is_taken_back), body
