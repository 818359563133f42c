"""TOML tables read and checked: what is wrong in one stops the run, naming file, entry and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)


class LexiconError(Exception):
    """A table that cannot be used: says the file, the entry and the key."""

    def __init__(self, file: str, entry: str, key: str, what: str) -> None:
        super().__init__(f"{file}: {entry}: {key}: {what}")
        self.file = file
        self.entry = entry
        self.key = key


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a table; every getter raises LexiconError where the value has not the shape it needs."""

    file: str
    entry: str
    values: dict[str, Any]

    def error(self, key: str, what: str) -> LexiconError:
        """The error to raise about a key of this entry."""
        return LexiconError(self.file, self.entry, key, what)

    def only(self, keys: Iterable[str]) -> Row:
        """This row, when it has no other keys than these."""
        for key in self.values:
            if key not in keys:
                raise self.error(key, "is no key of this table")
        return self

    def text(self, key: str) -> str:
        """A string that must be there and not be empty."""
        value = self.text_or_none(key)
        if value is None:
            raise self.error(key, "is missing")
        return value

    def text_or_none(self, key: str) -> str | None:
        """A string, or None where the key is not there."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"should be words, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; none where the key is not there."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.error(key, f"should be a list of words, not {value!r}")
        return tuple(value)

    def names(self, key: str = "names") -> tuple[str, ...]:
        """A list of strings that must not be empty."""
        found = self.texts(key)
        if not found:
            raise self.error(key, "is missing")
        return found

    def number_or_none(self, key: str) -> int | None:
        """A whole number, or None where the key is not there."""
        value = self.values.get(key)
        if value is not None and type(value) is not int:
            raise self.error(key, f"should be a whole number, not {value!r}")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, f"should be true or false, not {value!r}")
        return value

    def choice(self, key: str, of: type[E], default: E | None = None) -> E:
        """One of the words of an enumeration."""
        value: Any = self.values.get(key, default)
        try:
            return of(value)
        except ValueError:
            raise self.error(key, f"should be one of {', '.join(of)}, not {value!r}") from None

    def day_or_none(self, key: str) -> date | None:
        """A day; a bare year or month ('1951', '1951-09') is its first day."""
        value = self.values.get(key)
        if value is None or value == "" or type(value) is date:
            return value or None
        try:
            return read_day(value)
        except ValueError:
            raise self.error(key, f"should be a day, month or year, not {value!r}") from None


def read_day(value: object) -> date:
    """A date from '1951', '1951-09' or '1951-09-08'; ValueError otherwise."""
    parts = [int(p) for p in str(value).split("-")]
    if not 1 <= len(parts) <= 3:
        raise ValueError(f"not a day: {value!r}")
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day)


def packaged_tables() -> Traversable:
    """The folder of tables that comes with the package."""
    return files("cordiale.lexicon") / "tables"


def _label(values: dict[str, Any], place: int) -> str:
    """How messages name an entry: by its code, id, person or first name, else by its place."""
    for key in ("iso3", "id", "person", "office", "lemma", "names", "forms"):
        value = values.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value:
            return f"entry {place} ({value})"
    return f"entry {place}"


def read_table(file: Traversable) -> dict[str, tuple[Row, ...]]:
    """The rows of a TOML file by the name of their array ([[state]] under 'state')."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise LexiconError(file.name, "the file", "TOML", str(problem)) from None
    return {kind: tuple(_rows(file.name, kind, value)) for kind, value in content.items()}


def _rows(file: str, kind: str, value: object) -> Iterator[Row]:
    entries = value if isinstance(value, list) else [value]
    for place, values in enumerate(entries, 1):
        if not isinstance(values, dict):
            raise LexiconError(file, f"entry {place}", kind, "should be a table")
        yield Row(file, _label(values, place), values)
