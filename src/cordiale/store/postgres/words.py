"""The index of words of a record in PostgreSQL: a tsvector for each article and item, made here and not by the server.

What is a word does not depend on how the server was set up: a word is what it is to the index of a record file (the
tokenizer unicode61 of https://sqlite.org/fts5.html), without case and without diacritics on Latin letters. A phrase is
looked up by its words and then looked for in the text, since a tsvector keeps no more than the first 256 places of a word
and none past 16,383 (https://www.postgresql.org/docs/current/textsearch-limitations.html).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from cordiale.store.connection import Connection
from cordiale.store.words import apart, phrases_asked

# More finds than these are not ranked.
_RANKED = 10_000
_SEARCH = (
    "SELECT {id} FROM (SELECT rowid AS place, words FROM {table} WHERE words @@ CAST(?1 AS tsquery){phrases} "
    f"ORDER BY rowid DESC LIMIT {_RANKED}) AS found JOIN {{owner}} "
    "ORDER BY ts_rank(found.words, CAST(?1 AS tsquery), 1) DESC, found.place LIMIT ?2"
)
_LONGEST_WORD, _MOST_PLACES, _LAST_PLACE, _LARGEST = 500, 255, 16_383, 1_000_000


class DatabaseWords:
    """Which articles and items have which words (see `connection.WordIndex`)."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._folding = Folding()

    def laid(self, text: str | None) -> str:
        """A text as it lies in the index: its words, each with a space on either side."""
        words = self._words(text)
        return f" {' '.join(words)} " if words else ""

    def keep_article(self, place: object, title: str | None, text: str) -> None:
        """Take the article of that place in."""
        laid = self.laid(title), self.laid(text)
        self._db.execute(
            "INSERT INTO article_text (rowid, title, text, words) VALUES (?, ?, ?, CAST(? AS tsvector))",
            (place, *laid, vector(" ".join(laid).split())),
        )

    def keep_items(self, items: Iterable[tuple[object, str, str]]) -> None:
        """Take items in, each by its place, its id and all that it says."""
        rows = ((place, laid := self.laid(text), id, vector(laid.split())) for place, id, text in items)
        insert = "INSERT INTO item_text (rowid, text, id, words) VALUES (?, ?, ?, CAST(? AS tsvector))"
        self._db.execute_many(insert, rows)

    def drop(self, table: str, places: Iterable[object]) -> None:
        """Take out what lies at some places of `article_text` or `item_text`."""
        self._db.execute_many(f"DELETE FROM {table} WHERE rowid = ?", ((place,) for place in places))

    def articles(self, asked: str, limit: int) -> list[str]:
        """Ids of the articles that have all words and phrases that are asked for, best first; of very many, of the latest."""
        return self._found("article_text", ("text", "title"), "article ON article.place = found.place", asked, limit)

    def items(self, asked: str, limit: int) -> list[str]:
        """Ids of the items that do."""
        return self._found("item_text", ("text",), "item_text AS owner ON owner.rowid = found.place", asked, limit)

    def _found(self, table: str, columns: Sequence[str], owner: str, asked: str, limit: int) -> list[str]:
        terms, conditions, values = [], "", list[object]()
        for phrase in phrases_asked(asked):
            words = self._words(phrase.words)
            if not words:
                continue
            quoted = [f"'{word[:_LONGEST_WORD]}'" for word in words]
            terms += [*quoted[:-1], quoted[-1] + ":*" * phrase.is_beginning]
            if len(words) > 1:
                values.append(f" {' '.join(words)}" + " " * (not phrase.is_beginning))
                number = len(values) + 2
                conditions += f" AND ({' OR '.join(f'strpos({column}, ?{number}) > 0' for column in columns)})"
        if not terms:
            return []
        id = f"{owner.partition(' ')[0]}.id" if table == "article_text" else "owner.id"
        query = _SEARCH.format(id=id, table=table, phrases=conditions, owner=owner)
        return [str(id) for (id,) in self._db.execute(query, (" & ".join(terms), limit, *values))]

    def _words(self, text: str | None) -> list[str]:
        return apart(text).translate(self._folding).split()


class Folding(dict[int, str]):
    """For each character what it is in a word of the index: itself without case and diacritics, or a space where words end."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if "\u0300" <= character <= "\u036f":
        return ""
    category = unicodedata.category(character)
    if category[0] not in "LN" and category != "Co":
        return " "
    parts = unicodedata.normalize("NFD", character)
    if parts[0].isascii() and all(map(unicodedata.combining, parts[1:])):
        character = parts[0]
    small = character.casefold()
    if len(small) != 1:
        small = character.lower()
    return small if len(small) == 1 else character


def vector(words: Sequence[str]) -> str:
    """The words as a tsvector is written, with as many of their places as one holds; what is too large goes without."""
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words, 1):
        held = places.setdefault(word[:_LONGEST_WORD], [])
        if number <= _LAST_PLACE and len(held) < _MOST_PLACES:
            held.append(number)
    sizes = [(len(word.encode()) + 4, 2 * len(held)) for word, held in places.items()]
    is_placed = sum(map(sum, sizes)) < _LARGEST
    written, left = [], _LARGEST
    for (word, held), (size, _) in zip(places.items(), sizes, strict=True):
        left -= 0 if is_placed else size
        if left < 0:
            break
        written.append(f"'{word}'" + (f":{','.join(map(str, held))}" if held and is_placed else ""))
    return " ".join(written)
