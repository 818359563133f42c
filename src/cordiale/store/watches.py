"""What is known of the sources that run by themselves, kept in the record file after each request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from cordiale.model.watching import AddressKind, Decision, HostState, Publisher, Watched
from cordiale.store.connection import Connection, Row

_KEEP = (
    "INSERT INTO watched (address, publisher, kind, due, fetched, was_read, body) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (address) DO UPDATE SET publisher = excluded.publisher, kind = excluded.kind, due = excluded.due, "
    "fetched = excluded.fetched, was_read = excluded.was_read, body = excluded.body"
)
_DUE = (
    "SELECT body FROM watched WHERE publisher = ? AND kind = ? AND due <= ? "
    "ORDER BY due, {published} DESC NULLS LAST, address LIMIT ?"
)
_KEEP_PUBLISHER = "INSERT INTO publisher VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"
_KEEP_HOST = "INSERT INTO host VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET body = excluded.body"
_DECIDE = (
    "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET publisher = excluded.publisher, "
    "at = excluded.at, is_allowed = excluded.is_allowed, basis = excluded.basis, reason = excluded.reason"
)
_TALLY = (
    "SELECT count(*), coalesce(sum(was_read), 0), max(fetched) FROM watched "
    "WHERE publisher = ? AND kind = 'article' AND fetched >= ?"
)

T = TypeVar("T")


class Watches:
    """Publishers, addresses, sites and decisions; reached as `Store.watches`. Each method is one transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    # --- who is watched ---

    def keep_publisher(self, publisher: Publisher) -> None:
        """Keep how a publisher is watched, in place of how it was."""
        with self._db.write():
            self._db.execute(
                "INSERT INTO publisher VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                (publisher.source.id, _text(publisher)),
            )

    def publishers(self) -> list[Publisher]:
        """Everyone who has been watched, by id."""
        return [_decoded(row[0], Publisher) for row in self._db.execute("SELECT body FROM publisher ORDER BY id")]

    # --- where addresses stand ---

    def address(self, address: str) -> Watched | None:
        """Where an address stands, or None when it is not known."""
        rows = self._db.execute("SELECT body FROM watched WHERE address = ?", (address,))
        return _decoded(rows[0][0], Watched) if rows else None

    def keep(self, watched: Watched, found: Iterable[Watched] = (), decision: Decision | None = None) -> int:
        """Keep where an address stands, with the addresses that were found there and are not known yet; how many are new."""
        new = 0
        with self._db.write():
            for one in found:
                insert = _KEEP.partition(" ON CONFLICT")[0] + " ON CONFLICT (address) DO NOTHING RETURNING 1"
                new += len(self._db.execute(insert, _row(one)))
            self._db.execute(_KEEP, _row(watched))
            if decision:
                self._decide(decision)
        return new

    def due(self, publisher: str, kind: AddressKind, until: float, limit: int) -> list[Watched]:
        """The addresses of a kind that are due by then, those due first before the others, of these the latest published."""
        query = _DUE.format(published=self._db.json_text("body", "published"))
        return [_decoded(row[0], Watched) for row in self._db.execute(query, (publisher, kind.value, until, limit))]

    def first_due(self, publisher: str) -> float | None:
        """When the first address of a publisher is due; None when none ever is."""
        due = self._db.execute("SELECT min(due) FROM watched WHERE publisher = ?", (publisher,))[0][0]
        return None if due is None else float(str(due))

    def standing(self, publisher: str) -> list[Watched]:
        """The addresses of a publisher that are asked for again and again, articles left out, and due some time."""
        query = (
            "SELECT body FROM watched WHERE publisher = ? AND kind != 'article' AND due IS NOT NULL ORDER BY address"
        )
        return [_decoded(row[0], Watched) for row in self._db.execute(query, (publisher,))]

    def waiting(self, publisher: str) -> list[Watched]:
        """Every address of a publisher that is due some time, those due first before the others."""
        query = "SELECT body FROM watched WHERE publisher = ? AND due IS NOT NULL ORDER BY due, address"
        return [_decoded(row[0], Watched) for row in self._db.execute(query, (publisher,))]

    def tally(self, publisher: str, since: float) -> tuple[int, int, float | None]:
        """How many articles were fetched since then, how many of them could be read, and when the last was fetched."""
        fetched, read, last = self._db.execute(_TALLY, (publisher, since))[0]
        return int(str(fetched)), int(str(read)), None if last is None else float(str(last))

    def first_seen(self, publisher: str) -> float | None:
        """When a publisher was first watched, or None."""
        query = f"SELECT min({self._db.json_number('body', 'seen')}) FROM watched WHERE publisher = ?"
        rows = self._db.execute(query, (publisher,))
        return None if rows[0][0] is None else float(str(rows[0][0]))

    # --- sites ---

    def host(self, site: str) -> HostState | None:
        """What is known of a site, or None."""
        rows = self._db.execute("SELECT body FROM host WHERE site = ?", (site,))
        return _decoded(rows[0][0], HostState) if rows else None

    def keep_host(self, state: HostState) -> None:
        """Keep what is known of a site, in place of what was."""
        with self._db.write():
            self._db.execute(
                "INSERT INTO host VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET body = excluded.body",
                (state.site, _text(state)),
            )

    # --- decisions ---

    def decide(self, decision: Decision) -> None:
        """Keep a decision in place of the last on its address."""
        with self._db.write():
            self._decide(decision)

    def _decide(self, d: Decision) -> None:
        values = (d.address, d.publisher, d.at.isoformat(), int(d.is_allowed), d.basis, d.reason)
        self._db.execute(_DECIDE, values)

    def decisions(self, *, refused_only: bool = False) -> list[Decision]:
        """The last decision on each address, by publisher and address."""
        where = " WHERE is_allowed = 0" if refused_only else ""
        query = (
            f"SELECT address, publisher, at, is_allowed, basis, reason FROM decision{where} ORDER BY publisher, address"
        )
        return [_decision(row) for row in self._db.execute(query)]


def _row(w: Watched) -> Row:
    return (w.address, w.publisher, w.kind.value, w.due, w.fetched, int(w.was_read), _text(w))


def _decision(row: Row) -> Decision:
    address, publisher, at, is_allowed, basis, reason = row
    return Decision(
        str(address), str(publisher), datetime.fromisoformat(str(at)), bool(is_allowed), str(basis), str(reason)
    )


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _decoded(body: object, type: type[T]) -> T:
    return msgspec.json.decode(str(body), type=type)
