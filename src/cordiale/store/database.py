"""The record: pages with their mentions, judgements, issues, and the record rebuilt from them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

import msgspec

from cordiale.model.actor import Dyad
from cordiale.model.address import RecordAddress
from cordiale.model.document import Article, Capture, names_of
from cordiale.model.issue import Issue
from cordiale.model.mention import Mentions
from cordiale.model.record import Judgement, Record, Twin, Verdict
from cordiale.model.selection import Wanted
from cordiale.store.coded import CodedEvents
from cordiale.store.copying import copy_all
from cordiale.store.damage import damage_of
from cordiale.store.engines import connect
from cordiale.store.file import RecordFile
from cordiale.store.heads import Heads
from cordiale.store.issued import IssuedThings
from cordiale.store.items import Items
from cordiale.store.kinds import KINDS
from cordiale.store.saved import SavedSearches
from cordiale.store.tellings import Tellings
from cordiale.store.together import Together
from cordiale.store.watches import Watches

_IS_READ = (
    "SELECT 1 FROM page WHERE document = ? AND capture = ? AND coalesce(url, '') = ? AND metadata = ? AND stage = ?"
)
_PAGE = (
    "SELECT document, url, origin, metadata, stage, media_type, size FROM page JOIN capture ON capture.id = page.capture "
    "WHERE article = ? ORDER BY document"
)
_JUDGE = "INSERT INTO judgement (id, verdict, items, reason, at, undoes, documents) VALUES (?, ?, ?, ?, ?, ?, ?)"
_PLACE = "SELECT place FROM article WHERE id = ?"
# With fewer events no index is asked for.
_ENOUGH = 24
_KEEP_STATE = "INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_NEXT_CHANGE = (
    "INSERT INTO state VALUES ('changes', '1') "
    "ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(state.value AS BIGINT) + 1 AS TEXT)"
)


class Store:
    """One record, in a file or a database. Use it as a context manager; each method is one transaction, whole or not at all.

    Raises UsageError for what is no record or was written by a newer Cordiale, and StoreError for one that is damaged,
    cannot be reached or written, or lies on a full disk. With `must_exist` none is made, and one that may only be read can
    be opened. `coded` are the events of other people's files, `issued` the forecasts and questions that were issued,
    `watches` what is known of the sources that run by themselves, `saved` the searches that somebody saved.
    """

    def __init__(self, address: RecordAddress, *, must_exist: bool = False) -> None:
        self.address = address
        self._db = connect(address, must_exist=must_exist)
        self.coded = CodedEvents(self._db)
        self.issued = IssuedThings(self._db)
        self.saved = SavedSearches(self._db)
        self.items = Items(self._db)
        self.heads = Heads(self._db)
        self.together = Together(self._db)
        self.tellings = Tellings(self._db)
        self.watches = Watches(self._db)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the record."""
        self._db.close()

    @property
    def is_read_only(self) -> bool:
        """Whether the record could be opened for reading only."""
        return self._db.is_read_only

    @property
    def is_lost(self) -> bool:
        """Whether the connection to it is gone, so that it has to be opened again."""
        return self._db.is_lost

    def copy_to(self, address: RecordAddress) -> None:
        """Put all of it, as it is now, into a new record elsewhere, in whichever engine; UsageError where one is already."""
        if isinstance(self._db, RecordFile) and isinstance(address, Path):
            self._db.copy_file(address)
            return
        other = connect(address)
        try:
            copy_all(self._db, other)
        finally:
            other.close()

    def claim(self, what: str) -> bool:
        """Whether nobody else, on another machine either, holds a claim under this name; held until the record is closed."""
        return self._db.claim(what)

    def snapshot(self) -> AbstractContextManager[None]:
        """One state of the record for all that is read inside, whatever another command writes meanwhile."""
        return self._db.snapshot()

    def change(self) -> AbstractContextManager[None]:
        """One transaction for all that is written inside, whole or not at all."""
        return self._db.write()

    # --- pages ---

    def is_read(self, capture: Capture, stage: str) -> bool:
        """Whether this page was already read, with these bytes, address and metadata, by this version of the stages."""
        values = (capture.name, capture.id, capture.url or "", _text(dict(capture.metadata)), stage)
        return bool(self._db.execute(_IS_READ, values))

    def has_page(self, document: str) -> bool:
        """Whether a page of this name is held."""
        return bool(self._db.execute("SELECT 1 FROM page WHERE document = ?", (document,)))

    def named_apart(self, capture: Capture) -> Capture:
        """The capture under the name that its file is held by, else under the shortest that no page of another file has.

        A page of the same bytes is no other one (a folder that was moved), nor is one whose file is unknown.
        """
        if capture.origin is None:
            return capture
        held = self._db.execute("SELECT min(document) FROM page WHERE origin = ?", (capture.origin,))[0][0]
        names = [str(held)] if held else names_of(capture.name, capture.origin)
        taken = "SELECT 1 FROM page WHERE document = ? AND origin != ? AND capture != ?"
        free = (name for name in names if not self._db.execute(taken, (name, capture.origin, capture.id)))
        return replace(capture, name=next(free, capture.origin))

    def save_page(self, capture: Capture, stage: str, article: Article, mentions: Mentions) -> None:
        """Keep a page, its article and its mentions, in place of an earlier version under the same name.

        Pages of the same address and bytes are one article, under the first of their names.
        """
        with self._db.write():
            self._forget(capture.name)
            self._keep_capture(capture, stage, article.id)
            held = self._db.execute("SELECT place, document FROM article WHERE id = ?", (article.id,))
            document = min([article.document, *(str(name) for _, name in held)])
            self._drop_article(article.id)
            values = (article.id, document, _text(replace(article, document=document)), _text(mentions))
            insert = "INSERT INTO article (id, document, body, mentions) VALUES (?, ?, ?, ?) RETURNING place"
            place = self._db.execute(insert, values)[0][0]
            self._db.words.keep_article(place, article.title, article.text)
            self.tellings.expect(article.id)
            self._note_change()

    def save_rejected(self, capture: Capture, stage: str, issue: Issue) -> None:
        """Keep the bytes of a page that could not be read, and why."""
        with self._db.write():
            self._forget(capture.name)
            self._keep_capture(capture, stage, None)
            self._keep_issue(issue)

    def save_issue(self, issue: Issue) -> None:
        """Keep trouble that has no page (an unreadable file, a broken line) in place of earlier trouble of that name."""
        with self._db.write():
            self._db.execute("DELETE FROM issue WHERE document = ?", (issue.document,))
            self._keep_issue(issue)

    def forget(self, document: str) -> bool:
        """Take a page or an issue out, with all that the page says; whether there was one of that name.

        The bytes of a page stay in the file, for nothing captured is lost.
        """
        with self._db.write():
            held = "SELECT 1 FROM page WHERE document = ? UNION SELECT 1 FROM issue WHERE document = ?"
            is_held = bool(self._db.execute(held, (document, document)))
            if is_held:
                self._forget(document)
                self._note_change()
        return is_held

    def _keep_issue(self, issue: Issue) -> None:
        self._db.execute(
            "INSERT INTO issue VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (issue.document, issue.code, issue.what)
        )

    def _keep_capture(self, capture: Capture, stage: str, article: str | None) -> None:
        packed = zlib.compress(capture.data, 6)
        self._db.execute(
            "INSERT INTO capture VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (capture.id, capture.media_type, packed, len(capture.data)),
        )
        values = (capture.name, capture.id, capture.url, _text(dict(capture.metadata)), stage, article, capture.origin)
        self._db.execute("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def _forget(self, document: str) -> None:
        """Take out an earlier version of a page; its bytes stay, for nothing captured is lost."""
        held = self._db.execute("SELECT article FROM page WHERE document = ? AND article IS NOT NULL", (document,))
        self._db.execute("DELETE FROM page WHERE document = ?", (document,))
        self._db.execute("DELETE FROM issue WHERE document = ?", (document,))
        for (id,) in held:
            others = self._db.execute("SELECT min(document) FROM page WHERE article = ?", (id,))[0][0]
            if others is None:
                self._drop_article(str(id))
            else:
                self._rename_article(str(id), str(others))
            self._note_change()

    def _drop_article(self, id: str) -> None:
        self.tellings.take_out(id)
        self._db.words.drop("article_text", [place for (place,) in self._db.execute(_PLACE, (id,))])
        self._db.execute("DELETE FROM article WHERE id = ?", (id,))

    def _rename_article(self, id: str, document: str) -> None:
        article = self.article(id)
        assert article is not None  # a page points to it
        values = (document, _text(replace(article, document=document)), id)
        self._db.execute("UPDATE article SET document = ?, body = ? WHERE id = ?", values)
        # Ids of mentions rest on the name of the page.
        self.tellings.take_out(id)
        self.tellings.expect(id)

    def articles(self) -> Iterator[Article]:
        """Every article, in order of its document's name."""
        decoder = msgspec.json.Decoder(Article)
        with self._db.explained():
            for (body,) in self._db.each("SELECT body FROM article ORDER BY document, id"):
                yield decoder.decode(str(body))

    def article(self, id: str) -> Article | None:
        """The article of that id, or None; one that was taken out is there until what it told has been joined anew."""
        rows = self._db.execute(
            "SELECT body FROM article WHERE id = ?1 UNION ALL SELECT body FROM gone WHERE article = ?1", (id,)
        )
        with self._db.explained():
            return msgspec.json.decode(str(rows[0][0]), type=Article) if rows else None

    def article_of(self, document: str) -> str | None:
        """The id of the article that the page of this name is, or None."""
        query = "SELECT article FROM page WHERE document = ?1 AND article IS NOT NULL"
        rows = self._db.execute(f"{query} UNION ALL SELECT id FROM article WHERE document = ?1", (document,))
        return str(rows[0][0]) if rows else None

    def captured(self) -> Iterator[tuple[str, str]]:
        """Every article's id with that of its bytes, in order of ids."""
        query = "SELECT DISTINCT article, capture FROM page WHERE article IS NOT NULL ORDER BY 1, 2"
        for article, capture in self._db.each(query):
            yield str(article), str(capture)

    def count_issues(self) -> int:
        """How many troubles are kept."""
        return int(str(self._db.execute("SELECT count(*) FROM issue")[0][0]))

    def mentions(self) -> Iterator[Mentions]:
        """What each article says, in order of its document's name."""
        decoder = msgspec.json.Decoder(Mentions)
        with self._db.explained():
            for (body,) in self._db.each("SELECT mentions FROM article ORDER BY document, id"):
                yield decoder.decode(str(body))

    def capture(self, id: str) -> bytes | None:
        """The bytes of a capture, or None."""
        rows = self._db.execute("SELECT data FROM capture WHERE id = ?", (id,))
        return zlib.decompress(_bytes(rows[0][0])) if rows else None

    def issues(self) -> list[Issue]:
        """What could not be read, by document."""
        rows = self._db.execute("SELECT document, code, what FROM issue ORDER BY 1, 2, 3")
        return [Issue(str(d), str(c), str(w)) for d, c, w in rows]

    def issues_of(self, document: str) -> list[Issue]:
        """Why the page of this name could not be read; empty when it was."""
        rows = self._db.execute("SELECT document, code, what FROM issue WHERE document = ? ORDER BY 2, 3", (document,))
        return [Issue(str(d), str(c), str(w)) for d, c, w in rows]

    def count_pages(self) -> int:
        """How many pages are held that could be read."""
        return int(str(self._db.execute("SELECT count(*) FROM page WHERE article IS NOT NULL")[0][0]))

    def count_captures(self) -> int:
        """How many different bytes are held, those of pages that were taken out or replaced among them."""
        return int(str(self._db.execute("SELECT count(*) FROM capture")[0][0]))

    def stages(self) -> dict[str, int]:
        """How many pages were read by each version of stages, tables and reader."""
        rows = self._db.execute("SELECT stage, count(*) FROM page GROUP BY stage ORDER BY 2 DESC, 1")
        return {str(stage): int(str(number)) for stage, number in rows}

    def page_of(self, article: str) -> dict[str, str]:
        """How an article's page came: name, url, origin, metadata, stage, media_type and size, as far as known."""
        rows = self._db.execute(_PAGE, (article,))
        names = ("document", "url", "origin", "metadata", "stage", "media_type", "size")
        return {n: str(v) for row in rows[:1] for n, v in zip(names, row, strict=True) if v is not None}

    def search(self, query: str, limit: int = 20) -> list[str]:
        """Ids of the articles that have all the words and "phrases" of a query (begin* for beginnings), best first."""
        return self._db.words.articles(query, limit)

    def search_items(self, query: str, limit: int = 20) -> list[str]:
        """Ids of the items that have all the words of such a query, best first."""
        return self._db.words.items(query, limit)

    # --- judgements ---

    def judge(self, judgement: Judgement) -> int:
        """Add a judgement to the ledger; its number."""
        j = judgement
        values = (j.verdict, _text(j.items), j.reason, j.at.isoformat(), j.undoes, _text(j.documents))
        with self._db.write():
            # A number that a failed attempt took is taken by the next, in whichever engine.
            id = int(str(self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM judgement")[0][0]))
            self._db.execute(_JUDGE, (id, *values))
            self._note_change()
        return id

    def judgements(self) -> list[Judgement]:
        """The ledger, oldest first."""
        rows = self._db.execute("SELECT verdict, items, reason, at, id, undoes, documents FROM judgement ORDER BY id")
        with self._db.explained():
            return [
                Judgement(
                    Verdict(str(verdict)),
                    tuple(msgspec.json.decode(str(items), type=list[str])),
                    str(reason),
                    datetime.fromisoformat(str(at)),
                    int(str(id)),
                    None if undoes is None else int(str(undoes)),
                    tuple(msgspec.json.decode(str(documents), type=list[str])),
                )
                for verdict, items, reason, at, id, undoes, documents in rows
            ]

    # --- the record ---

    def _note_change(self) -> None:
        """Count a change to the pages or judgements, on which the record depends."""
        self._db.execute(_NEXT_CHANGE)

    def _state(self, key: str) -> str | None:
        rows = self._db.execute("SELECT value FROM state WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def keep(self, key: str, value: str) -> None:
        """Keep what was reckoned from the record, under a name, in place of what was kept under it."""
        with self._db.write():
            self._db.execute(_KEEP_STATE, (f"kept {key}", value))

    def kept(self, key: str) -> str | None:
        """What was kept under that name, or None."""
        return self._state(f"kept {key}")

    @property
    def changes(self) -> int:
        """How often pages or judgements have changed: the state that a record is built from."""
        return int(self._state("changes") or 0)

    @property
    def built_from(self) -> str | None:
        """What the record was last built from, as given to `mark_built`; None before the first time."""
        return self._state("built_from")

    def mark_built(self, built_from: str) -> None:
        """Note what the record is built from now; belongs inside the transaction that built it."""
        self._db.execute(_KEEP_STATE, ("built_from", built_from))

    def record(self) -> Record:
        """The record as last rebuilt."""
        with self._db.snapshot(), self._db.explained():
            parts = {kind: tuple(self.items.all(kind)) for kind in KINDS}
            rows = self._db.execute("SELECT first, second, why, similarity FROM twin ORDER BY first, second")
        twins = tuple(Twin(str(a), str(b), str(why), float(str(s))) for a, b, why, s in rows)
        return Record(**parts, twins=twins)

    def may_be_measured(self, pair: Dyad) -> bool:
        """Whether there are enough events, of all kinds and pairs, that an index of a pair may say something."""
        own = int(str(self._db.execute("SELECT count(*) FROM item WHERE kind = 'events'")[0][0]))
        return own >= _ENOUGH or self.coded.count(Wanted(between=pair)) >= _ENOUGH

    def damage(self) -> list[str]:
        """What is wrong with the record, line by line; empty when it is whole."""
        found = damage_of(self._db)
        return found or [f"{digest}: what was issued under this sha256 was changed" for digest in self.issued.altered()]


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _bytes(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value
