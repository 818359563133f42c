"""The index of words of a record file, which FTS5 keeps."""

from __future__ import annotations

from collections.abc import Iterable

from cordiale.store.connection import Connection
from cordiale.store.words import apart, index_query

_ARTICLES = (
    "SELECT article.id FROM article_text JOIN article ON article.place = article_text.rowid "
    "WHERE article_text MATCH ? AND article_text.rowid >= ? ORDER BY rank LIMIT ?"
)
_ITEMS = "SELECT id FROM item_text WHERE item_text MATCH ? AND rowid >= ? ORDER BY rank LIMIT ?"
# More finds than these are not ranked.
_RANKED = 10_000


class FileWords:
    """Which articles and items have which words (see `connection.WordIndex`)."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def laid(self, text: str | None) -> str:
        """A text as it lies in the index."""
        return apart(text)

    def keep_article(self, place: object, title: str | None, text: str) -> None:
        """Take the article of that place in."""
        values = (place, apart(title), apart(text))
        self._db.execute("INSERT INTO article_text (rowid, title, text) VALUES (?, ?, ?)", values)

    def keep_items(self, items: Iterable[tuple[object, str, str]]) -> None:
        """Take items in, each by its place, its id and all that it says."""
        rows = ((place, apart(text), id) for place, id, text in items)
        self._db.execute_many("INSERT INTO item_text (rowid, text, id) VALUES (?, ?, ?)", rows)

    def drop(self, table: str, places: Iterable[object]) -> None:
        """Take out what lies at some places of `article_text` or `item_text`."""
        self._db.execute_many(f"DELETE FROM {table} WHERE rowid = ?", ((place,) for place in places))

    def articles(self, asked: str, limit: int) -> list[str]:
        """Ids of the articles that have all words and phrases that are asked for, best first; of very many, of the latest."""
        return self._found(_ARTICLES, "article_text", asked, limit)

    def items(self, asked: str, limit: int) -> list[str]:
        """Ids of the items that do."""
        return self._found(_ITEMS, "item_text", asked, limit)

    def _found(self, search: str, table: str, asked: str, limit: int) -> list[str]:
        query = index_query(asked)
        if not query:
            return []
        return [str(id) for (id,) in self._db.execute(search, (query, self._ranked_from(table, query), limit))]

    def _ranked_from(self, table: str, query: str) -> object:
        """The place in the index from which on finds are ranked: of very many, the latest alone, for ranking takes time."""
        latest = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
        rows = self._db.execute(latest, (query, _RANKED))
        return rows[0][0] if rows else 0
